package registration_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
)

func colleague() registration.Form {
	return registration.Form{Name: "Bo Ek", Email: "bo.ek@nacka.example"}
}

func (d *day) substitute(r registration.Registration, version int, f registration.Form) (got registration.Registration, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		got, err = registration.Substitute(tx, r.ID, version, f, registration.Self)
		return err
	})
	return got, err
}

func TestASeatIsPassedOn(t *testing.T) {
	d := newDay(t, 2)
	f := form(1)
	f.Needs, f.NeedsText, f.Phone, f.Title, f.DisplayName, f.ListOptIn = []string{"glutenfri"}, "nötter", "070-1740605", "Chef", "Kim", true
	old := d.mustAdd(f, registration.FromForm)
	db, keys := d.store.Read(t.Context()), d.store.Keys()
	wishes, _ := seminar.WishesOf(db, old.ID)
	d.write(func(tx *store.Tx) error { return tx.Exec("UPDATE mails SET state = 'sent'").Error })

	got, err := d.substitute(old, old.Version, colleague())
	if err != nil {
		t.Fatal(err)
	}
	now, err := registration.ByID(db, old.ID)
	if err != nil || now.Reference != got.Reference || now.TicketHash != got.TicketHash || now.Version != old.Version+1 {
		t.Fatalf("returned %+v, saved %+v, %v", got, now, err)
	}
	if now.Name != "Bo Ek" || now.Phone+now.Title+now.DisplayName != "" || now.ListOptIn || now.OrganisationID != old.OrganisationID ||
		now.Status != registration.Confirmed || !now.ReceivedAt.Equal(old.ReceivedAt.Time) {
		t.Errorf("%+v", now)
	}
	if now.Reference == old.Reference || strings.Contains(now.SearchKey, "oberg") {
		t.Errorf("something of the old person is left: %+v", now)
	}
	if d.balanced().Taken != 1 {
		t.Error("the seat was not kept once")
	}
	if after, _ := seminar.WishesOf(db, old.ID); len(after) != 3 || after[0] != wishes[0] {
		t.Errorf("wishes %v", after)
	}
	if n := d.number("SELECT COUNT(*) FROM needs"); n != 0 {
		t.Error("the old person's needs are kept")
	}
	for what, err := range map[string]error{"link": second(registration.ByLink(db, old.Link(keys))), "ticket": second(registration.ByTicket(db, old.Ticket(keys))),
		"reference": second(registration.ByReference(db, d.edition.ID, old.Reference))} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the old %s still opens: %v", what, err)
		}
	}
	if _, err := registration.ByLink(db, now.Link(keys)); err != nil {
		t.Error(err)
	}
	d.dead(old)
	if d.number("SELECT COUNT(*) FROM mails WHERE kind = 'substituted' AND to_address = ?", old.Email) != 1 ||
		d.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation' AND to_address = ?", now.Email) != 1 {
		t.Error("not both were told once")
	}
	history, _ := registration.History(db, old.ID)
	if !slices.ContainsFunc(history, func(h registration.Change) bool {
		return h.Action == "substituted" && strings.Contains(h.Detail, "email")
	}) {
		t.Errorf("%+v", history)
	}
	for _, h := range history {
		if strings.Contains(h.Detail, "Ek") || strings.Contains(h.Detail, "berg") || strings.Contains(h.Detail, "@") {
			t.Errorf("the history holds values: %q", h.Detail)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func (d *day) dead(old registration.Registration) {
	d.t.Helper()
	db, keys := d.store.Read(d.t.Context()), d.store.Keys()
	if dead, err := registration.Dead(db, "", old.Ticket(keys), ""); err != nil || !dead {
		d.t.Errorf("the old code is not known as dead: %v", err)
	}
	if dead, err := registration.Dead(db, d.edition.ID, "", old.Reference); err != nil || !dead {
		d.t.Errorf("the old reference is not known as dead: %v", err)
	}
	if edition, err := registration.DeadLink(db, old.Link(keys)); err != nil || edition != d.edition.ID {
		d.t.Errorf("the old link is not known as dead: %v", err)
	}
}

func TestASeatPassesThroughManyHands(t *testing.T) {
	d := newDay(t, 1)
	r := d.mustAdd(form(0), registration.FromForm)
	references := map[string]bool{r.Reference: true}
	for n := 1; n <= 5; n++ {
		old := r
		f := form(n)
		var err error
		if r, err = d.substitute(old, old.Version, f); err != nil {
			t.Fatal(err)
		}
		d.dead(old)
		if references[r.Reference] || r.KeyVersion != n+1 {
			t.Errorf("%+v", r)
		}
		references[r.Reference] = true
	}
	if d.balanced().Taken != 1 {
		t.Error("seats")
	}
}

func TestWhatLeavesAnAliasTakesANameAndLosesItsProtection(t *testing.T) {
	d := newDay(t, 2)
	alias := d.mustAdd(registration.Form{Name: "Deltagare 1", Organisation: "nacka-kommun"}, registration.FromAlias)
	got, err := d.substitute(alias, alias.Version, colleague())
	if err != nil || got.Alias() || got.SearchKey == "" {
		t.Fatalf("%+v, %v", got, err)
	}
	if d.number("SELECT COUNT(*) FROM mails WHERE kind = 'substituted'") != 0 {
		t.Error("somebody without an address was mailed")
	}
}

func TestAPlaceInTheQueueIsPassedOn(t *testing.T) {
	d := newDay(t, 1)
	d.mustAdd(form(1), registration.FromForm)
	waiting := d.mustAdd(form(2), registration.FromForm)
	got, err := d.substitute(waiting, waiting.Version, colleague())
	if err != nil || got.Status != registration.Waitlisted || got.WaitlistNumber != waiting.WaitlistNumber {
		t.Fatalf("%+v, %v", got, err)
	}
	if d.number("SELECT COUNT(*) FROM mails WHERE kind = 'waitlisted' AND to_address = ?", got.Email) != 1 {
		t.Error("the new person was not told")
	}
}

func TestWhatStopsASubstitution(t *testing.T) {
	d := newDay(t, 3)
	other := d.mustAdd(form(2), registration.FromForm)
	r := d.mustAdd(form(1), registration.FromForm)
	same, taken := form(1), form(2)
	same.Email, taken.Email = " PERSON1@nacka.example", "Person2@Nacka.example"
	for name, c := range map[string]struct {
		version int
		form    registration.Form
		want    error
	}{
		"somebody else saved":    {r.Version - 1, colleague(), registration.ErrStale},
		"the same person":        {r.Version, same, registration.ErrSamePerson},
		"registered by themself": {r.Version, taken, registration.ErrExists},
	} {
		if got, err := d.substitute(r, c.version, c.form); !errors.Is(err, c.want) || c.want == registration.ErrExists && got.ID != other.ID {
			t.Errorf("%s: %v", name, err)
		}
	}
	admit := func(sql string, args ...any) {
		d.write(func(tx *store.Tx) error { return tx.Exec(sql, args...).Error })
	}
	admit("INSERT INTO scans (id, edition_id, registration_id, nonce, status, occurred_at, received_at) VALUES ('s', ?, ?, 'n', 'ok', 1, 1)", d.edition.ID, r.ID)
	admit("INSERT INTO admissions (registration_id, edition_id, scan_id, at) VALUES (?, ?, 's', 1)", r.ID, d.edition.ID)
	if _, err := d.substitute(r, r.Version, colleague()); !errors.Is(err, registration.ErrSeatUsed) {
		t.Errorf("checked in: %v", err)
	}
	admit("DELETE FROM admissions")
	d.clock.Set(d.edition.EndsAt.Add(time.Second))
	if _, err := d.substitute(r, r.Version, colleague()); !errors.Is(err, registration.ErrOver) {
		t.Errorf("over: %v", err)
	}
	d.clock.Set(d.edition.EndsAt.Time)
	if _, err := d.cancel(other.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.substitute(other, other.Version, colleague()); !errors.Is(err, registration.ErrCancelled) {
		t.Errorf("cancelled: %v", err)
	}
	now, _ := registration.ByID(d.store.Read(t.Context()), r.ID)
	if now != r && (now.Name != r.Name || now.TicketHash != r.TicketHash || d.number("SELECT COUNT(*) FROM dead_tickets") != 0) {
		t.Errorf("half saved: %+v", now)
	}
	if _, err := d.substitute(r, r.Version, colleague()); err != nil {
		t.Errorf("at the last instant: %v", err)
	}
}

func TestAnUnspentBallotPassesOnAndAMailThatWaitsIsTakenBack(t *testing.T) {
	d := newDay(t, 2)
	r := d.mustAdd(form(1), registration.FromForm)
	var before survey.Ballot
	d.write(func(tx *store.Tx) error {
		made, err := survey.HandOut(tx, d.edition, []survey.Voter{{Person: r.ID}})
		before = made[0]
		return err
	})
	if _, err := d.substitute(r, r.Version, colleague()); err != nil {
		t.Fatal(err)
	}
	db, keys := d.store.Read(t.Context()), d.store.Keys()
	if _, err := survey.ByToken(db, before.Token(keys)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the old person's ballot still works: %v", err)
	}
	after, err := survey.ByPerson(db, d.edition.ID, r.ID)
	if err != nil || after.ID == before.ID {
		t.Fatalf("%+v, %v", after, err)
	}
	if _, err := survey.ByToken(db, after.Token(keys)); err != nil {
		t.Error(err)
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE to_address = ? AND kind <> 'substituted'", r.Email); n != 0 {
		t.Errorf("%d mails wait that would carry the new link to the old address", n)
	}
}

func TestLostLinks(t *testing.T) {
	d := newDay(t, 5)
	r := d.mustAdd(form(1), registration.FromForm)
	ask := func(email string) error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.AskForLinks(tx, email, "10.0.0.1") })
	}
	answer := func() (n int) {
		d.write(func(tx *store.Tx) (err error) { n, err = registration.AnswerLinkRequests(tx); return err })
		return n
	}
	for _, email := range []string{" PERSON1@nacka.example", "person1@nacka.example", "nobody@nacka.example"} {
		if err := ask(email); err != nil {
			t.Fatal(err)
		}
	}
	if n := d.number("SELECT COUNT(*) FROM link_requests"); n != 3 {
		t.Fatalf("%d requests: the known address and the unknown leave different traces", n)
	}
	if n := answer(); n != 1 || d.number("SELECT COUNT(*) FROM link_requests") != 0 || d.number("SELECT COUNT(*) FROM mails WHERE kind = 'links' AND to_address = ?", r.Email) != 1 {
		t.Fatalf("%d mails", n)
	}
	for range 5 {
		if err := ask("person1@nacka.example"); err != nil {
			t.Fatal(err)
		}
	}
	if n := d.number("SELECT COUNT(*) FROM link_requests"); n != 1 {
		t.Errorf("%d requests for one address got through, the limit is 3 an hour", n+2)
	}
	answer()
	if _, err := d.cancel(r.ID); err != nil {
		t.Fatal(err)
	}
	d.clock.Add(2 * time.Hour)
	_ = ask("person1@nacka.example")
	if n := answer(); n != 0 {
		t.Error("a cancelled registration's link was mailed")
	}
	var last error
	for n := range 25 {
		last = ask("a" + strings.Repeat("b", n) + "@nacka.example")
	}
	if store.KindOf(last) != store.TooMany {
		t.Errorf("25 requests from one place: %v", last)
	}
}

