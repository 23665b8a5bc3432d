package extract

import (
	"cmp"

	"rsvpd/internal/detect"
)

// what finds company, role or topic, stage, interviewer and length.
func (j *job) what() {
	places := j.w.find(j.prose)
	j.f.Company = j.company(places)
	j.f.Interviewer = j.interviewer(places)
	j.f.Contact.Name = j.inFull(j.f.Contact.Name)
	if j.f.Contact.Name == "" { // nobody signs: whom one will meet is the only person there
		j.f.Contact.Name = j.f.Interviewer
		if j.f.ReplyTo == nil {
			j.f.Contact.Name = cmp.Or(j.f.Interviewer, j.whoMeets(places))
		}
	}
	j.f.Duration = j.length()
	switch j.f.Kind {
	case detect.Media, detect.Speaking:
		if j.f.Role = j.topic(places); j.f.Role == "" && j.f.Kind == detect.Speaking {
			j.f.Role = j.part(places)
		}
	case detect.Academic:
		j.f.Role = j.withQuoted(j.project(j.post(places)))
	default:
		j.f.Role = j.role(places)
	}
	if j.f.Kind == detect.Job || j.f.Kind == detect.Academic || j.f.Kind == "" {
		j.f.Stage = j.stage(places)
	}
}

// stage is the latest stage that the text names.
func (j *job) stage(places []place) Stage {
	subject := j.w.find(j.m.Subject)
	for i, s := range j.w.lang.Extract.Stage {
		for _, list := range [][]place{places, subject} {
			for _, p := range list {
				if p.kind == firstStage+cueKind(i) {
					return Stage(s.Stage)
				}
			}
		}
	}
	return ""
}
