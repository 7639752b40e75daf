package attendee_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/attendee"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/store"
	"samling/views/mail"
)

// listening puts the site on a real socket, so that requests meet as they do in life.
func (v *visit) listening() string {
	v.t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		v.t.Fatal(err)
	}
	go func() { _ = v.Fiber.Listener(ln) }()
	v.t.Cleanup(func() { _ = v.Fiber.Shutdown() })
	return "http://" + ln.Addr().String()
}

// crowd posts n forms from so many clients at once and gives the answers' status and place.
func crowd(t *testing.T, n, clients int, address func(i int) (string, url.Values)) []webtest.Answer {
	t.Helper()
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: clients, MaxConnsPerHost: clients},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections() // or the site's shutdown waits for them
	answers := make([]webtest.Answer, n)
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for i := range next {
				to, form := address(i)
				answer, err := client.PostForm(to, form)
				if err != nil {
					t.Error(err)
					return
				}
				body, _ := io.ReadAll(answer.Body)
				_ = answer.Body.Close()
				answers[i] = webtest.Answer{Status: answer.StatusCode, Body: string(body), Header: answer.Header}
			}
		})
	}
	all.Wait()
	return answers
}

func person(i int, organisation string) url.Values {
	return filled("email", fmt.Sprintf("person%d@nacka.example", i), "organisation", organisation)
}

// lastSeats leaves so many seats, common to all.
func (v *visit) lastSeats(n int) {
	v.sql("UPDATE organisation_seats SET quota = 0")
	v.sql("UPDATE edition_seats SET promised = 0, capacity = ?", n)
}

// TestCountThenInsertOversellsOverHTTP is the danger: a handler that counts first, as handlers are often written, sells
// the last ten seats to many more. The next test is the same crowd at the real form.
func TestCountThenInsertOversellsOverHTTP(t *testing.T) {
	const clients, seats = 64, 10
	var counted sync.WaitGroup
	counted.Add(clients)
	var v *visit
	naive := func(c *fiber.Ctx) error {
		var n int
		err := v.Site.Store.Read(c.UserContext()).Raw("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'").Scan(&n).Error
		counted.Done()
		counted.Wait()
		if err != nil || n >= seats {
			return err
		}
		return v.Site.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			id := tx.NewID()
			return tx.Exec(`INSERT INTO registrations (id, edition_id, organisation_id, source, status, name, reference, ticket_hash,
				link_hash, received_at) SELECT ?, edition_id, id, 'form', 'confirmed', 'x', ?, ?, ?, 1 FROM organisations WHERE key = 'nacka-kommun'`,
				id, id, id, id).Error
		})
	}
	site := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route {
		return append([]web.Route{{Method: fiber.MethodPost, Path: "/naive", Guard: web.Everyone, Handle: naive}}, attendee.New(app).Routes()...)
	})
	v = &visit{Site: site, Client: site.As(""), t: t}
	base := v.listening()
	crowd(t, clients, clients, func(i int) (string, url.Values) { return base + "/naive", person(i, "nacka-kommun") })
	if n := v.number("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'"); n <= seats {
		t.Fatalf("%d confirmed on %d seats: this test no longer shows the race it is about", n, seats)
	}
}

func TestSixtyFourAtTheFormOnTheLastTenSeats(t *testing.T) {
	v := newVisit(t)
	v.lastSeats(10)
	base := v.listening()
	answers := crowd(t, 64, 64, func(i int) (string, url.Values) { return base + formPath, person(i, "nacka-kommun") })
	for i, a := range answers {
		if a.Status != http.StatusSeeOther {
			t.Errorf("person %d: %d %s", i, a.Status, errorsOf(a.Body))
		}
	}
	if n := v.number("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'"); n != 10 || v.number("SELECT taken FROM edition_seats") != 10 {
		t.Errorf("%d confirmed", n)
	}
	if n := v.number("SELECT COUNT(DISTINCT waitlist_number) FROM registrations WHERE waitlist_number BETWEEN 1 AND 54"); n != 54 {
		t.Errorf("%d numbers in the waitlist", n)
	}
}

