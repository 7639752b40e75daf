package mail

import (
	"context"
	"errors"
	netmail "net/mail"
	"net/url"
	"strings"
	"unicode"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/text"
)

// facts are what a mail tells about, read when it is composed.
type facts struct {
	*text.Translator
	c       *Composer
	edition event.Edition
	hosts   []event.Host
	person  registration.Registration
	queue   int // place in the waitlist now, 1 = next in turn
	places  []seminar.Place
	ballot  survey.Ballot
	coming  []comingDay        // of the address, in a mail of links
	offer   registration.Offer // what they were last offered, if anything
	seat    room.Offer         // in a seminar, that the mail is about
	to      netmail.Address
	now     store.Time
	moved   // what a mail about rooms is about
	invited // what a mail to somebody who is not registered is about
	promised
}

func (c *Composer) facts(ctx context.Context, m mailbox.Mail) (*facts, error) {
	db := c.store.Read(ctx)
	f := &facts{Translator: c.texts.For(m.Lang), c: c, now: store.At(c.store.Now())}
	f.to = netmail.Address{Name: shownName(m.ToName), Address: m.ToAddress}
	about := f.readPerson
	switch m.Kind {
	case mailbox.Ballot:
		about = f.readBallot
	case mailbox.BallotReminder:
		about = f.readUnspent
	}
	if m.Kind == mailbox.SessionOffer {
		about = func(db *store.DB, id store.ID) (store.ID, error) { return f.readSeat(db, m, id) }
	}
	if read := f.aboutInvited(m); read != nil {
		about = read
	}
	if read := f.aboutRooms(m); read != nil {
		about = read
	}
	if read := f.aboutEffect(m); read != nil {
		about = read
	}
	edition, err := about(db, m.SubjectID)
	if err != nil {
		return nil, err
	}
	if !f.mayRead(m) {
		return nil, store.ErrNotFound
	}
	if f.edition, err = event.ByID(db, edition); err != nil {
		return nil, err
	}
	if m.Kind == mailbox.Links {
		if err := f.readComing(db); err != nil {
			return nil, err
		}
	}
	f.hosts, err = event.Hosts(db, edition)
	return f, err
}

// mayRead keeps a personal link from going to an address that is no longer the person's: a seat may have been passed on,
// or an address corrected, while a mail waited or was held. Only the line to who has passed a seat on has no link.
func (f *facts) mayRead(m mailbox.Mail) bool {
	return f.person.ID == "" || m.Kind == mailbox.Substituted ||
		registration.EmailKey(m.ToAddress) == registration.EmailKey(f.person.Email)
}

func (f *facts) readPerson(db *store.DB, id store.ID) (edition store.ID, err error) {
	if f.person, err = registration.ByID(db, id); err != nil {
		return "", err
	}
	if f.queue, err = registration.QueuePlace(db, f.person); err != nil {
		return "", err
	}
	if f.offer, err = registration.LastOffer(db, id); err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	f.places, err = seminar.PlacesOf(db, f.person.EditionID, f.person.ID)
	return f.person.EditionID, err
}

// readBallot forgets the name: this mail carries a right to answer, and nothing about the person.
func (f *facts) readBallot(db *store.DB, id store.ID) (edition store.ID, err error) {
	f.to.Name = ""
	f.ballot, err = survey.ByID(db, id)
	return f.ballot.EditionID, err
}

// readUnspent is readBallot for a reminder: who has answered since it was enqueued is not reminded.
func (f *facts) readUnspent(db *store.DB, id store.ID) (edition store.ID, err error) {
	if edition, err = f.readBallot(db, id); err == nil && f.ballot.Spent() {
		err = store.ErrNotFound
	}
	return edition, err
}

// Addresses. All of them begin with the configured base URL.

func (f *facts) page(path ...string) string {
	address := f.c.baseURL
	for _, part := range path {
		address += "/" + url.PathEscape(part)
	}
	return address
}

func (f *facts) own() string    { return f.page("min", f.person.Link(f.c.store.Keys())) }
func (f *facts) cancel() string { return f.own() + "/avanmal" }
func (f *facts) event() string  { return f.page(f.edition.Slug) }
func (f *facts) answer() string { return f.page("svara", f.ballot.Token(f.c.store.Keys())) }

// ticketCode is what the QR code holds: upper case, so that it stays small.
func (f *facts) ticketCode() string {
	return strings.ToUpper(f.c.baseURL) + "/T/" + f.person.Ticket(f.c.store.Keys())
}

// reference is the reference code as people read it aloud: "R4K 7TN".
func (f *facts) reference() string {
	if r := f.person.Reference; len(r) == 6 {
		return r[:3] + " " + r[3:]
	}
	return f.person.Reference
}

// shownName is a name as a mail may say it. Anybody can register any address under any name, so what looks like an
// address, a link or a sentence is left out: otherwise the form would mail a stranger's message in our name.
func shownName(name string) string {
	name = oneLine(name)
	if len([]rune(name)) > 60 || len(strings.Fields(name)) > 6 || strings.ContainsAny(name, "@/:<>{}[]|\\\"!?$%=&#") {
		return ""
	}
	for i, r := range name { // "evil.example" is a link to many mail programs; "J. R." is a name
		if r == '.' && i+1 < len(name) && name[i+1] != ' ' {
			return ""
		}
	}
	return name
}

// oneLine takes out control characters and the marks that turn the direction of text, and trims.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s))
}
