package registration_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func TestAddSavesEverythingAtOnce(t *testing.T) {
	d := newDay(t, 10)
	f := form(1)
	f.Needs, f.NeedsText = []string{"glutenfri"}, "gärna vid dörren"
	r := d.mustAdd(f, registration.FromForm)
	db := d.store.Read(t.Context())

	if r.Status != registration.Confirmed || r.WaitlistNumber != 0 || r.ReceivedAt.IsZero() {
		t.Fatalf("%+v", r)
	}
	if !regexp.MustCompile(`^[ACDEFGHJKMNPQRTUVWXY34679]{6}$`).MatchString(r.Reference) {
		t.Fatalf("reference %q", r.Reference)
	}
	for name, find := range map[string]func() (registration.Registration, error){
		"link":   func() (registration.Registration, error) { return registration.ByLink(db, r.Link(d.store.Keys())) },
		"ticket": func() (registration.Registration, error) { return registration.ByTicket(db, r.Ticket(d.store.Keys())) },
		"reference": func() (registration.Registration, error) {
			return registration.ByReference(db, d.edition.ID, " "+r.Reference[:3]+" "+r.Reference[3:])
		},
		"id": func() (registration.Registration, error) { return registration.ByID(db, r.ID) },
	} {
		if got, err := find(); err != nil || got.ID != r.ID || got.Name != "Åsa Öberg" || !got.ReceivedAt.Equal(r.ReceivedAt.Time) {
			t.Errorf("by %s: %+v, %v", name, got, err)
		}
	}
	if _, err := registration.ByLink(db, r.Ticket(d.store.Keys())); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the ticket code opened the self-service page: %v", err)
	}
	if wishes, err := seminar.WishesOf(db, r.ID); err != nil || len(wishes) != 3 {
		t.Errorf("wishes %v, %v", wishes, err)
	}
	if needs, err := registration.NeedsOf(db, r.ID); err != nil || !slices.Equal(needs.Choices, f.Needs) || needs.Text != f.NeedsText {
		t.Errorf("needs %+v, %v", needs, err)
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation' AND subject_id = ?", r.ID); n != 1 {
		t.Errorf("%d mails", n)
	}
	if h, err := registration.History(db, r.ID); err != nil || len(h) != 1 || h[0].Action != "added" || h[0].Actor != registration.Self {
		t.Errorf("history %+v, %v", h, err)
	}
}

func TestRegisteringTwiceChangesNothing(t *testing.T) {
	d := newDay(t, 10)
	first := d.mustAdd(form(1), registration.FromForm)
	again := form(1)
	again.Name, again.Email, again.Wishes = "Någon Annan", "  PERSON1@Nacka.EXAMPLE ", []string{"losam", "trefas", "dela-med-dig"}
	got, err := d.add(again, registration.FromForm)
	if !errors.Is(err, registration.ErrExists) || got.ID != first.ID || store.KindOf(err) != store.Conflict {
		t.Fatalf("%+v, %v", got, err)
	}
	now, err := registration.ByID(d.store.Read(t.Context()), first.ID)
	if err != nil || now.Name != first.Name || now.Version != first.Version {
		t.Fatalf("changed to %+v, %v", now, err)
	}
	if d.balanced().Taken != 1 || d.number("SELECT COUNT(*) FROM mails") != 1 || d.number("SELECT waitlist_last FROM edition_seats") != 0 {
		t.Fatal("a seat, a mail or a waitlist number was spent on a second registration")
	}
}

func TestErrExistsCanBeHandledInsideTheTransaction(t *testing.T) {
	d := newDay(t, 10)
	first := d.mustAdd(form(1), registration.FromForm)
	for range 5 {
		d.write(func(tx *store.Tx) error {
			old, err := registration.Add(tx, d.edition, form(1), registration.FromForm, registration.Self)
			if !errors.Is(err, registration.ErrExists) {
				return fmt.Errorf("not refused: %w", err)
			}
			return registration.MailLink(tx, old)
		})
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'exists' AND subject_id = ?", first.ID); n != 3 {
		t.Fatalf("%d link mails, the limit is 3 an hour", n)
	}
	if d.balanced().Taken != 1 {
		t.Fatal("a seat was taken")
	}
	d.clock.Add(61 * time.Minute)
	d.write(func(tx *store.Tx) error { return registration.MailLink(tx, first) })
	if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'exists'"); n != 4 {
		t.Fatalf("%d link mails after the window", n)
	}
}

func TestFullDayGivesWaitlistNumbers(t *testing.T) {
	d := newDay(t, 1)
	d.mustAdd(form(1), registration.FromForm)
	second, third := d.mustAdd(form(2), registration.FromForm), d.mustAdd(form(3), registration.FromForm)
	if second.Status != registration.Waitlisted || second.WaitlistNumber != 1 || third.WaitlistNumber != 2 {
		t.Fatalf("%+v %+v", second, third)
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'waitlisted'"); n != 2 {
		t.Fatalf("%d waitlist mails", n)
	}
	d.balanced()
}

func TestFormIsRefusedOutsideItsTime(t *testing.T) {
	cases := []struct {
		name string
		set  func(*event.Edition)
		want error
	}{
		{"draft", func(e *event.Edition) { e.State = event.Draft }, registration.ErrNotYet},
		{"not opened", func(e *event.Edition) { e.RegistrationOpensAt = store.At(e.StartsAt.Add(-time.Hour)) }, registration.ErrNotYet},
		{"past the last day", func(e *event.Edition) { e.RegistrationClosesAt = store.At(e.CreatedAt.Add(-time.Hour)) }, registration.ErrClosed},
		{"closed", func(e *event.Edition) { e.State = event.Closed }, registration.ErrClosed},
		{"finished", func(e *event.Edition) { e.State = event.Finished }, registration.ErrClosed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDay(t, 5)
			c.set(&d.edition)
			if _, err := d.add(form(1), registration.FromForm); !errors.Is(err, c.want) {
				t.Fatal(err)
			}
			if d.balanced().Taken != 0 {
				t.Fatal("a seat was taken")
			}
			d.mustAdd(form(2), registration.FromOrganiser)
		})
	}
}

func TestUnknownChoicesSaveNothing(t *testing.T) {
	d := newDay(t, 5)
	wrong := form(1)
	wrong.Organisation = "botkyrka"
	if _, err := d.add(wrong, registration.FromForm); !errors.Is(err, registration.ErrUnknown) {
		t.Fatal(err)
	}
	wrong = form(1)
	wrong.Wishes = []string{"trefas", "losam", "nope"}
	if _, err := d.add(wrong, registration.FromForm); !errors.Is(err, registration.ErrUnknown) {
		t.Fatal(err)
	}
	if d.number("SELECT COUNT(*) FROM registrations") != 0 || d.balanced().Taken != 0 {
		t.Fatal("something was saved")
	}
}
