package attendee_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/store"
)

// full leaves one seat, takes it, and gives the pages of who has it and of two who wait.
func (v *visit) full() (seated, first, second string) {
	v.sql("UPDATE edition_seats SET capacity = ?", 1)
	return v.register("email", "a@nacka.example"), v.register("email", "b@nacka.example", "name", "Bo Ek"),
		v.register("email", "c@nacka.example", "name", "Ci Alm", "organisation", "haninge-kommun")
}

func (v *visit) tend(wait time.Duration) {
	v.Clock.Add(wait)
	v.Site.Write(func(tx *store.Tx) error { _, err := registration.Tend(tx); return err })
}

func TestAnOfferIsAnsweredOnce(t *testing.T) {
	v := newVisit(t)
	seated, first, _ := v.full()
	v.expect("nothing to answer yet", v.Post(first+"/ja", nil), 410, "Erbjudandet gäller inte längre")
	v.Post(seated+"/avanmal", nil)
	for range 2 {
		v.expect("yes", v.Post(first+"/ja", nil), 303)
	}
	if v.number("SELECT taken FROM edition_seats") != 1 || v.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation'") != 2 {
		t.Error("the seat was taken twice, or told of twice")
	}
	v.expect("too late to say no", v.Post(first+"/nej", nil), 410)
	v.expect("still coming", v.Get(first), 200, "Hej Bo! Din plats är klar.")
}

func TestADeclinedSeatGoesOn(t *testing.T) {
	v := newVisit(t)
	seated, first, second := v.full()
	v.expect("waits second", v.Get(second), 200, "nummer\u00a02", "Bland dem från Haninge kommun är du nummer 1")
	v.Post(seated+"/avanmal", nil)
	if strings.Contains(v.Get(second).Body, "Det finns en plats") {
		t.Error("one seat was offered twice")
	}
	v.expect("no", v.Post(first+"/nej", nil), 303)
	v.expect("out of the queue, with a way back", v.Get(first+"?klar=avbojt"), 200, "Du har tackat nej", "Ångra avanmälan")
	v.expect("offered to the next", v.Get(second), 200, "Det finns en plats för dig")
}

func TestWhoDoesNotAnswerStandsLastAndThenNowhere(t *testing.T) {
	v := newVisit(t)
	seated, first, second := v.full()
	v.Post(seated+"/avanmal", nil)
	v.Clock.Add(24*time.Hour + time.Second)
	v.expect("before the sweep", v.Get(first), 200, "Tiden för att svara har gått ut")
	v.expect("too late", v.Post(first+"/ja", nil), 410)
	v.tend(0)
	v.expect("last", v.Get(first), 200, "Du svarade inte i tid")
	v.expect("the next", v.Post(second+"/nej", nil), 303)
	v.expect("once more", v.Get(first), 200, "Det finns en plats för dig")
	v.tend(25 * time.Hour)
	v.expect("out", v.Get(first), 200, "Du är avanmäld")
	if v.number("SELECT taken FROM edition_seats") != 0 {
		t.Error("the seat is still held")
	}
}

func TestShorterTimeOnTheLastDay(t *testing.T) {
	v := newVisit(t)
	seated, first, _ := v.full()
	v.Clock.Set(v.Edition.StartsAt.Add(-20 * time.Hour))
	v.Post(seated+"/avanmal", nil)
	v.expect("two hours", v.Get(first), 200, "Vi håller platsen åt dig till onsdag 3 mars 2027 kl. 15.00")
	v.Clock.Set(v.Edition.StartsAt.Add(-time.Hour))
	v.tend(0)
	v.tend(time.Hour) // the day begins: nobody is offered anything any more
	if n := v.number("SELECT COUNT(*) FROM offers WHERE state = 'open'"); n != 0 || v.number("SELECT taken FROM edition_seats") != 0 {
		t.Errorf("%d offers are open when the day begins", n)
	}
}

func TestTheFormSaysWhoWouldWait(t *testing.T) {
	v := newVisit(t)
	const nacka, haninge = `>Nacka kommun (väntelista)</option>`, `>Haninge kommun</option>`
	if body := v.Get(formPath).Body; strings.Contains(body, "(väntelista)") {
		t.Error("somebody would wait on an empty day")
	}
	for i := range 13 { // twelve of the quota, and the one seat of the pool
		v.register("email", fmt.Sprintf("p%d@nacka.example", i))
	}
	v.App.Cache.Clear() // a public page may be a moment old
	v.expect("marked", v.Get(formPath), 200, nacka, haninge)
	v.expect("event page", v.Get("/samverkansdag-2027"), 200, "187 av 200 kvar", "187 av dem hålls för organisationer som har kvot kvar")
	v.register("email", "last@nacka.example")
	if v.number("SELECT COUNT(*) FROM registrations WHERE status = 'waitlisted'") != 1 {
		t.Error("the page said waitlist, and it was none")
	}
}

func TestAddressesCanBeHeldAgainstTheOrganisation(t *testing.T) {
	v := newVisit(t)
	v.sql("UPDATE organisations SET domains = ? WHERE key = 'nacka-kommun'", "nacka.example utb.nacka.se")
	v.register("email", "free@annan.example") // the organiser has not asked for it
	v.sql("UPDATE edition_seats SET check_domains = ?", true)
	answer := v.Post(formPath, filled("email", "kim@annan.example"))
	v.expect("refused", answer, 422, "hör inte till organisationen", `value="kim@annan.example"`)
	v.register("email", "kim@Skola.Utb.Nacka.SE")
	v.register("email", "kim@haninge.example", "organisation", "haninge-kommun") // has no domains
}
