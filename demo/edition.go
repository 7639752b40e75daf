package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
)

// actor is who did everything here, in the histories.
const actor = "demo"

// registeredOfNewest is how many of the invited have registered in the edition that is open: there are seats left.
const registeredOfNewest = 166

// eager are organisations of the newest edition whose every seat is taken: the next of their people have to wait.
var eager = [...]string{"tyreso-kommun", "lokalpolisomrade-globen", "skarpnacks-stadsdelsforvaltning"}

// fill makes one edition. Each step is a transaction of its own with its time set to when it would have happened.
func (f *filler) fill(ctx context.Context, s *store.Store, newest bool) error {
	f.dates(newest)
	e, err := f.begin(ctx, s, newest)
	if err != nil {
		return err
	}
	write := func(run func(tx *store.Tx) error) error { return s.WriteSoon(ctx, run) }
	if err := write(func(tx *store.Tx) error { return f.signUp(tx, e, newest) }); err != nil {
		return fmt.Errorf("sign-up: %w", err)
	}
	if newest {
		return write(func(tx *store.Tx) error {
			return errors.Join(f.leaders(tx, e), door.OpenDoor(tx, e, actor), propose(tx, e))
		}) // to be tried out before its day
	}
	for _, step := range []func(*store.Tx, event.Edition) error{f.allocate, f.inTheRooms, f.arrive, f.doors, f.answer, f.codes, f.finish} {
		if err := write(func(tx *store.Tx) error { return step(tx, e) }); err != nil {
			return err
		}
	}
	return nil
}

// dates opens the newest edition for registration, and closes the others when they would have closed.
func (f *filler) dates(newest bool) {
	day, _ := time.Parse(time.DateOnly, f.file.Edition.Date)
	opens := day.AddDate(0, 0, -110)
	if late := f.now.AddDate(0, 0, -40); newest && opens.After(late) {
		opens = late
	}
	f.file.Edition.RegistrationOpens = opens.Format(time.DateOnly)
	f.file.Edition.RegistrationCloses = day.AddDate(0, 0, -13).Format(time.DateOnly)
	f.file.Edition.WishesClose = day.AddDate(0, 0, -13).Format(time.DateOnly)
	f.file.Edition.CaseNumber = fmt.Sprintf("DEMO %d/%02d%02d", day.Year(), day.Month(), day.Day())
	f.file.Edition.ContactName, f.file.Edition.ContactEmail = "Karin Ekdahl", "samverkansdag@skarpnack.example"
	f.file.Edition.Directions = "Demolokalen ligger fem minuter till fots från bussterminalen i Nacka. Entrén har ramp och automatisk dörr."
	if !newest {
		f.file.Edition.Capacity -= 26 // the hall of earlier years was smaller: people had to wait
		return
	}
	f.crowd()
}

func (f *filler) begin(ctx context.Context, s *store.Store, newest bool) (e event.Edition, err error) {
	err = s.WriteSoon(ctx, func(tx *store.Tx) error {
		if e, err = event.Import(tx, f.file); err != nil {
			return err
		}
		if !newest { // those who cancelled did it too late to be replaced, and nobody answers an offer in the past
			if err := tx.Exec("UPDATE edition_seats SET offer_rule = ? WHERE edition_id = ?", event.ByHand, e.ID).Error; err != nil {
				return err
			}
		}
		return survey.SetQuestions(tx, e.ID, f.questions)
	})
	return e, err
}

// signUp registers people one after the other over the weeks in which registration was open.
func (f *filler) signUp(tx *store.Tx, e event.Edition, newest bool) error {
	organisations, err := event.Organisations(tx.DB, e.ID)
	if err != nil {
		return err
	}
	people := f.people(organisations)
	want := f.states()
	if newest {
		people = mostOf(people, organisations)
		f.random.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	}
	from, to := f.signUpTimes(e)
	var added []registration.Registration // who may cancel later: in the newest edition nobody of an organisation that is full
	for i, form := range people {
		tx.Now = store.At(from.Add(time.Duration(float64(to.Sub(from)) * float64(i) / float64(len(people)))))
		source, by := registration.FromForm, registration.Self
		if i%(len(people)/want.HiddenAlias) == 20 {
			form, source, by = alias(form, i), registration.FromAlias, actor
		}
		r, err := registration.Add(tx, e, form, source, by)
		if err != nil {
			return err
		}
		if !newest || !isEager(form.Organisation) {
			added = append(added, r)
		}
	}
	if err := f.cancelSome(tx, added, want.Cancelled); err != nil || !newest {
		return err
	}
	return f.queueUp(tx, e, organisations, want.Waitlisted)
}

func isEager(organisation string) bool { return slices.Contains(eager[:], organisation) }

