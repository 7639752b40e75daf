package registration_test

import (
	"errors"
	"testing"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func (d *day) update(r registration.Registration, version int, f registration.Form) (got registration.Registration, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		got, err = registration.Update(tx, r.ID, version, f, registration.Self)
		return err
	})
	return got, err
}

func TestTheSecondOfTwoEditorsIsTold(t *testing.T) {
	d := newDay(t, 5)
	r := d.mustAdd(form(1), registration.FromForm)
	f := form(1)
	f.Name, f.Phone, f.Organisation = "Åsa Berg", "070 174 06 21", "lpo-globen"
	got, err := d.update(r, r.Version, f)
	if err != nil || got.Name != "Åsa Berg" || got.Version != r.Version+1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := d.update(r, r.Version, form(1)); !errors.Is(err, registration.ErrStale) {
		t.Fatal(err)
	}
	h, _ := registration.History(d.store.Read(t.Context()), r.ID)
	if len(h) != 2 {
		t.Fatalf("history %+v", h)
	}
	for _, change := range h {
		if change.Action == "updated" && change.Detail != "name,organisation,phone" {
			t.Fatalf("detail %q", change.Detail)
		}
	}
	if rows, n, err := registration.List(d.store.Read(t.Context()), registration.Filter{Edition: d.edition.ID, Text: "globen berg"}); err != nil || n != 1 || rows[0].ID != r.ID {
		t.Fatalf("%d found by the new data, %v", n, err)
	}
}

func TestAnAddressThatIsTakenCannotBeTakenOver(t *testing.T) {
	d := newDay(t, 5)
	d.mustAdd(form(1), registration.FromForm)
	r := d.mustAdd(form(2), registration.FromForm)
	f := form(1)
	f.Name = "Helt annan"
	if _, err := d.update(r, r.Version, f); !errors.Is(err, registration.ErrExists) {
		t.Fatal(err)
	}
	if got, _ := registration.ByID(d.store.Read(t.Context()), r.ID); got.Name != r.Name || got.Email != r.Email {
		t.Fatalf("half-saved: %+v", got)
	}
}

func TestWishesUntilTheDeadline(t *testing.T) {
	d := newDay(t, 5)
	r := d.mustAdd(form(1), registration.FromForm)
	set := func(actor string, keys ...string) error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.SetWishes(tx, d.edition, r.ID, keys, actor) })
	}
	if err := set(registration.Self, "losam", "dela-med-dig", "trefas"); err != nil {
		t.Fatal(err)
	}
	var key string
	d.store.Read(t.Context()).Raw("SELECT s.key FROM wishes w JOIN seminars s ON s.id = w.seminar_id WHERE w.rank = 1").Scan(&key)
	if key != "losam" {
		t.Fatalf("first wish %q", key)
	}
	d.clock.Set(d.edition.WishesCloseAt.Time)
	if err := set(registration.Self, "trefas", "losam", "dela-med-dig"); !errors.Is(err, registration.ErrWishes) {
		t.Fatal(err)
	}
	if err := set("an organiser", "trefas", "losam", "dela-med-dig"); err != nil {
		t.Fatal(err)
	}
	if wishes, _ := seminar.WishesOf(d.store.Read(t.Context()), r.ID); len(wishes) != 3 {
		t.Fatalf("wishes %v", wishes)
	}
}

func TestNeedsAreErasedWithoutATrace(t *testing.T) {
	d := newDay(t, 5)
	f := form(1)
	f.Needs, f.NeedsText = []string{"glutenfri", "horslinga"}, "allergisk mot nötter"
	r := d.mustAdd(f, registration.FromForm)
	if counts, err := registration.CountNeeds(d.store.Read(t.Context()), d.edition.ID); err != nil || counts["glutenfri"] != 1 || counts[""] != 1 {
		t.Fatalf("%v, %v", counts, err)
	}
	for range 2 {
		d.write(func(tx *store.Tx) error {
			return registration.SetNeeds(tx, r.ID, registration.Needs{}, registration.Self)
		})
	}
	if n := d.number("SELECT COUNT(*) FROM needs"); n != 0 {
		t.Fatalf("%d rows left", n)
	}
	if n := d.number("SELECT COUNT(*) FROM registration_history WHERE action = 'needs_erased' AND detail = ''"); n != 1 {
		t.Fatalf("%d notes of the erasure", n)
	}
}
