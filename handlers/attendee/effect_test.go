package attendee_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/jobs"
	"samling/models/door"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
	"samling/views/text"
)

// later is a day whose people answer and promise, seen through what they see: pages and mails. Nothing but the clock is
// moved by hand; jobs do the rest.
type later struct {
	*visit
	own   []string // own pages
	after []string // links of the follow-up, as the mails carry them
}

func newLater(t *testing.T, people int) *later {
	t.Helper()
	l := &later{visit: newVisit(t)}
	for k := range people {
		l.own = append(l.own, l.register("name", fmt.Sprintf("Amina Nummer %c", 'A'+k), "email", fmt.Sprintf("person%d@nacka.example", k)))
		r := l.find(l.own[k])
		l.Write(func(tx *store.Tx) error {
			_, err := door.Redeem(tx, door.Presented{RegistrationID: r.ID, Nonce: "n" + string(r.ID), OccurredAt: tx.Now, Door: "Dörr 1", Actor: "t"}, l.Edition)
			return err
		})
	}
	l.Clock.Set(l.Edition.EndsAt.Time)
	l.run()
	return l
}

// run does what the program does by itself.
func (l *later) run() {
	l.t.Helper()
	for _, j := range jobs.Housekeeping(l.Store) {
		switch j.Name {
		case "open-surveys", "mail-commitments", "tend-urns":
			if err := j.Run(l.t.Context()); err != nil {
				l.t.Fatal(j.Name, err)
			}
		}
	}
}

