package checkin_test

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/registration"
	"samling/models/store"
)

// listen runs the site on a port and gives its address and a session of an organiser.
func (s *site) listen() (address string, cookie *http.Cookie) {
	s.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	go func() { _ = s.Fiber.Listener(l) }()
	s.t.Cleanup(func() { _ = s.Fiber.Shutdown() })
	var token string
	s.Write(func(tx *store.Tx) error {
		user, err := account.Add(tx, "live@samling.example", "Live", "no password opens this")
		if err != nil {
			return err
		}
		if err := account.Grant(tx, user.ID, account.Organiser, ""); err != nil {
			return err
		}
		token, err = account.OpenSession(tx, user.ID)
		return err
	})
	return "http://" + l.Addr().String(), &http.Cookie{Name: s.App.SessionCookie(), Value: token}
}

func (s *site) watch(address string, cookie *http.Cookie) <-chan string {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, address+s.root+"/incheckning/flode", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	r.AddCookie(cookie)
	r.Header.Set("Accept", "text/event-stream")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = answer.Body.Close() })
	if answer.StatusCode != http.StatusOK {
		s.t.Fatalf("%d", answer.StatusCode)
	}
	events := make(chan string, 16)
	go func() {
		defer close(events)
		var event strings.Builder
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if lines.Text() != "" {
				event.WriteString(lines.Text() + "\n")
				continue
			}
			events <- event.String()
			event.Reset()
		}
	}()
	return events
}

// until gives the next event that holds a word; "" when the stream ends or nothing comes.
func until(events <-chan string, word string) string {
	late := time.After(8 * time.Second)
	for {
		select {
		case event, more := <-events:
			if !more || strings.Contains(event, word) {
				return event
			}
		case <-late:
			return ""
		}
	}
}

func TestNewsArePushedToAllWhoWatchAndEndWithTheServer(t *testing.T) {
	s := newSite(t)
	guest := s.guest("Åsa Öberg", registration.FromOrganiser)
	address, cookie := s.listen()
	one, other := s.watch(address, cookie), s.watch(address, cookie)
	if until(one, "0 av 1 är inne") == "" || until(other, "0 av 1 är inne") == "" {
		t.Fatal("no first event")
	}
	s.redeem(guest, "Dörr 1")
	s.Clock.Add(2 * time.Second)
	if until(one, "1 av 1 är inne") == "" || until(other, "1 av 1 är inne") == "" {
		t.Fatal("the news did not come")
	}
	begun := time.Now()
	if err := s.Fiber.ShutdownWithTimeout(10 * time.Second); err != nil {
		t.Errorf("stopping waits for open pages: %v", err)
	}
	if _, more := <-one; more {
		t.Error("the stream goes on after the server has stopped")
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("stopping took %v", took)
	}
}