// TestTheOpeningSecond: many more people than seats, at once, from organisations with a large quota, a small one and
// none. Who is first of those who may have a seat gets it; the rest stand in the order in which they came; each is told
// once. `make bench` does it with 5 000 people on 200 seats.
func TestTheOpeningSecond(t *testing.T) {
	const people, seats = 400, 60
	v := newVisit(t)
	v.sql("UPDATE organisation_seats SET quota = 0")
	v.sql("UPDATE organisation_seats SET quota = 20 WHERE organisation_id = (SELECT id FROM organisations WHERE key = ?)", "nacka-kommun")
	v.sql("UPDATE organisation_seats SET quota = 5 WHERE organisation_id = (SELECT id FROM organisations WHERE key = ?)", "salems-kommun")
	v.sql("UPDATE edition_seats SET promised = 25, capacity = ?", seats)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				v.Clock.Add(time.Millisecond)
			}
		}
	}()
	base := v.listening()
	from := []string{"nacka-kommun", "salems-kommun", "haninge-kommun", "lokalpolisomrade-globen"}
	answers := crowd(t, people, 64, func(i int) (string, url.Values) { return base + formPath, person(i, from[i%len(from)]) })
	for i, a := range answers {
		if a.Status != http.StatusSeeOther {
			t.Fatalf("person %d: %d %s", i, a.Status, errorsOf(a.Body))
		}
	}
	for what, query := range map[string]string{
		"confirmed, and none too many": fmt.Sprintf("SELECT COUNT(*) <> %d FROM registrations WHERE status = 'confirmed'", seats),
		"the counters are the rows": `SELECT COUNT(*) FROM edition_seats WHERE taken <> (SELECT COUNT(*) FROM registrations WHERE status = 'confirmed')
			OR pool_taken <> (SELECT COUNT(*) FROM registrations WHERE charge = 'pool')`,
		"quotas are used up":      "SELECT COUNT(*) FROM organisation_seats WHERE taken <> quota",
		"numbers are 1, 2, 3":     fmt.Sprintf("SELECT COUNT(DISTINCT waitlist_number) <> %d OR MAX(waitlist_number) <> %d FROM registrations WHERE status = 'waitlisted'", people-seats, people-seats),
		"in the order of arrival": "SELECT COUNT(*) FROM registrations a JOIN registrations b ON a.waitlist_number < b.waitlist_number AND a.waitlist_number > 0 WHERE a.received_at > b.received_at",
		"nobody seated over those who wait": `SELECT COUNT(*) FROM registrations w JOIN registrations s ON s.organisation_id = w.organisation_id
			WHERE w.status = 'waitlisted' AND s.status = 'confirmed' AND s.received_at > w.received_at`,
		"one mail each": "SELECT COUNT(*) FROM (SELECT r.id FROM registrations r LEFT JOIN mails m ON m.subject_id = r.id GROUP BY r.id HAVING COUNT(m.id) <> 1) t",
		"the right mail": `SELECT COUNT(*) FROM registrations r JOIN mails m ON m.subject_id = r.id
			WHERE m.kind <> CASE r.status WHEN 'confirmed' THEN 'confirmation' ELSE 'waitlisted' END`,
	} {
		if n := v.number(query); n != 0 {
			t.Errorf("%s: no (%d)", what, n)
		}
	}
}

// TestAFullDiskSavesNobodyByHalves: what cannot be saved is told as such, and what was told to be saved is there whole.
func TestAFullDiskSavesNobodyByHalves(t *testing.T) {
	v := newVisit(t)
	v.Site.Write(func(tx *store.Tx) error {
		var pages, limit int
		if err := tx.Raw("PRAGMA page_count").Scan(&pages).Error; err != nil {
			return err
		}
		return tx.Raw(fmt.Sprintf("PRAGMA max_page_count = %d", pages+12)).Scan(&limit).Error
	})
	said, refused := 0, 0
	for i := range 200 {
		form := person(i, "nacka-kommun")
		form.Set("needs_text", strings.Repeat("allergi ", 40))
		switch a := v.Post(formPath, form); a.Status {
		case http.StatusSeeOther:
			said++
		case http.StatusServiceUnavailable:
			if refused++; !strings.Contains(a.Body, "Servern har slut på utrymme. Inget har sparats.") {
				t.Fatalf("it does not say why: %s", errorsOf(a.Body)+a.Body)
			}
		default:
			t.Fatalf("%d: %s", a.Status, errorsOf(a.Body))
		}
	}
	if said == 0 || refused == 0 {
		t.Fatalf("%d saved, %d refused: the disk was never full, or always", said, refused)
	}
	for what, query := range map[string]string{
		"rows":                "SELECT COUNT(*) FROM registrations",
		"seats":               "SELECT taken + waitlist_last FROM edition_seats",
		"needs":               "SELECT COUNT(*) FROM needs",
		"mails":               "SELECT COUNT(*) FROM mails",
		"lines of history":    "SELECT COUNT(*) FROM registration_history",
		"people who wish":     "SELECT COUNT(DISTINCT person_id) FROM wishes",
		"three wishes a head": "SELECT COUNT(*) / 3 FROM wishes",
	} {
		if n := v.number(query); n != said {
			t.Errorf("%d %s for %d who were told that it is done", n, what, said)
		}
	}
}
