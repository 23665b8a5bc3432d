package draft

import (
	"errors"
	"fmt"
	"io/fs"

	"rsvpd/internal/detect"
)

// sample is an invitation of one kind as the catalogue takes it: what its mail
// says, and the user's own words about it.
type sample struct {
	Role    string `toml:"role"`
	Company string `toml:"company"`
	Program string `toml:"program"`
	Contact string `toml:"contact"`
	// Interviewer is set where it is another than the contact.
	Interviewer string `toml:"interviewer"`
	Greeting    string `toml:"greeting"`
	Text        string `toml:"text"`
	Round       string `toml:"round"` // a sentence that names one
	Note        string `toml:"note"`  // of a rule whose reason is "differs"
}

// readSamples reads sample.toml of a language's folder.
func readSamples(fsys fs.FS, name string) (map[detect.Kind][]sample, error) {
	var samples map[detect.Kind][]sample
	if err := readTOML(fsys, name, &samples); err != nil {
		return nil, err
	}
	var errs []error
	for _, kind := range kinds {
		if len(samples[kind]) == 0 {
			errs = append(errs, fmt.Errorf("%s: there is no [[%s]]", name, kind))
		}
		for _, s := range samples[kind] {
			if s.Role == "" || s.Company == "" || s.Program == "" || s.Contact == "" || s.Text == "" || s.Round == "" || s.Note == "" {
				errs = append(errs, fmt.Errorf("%s: [[%s]] wants role, company, program, contact, text, round and note", name, kind))
			}
		}
	}
	return samples, errors.Join(errs...)
}