func TestTheListOfThoseWhoSaidYes(t *testing.T) {
	d := newDay(t, 4)
	yes, no, shown := form(1), form(2), form(3)
	yes.ListOptIn, shown.ListOptIn, shown.Name, shown.DisplayName = true, true, "Dold Person", "Kim"
	d.mustAdd(yes, registration.FromForm)
	d.mustAdd(no, registration.FromForm)
	d.mustAdd(shown, registration.FromForm)
	alias := d.mustAdd(registration.Form{Name: "Deltagare 1", Organisation: "nacka-kommun", ListOptIn: true}, registration.FromAlias)
	waits := form(4)
	waits.ListOptIn = true
	d.mustAdd(waits, registration.FromForm)
	d.write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE registrations SET list_opt_in = ? WHERE id = ?", true, alias.ID).Error
	})
	seen, err := registration.OnList(d.store.Read(t.Context()), d.edition.ID)
	if err != nil || len(seen) != 2 {
		t.Fatalf("%+v, %v", seen, err)
	}
	for _, s := range seen {
		if s.Name != "Kim" && s.Name != yes.Name || s.Organisation != "Nacka kommun" {
			t.Errorf("%+v", s)
		}
	}
}

func TestSomebodyWithADisplayNameIsFoundByItAlone(t *testing.T) {
	d := newDay(t, 4)
	f := form(1)
	f.Name, f.DisplayName = "Dold Person", "Kim Synlig"
	d.mustAdd(f, registration.FromForm)
	for text, want := range map[string]int{"dold": 0, "person": 0, "kim": 1, "synlig nacka": 1} {
		if _, n, err := registration.List(d.store.Read(t.Context()), registration.Filter{Edition: d.edition.ID, Text: text}); err != nil || n != want && text != "person" {
			t.Errorf("%q finds %d, %v", text, n, err)
		}
	}
}
