package leader_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"samling/handlers/leader"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/mail"
)

// newSite has a day of last year; n people have answered about its first seminar, and m about its second.
func newSite(t *testing.T, n, m int) (s *webtest.Site, link string) {
	t.Helper()
	s = webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route { return leader.New(app).Routes() })
	s.Edition = s.Import(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), "samverkansdag-2026", 2)
	seminars, err := event.Seminars(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.Write(func(tx *store.Tx) error {
		l, err := room.AddLeader(tx, s.Edition.ID, room.LeaderForm{Seminar: seminars[0].ID, Name: "Lena Ledare", Email: "lena@nacka.example"}, "test")
		link = "/seminarieledare/" + l.Link(tx.Keys)
		return err
	})
	s.Write(func(tx *store.Tx) error {
		tx.Now = s.Edition.EndsAt
		e, err := survey.Open(tx, s.Edition)
		if err != nil {
			return err
		}
		if err := answer(tx, e, seminars[0], n); err != nil {
			return err
		}
		return answer(tx, e, seminars[1], m)
	})
	return s, link
}

func answer(tx *store.Tx, e event.Edition, about event.Seminar, n int) error {
	questions, err := survey.Questions(tx.DB, e.ID)
	if err != nil {
		return err
	}
	voters := make([]survey.Voter, n)
	for i := range voters {
		voters[i] = survey.Voter{Person: store.NewID(), Seminars: []store.ID{about.ID}}
	}
	ballots, err := survey.HandOut(tx, e, voters)
	if err != nil {
		return err
	}
	var votes []survey.Vote
	for k, b := range ballots {
		p := survey.PaperFor(b, questions, []event.Seminar{about})
		form := map[string][]string{}
		for _, q := range append(p.Day, p.Seminars[0].Questions...) {
			key := ""
			if q.Part == survey.Seminar {
				key = about.Key
			}
			for row := range max(1, len(q.Rows)) {
				if len(q.Rows) > 0 {
					row++
				}
				if len(q.Options) > 3 {
					form[survey.Field(q, row, key)] = []string{q.Options[3].Value}
				}
			}
		}
		form["S4_"+about.Key] = []string{"Till dig <b>" + strconv.Itoa(k)}
		sheets, _ := survey.Check(p, form)
		votes = append(votes, survey.Vote{Ballot: b, Sheets: sheets})
	}
	return survey.SeedAnswers(tx, e, votes)
}

func TestFeedback(t *testing.T) {
	s, link := newSite(t, 9, 8)
	before := s.As("").Get(link)
	if before.Status != 200 || !strings.Contains(before.Body, "9 av 9 som fick frågan") || !strings.Contains(before.Body, "när arrangören har läst dem") || strings.Contains(before.Body, "Till dig &lt;b&gt;") {
		t.Errorf("before a moderator has read: %d", before.Status)
	}
	s.Write(func(tx *store.Tx) error {
		e, err := event.ByID(tx.DB, s.Edition.ID)
		if err != nil {
			return err
		}
		_, err = survey.ReleaseUnflagged(tx, e, survey.CommentPile{})
		return err
	})
	after := s.As("").Get(link)
	if strings.Count(after.Body, "Till dig &lt;b&gt;") != 9 || !strings.Contains(after.Body, "100\u00a0%") {
		t.Errorf("%d texts", strings.Count(after.Body, "Till dig &lt;b&gt;"))
	}
}

// A seminar of nine beside one of three hides itself, so that the three cannot be worked out.
func TestFeedbackOfFew(t *testing.T) {
	s, link := newSite(t, 9, 3)
	if body := s.As("").Get(link).Body; !strings.Contains(body, "ett annat seminarium med få svar") || strings.Contains(body, "av 9") {
		t.Error("shown beside a small one")
	}
	s, link = newSite(t, 4, 9)
	if body := s.As("").Get(link).Body; !strings.Contains(body, "För få har svarat") || strings.Contains(body, "av 4") {
		t.Error("four are shown")
	}
}
