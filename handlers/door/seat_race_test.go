package door_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

// Many stand at the door of a room with one seat left, two phones serve them, and one gets it.
func TestTheLastSeatOfARoomIsGivenOnce(t *testing.T) {
	for _, released := range []bool{false, true} {
		s := newSite(t)
		s.openDoor()
		here := s.rooms()[0]
		s.Write(func(tx *store.Tx) error {
			if released {
				began := store.At(s.Clock.Now().Add(-time.Hour))
				if err := tx.Exec("UPDATE programme_items SET starts_at = ? WHERE edition_id = ? AND slot = 1", began, s.Edition.ID).Error; err != nil {
					return err
				}
			}
			return tx.Exec("UPDATE seminar_sessions SET seats = 1 WHERE id = ?", here.ID).Error
		})
		var people []registration.Registration
		for i := range 12 {
			people = append(people, s.guest(s.Edition, fmt.Sprintf("P%d Efternamn", i)))
		}
		var got, full atomic.Int64
		var all sync.WaitGroup
		for i, p := range people {
			all.Go(func() {
				err := s.Store.Write(context.Background(), func(tx *store.Tx) error {
					v, err := door.GiveSeat(tx, s.Edition, door.Presented{RegistrationID: p.ID, SessionID: here.ID, Nonce: fmt.Sprintf("nonce-seat-%d", i)})
					if err == nil && v.Status == door.OK {
						got.Add(1)
					}
					return err
				})
				if errors.Is(err, door.ErrFull) {
					full.Add(1)
				}
			})
		}
		all.Wait()
		if got.Load() != 1 || full.Load() != 11 || s.number("SELECT COUNT(*) FROM session_admissions WHERE session_id = ?", here.ID) != 1 {
			t.Errorf("released %v: %d got the last seat, %d were told that it is full", released, got.Load(), full.Load())
		}
		came, err := door.AttendedSessions(s.Store.Read(t.Context()), s.Edition.ID)
		if err != nil || len(came[here.ID]) != 1 {
			t.Errorf("%v %v", came, err)
		}
	}
}

func TestNobodyPassesTheFireLimit(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	here := s.rooms()[0]
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminar_sessions SET seats = 5, fire_limit = 1 WHERE id = ?", here.ID).Error
	})
	first, second := s.guest(s.Edition, "Asa Ett"), s.guest(s.Edition, "Bo Två")
	s.place(first, here)
	s.place(second, here)
	scan := func(r registration.Registration) desk {
		return s.ask("redeem", map[string]any{"code": s.code(r), "nonce": s.nonce(), "session": here.ID})
	}
	s.want(scan(first), "ok", "")
	s.want(scan(second), "error", "no_seat")
	s.want(scan(first), "error", "already_redeemed")
}

func TestSeminarsAreProposedWhereRoomIsAndNoneTwice(t *testing.T) {
	s := newSite(t)
	rooms, err := door.Rooms(s.Store.Read(t.Context()), s.Edition, s.Clock.Now())
	if err != nil || len(rooms) < 4 {
		t.Fatal(err, len(rooms))
	}
	seminars, slots := map[store.ID]bool{}, map[int]bool{}
	chosen := door.Propose(rooms, "kommun")
	for _, r := range rooms {
		for _, id := range chosen {
			if r.ID == id {
				if seminars[r.SeminarID] || slots[r.Slot] || r.Spare() == 0 {
					t.Errorf("%+v", r)
				}
				seminars[r.SeminarID], slots[r.Slot] = true, true
			}
		}
	}
	if len(chosen) != 2 {
		t.Errorf("%d of two slots", len(chosen))
	}
	for i := range rooms {
		rooms[i].OnlyKinds = "polis"
	}
	if none := door.Propose(rooms, "kommun"); none != nil {
		t.Errorf("proposed what is not for them: %v", none)
	}
}

func TestNotesAboutPeopleGoWithTheDay(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	s.ask("case", map[string]any{"nonce": s.nonce(), "note": "Kollega till Eva"})
	forget := func() (n int) {
		s.Write(func(tx *store.Tx) (err error) { n, err = door.ForgetNotes(tx); return err })
		return n
	}
	if n := forget(); n != 0 {
		t.Errorf("%d notes went before the day", n)
	}
	s.Clock.Set(s.Edition.EndsAt.Add(13 * time.Hour))
	if n := forget(); n != 1 || s.number("SELECT COUNT(*) FROM door_cases WHERE note <> ''") != 0 {
		t.Errorf("%d notes went after it", n)
	}
}
