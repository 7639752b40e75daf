package event_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
)

// fixture is an edition on 11 March 2027 in Stockholm, with two slots.
type fixture struct {
	*store.Store
	e event.Edition
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	s, _ := storetest.New(t)
	f := &fixture{Store: s}
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := func(hour int) store.Time { return store.At(time.Date(2027, 3, 11, hour, 0, 0, 0, zone)) }
	f.must(t, func(tx *store.Tx) error {
		series := event.Series{ID: tx.NewID(), Slug: "s", Name: "S"}
		f.e = event.Edition{ID: tx.NewID(), SeriesID: series.ID, Slug: "d", Title: "D", TimeZone: "Europe/Stockholm", CheckInAt: at(8),
			StartsAt: at(9), EndsAt: at(16), RegistrationClosesAt: at(8), WishesCloseAt: at(8), State: event.Draft,
			CreatedAt: tx.Now, Version: 1}
		seats := event.Seats{EditionID: f.e.ID, Capacity: 200}
		return errors.Join(tx.Create(&series).Error, tx.Create(&f.e).Error, tx.Create(&seats).Error)
	})
	for _, form := range []event.ItemForm{
		{Starts: "9.00", Ends: "10", Kind: "plenary", Title: "Välkomna"},
		{Starts: "13:00", Ends: "1400", Kind: "seminars", Title: "Pass 1"},
		{Starts: "kl. 14.20", Ends: "15.20", Kind: "seminars", Title: "Pass 2"},
	} {
		f.must(t, func(tx *store.Tx) error { _, err := event.AddItem(tx, f.e, f.version(t), form); return err })
	}
	return f
}

