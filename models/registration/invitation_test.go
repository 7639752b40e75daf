package registration_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

func (d *day) invite(forms ...registration.Form) (n int) {
	d.t.Helper()
	d.write(func(tx *store.Tx) (err error) { n, err = registration.Invite(tx, d.edition, forms, "anna"); return err })
	return n
}

func (d *day) invitations() []registration.Invitation {
	d.t.Helper()
	all, err := registration.Invitations(d.store.Read(d.t.Context()), d.edition.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

func (d *day) invitation(n int) registration.Invitation {
	d.t.Helper()
	for _, i := range d.invitations() {
		if i.Email == form(n).Email {
			return i
		}
	}
	d.t.Fatalf("person %d is not invited", n)
	return registration.Invitation{}
}

func (d *day) link() registration.Invitation {
	d.t.Helper()
	d.write(func(tx *store.Tx) error { _, err := registration.MakeLinks(tx, d.edition.ID, "anna"); return err })
	links, err := registration.InvitationLinks(d.store.Read(d.t.Context()), d.edition.ID)
	if err != nil || len(links) != 2 || links[1].OrganisationKey != "nacka-kommun" {
		d.t.Fatal(links, err)
	}
	return links[1]
}

// withCode is form(n) as it comes from somebody with a code.
func withCode(n int, code string) registration.Form {
	f := form(n)
	f.Invitation = code
	return f
}

func TestInvitedOnly(t *testing.T) {
	d := newDay(t, 10)
	d.edition.Access = event.InvitedOnly
	keys, link := d.store.Keys(), d.link()
	d.invite(form(1), form(2), form(3))
	if _, err := d.add(form(9), registration.FromForm); !errors.Is(err, registration.ErrNotInvited) {
		t.Errorf("without a code: %v", err)
	}
	for _, code := range []string{"x", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --", keys.Token("link", link.ID, 1), keys.Token("invitation", link.ID, 2)} {
		if _, err := d.add(withCode(9, code), registration.FromForm); !errors.Is(err, registration.ErrNotInvited) {
			t.Errorf("forged code %q: %v", code, err)
		}
	}
	one := d.invitation(1)
	if _, err := d.add(withCode(1, one.Code(keys)), registration.FromForm); err != nil {
		t.Errorf("invited: %v", err)
	}
	if _, err := d.add(withCode(8, one.Code(keys)), registration.FromForm); !errors.Is(err, registration.ErrInvitationUsed) {
		t.Errorf("a personal code the second time: %v", err)
	}
	for n := 20; n < 23; n++ {
		if _, err := d.add(withCode(n, link.Code(keys)), registration.FromForm); err != nil {
			t.Errorf("by the link: %v", err)
		}
	}
	wrong := withCode(30, link.Code(keys))
	wrong.Organisation = "lpo-globen"
	if _, err := d.add(wrong, registration.FromForm); !errors.Is(err, registration.ErrOtherOrganisation) {
		t.Errorf("another organisation's link: %v", err)
	}
	if _, err := d.add(form(31), registration.FromOrganiser); err != nil {
		t.Errorf("by an organiser: %v", err)
	}
	d.write(func(tx *store.Tx) error {
		if err := registration.RevokeLink(tx, d.edition.ID, link.ID); err != nil {
			return err
		}
		return registration.RevokeInvitation(tx, d.edition.ID, d.invitation(2).ID)
	})
	for _, code := range []string{link.Code(keys), d.invitation(2).Code(keys)} {
		if _, err := d.add(withCode(2, code), registration.FromForm); !errors.Is(err, registration.ErrInvitationRevoked) {
			t.Errorf("revoked: %v", err)
		}
	}
	if d.balanced().Taken != 5 {
		t.Errorf("taken %d", d.balanced().Taken)
	}
}

func TestWhereAllMayComeABadCodeIsNoHindrance(t *testing.T) {
	d := newDay(t, 10)
	link := d.link()
	for n, code := range []string{"", "nonsense", link.Code(d.store.Keys())} {
		d.mustAdd(withCode(n, code), registration.FromForm)
	}
	f := withCode(8, link.Code(d.store.Keys()))
	f.Organisation = "lpo-globen"
	d.mustAdd(f, registration.FromForm)
	if n := d.number("SELECT COUNT(*) FROM invited_registrations"); n != 1 {
		t.Errorf("%d registrations answer the link, want 1", n)
	}
}

func TestARenewedLinkKillsTheOldCode(t *testing.T) {
	d := newDay(t, 10)
	d.edition.Access = event.InvitedOnly
	old := d.link()
	var link registration.Invitation
	d.write(func(tx *store.Tx) (err error) {
		link, err = registration.RenewLink(tx, d.edition.ID, old.ID)
		return err
	})
	if _, err := d.add(withCode(1, old.Code(d.store.Keys())), registration.FromForm); !errors.Is(err, registration.ErrNotInvited) {
		t.Errorf("the old code: %v", err)
	}
	d.mustAdd(withCode(1, link.Code(d.store.Keys())), registration.FromForm)
}

func TestInvitingTwiceMailsOnce(t *testing.T) {
	d := newDay(t, 10)
	again := form(1)
	again.Email = " PERSON1@nacka.example"
	if a, b := d.invite(form(1), form(2)), d.invite(again, form(3)); a != 2 || b != 1 {
		t.Errorf("%d and %d", a, b)
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'invitation'"); n != 3 {
		t.Errorf("%d mails", n)
	}
	old := d.invitation(1)
	d.write(func(tx *store.Tx) error { return registration.RevokeInvitation(tx, d.edition.ID, old.ID) })
	if n := d.invite(form(1)); n != 1 || d.invitation(1).Code(d.store.Keys()) == old.Code(d.store.Keys()) {
		t.Errorf("invited anew: %d", n)
	}
}

func TestManyInvitations(t *testing.T) {
	d := newDay(t, 10)
	forms := make([]registration.Form, 1203)
	for n := range forms {
		forms[n] = form(n)
	}
	if n := d.invite(forms...); n != 1203 || d.number("SELECT COUNT(*) FROM mails WHERE kind = 'invitation'") != 1203 {
		t.Errorf("%d", n)
	}
}

func TestAnswers(t *testing.T) {
	d := newDay(t, 10)
	d.invite(form(1), form(2), form(3), form(4), form(5), form(6))
	d.mustAdd(withCode(1, d.invitation(1).Code(d.store.Keys())), registration.FromForm)
	d.mustAdd(form(2), registration.FromForm) // with the address, without the code
	other := withCode(90, d.invitation(6).Code(d.store.Keys()))
	cancelled := d.mustAdd(other, registration.FromForm)
	if a := d.invitation(6).Answer(); a != registration.AnswerYes {
		t.Errorf("with another address: %s", a)
	}
	if _, err := d.cancel(cancelled.ID); err != nil {
		t.Fatal(err)
	}
	d.write(func(tx *store.Tx) error {
		if err := registration.DeclineInvitation(tx, d.invitation(3)); err != nil {
			return err
		}
		return registration.NoteOpened(tx, d.invitation(4).ID)
	})
	for n, want := range map[int]registration.Answer{1: registration.AnswerYes, 2: registration.AnswerYes, 3: registration.AnswerNo,
		4: registration.Opened, 5: registration.Invited, 6: registration.Invited} {
		if got := d.invitation(n).Answer(); got != want {
			t.Errorf("person %d: %s, want %s", n, got, want)
		}
	}
	err := d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.DeclineInvitation(tx, d.invitation(1)) })
	if !errors.Is(err, registration.ErrInvitationUsed) {
		t.Errorf("declining when registered: %v", err)
	}
	d.mustAdd(withCode(3, d.invitation(3).Code(d.store.Keys())), registration.FromForm)
	if i := d.invitation(3); i.Answer() != registration.AnswerYes || !i.DeclinedAt.IsZero() {
		t.Errorf("after a change of mind: %s", i.Answer())
	}
}

