package registration_test

import (
	"slices"
	"sync"
	"testing"

	"samling/models/registration"
	"samling/models/store"
)

// TestCountThenInsertOversells shows that the danger is real: with the guard off (count the rows, then insert) all
// who have counted before the first insert believe that there is a seat. The counting stands where a naive handler
// has it, outside the write. The next test shows that Add cannot be fooled.
func TestCountThenInsertOversells(t *testing.T) {
	d := newDay(t, 10)
	var counted, all sync.WaitGroup
	counted.Add(64)
	for n := range 64 {
		all.Go(func() {
			taken := d.number("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'")
			counted.Done()
			counted.Wait()
			if taken < 10 {
				d.write(func(tx *store.Tx) error {
					return tx.Exec(`INSERT INTO registrations (id, edition_id, organisation_id, source, status, name, reference,
						ticket_hash, link_hash, received_at) SELECT ?, ?, id, 'form', 'confirmed', 'x', ?, ?, ?, 1
						FROM organisations WHERE key = 'nacka-kommun'`, tx.NewID(), d.edition.ID, n, n, n).Error
				})
			}
		})
	}
	all.Wait()
	if n := d.number("SELECT COUNT(*) FROM registrations WHERE status = 'confirmed'"); n <= 10 {
		t.Fatalf("%d confirmed: this test no longer shows the race it is about", n)
	}
}

func TestSixtyFourOnTheLastTenSeats(t *testing.T) {
	d := newDay(t, 10)
	results := make([]registration.Registration, 64)
	var all sync.WaitGroup
	for n := range results {
		all.Go(func() {
			r, err := d.add(form(n), registration.FromForm)
			if err != nil {
				t.Error(err)
			}
			results[n] = r
		})
	}
	all.Wait()
	if seats := d.balanced(); seats.Taken != 10 || seats.WaitlistLast != 54 {
		t.Fatalf("%+v", seats)
	}
	var numbers []int
	references := map[string]bool{}
	for _, r := range results {
		references[r.Reference] = true
		if r.Status == registration.Waitlisted {
			numbers = append(numbers, r.WaitlistNumber)
		}
	}
	slices.Sort(numbers)
	if len(numbers) != 54 || numbers[0] != 1 || numbers[53] != 54 || len(slices.Compact(numbers)) != 54 {
		t.Fatalf("waitlist numbers %v", numbers)
	}
	if len(references) != 64 {
		t.Fatalf("%d different references", len(references))
	}
}

func TestSameAddressAtTheSameInstantIsOneRegistration(t *testing.T) {
	d := newDay(t, 100)
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() { _, _ = d.add(form(7), registration.FromForm) })
	}
	all.Wait()
	if n := d.number("SELECT COUNT(*) FROM registrations"); n != 1 || d.balanced().Taken != 1 {
		t.Fatalf("%d registrations", n)
	}
}
