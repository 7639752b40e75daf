package door_test

import (
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store/storetest"
)

func at(minute int) time.Time { return storetest.Noon.Add(time.Duration(minute) * time.Minute) }

func arrivals(name string, perMinute ...int) (all []door.Arrival) {
	for i, n := range perMinute {
		if n > 0 {
			all = append(all, door.Arrival{Minute: door.MinuteOf(at(i)), Door: name, N: n})
		}
	}
	return all
}

func TestTheCurveAddsUpAndEndsWithNow(t *testing.T) {
	all := arrivals("Dörr 1", 2, 0, 3, 0, 0, 5)
	got := door.Curve(all, at(0), at(5), 2*time.Minute)
	want := []int{0, 2, 5, 10}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i, n := range want {
		if got[i].Inside != n {
			t.Errorf("at %v: %d, want %d", got[i].At, got[i].Inside, n)
		}
	}
	if early := door.Curve(all, at(4), at(5), time.Minute); early[0].Inside != 5 {
		t.Errorf("what came before the first point is not in it: %v", early)
	}
	if door.Curve(all, at(5), at(0), time.Minute) != nil || door.Curve(all, at(0), at(5), 0) != nil {
		t.Error("a curve without time")
	}
}

func TestADoorsPaceIsOfWholeMinutesAndItsBestOfTheLastHalfHour(t *testing.T) {
	all := append(arrivals("A", 50), arrivals("B", 4)...)
	for m := 31; m <= 35; m++ {
		all = append(all, door.Arrival{Minute: door.MinuteOf(at(m)), Door: "A", N: m - 30})
	}
	doors := door.ByDoor(all, at(35).Add(20*time.Second))
	if len(doors) != 2 || doors[0].Door != "A" || doors[0].In != 65 || doors[0].Best != 5 || doors[0].Now != 3 {
		t.Errorf("%+v", doors) // (2+3+4)/3: the minute that goes on is not over; 50 was more than half an hour ago
	}
	if doors[1].Now != 0 || doors[1].Best != 0 || !doors[1].LastAt.Equal(at(0)) {
		t.Errorf("%+v", doors[1])
	}
}

func TestTheQueueIsEstimatedOnlyWhereItCanBe(t *testing.T) {
	through := func(now float64, best int) door.Through { return door.Through{Door: "A", Now: now, Best: best} }
	for _, c := range []struct {
		name    string
		doors   []door.Through
		missing int
		check   func(q door.Queue) bool
	}{
		{"nobody comes", nil, 50, func(q door.Queue) bool { return q.Standing && q.AllInAt.IsZero() && q.Waiting == 0 }},
		{"one comes now and then", []door.Through{through(0.3, 1)}, 50, func(q door.Queue) bool { return !q.Full && q.Waiting == 0 && q.Use < 0.1 }},
		{"half of what one door manages", []door.Through{through(5, 10)}, 50, func(q door.Queue) bool {
			// c = 1: ρ^(√4−1)/(1−ρ)/μ = 0.5/0.5/10 = 0.1 minutes, and L = 5 · 0.1
			return !q.Full && q.Wait.Round(time.Second) == 6*time.Second && q.Waiting <= 1
		}},
		{"nearly all", []door.Through{through(9, 10)}, 50, func(q door.Queue) bool { return q.Wait.Round(time.Second) == 54*time.Second && q.Waiting == 8 }},
		{"never more than are missing", []door.Through{through(9, 10)}, 3, func(q door.Queue) bool { return q.Waiting == 3 }},
		{"flat out", []door.Through{through(10, 10), through(10, 10)}, 100, func(q door.Queue) bool {
			return q.Full && q.Waiting == 0 && q.Wait == 5*time.Minute && q.AllInAt.Equal(at(6))
		}},
		{"more than expected have come", []door.Through{through(10, 10)}, -3, func(q door.Queue) bool { return q.Missing == 0 && q.AllInAt.IsZero() }},
	} {
		if q := door.QueueOf(c.doors, c.missing, at(0)); !c.check(q) {
			t.Errorf("%s: %+v", c.name, q)
		}
	}
}

func TestHowThingsStandIsReadFromTheTables(t *testing.T) {
	h := newHouse(t)
	in, late := h.addGuest(h.edition, "Åsa Öberg", registration.Confirmed), h.addGuest(h.edition, "Zoë Åberg", registration.Confirmed)
	hidden := h.addGuest(h.edition, "Qvistalia Aliasdotter", registration.Confirmed, "", string(registration.FromAlias))
	waits := h.addGuest(h.edition, "Väntar Länge", registration.Waitlisted)
	h.expect(h.present(door.Presented{Code: in.Code, Door: "Dörr 1"}), door.OK, "")
	h.expect(h.present(door.Presented{Code: in.Code, Door: "Dörr 2"}), door.Error, door.AlreadyRedeemed)
	h.expect(h.present(door.Presented{Code: waits.Code, Door: "Dörr 2"}), door.Error, door.Waitlisted)
	s, err := door.Stand(h.store.Read(t.Context()), h.edition, storetest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	if s.Inside != 1 || s.Expected != 3 || s.Refusals[door.AlreadyRedeemed] != 1 || s.Refusals[door.Waitlisted] != 1 {
		t.Errorf("%+v", s)
	}
	if len(s.Missing) != 1 || s.Missing[0].ID != late.ID {
		t.Errorf("missing %+v: the protected %s must not be named", s.Missing, hidden.ID)
	}
	if len(s.Doors) != 1 || s.Doors[0].Door != "Dörr 1" || s.Doors[0].In != 1 {
		t.Errorf("%+v", s.Doors)
	}
}
