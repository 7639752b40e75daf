package seminar

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Attendee is somebody to be placed. The caller tells who comes and from where: seminars know no people.
type Attendee struct {
	ID           store.ID
	Organisation string // its key: what rooms are mixed by
	Kind         string // of the organisation
}

// Terms are what an organiser decides about a run.
type Terms struct {
	Seed     uint64
	MixPrice int // 0: wishes first. Else what the mix may cost, in hundredths of a step down a list of wishes, at most MostMixPrice
	MixWorst int // with a price: the worst rank that may be given for the sake of the mix; 0: no worse than without
}

// MostMixPrice is the highest price of the mix (docs/allocation.md): a hundred steps for each unit of it.
const MostMixPrice = 10_000

// ErrTerms says that a price or a worst rank is out of range.
var ErrTerms = store.Fault(store.Invalid, "error.allocation_terms")

func (t Terms) check() error {
	if t.MixPrice < 0 || t.MixPrice > MostMixPrice || t.MixWorst < 0 || t.MixWorst > MaxWishes {
		return ErrTerms
	}
	return nil
}

// Source looks people up for the work that goes on by itself.
type Source struct {
	Attendees  func(db *gorm.DB, edition store.ID) ([]Attendee, error)
	Recipients func(db *gorm.DB, edition store.ID) ([]Recipient, error)
	Published  func(tx *store.Tx, p Publication) error // in the transaction that publishes; nil: nothing more to do
}
