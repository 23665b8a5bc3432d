package app

import (
	"sync"

	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// offerBook is which times stand offered in drafts, by account: what one account
// offers, no other of the user's may. The store is asked once; from then on each
// account tells of itself whenever it reads its drafts.
type offerBook struct {
	mu    sync.Mutex
	times map[string][]offer // by address; nil: not asked yet
}

// elsewhere takes up what an account offers now and returns what the others do.
func (b *offerBook) elsewhere(tx *store.Tx, a *account, own []draftRecord) ([]offer, error) {
	if len(a.app.accounts) < 2 {
		return nil, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.times == nil {
		times, err := a.app.readOffers(tx)
		if err != nil {
			return nil, err
		}
		b.times = times
	}
	delete(b.times, a.cfg.Email)
	all := []offer{}
	for _, list := range b.times {
		all = append(all, list...)
	}
	if list := offered(own); len(list) > 0 {
		b.times[a.cfg.Email] = list
	}
	return all, nil
}

// offered are the times in drafts that stand.
func offered(drafts []draftRecord) []offer {
	var all []offer
	for _, d := range drafts {
		if d.State == thread.Standing || d.State == thread.Edited {
			all = append(all, offers("", d.Offers)...)
		}
	}
	return all
}

// readOffers asks the store what all accounts offer.
func (a *App) readOffers(tx *store.Tx) (map[string][]offer, error) {
	times := map[string][]offer{}
	for _, acc := range a.accounts {
		list, err := acc.drafts(tx)
		if err != nil {
			return nil, err
		}
		if open := offered(list); len(open) > 0 {
			times[acc.cfg.Email] = open
		}
	}
	return times, nil
}