func (f *fixture) must(t *testing.T, run func(tx *store.Tx) error) {
	t.Helper()
	if err := f.Write(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) version(t *testing.T) int {
	t.Helper()
	e, err := event.ByID(f.Read(t.Context()), f.e.ID)
	if err != nil {
		t.Fatal(err)
	}
	return e.Version
}

// wants runs an edit and compares its error; a refused edit must leave the version as it was.
func (f *fixture) wants(t *testing.T, want error, run func(tx *store.Tx) error) {
	t.Helper()
	before := f.version(t)
	if err := f.Write(t.Context(), run); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	if want != nil && f.version(t) != before {
		t.Error("a refused edit raised the version")
	}
}

func problemFields(err error) []string {
	var problems event.Problems
	errors.As(err, &problems)
	var fields []string
	for _, p := range problems {
		fields = append(fields, p.Field)
	}
	return fields
}

func (f *fixture) addHost(t *testing.T, name string) event.Host {
	t.Helper()
	var host event.Host
	f.must(t, func(tx *store.Tx) (err error) {
		host, err = event.AddHost(tx, f.e.ID, f.version(t), event.HostForm{Name: name, Kind: "kommun"})
		return err
	})
	return host
}

func TestHostsAreAddedMovedAndRemoved(t *testing.T) {
	f := newFixture(t)
	a, b, c := f.addHost(t, "Åkersberga kommun"), f.addHost(t, "Åkersberga kommun"), f.addHost(t, "Ö")
	if a.Key != "akersberga-kommun" || b.Key != "akersberga-kommun-2" || c.Key != "o" {
		t.Errorf("keys %q %q %q", a.Key, b.Key, c.Key)
	}
	order := func() string {
		hosts, _ := event.Hosts(f.Read(t.Context()), f.e.ID)
		var s []string
		for _, h := range hosts {
			s = append(s, map[store.ID]string{a.ID: "a", b.ID: "b", c.ID: "c"}[h.ID])
		}
		return strings.Join(s, "")
	}
	for _, step := range []struct {
		host store.ID
		up   bool
		want string
	}{{c.ID, true, "acb"}, {c.ID, true, "cab"}, {c.ID, true, "cab"}, {a.ID, false, "cba"}, {a.ID, false, "cba"}} {
		f.must(t, func(tx *store.Tx) error { return event.MoveHost(tx, f.e.ID, f.version(t), step.host, step.up) })
		if order() != step.want {
			t.Errorf("order %s, want %s", order(), step.want)
		}
	}
	f.must(t, func(tx *store.Tx) error { return event.RemoveHost(tx, f.e.ID, f.version(t), b.ID) })
	if order() != "ca" {
		t.Errorf("after removal %s", order())
	}
	f.wants(t, store.ErrNotFound, func(tx *store.Tx) error { return event.RemoveHost(tx, f.e.ID, f.version(t), b.ID) })
}

func TestSecondEditorIsTold(t *testing.T) {
	f := newFixture(t)
	seen := f.version(t)
	host := f.addHost(t, "Nacka kommun")
	form := event.HostForm{Name: "Annat", Kind: "kommun"}
	f.wants(t, event.ErrStale, func(tx *store.Tx) error { return event.EditHost(tx, f.e.ID, seen, host.ID, form) })
	f.wants(t, event.ErrStale, func(tx *store.Tx) error { return event.SetState(tx, f.e.ID, seen-1, event.Published) })
	f.wants(t, nil, func(tx *store.Tx) error { return event.EditHost(tx, f.e.ID, f.version(t), host.ID, form) })
}

func TestHostFormTellsEveryProblem(t *testing.T) {
	f := newFixture(t)
	err := f.Write(t.Context(), func(tx *store.Tx) error {
		_, err := event.AddHost(tx, f.e.ID, f.version(t), event.HostForm{Unit: strings.Repeat("å", 10_000), Kind: "hacker"})
		return err
	})
	if got := problemFields(err); !slices.Equal(got, []string{"name", "unit", "kind"}) {
		t.Errorf("problems at %v", got)
	}
}

func picture(t *testing.T, width, height int, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(b *bytes.Buffer, m image.Image) error  { return png.Encode(b, m) }
func asJPEG(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }

func TestLogoIsJudgedByItsContent(t *testing.T) {
	small := picture(t, 40, 20, asPNG)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"png":             {small, nil},
		"jpeg":            {picture(t, 40, 20, asJPEG), nil},
		"nothing":         {nil, event.ErrLogoMissing},
		"svg":             {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), event.ErrLogoVector},
		"svg as png":      {[]byte("<SVG onload=alert(1)>"), event.ErrLogoVector},
		"html":            {[]byte("<html><script>"), event.ErrLogoType},
		"gif":             {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), event.ErrLogoType},
		"cut off":         {small[:len(small)/2], event.ErrLogoBroken},
		"only a head":     {small[:8], event.ErrLogoBroken},
		"too wide":        {picture(t, 2001, 10, asPNG), event.ErrLogoPixels},
		"too many bytes":  {make([]byte, event.MaxLogoBytes+1), event.ErrLogoBytes},
		"largest allowed": {picture(t, 2000, 2000, asPNG), nil},
	} {
		if _, err := event.ReadLogo(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestLogoIsReplacedAndGoesWithItsHost(t *testing.T) {
	f := newFixture(t)
	host := f.addHost(t, "Nacka kommun")
	for _, width := range []int{40, 60} {
		logo, err := event.ReadLogo(picture(t, width, 20, asPNG))
		if err != nil {
			t.Fatal(err)
		}
		f.must(t, func(tx *store.Tx) error { return event.SetLogo(tx, f.e.ID, f.version(t), host.ID, logo) })
	}
	if logo, err := event.LogoOf(f.Read(t.Context()), host.ID); err != nil || logo.Width != 60 || len(logo.Data) == 0 {
		t.Errorf("logo %dx%d, %v", logo.Width, logo.Height, err)
	}
	f.wants(t, store.ErrNotFound, func(tx *store.Tx) error {
		return event.SetLogo(tx, "another edition", f.version(t), host.ID, event.Logo{Type: "image/png"})
	})
	f.must(t, func(tx *store.Tx) error { return event.RemoveHost(tx, f.e.ID, f.version(t), host.ID) })
	if logos, err := event.Logos(f.Read(t.Context()), f.e.ID); err != nil || len(logos) != 0 {
		t.Errorf("logos left %v, %v", logos, err)
	}
}

func TestProgrammeItems(t *testing.T) {
	f := newFixture(t)
	programme, err := event.Programme(f.Read(t.Context()), f.e.ID)
	if err != nil {
		t.Fatal(err)
	}
	slots := event.Slots(programme)
	if len(slots) != 2 || slots[1].Number != 2 || slots[1].StartsAt.In(f.e.Zone()).Format("15:04") != "14:20" {
		t.Fatalf("slots %+v", slots)
	}
	err = f.Write(t.Context(), func(tx *store.Tx) error {
		_, err := event.AddItem(tx, f.e, f.version(t), event.ItemForm{Starts: "25.00", Ends: "", Kind: "disco", Text: strings.Repeat("x", 5001)})
		return err
	})
	if got := problemFields(err); !slices.Equal(got, []string{"starts", "ends", "kind", "title", "text"}) {
		t.Errorf("problems at %v", got)
	}
	err = f.Write(t.Context(), func(tx *store.Tx) error {
		return event.EditItem(tx, f.e, f.version(t), programme[0].ID, event.ItemForm{Starts: "10", Ends: "9", Kind: "plenary", Title: "x"})
	})
	if got := problemFields(err); !slices.Equal(got, []string{"ends"}) {
		t.Errorf("problems at %v", got)
	}
}

func (f *fixture) addSeminar(t *testing.T, title, room string) event.Seminar {
	t.Helper()
	var s event.Seminar
	f.must(t, func(tx *store.Tx) (err error) {
		s, err = event.AddSeminar(tx, f.e.ID, f.version(t), event.SeminarForm{Title: title, Sessions: []event.SessionForm{
			{Slot: 1, Room: room, Seats: "2"}, {Slot: 2, Room: room, Seats: "2"}}})
		return err
	})
	return s
}

func TestSlotWithSeminarsStays(t *testing.T) {
	f := newFixture(t)
	f.addSeminar(t, "Rätt kurva", "Sal A")
	programme, _ := event.Programme(f.Read(t.Context()), f.e.ID)
	slot := programme[1]
	f.wants(t, event.ErrSlotInUse, func(tx *store.Tx) error { return event.RemoveItem(tx, f.e.ID, f.version(t), slot.ID) })
	f.wants(t, event.ErrSlotInUse, func(tx *store.Tx) error {
		return event.EditItem(tx, f.e, f.version(t), slot.ID, event.ItemForm{Starts: "13", Ends: "14", Kind: "break", Title: "Paus"})
	})
	f.wants(t, nil, func(tx *store.Tx) error { return event.RemoveItem(tx, f.e.ID, f.version(t), programme[0].ID) })
}

func TestSeatsNeverGoBelowThoseWhoArePlaced(t *testing.T) {
	f := newFixture(t)
	s := f.addSeminar(t, "Rätt kurva", "Sal A")
	f.must(t, func(tx *store.Tx) error {
		return tx.Exec(`INSERT INTO placements (person_id, slot, edition_id, session_id, rank)
			SELECT 'p1', 1, edition_id, id, 1 FROM seminar_sessions WHERE seminar_id = ? AND slot = 1
			UNION ALL SELECT 'p2', 1, edition_id, id, 1 FROM seminar_sessions WHERE seminar_id = ? AND slot = 1`, s.ID, s.ID).Error
	})
	edit := func(seats string, slots ...int) func(tx *store.Tx) error {
		form := event.SeminarForm{Title: "Rätt kurva"}
		for _, slot := range slots {
			form.Sessions = append(form.Sessions, event.SessionForm{Slot: slot, Room: "Sal A", Seats: seats})
		}
		return func(tx *store.Tx) error { return event.EditSeminar(tx, f.e.ID, f.version(t), s.ID, form) }
	}
	f.wants(t, event.ErrSeatsBelowPlaced, edit("1", 1, 2))
	f.wants(t, event.ErrSeatsBelowPlaced, edit("5", 2)) // slot 1 dropped, with people in it
	f.wants(t, nil, edit("2", 1))                       // slot 2 dropped, empty
	sessions, _ := event.Sessions(f.Read(t.Context()), f.e.ID)
	if len(sessions) != 1 || sessions[0].Seats != 2 {
		t.Errorf("sessions %+v", sessions)
	}
	f.wants(t, event.ErrSeminarInUse, func(tx *store.Tx) error { return event.RemoveSeminar(tx, f.e.ID, f.version(t), s.ID) })
}

func TestSeminarFormTellsEveryProblem(t *testing.T) {
	f := newFixture(t)
	f.addSeminar(t, "Rätt kurva", "Sal A")
	err := f.Write(t.Context(), func(tx *store.Tx) error {
		_, err := event.AddSeminar(tx, f.e.ID, f.version(t), event.SeminarForm{Sessions: []event.SessionForm{
			{Slot: 1, Room: "sal  a", Seats: "-4"}, {Slot: 2, Room: "", Seats: "12"}, {Slot: 9, Room: "x", Seats: "1"}}})
		return err
	})
	if got := problemFields(err); !slices.Equal(got, []string{"title", "room_1", "seats_1", "room_2"}) {
		t.Errorf("problems at %v: %v", got, err)
	}
}

func editionForm() event.EditionForm {
	return event.EditionForm{Title: "Ny titel", Date: "2027-04-08", CheckIn: "8.20", Starts: "9", Ends: "16", ClosesOn: "2027-04-01",
		ClosesAt: "23.59", WishesOn: "2027-04-01", WishesAt: "12", Capacity: "150"}
}

func TestNewDateTakesTheProgrammeAlongAtTheSameClock(t *testing.T) {
	f := newFixture(t) // 11 March is winter time, 8 April summer time
	f.must(t, func(tx *store.Tx) error { return event.EditEdition(tx, f.e, f.version(t), editionForm()) })
	programme, _ := event.Programme(f.Read(t.Context()), f.e.ID)
	if got := programme[1].StartsAt.In(f.e.Zone()).Format("2006-01-02 15:04"); got != "2027-04-08 13:00" {
		t.Errorf("slot 1 is at %s", got)
	}
	e, _ := event.ByID(f.Read(t.Context()), f.e.ID)
	if e.Title != "Ny titel" || e.Day() != "2027-04-08" {
		t.Errorf("edition %+v", e)
	}
}

func TestEditionFormProblems(t *testing.T) {
	f := newFixture(t)
	for field, change := range map[string]func(*event.EditionForm){
		"title":         func(e *event.EditionForm) { e.Title = " " },
		"date":          func(e *event.EditionForm) { e.Date = "8/4" },
		"ends":          func(e *event.EditionForm) { e.Ends = "8" },
		"check_in":      func(e *event.EditionForm) { e.CheckIn = "10" },
		"closes_on":     func(e *event.EditionForm) { e.ClosesOn = "2027-05-01" },
		"opens_on":      func(e *event.EditionForm) { e.OpensOn, e.OpensAt = "2027-04-02", "9" },
		"opens_at":      func(e *event.EditionForm) { e.OpensOn = "2027-03-02" },
		"contact_email": func(e *event.EditionForm) { e.ContactEmail = "nobody" },
		"color":         func(e *event.EditionForm) { e.Color = "red;}" },
		"capacity":      func(e *event.EditionForm) { e.Capacity = "-1" },
	} {
		form := editionForm()
		change(&form)
		err := f.Write(t.Context(), func(tx *store.Tx) error { return event.EditEdition(tx, f.e, f.version(t), form) })
		if got := problemFields(err); !slices.Equal(got, []string{field}) {
			t.Errorf("%s: problems at %v (%v)", field, got, err)
		}
	}
}

func TestCapacityBelowThoseWhoCome(t *testing.T) {
	f := newFixture(t)
	f.must(t, func(tx *store.Tx) error { return tx.Exec("UPDATE edition_seats SET taken = 151").Error })
	f.wants(t, event.ErrCapacityBelowTaken, func(tx *store.Tx) error {
		return event.EditEdition(tx, f.e, f.version(t), editionForm())
	})
}

func TestStates(t *testing.T) {
	f := newFixture(t)
	to := func(s event.State) func(tx *store.Tx) error {
		return func(tx *store.Tx) error { return event.SetState(tx, f.e.ID, f.version(t), s) }
	}
	f.wants(t, event.ErrNoOrganisations, to(event.Published))
	f.must(t, func(tx *store.Tx) error {
		return tx.Create(&event.Organisation{ID: tx.NewID(), EditionID: f.e.ID, Key: "n", Name: "Nacka", Kind: "kommun"}).Error
	})
	f.wants(t, event.ErrStateStep, to(event.Finished))
	for _, s := range []event.State{event.Published, event.Closed, event.Published, event.Closed, event.Finished} {
		f.wants(t, nil, to(s))
	}
	f.wants(t, event.ErrStateStep, to(event.Draft))
}
