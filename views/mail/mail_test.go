package mail_test

import (
	"bytes"
	"errors"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
	"samling/views/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

var kinds = [...]mailbox.Kind{
	mailbox.Confirmation, mailbox.Waitlisted, mailbox.Exists, mailbox.Cancelled, mailbox.Restored, mailbox.Updated,
	mailbox.Placement, mailbox.Ballot, mailbox.BallotReminder, mailbox.Offer, mailbox.OfferExpired,
}

// dayFor brings a person into the state that a kind of mail tells about.
func dayFor(t *testing.T, kind mailbox.Kind) *day {
	t.Helper()
	capacity := 10
	if kind == mailbox.Waitlisted || kind == mailbox.Offer || kind == mailbox.OfferExpired {
		capacity = 0
	}
	d := newDay(t, capacity, form())
	switch kind {
	case mailbox.Cancelled:
		d.write(func(tx *store.Tx) (err error) {
			d.person, err = registration.Cancel(tx, d.person.ID, registration.Self)
			return err
		})
	case mailbox.Offer, mailbox.OfferExpired:
		d.offer()
		if kind == mailbox.OfferExpired {
			d.clock.Add(25 * time.Hour)
			d.write(func(tx *store.Tx) error { _, err := registration.Expire(tx); return err })
		}
	case mailbox.Placement:
		d.place(2)
	case mailbox.Ballot, mailbox.BallotReminder:
		d.handOut()
	}
	return d
}

func TestGoldenMails(t *testing.T) {
	for _, kind := range kinds {
		d := dayFor(t, kind)
		for _, lang := range text.Languages {
			message := d.compose(d.mail(kind, lang), false)
			golden(t, string(kind)+"."+lang+".txt", d.steady("Subject: "+message.Subject+"\n\n"+message.Text))
			if kind == mailbox.Confirmation {
				golden(t, string(kind)+"."+lang+".html", d.steady(message.HTML))
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it, then run the test with -update. Now:\n%s", name, got)
	}
}

var textKey = regexp.MustCompile(`mail\.[a-z_]+[ <.]`)

var address = regexp.MustCompile(`(?i)(?:https?:)?//[^\s"'<>]+`)

func TestEveryMail(t *testing.T) {
	for _, kind := range kinds {
		d := dayFor(t, kind)
		for _, lang := range text.Languages {
			m := d.compose(d.mail(kind, lang), true)
			if textKey.MatchString(m.Text + m.Subject + m.HTML) {
				t.Errorf("%s.%s shows a text's key", kind, lang)
			}
			for _, link := range address.FindAllString(m.Text+m.HTML, -1) {
				if !strings.HasPrefix(link, base+"/") {
					t.Errorf("%s.%s links to %s", kind, lang, link)
				}
			}
			if strings.Contains(m.HTML, "ZgotmplZ") || strings.Contains(m.Text, "**") {
				t.Errorf("%s.%s is drawn badly", kind, lang)
			}
			leaves := strings.Contains(m.Text, "/min/"+d.person.Link(d.store.Keys())+"/avanmal")
			if want := kind != mailbox.Cancelled && kind != mailbox.Ballot && kind != mailbox.BallotReminder; leaves != want {
				t.Errorf("%s.%s: the way out is there: %v", kind, lang, leaves)
			}
			if !strings.Contains(m.HTML, "Demonstration") || !strings.Contains(m.Text, "Demonstration") {
				t.Errorf("%s.%s does not say that it is a demonstration", kind, lang)
			}
			if m.ReplyTo == nil || m.ReplyTo.Address != "samverkansdag@skarpnack.example" {
				t.Errorf("%s.%s: answers go to %v", kind, lang, m.ReplyTo)
			}
		}
	}
}

func TestConfirmationCarriesCodeAndCalendar(t *testing.T) {
	d := dayFor(t, mailbox.Confirmation)
	m := d.compose(d.mail(mailbox.Confirmation, "sv"), false)
	if len(m.Inline) != 1 || len(m.Attachments) != 1 || m.Attachments[0].Name != "samverkansdag-2027.ics" {
		t.Fatalf("parts: %d inline, %v", len(m.Inline), m.Attachments)
	}
	if _, err := png.Decode(bytes.NewReader(m.Inline[0].Data)); err != nil {
		t.Error(err)
	}
	calendar := string(m.Attachments[0].Data)
	if !strings.Contains(calendar, "DTSTART:20270311T080000Z") || strings.Contains(calendar, d.person.Link(d.store.Keys())) {
		t.Errorf("the calendar file:\n%s", calendar)
	}
	if strings.Contains(m.Preview(), "cid:") || !strings.Contains(m.Preview(), "data:image/png;base64,") {
		t.Error("the preview does not show the code")
	}
}

func TestBallotSaysNothingAboutThePerson(t *testing.T) {
	d := dayFor(t, mailbox.Ballot)
	row := d.mail(mailbox.Ballot, "sv")
	m := d.compose(row, false)
	everything := m.Text + m.HTML + m.Subject + m.To.Name
	for _, secret := range []string{"Åsa", "Öberg", d.person.Reference, d.person.Link(d.store.Keys()), d.person.Ticket(d.store.Keys()), "nacka.example"} {
		if strings.Contains(everything, secret) {
			t.Errorf("the ballot's mail contains %q", secret)
		}
	}
	if !strings.Contains(m.Text, base+"/svara/"+d.ballot.Token(d.store.Keys())) {
		t.Error("the ballot's link is missing")
	}
}

func TestHostileNames(t *testing.T) {
	for name, greeting := range map[string]string{
		"Bo O'Neill":                             "Hej Bo O'Neill!",
		"Nguyễn Thị Hạnh":                        "Hej Nguyễn Thị Hạnh!",
		"J. R. Öberg":                            "Hej J. R. Öberg!",
		"Vinn pengar på https://evil.example":    "Hej!",
		"evil.example":                           "Hej!",
		"ring 08-1 23 45 67 nu genast så får du": "Hej!",
		"<script>alert(1)</script>":              "Hej!",
		"Åsa\u202eregbÖ":                         "Hej ÅsaregbÖ!",
		strings.Repeat("å", 61):                  "Hej!",
	} {
		f := form()
		f.Name = name
		d := newDay(t, 10, f)
		m := d.compose(d.mail(mailbox.Confirmation, "sv"), false)
		if !strings.Contains(m.Text, "\n"+greeting+"\n") {
			t.Errorf("%q is greeted otherwise than %q", name, greeting)
		}
		if strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "evil.example") {
			t.Errorf("%q came into the HTML", name)
		}
	}
}

func TestHostileTitle(t *testing.T) {
	d := dayFor(t, mailbox.Confirmation)
	d.write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE editions SET title = ?", "Dag\r\nBcc: x@y.example <b>**{{.Where}}</b>").Error
	})
	m := d.compose(d.mail(mailbox.Confirmation, "sv"), false)
	if strings.ContainsAny(m.Subject, "\r\n") {
		t.Errorf("the subject has a line break: %q", m.Subject)
	}
	if strings.Contains(m.HTML, "<b>") || !strings.Contains(m.HTML, "{{.Where}}") {
		t.Error("the title was not taken as text")
	}
}