// mails gives the texts of a kind's mails.
func (l *later) mails(kind mailbox.Kind) (texts []string) {
	l.t.Helper()
	rows, _, err := mailbox.Page(l.Store.Read(l.t.Context()), l.Edition.ID, mailbox.Queued, 200, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	words, err := text.Load()
	if err != nil {
		l.t.Fatal(err)
	}
	c, err := mail.NewComposer(l.Store, words, webtest.BaseURL, false)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, m := range rows {
		if m.Kind != kind {
			continue
		}
		message, err := c.Compose(l.t.Context(), m)
		if err != nil {
			l.t.Fatal(err)
		}
		texts = append(texts, message.Text)
	}
	return texts
}

func linkIn(t *testing.T, said, room string) string {
	t.Helper()
	found := regexp.MustCompile(`/` + room + `/[0-9A-Z]{26}`).FindString(said)
	if found == "" {
		t.Fatalf("no link to %s in:\n%s", room, said)
	}
	return found
}

// answer sends the evaluation of everybody, each with a commitment of their own; the first few want a reminder.
func (l *later) answer(reminded int) {
	l.t.Helper()
	for k, said := range l.mails(mailbox.Ballot) {
		form := whole()
		form.Set("C1", fmt.Sprintf("Ringa skolan, nummer %d", k))
		form.Set("C2", "ja")
		if k < reminded {
			form.Set("C3", "ja")
		}
		at := linkIn(l.t, said, "svara")
		if got := l.Post(at, form); got.Status != 303 {
			l.t.Fatalf("%d %s", got.Status, brief(got.Body))
		}
		l.expect("thanks", l.Get(at+"/tack"), 200, "Om tre månader mejlar vi dig")
	}
}

func (l *later) edition() event.Edition {
	l.t.Helper()
	e, err := event.ByID(l.Store.Read(l.t.Context()), l.Edition.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	return e
}

func (l *later) effect() survey.Effect {
	l.t.Helper()
	r, err := survey.ResultsOf(l.Store.Read(l.t.Context()), l.edition(), l.Clock.Now())
	if err != nil {
		l.t.Fatal(err)
	}
	return r.Effect
}

func afterwards(pairs ...string) url.Values {
	form := url.Values{"U1": {"1"}, "U3": {"2"}, "U4": {"4"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

// A year in a minute: ballot, commitment, four weeks, three months, answer, result, erased.
func TestEffectFromBallotToNothing(t *testing.T) {
	l := newLater(t, 9)
	form := whole()
	form.Set("C3", "ja")
	ballot := linkIn(t, l.mails(mailbox.Ballot)[0], "svara")
	l.expect("a reminder of nothing", l.Post(ballot, form), 422, "Kryssa i rutan ovanför också", `id="C3-fel"`)
	page := l.Get(ballot).Body
	if strings.Contains(page, `name="C2" value="ja" checked`) || !strings.Contains(page, `name="C3" value="ja"`) || strings.Contains(page, `name="C3" value="ja" checked`) {
		t.Error("the two boxes are not there, or a box is ticked already")
	}
	l.answer(2)
	l.run()
	if n := len(l.mails(mailbox.CommitmentReminder)); n != 0 {
		t.Fatalf("%d reminders at once", n)
	}
	l.expect("one's own", l.Get(l.own[0]), 200, "Det du ville göra annorlunda", "Se det du skrev")

	l.Clock.Add(survey.RemindAfter)
	l.run()
	l.run()
	reminders := l.mails(mailbox.CommitmentReminder)
	if len(reminders) != 2 || !strings.Contains(reminders[0], "› Ringa skolan, nummer") {
		t.Fatalf("reminders after four weeks: %q", reminders)
	}

	l.Clock.Set(survey.FollowUpAt(l.edition()).Time)
	l.run()
	l.run()
	for _, said := range l.mails(mailbox.FollowUp) {
		l.after = append(l.after, linkIn(t, said, "uppfoljning"))
	}
	if len(l.after) != 9 {
		t.Fatalf("%d mails after three months, want 9", len(l.after))
	}
	for k, at := range l.after[:8] {
		l.expect("the questions", l.Get(at), 200, "Har du gjort något annorlunda", "Frågorna stänger")
		extra := []string{"U5", "Ett nytt möte " + fmt.Sprint(k)}
		if k < 5 {
			extra = append(extra, "U2", "1", "U2", "4") // several ticks, of which nothing counts: it was done
		}
		if got := l.Post(at, afterwards(extra...)); got.Status != 303 {
			t.Fatalf("%d %s", got.Status, brief(got.Body))
		}
	}
	l.expect("thanks", l.Get(l.after[0]+"/tack"), 200, "Tack för ditt svar")
	if x := l.effect(); x.State != survey.EffectOpen || x.Counted != 0 {
		t.Errorf("eight answers before a step that leaves five: %+v", x)
	}
	for _, at := range l.own[:6] {
		l.expect("let go", l.Post(at+"/foresats", url.Values{"slapp": {"ja"}}), 303)
	}
	l.expect("kept after all", l.Post(l.own[5]+"/foresats", url.Values{}), 303)

	l.Clock.Add(survey.FollowUpOpenFor)
	l.run()
	x := l.effect()
	if share, shown := x.Done(); !shown || share != 100 || x.Answered != 8 || x.Commitments != 9 || x.State != survey.EffectClosed {
		t.Errorf("the result: %+v", x)
	}
	if _, shown := x.Hindered(); shown {
		t.Error("what did not hinder anybody is shown")
	}
	if n := l.number("SELECT COUNT(*) FROM commitments"); n != 0 {
		t.Errorf("%d commitments are not erased", n)
	}
	if n := l.number("SELECT COUNT(*) FROM free_texts WHERE part = 'follow_up' AND code = 'C1'"); n != 5 {
		t.Errorf("%d texts were let go, want 5", n)
	}
	l.expect("nothing is left", l.Get(l.own[0]+"/foresats"), 200, "Här finns inget sparat")
	l.expect("closed", l.Get(l.after[8]), 410, "Frågorna är stängda")
	log := l.Log.String()
	for _, secret := range append(l.after, "Ringa skolan", "person1@nacka.example") {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %s", secret)
		}
	}
}

// In the follow-up as everywhere: a status that says so, a sentence that helps, what was typed, nothing half-saved.
func TestFollowUpBadInput(t *testing.T) {
	l := newLater(t, 5)
	l.answer(0)
	l.Clock.Set(survey.FollowUpAt(l.edition()).Time)
	l.run()
	for _, said := range l.mails(mailbox.FollowUp) {
		l.after = append(l.after, linkIn(t, said, "uppfoljning"))
	}
	at, other := l.after[0], l.after[1]
	for _, forged := range []string{"/uppfoljning/x", "/uppfoljning/" + strings.Repeat("A", 26), "/uppfoljning/%00", "/uppfoljning/" + strings.Repeat("A", 3000), at[:len(at)-1]} {
		l.expect("forged", l.Get(forged), 404)
		l.expect("forged", l.Post(forged, afterwards()), 404)
	}
	l.expect("the evaluation's link opens no follow-up", l.Get(strings.Replace(linkIn(t, l.mails(mailbox.Ballot)[0], "svara"), "svara", "uppfoljning", 1)), 404, "stämmer inte")
	l.expect("thanks for nothing", l.Get(at+"/tack"), 303)
	l.expect("nothing answered", l.Post(at, url.Values{"U5": {"Kvar"}}), 422, "Välj ett svar", "Kvar")
	l.expect("an unknown answer", l.Post(at, afterwards("U2", "99", "U5", "Kvar")), 303) // not asked: it was done
	l.expect("an unknown answer", l.Post(other, url.Values{"U1": {"4"}, "U2": {"99"}, "U3": {"0"}, "U4": {"3"}}), 422, "Välj ett av svaren")
	l.expect("two answers", l.Post(other, afterwards("U1", "2")), 422)
	l.expect("too long", l.Post(other, afterwards("U5", strings.Repeat("å", survey.TextMax+1))), 422, "Korta texten")
	l.expect("it names somebody", l.Post(other, afterwards("U5", "Ring 070-174 06 05")), 422, "Pekar texten ut någon", "Ring 070-174 06 05")
	l.expect("a megabyte", l.Post(other, afterwards("U5", strings.Repeat("a", 900_000))), 422)
	l.expect("a sign that turns the line", l.Post(other, afterwards("U5", "\u202eåäö")), 422)
	l.expect("script, formula, right to left", l.Post(other, afterwards("U5", "=1+1 <script>alert(1)</script> مرحبا 👍")), 303)
	l.expect("again", l.Post(other, afterwards()), 410, "Länken är redan använd")
	l.expect("again", l.Get(strings.ToLower(other)), 410, "redan svarat")
	if n := l.number("SELECT COUNT(*) FROM follow_up_urn"); n != 2 {
		t.Errorf("%d sheets, want 2", n)
	}
	english := l.As("")
	english.Lang = "en"
	l.expect("in English", english.Get(l.after[2]), 200, "Have you done anything differently", "How did it go?")
}

func TestOwnCommitment(t *testing.T) {
	l := newLater(t, 5)
	if strings.Contains(l.Get(l.own[0]).Body, "/foresats") {
		t.Error("there is a way to nothing")
	}
	l.expect("nothing yet", l.Get(l.own[0]+"/foresats"), 200, "Här finns inget sparat")
	l.answer(5)
	at := l.own[0] + "/foresats"
	l.expect("what was written", l.Get(at), 200, "Ringa skolan, nummer", "torsdag 1 april 2027", "fredag 4 juni 2027", "Vi raderar texten fredag 2 juli 2027", "Radera texten")
	l.expect("let go", l.Post(at, url.Values{"slapp": {"ja"}}), 303)
	l.expect("told", l.Get(at+"?klar=slappt"), 200, "Värdarna får läsa texten", `name="slapp" value="ja" checked`)
	l.expect("a stranger", l.Post("/min/"+strings.Repeat("A", 26)+"/foresats/radera", nil), 404)
	l.Clock.Set(survey.FollowUpAt(l.edition()).Time)
	l.run()
	if page := l.Get(at); !strings.Contains(page.Body, "/uppfoljning/") || strings.Contains(page.Body, "Vi mejlar det") {
		t.Errorf("the way to the questions: %s", brief(page.Body))
	}
	l.expect("erased", l.Post(at+"/radera", nil), 303)
	l.expect("erased again", l.Post(at+"/radera", nil), 303)
	l.expect("let go what is gone", l.Post(at, url.Values{"slapp": {"ja"}}), 303)
	l.expect("told", l.Get(at+"?klar=raderat"), 200, "Texten är raderad", "Här finns inget sparat")
	l.Clock.Add(survey.FollowUpOpenFor + time.Minute)
	l.run()
	if n := l.number("SELECT COUNT(*) FROM free_texts WHERE code = 'C1'"); n != 0 {
		t.Error("what was erased came out")
	}
}
