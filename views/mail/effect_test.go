package mail_test

import (
	"errors"
	"strings"
	"testing"

	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
	"samling/views/text"
)

// promise lets the person of a day, and four others, ask to have mailed what they want to do, and brings the clock to a
// moment after the opening.
func promise(t *testing.T, said string, others int) *day {
	t.Helper()
	d := newDay(t, 10, form())
	d.clock.Set(d.edition.EndsAt.Time)
	d.write(func(tx *store.Tx) error {
		q, err := survey.ParseQuestionnaire(text.StandardQuestionnaire())
		if err != nil {
			return err
		}
		if err := survey.SetQuestions(tx, d.edition.ID, q); err != nil {
			return err
		}
		e, err := survey.Open(tx, d.edition)
		d.edition = e
		return err
	})
	d.handOut()
	d.write(func(tx *store.Tx) error {
		for range others {
			if err := survey.KeepCommitment(tx, survey.Ballot{EditionID: d.edition.ID, PersonID: store.NewID()}, "Annat", false); err != nil {
				return err
			}
		}
		return survey.KeepCommitment(tx, d.ballot, said, true)
	})
	return d
}

func (d *day) threeMonths() survey.FollowUpBallot {
	d.t.Helper()
	d.clock.Set(survey.FollowUpAt(d.edition).Time)
	d.write(func(tx *store.Tx) error { _, err := survey.OpenFollowUp(tx, d.edition); return err })
	db := d.store.Read(d.t.Context())
	p, err := survey.PledgeOf(db, d.edition.ID, d.person.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	b, err := survey.FollowUpByID(db, p.BallotID)
	if err != nil && p.BallotID != "" {
		d.t.Fatal(err)
	}
	return b
}

func TestGoldenEffectMails(t *testing.T) {
	const said = "Ringa skolan i Fisksätra innan jag skriver.\nOch bjuda in dem till nästa möte."
	for _, lang := range text.Languages {
		d := promise(t, said, 4)
		d.clock.Add(survey.RemindAfter)
		m := d.compose(d.mail(mailbox.CommitmentReminder, lang), false)
		golden(t, "commitment_reminder."+lang+".txt", d.steady("Subject: "+m.Subject+"\n\n"+m.Text))

		b := d.threeMonths()
		m = d.compose(d.mail(mailbox.FollowUp, lang), true)
		golden(t, "follow_up."+lang+".txt", strings.ReplaceAll(d.steady("Subject: "+m.Subject+"\n\n"+m.Text), b.Token(d.store.Keys()), "AFTER"))
		if textKey.MatchString(m.Text + m.Subject + m.HTML) {
			t.Errorf("%s shows a text's key", lang)
		}
	}
}

// What somebody wrote comes back as they wrote it, and nothing in it becomes ours.
func TestHostileCommitment(t *testing.T) {
	d := promise(t, "**Fet** <script>alert(1)</script>\n\n\u202eåäö 👍 {{.Where}}", 4)
	d.threeMonths()
	m := d.compose(d.mail(mailbox.FollowUp, "sv"), false)
	if !strings.Contains(m.Text, "› **Fet** <script>alert(1)</script>\n\n› åäö 👍 {{.Where}}\n") {
		t.Errorf("the words are not as they were written:\n%s", m.Text)
	}
	if strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "<strong>Fet") || strings.Contains(m.Subject, "Fet") {
		t.Error("the words became a part of the mail")
	}
}

// Nobody is asked what cannot be shown, what they have answered, or what has closed; and what is erased is not mailed.
func TestFollowUpAsksOnlyWhenItCan(t *testing.T) {
	asks := func(d *day) bool {
		return strings.Contains(d.compose(d.mail(mailbox.FollowUp, "sv"), false).Text, base+"/uppfoljning/")
	}
	few := promise(t, "Ringa", 3)
	few.threeMonths()
	if asks(few) {
		t.Error("four are asked")
	}
	d := promise(t, "Ringa", 4)
	b := d.threeMonths()
	if !asks(d) {
		t.Error("five are not asked")
	}
	d.write(func(tx *store.Tx) error {
		questions, err := survey.Questions(tx.DB, d.edition.ID)
		if err != nil {
			return err
		}
		sheets, _ := survey.Check(survey.FollowUpPaper(questions), map[string][]string{"U1": {"1"}, "U3": {"0"}, "U4": {"3"}})
		return survey.CastFollowUp(tx, d.edition, b, sheets)
	})
	if asks(d) {
		t.Error("who has answered is asked again")
	}
	late := promise(t, "Ringa", 4)
	late.threeMonths()
	late.clock.Add(survey.FollowUpOpenFor)
	if asks(late) {
		t.Error("it asks when it has closed")
	}
	late.write(func(tx *store.Tx) error { return survey.ForgetCommitment(tx, late.edition.ID, late.person.ID) })
	texts, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := mail.NewComposer(late.store, texts, base, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Compose(t.Context(), late.mail(mailbox.FollowUp, "sv")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("what is erased: %v", err)
	}
}
