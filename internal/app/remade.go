package app

import "sync"

// remade are links that are made when they are needed, let go when for a while they
// are not, and then made again: they take a tenth of a second to make, and more
// memory than all else of a daemon that waits.
type remade struct {
	make func() *links

	mu   sync.Mutex
	held *links
	used bool // since forget was called last
}

func (r *remade) links() *links {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.used = true; r.held == nil {
		r.held = r.make()
	}
	return r.held
}

// forget lets go of links that nobody has asked for since it was called last. It
// reports whether there were any. Who works with them goes on.
func (r *remade) forget() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	idle := !r.used && r.held != nil
	if idle {
		r.held = nil
	}
	r.used = false
	return idle
}

// Forget lets go of what reading mail needs, where no mail was read since it was
// called last; the next mail makes it again. It reports whether there was anything
// to let go of.
func (a *App) Forget() bool {
	return a.reader != nil && a.reader.forget != nil && a.reader.forget()
}