// remindAll presses the button n times at the same instant.
func (d *day) remindAll(n int) int {
	d.t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for range n {
		all.Go(func() {
			err := d.store.Write(d.t.Context(), func(tx *store.Tx) error {
				n, err := registration.Remind(tx, d.edition)
				mu.Lock()
				defer mu.Unlock()
				total += n
				return err
			})
			if err != nil {
				d.t.Error(err)
			}
		})
	}
	all.Wait()
	return total
}

func TestRemindersGoToTheSilentOnceADay(t *testing.T) {
	d := newDay(t, 10)
	d.invite(form(1), form(2), form(3), form(4), form(5))
	d.mustAdd(form(1), registration.FromForm)
	d.write(func(tx *store.Tx) error {
		if err := registration.DeclineInvitation(tx, d.invitation(2)); err != nil {
			return err
		}
		return registration.RevokeInvitation(tx, d.edition.ID, d.invitation(3).ID)
	})
	if n := d.remindAll(1); n != 0 {
		t.Errorf("reminded %d on the day of the invitation", n)
	}
	d.clock.Add(24 * time.Hour)
	if n := d.remindAll(8); n != 2 {
		t.Errorf("reminded %d, want 2", n)
	}
	d.clock.Add(23 * time.Hour)
	if n := d.remindAll(2); n != 0 {
		t.Errorf("reminded %d within a day", n)
	}
	d.clock.Add(time.Hour)
	if n := d.remindAll(2); n != 2 {
		t.Errorf("reminded %d the next day, want 2", n)
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'invitation_reminder'"); n != 4 {
		t.Errorf("%d reminders", n)
	}
	d.clock.Set(d.edition.RegistrationClosesAt.Add(time.Hour))
	err := d.store.Write(t.Context(), func(tx *store.Tx) error { _, err := registration.Remind(tx, d.edition); return err })
	if !errors.Is(err, registration.ErrClosed) {
		t.Errorf("after registration has closed: %v", err)
	}
}

func TestSetAccess(t *testing.T) {
	d := newDay(t, 10)
	set := func(version int, a event.Access) error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error { return event.SetAccess(tx, d.edition.ID, version, a) })
	}
	if err := set(1, event.InvitedOnly); err != nil {
		t.Error(err)
	}
	if err := set(1, event.OpenToAll); !errors.Is(err, event.ErrStale) {
		t.Errorf("the second of two organisers: %v", err)
	}
	if err := set(2, "maybe"); store.KindOf(err) != store.Invalid {
		t.Errorf("an unknown choice: %v", err)
	}
	if e, err := event.ByID(d.store.Read(t.Context()), d.edition.ID); err != nil || e.Access != event.InvitedOnly {
		t.Errorf("%q %v", e.Access, err)
	}
	if got := fmt.Sprint(event.Accesses); got != "[open both invitation]" {
		t.Error(got)
	}
}