// mostOf picks who has registered already in the newest edition: everybody of the eager, and of the others so many that
// each larger organisation still has a seat or two for whoever tries the demonstration.
func mostOf(people []registration.Form, organisations []event.Organisation) []registration.Form {
	free := make(map[string]int, len(organisations))
	for _, o := range organisations {
		if !isEager(o.Key) {
			free[o.Key] = min(2, o.Seats/5)
		}
	}
	late := make([]registration.Form, 0, len(people))
	early := slices.DeleteFunc(people, func(form registration.Form) bool {
		if free[form.Organisation] == 0 {
			return false
		}
		free[form.Organisation]--
		late = append(late, form)
		return true
	})
	return append(early, late...)[:registeredOfNewest]
}

// queueUp lets more people of organisations that are full sign up: the first take what the pool has, the rest wait.
func (f *filler) queueUp(tx *store.Tx, e event.Edition, organisations []event.Organisation, n int) error {
	full := slices.DeleteFunc(slices.Clone(organisations), func(o event.Organisation) bool { return !isEager(o.Key) })
	for i := 0; n > 0; i++ {
		tx.Now = store.At(tx.Now.Add(7 * time.Minute))
		r, err := registration.Add(tx, e, f.person(full[i%len(full)]), registration.FromForm, registration.Self)
		if err != nil {
			return err
		}
		if r.Status == registration.Waitlisted {
			n--
		}
	}
	return nil
}

func (f *filler) signUpTimes(e event.Edition) (from, to time.Time) {
	from, to = e.RegistrationOpensAt.Add(30*time.Hour), e.RegistrationClosesAt.Add(-5*time.Hour)
	if to.After(f.now) {
		to = f.now.Add(-20 * time.Minute)
	}
	if from.After(to) {
		from = to.Add(-30 * 24 * time.Hour)
	}
	return from, to
}

// alias is somebody with protected identity, as an organiser writes them down.
func alias(form registration.Form, i int) registration.Form {
	return registration.Form{Name: fmt.Sprintf("Deltagare %d", i+1), Organisation: form.Organisation, Wishes: form.Wishes, Lang: "sv"}
}

// cancelSome lets people cancel.
func (f *filler) cancelSome(tx *store.Tx, added []registration.Registration, n int) error {
	for i := 0; n > 0 && i < len(added); i += 13 {
		r := added[i]
		if r.Status != registration.Confirmed || r.Alias() {
			continue
		}
		if _, err := registration.Cancel(tx, r.ID, registration.Self); err != nil {
			return err
		}
		n--
	}
	return nil
}

func (f *filler) confirmed(tx *store.Tx, e event.Edition) ([]registration.Row, error) {
	rows, _, err := registration.List(tx.DB, registration.Filter{Edition: e.ID, Status: registration.Confirmed, Hidden: true, Limit: 1000})
	return rows, err
}

func (f *filler) allocate(tx *store.Tx, e event.Edition) error {
	people, err := registration.Attendees(tx.DB, e.ID)
	if err != nil {
		return err
	}
	tx.Now = store.At(e.StartsAt.AddDate(0, 0, -10))
	_, err = seminar.Allocate(tx, e, people, seminar.Terms{Seed: f.random.Uint64()}, actor)
	return err
}

// arrive lets people in at two doors over the forty minutes before the start.
func (f *filler) arrive(tx *store.Tx, e event.Edition) error {
	want := f.states()
	if err := f.walkIns(tx, e, want.WalkIn); err != nil {
		return err
	}
	rows, err := f.confirmed(tx, e)
	if err != nil {
		return err
	}
	f.random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	coming := rows[:len(rows)-want.NoShow]
	for i, r := range coming {
		if err := f.scan(tx, e, r, i, len(coming)); err != nil {
			return err
		}
	}
	for i := range want.DuplicateScan {
		if err := f.scan(tx, e, coming[i], len(coming)+i, len(coming)); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) scan(tx *store.Tx, e event.Edition, r registration.Row, i, of int) error {
	share := float64(i) / float64(of)
	tx.Now = store.At(e.CheckInAt.Add(time.Duration(share * float64(42*time.Minute))))
	_, err := door.Redeem(tx, door.Presented{RegistrationID: r.ID, Nonce: fmt.Sprintf("demo-%s-%d", e.Slug, i),
		OccurredAt: tx.Now, Door: fmt.Sprintf("Dörr %d", 1+i%2), Actor: actor}, e)
	return err
}

func (f *filler) walkIns(tx *store.Tx, e event.Edition, n int) error {
	organisations, err := event.Organisations(tx.DB, e.ID)
	if err != nil {
		return err
	}
	tx.Now = store.At(e.StartsAt.Add(-10 * time.Minute))
	for range n {
		form := f.person(pickOne(f.random, organisations))
		form.Email = ""
		if _, err := registration.Add(tx, e, form, registration.FromWalkIn, actor); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) finish(tx *store.Tx, e event.Edition) error {
	return tx.Exec("UPDATE editions SET state = ? WHERE id = ?", event.Finished, e.ID).Error
}