func TestWaitlistedAfterRestoreIsTold(t *testing.T) {
	d := newDay(t, 0, form())
	m := d.compose(d.mail(mailbox.Restored, "sv"), false)
	if !strings.Contains(m.Text, "nummer 1") || !strings.Contains(m.Subject, "väntelistan") || len(m.Inline) != 0 {
		t.Errorf("somebody in the queue reads:\n%s", m.Text)
	}
}

func TestPlacementSaysWhenNotEverybodyGotTheirFirst(t *testing.T) {
	for rank, want := range map[int]bool{2: false, 3: true, 0: true} {
		d := newDay(t, 10, form())
		d.place(rank)
		m := d.compose(d.mail(mailbox.Placement, "sv"), false)
		if got := strings.Contains(m.Text, "första val"); got != want {
			t.Errorf("rank %d: told %v", rank, got)
		}
	}
}

func TestAWithdrawnSeminarHasNoRoomInTheMail(t *testing.T) {
	d := newDay(t, 10, form())
	d.place(2)
	d.write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminar_sessions SET withdrawn = ? WHERE id = 't1'", true).Error
	})
	m := d.compose(d.mail(mailbox.Placement, "sv"), false)
	if n := strings.Count(m.Text, "är inställt"); n != 1 {
		t.Errorf("%d seminars are withdrawn in:\n%s", n, m.Text)
	}
}

func TestUndoIsOfferedWhileItCanBeDone(t *testing.T) {
	d := dayFor(t, mailbox.Cancelled)
	row := d.mail(mailbox.Cancelled, "sv")
	if m := d.compose(row, false); !strings.Contains(m.Text, "Ångra avanmälan") {
		t.Error("no way to undo")
	}
	d.clock.Add(registration.UndoFor + time.Minute)
	if m := d.compose(row, false); strings.Contains(m.Text, "Ångra") {
		t.Error("an undo that is too late is offered")
	}
}

func TestWhatIsGoneCannotBeComposed(t *testing.T) {
	d := dayFor(t, mailbox.Confirmation)
	texts, _ := text.Load()
	c, err := mail.NewComposer(d.store, texts, base, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []mailbox.Mail{
		{Kind: mailbox.Confirmation, SubjectID: "gone"}, {Kind: mailbox.Ballot, SubjectID: "gone"}, {Kind: "telegram", SubjectID: d.person.ID},
	} {
		if _, err := c.Compose(t.Context(), m); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", m.Kind, err)
		}
	}
}

func TestTroubleInWords(t *testing.T) {
	texts, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{
		"": "", "550 5.1.1": "Mejlservern svarade 550 5.1.1.", "timeout": "Mejlservern svarade inte i tid.",
		"internal": "Mejlet gick inte att lämna över. Loggen säger varför.",
	} {
		if got := mail.Trouble(texts.For("sv"), code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
	if mailbox.Interrupted != "interrupted" || !texts.For("en").Has("mail.trouble_"+mailbox.Interrupted) {
		t.Error("a mail that was interrupted is not explained")
	}
}
