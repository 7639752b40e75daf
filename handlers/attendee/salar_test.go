package attendee_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
)

func TestTheSignShowsWhereToGoNowAndNext(t *testing.T) {
	s := newVisit(t)
	programme, err := event.Programme(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	slots := event.Slots(programme)
	path := "/" + s.Edition.Slug + "/salar"
	for _, c := range []struct {
		name     string
		at       time.Time
		has, not []string
	}{
		{"weeks before", s.Clock.Now(), []string{"Härnäst", slots[0].Title, "Rätt kurva", "Sal A", "Sedan: " + slots[1].Title}, []string{"Börjar om"}},
		{"soon", slots[0].StartsAt.Add(-12 * time.Minute), []string{"Härnäst", "Börjar om 12 minuter"}, nil},
		{"now", slots[0].StartsAt.Add(time.Minute), []string{`Nu</span> <span class="whole">` + slots[0].Title}, []string{"Härnäst"}},
		{"they rise", slots[0].EndsAt.Add(-5 * time.Minute), []string{"Härnäst", slots[1].Title}, []string{"Sedan:"}},
		{"the last", slots[1].StartsAt.Add(time.Minute), []string{`Nu</span> <span class="whole">` + slots[1].Title}, nil},
		{"over", slots[1].EndsAt.Add(10 * time.Minute), []string{"Seminarierna är slut"}, []string{"Sal A"}},
	} {
		s.Clock.Set(c.at)
		a := s.Get(path)
		if a.Status != 200 {
			t.Fatal(c.name, a.Status, s.Log)
		}
		clock := c.at.In(s.Edition.Zone()).Format("15.04")
		for _, want := range append(c.has, "<time>"+clock+"</time>", `<noscript><meta http-equiv="refresh"`, "sign.js") {
			if !strings.Contains(a.Body, want) {
				t.Errorf("%s: %q is not in\n%s", c.name, want, a.Body)
			}
		}
		for _, bad := range append(c.not, "Platser kvar", "Fullt", "Logga in") {
			if strings.Contains(a.Body, bad) {
				t.Errorf("%s: %q is there", c.name, bad)
			}
		}
	}
}

// The sign comes through the cache and still shows the minute that it is.
func TestTheSignsClockGoesOnThroughTheCache(t *testing.T) {
	s := newVisit(t)
	path := "/" + s.Edition.Slug + "/salar"
	for range 8 {
		if a := s.Get(path); !strings.Contains(a.Body, "<time>"+s.Clock.Now().In(s.Edition.Zone()).Format("15.04")+"</time>") || a.Header.Get("ETag") == "" {
			t.Fatal("the clock stands")
		}
		s.Clock.Add(59 * time.Second)
	}
	if s.Get("/"+s.Edition.Slug+"nej/salar").Status != 404 {
		t.Error("an edition that is not there")
	}
}

func TestSeatsAreTheSignsBusinessOnlyWhereOneCanComeFirst(t *testing.T) {
	s := newVisit(t)
	s.Write(func(tx *store.Tx) error {
		if err := tx.Exec("UPDATE programme_items SET choose = 'first_come' WHERE slot = 1").Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE seminar_sessions SET seats = 0 WHERE slot = 1 AND room = 'Sal A'").Error
	})
	body := s.Get("/" + s.Edition.Slug + "/salar").Body
	if strings.Count(body, "Platser kvar") != 3 || strings.Count(body, "Fullt") != 1 {
		t.Error(body)
	}
}

func TestManyRoomsTakeTurns(t *testing.T) {
	s := newVisit(t)
	s.Write(func(tx *store.Tx) error {
		for i := range 10 {
			id := store.ID(string(rune('a'+i)) + strings.Repeat("0", 19))
			if err := tx.Exec("INSERT INTO seminars (id, edition_id, key, title, position) VALUES (?, ?, ?, ?, 99)", id, s.Edition.ID, id, "Seminarium "+string(rune('a'+i))).Error; err != nil {
				return err
			}
			if err := tx.Exec("INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES (?, ?, ?, 1, ?, 5)", "s"+id[1:]+id[:1], s.Edition.ID, id, "Rum "+string(rune('a'+i))).Error; err != nil {
				return err
			}
		}
		return nil
	})
	path, seen := "/"+s.Edition.Slug+"/salar", 0
	for i, next := range []string{"?sida=2", "?sida=3", "?sida=1"} {
		body := s.Get(path).Body
		seen += strings.Count(body, "<li>")
		if !strings.Contains(body, `data-next="/`+s.Edition.Slug+`/salar`+next+`"`) || strings.Count(body, "<li>") > 6 {
			t.Errorf("page %d:\n%s", i+1, body)
		}
		path = "/" + s.Edition.Slug + "/salar" + next
	}
	if seen != 14 {
		t.Errorf("%d rooms on three pages", seen)
	}
	if a := s.Get("/" + s.Edition.Slug + "/salar?sida=-1e9"); a.Status != 200 {
		t.Error(a.Status)
	}
}
