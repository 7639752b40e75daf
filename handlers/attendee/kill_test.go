package attendee_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"samling/handlers/attendee"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
	"samling/static"
	"samling/views/page"
	"samling/views/text"
)

// The test binary is also the victim: with this variable set it is the site on a database file, until it is killed.
const victimFile = "SAMLING_TEST_SITE_FILE"

func TestMain(m *testing.M) {
	if path := os.Getenv(victimFile); path != "" {
		fmt.Println("failed:", serve(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func serve(path string) error {
	log := slog.New(slog.DiscardHandler)
	s, err := store.Open(context.Background(), path, store.Options{Keys: storetest.Keys(), Log: log,
		Now: func() time.Time { return storetest.Noon }})
	if err != nil {
		return err
	}
	app := &web.App{Store: s, Log: log, Cache: web.NewCache(s), Site: web.Site{BaseURL: "http://samling.test"}}
	if app.Texts, err = text.Load(); err != nil {
		return err
	}
	if app.Static, err = static.Load(); err != nil {
		return err
	}
	if app.Pages, err = page.NewEngine(app.Static.Address); err != nil {
		return err
	}
	server, h := app.NewServer(), attendee.New(app)
	app.Mount(server, append(h.Routes(), h.EditionRoutes()...))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + ln.Addr().String())
	return server.Listener(ln)
}

// TestWhatWasSaidToBeDoneIsThereAfterAKill: people register, and some cancel, while the program is killed. Each answer
// that said "klar" is true in the file that is left, and nothing in it is half.
func TestWhatWasSaidToBeDoneIsThereAfterAKill(t *testing.T) {
	v := newVisit(t)
	v.lastSeats(40)
	path := v.Site.Store.Path()
	if err := v.Site.Store.Close(); err != nil {
		t.Fatal(err)
	}
	said := registerUntilKilled(t, path)

	s, err := store.Open(t.Context(), path, store.Options{Keys: storetest.Keys(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	db := s.Read(t.Context())
	for link, want := range said {
		r, err := registration.ByLink(db, link)
		if err != nil || want == registration.Cancelled && r.Status != want || want != registration.Cancelled && r.Status == "" {
			t.Errorf("a page said that it is done, and: %v, %v", r.Status, err)
		}
	}
	for what, query := range map[string]string{
		"seats are people": `SELECT COUNT(*) FROM edition_seats WHERE taken <> (SELECT COUNT(*) FROM registrations WHERE status = 'confirmed')
			+ (SELECT COUNT(*) FROM offers WHERE state = 'open') OR taken > capacity`,
		"everybody has a mail":       "SELECT COUNT(*) FROM registrations r WHERE NOT EXISTS (SELECT 1 FROM mails m WHERE m.subject_id = r.id)",
		"everybody has a history":    "SELECT COUNT(*) FROM registrations r WHERE NOT EXISTS (SELECT 1 FROM registration_history h WHERE h.registration_id = r.id)",
		"everybody has their wishes": "SELECT COUNT(*) FROM registrations r WHERE (SELECT COUNT(*) FROM wishes w WHERE w.person_id = r.id) <> 3",
	} {
		var n int
		if err := db.Raw(query).Scan(&n).Error; err != nil || n != 0 {
			t.Errorf("%s: no (%d), %v", what, n, err)
		}
	}
}

// registerUntilKilled plays a crowd at the victim, kills it in the middle, and gives what it had answered by then: the
// secret of each page, and what the page was about.
func registerUntilKilled(t *testing.T, path string) map[string]registration.Status {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), victimFile+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "http://") {
		t.Fatalf("the victim said %q", lines.Text())
	}
	c := &killed{base: lines.Text(), said: map[string]registration.Status{}, enough: make(chan struct{}), client: &http.Client{Timeout: 20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	var all sync.WaitGroup
	for worker := range 16 {
		all.Go(func() { c.play(worker) })
	}
	select {
	case <-c.enough:
	case <-time.After(20 * time.Second):
	}
	_ = cmd.Process.Kill()
	all.Wait()
	_ = cmd.Wait()
	if len(c.said) < killAfter {
		t.Fatalf("only %d answers before the kill", len(c.said))
	}
	return c.said
}

// killAfter is how many have been told that they are registered when the program dies, in the middle of the others.
const killAfter = 120

type killed struct {
	base   string
	client *http.Client
	mu     sync.Mutex
	said   map[string]registration.Status
	enough chan struct{}
	once   sync.Once
}

// play registers people until the site is gone; every fifth cancels.
func (c *killed) play(worker int) {
	for i := 0; ; i++ {
		form := filled("email", fmt.Sprintf("w%d-%d@nacka.example", worker, i))
		answer, err := c.client.PostForm(c.base+formPath, form)
		if err != nil {
			return
		}
		_ = answer.Body.Close()
		own, _, _ := strings.Cut(answer.Header.Get("Location"), "?")
		link, ok := strings.CutPrefix(own, "/min/")
		if !ok {
			return
		}
		c.note(link, registration.Confirmed)
		if i%5 != 0 {
			continue
		}
		if answer, err = c.client.PostForm(c.base+own+"/avanmal", nil); err != nil {
			return
		}
		_ = answer.Body.Close()
		if answer.StatusCode == http.StatusSeeOther {
			c.note(link, registration.Cancelled)
		}
	}
}

func (c *killed) note(link string, status registration.Status) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said[link] = status
	if len(c.said) >= killAfter {
		c.once.Do(func() { close(c.enough) })
	}
}
