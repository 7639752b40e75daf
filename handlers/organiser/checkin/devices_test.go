package checkin_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

func (s *site) devices() []door.Device {
	s.t.Helper()
	all, err := door.Devices(s.Store.Read(s.t.Context()), s.Edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

func TestAPhoneBecomesADoor(t *testing.T) {
	s := newSite(t)
	o, path := s.As("organiser"), s.root+"/dorrar"
	s.has(o.Get(path), 200, "Ingen telefon är kopplad", `value="Dörr 1"`)
	made := o.Post(path, url.Values{"name": {"Dörr 1"}, "role": {"steward"}, "until": {"dag"}})
	if made.Status != 303 {
		t.Fatalf("%d %s", made.Status, made.Body)
	}
	here := strings.TrimPrefix(made.Header.Get("Location"), webtest.BaseURL)
	page := o.Get(here)
	s.has(page, 200, `class="qr"`, "15 minuter kvar")
	if page.Header.Get("Refresh") == "" {
		t.Error("the page does not look whether the phone has come")
	}
	device := s.devices()[0]
	code := device.PairCode(s.Store.Keys(), s.Clock.Now())
	if code == "" || strings.Contains(page.Body, code) || strings.Contains(s.Log.String(), code) {
		t.Error("the code stands in clear")
	}
	s.Write(func(tx *store.Tx) error { _, _, err := door.Pair(tx, code, "nonce-pairing", "app"); return err })
	paired := o.Get(here)
	s.has(paired, 200, "Dörr 1 är kopplad")
	if paired.Header.Get("Refresh") != "" {
		t.Error("it goes on looking")
	}
	battery, ahead := 12, s.Clock.Now().Add(3*time.Minute)
	s.Write(func(tx *store.Tx) error {
		return door.Heartbeat(tx, device, door.Beat{App: "abc123", Battery: &battery, Waiting: 14, Clock: store.At(ahead)})
	})
	s.has(o.Get(path), 200, "Uppkopplad", "14", "12\u00a0%", "3 minuter före", "version abc123", "Telefonens klocka går fel")
	s.Clock.Add(5 * time.Minute)
	s.has(o.Get(path), 200, "Offline sedan", "En telefon saknar nät", "14 incheckningar")
	s.has(o.Get(here+"/sparra"), 200, "14 incheckningar väntar")
	if a := o.Post(here+"/sparra", nil); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	s.has(o.Get(path), 200, "Spärrad")
	s.has(o.Post(here+"/kod", nil), 409, "Skapa en ny")
}

func TestPhonesThatCannotBe(t *testing.T) {
	s := newSite(t)
	o, path := s.As("organiser"), s.root+"/dorrar"
	o.Post(path, url.Values{"name": {"Dörr 1"}, "role": {"steward"}, "until": {"dag"}})
	s.has(o.Post(path, url.Values{"name": {"Dörr 1"}, "role": {"steward"}}), 409, "En annan telefon har redan det namnet", `value="Dörr 1"`)
	s.has(o.Post(path, url.Values{"name": {" "}, "role": {"steward"}}), 422, "Skriv ett namn")
	s.has(o.Post(path, url.Values{"name": {"Sal A"}, "role": {"room"}}), 422, "Välj vilket seminarium", `value="Sal A"`)
	s.has(o.Post(path, url.Values{"name": {"X"}, "role": {"king"}}), 422, "Välj vad")
	s.has(o.Get(path+"/"+string(store.NewID())), 404)
	s.has(s.As("door").Get(path), 403)
	other := s.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	s.has(o.Get("/arrangor/"+other.Slug+"/dorrar/"+string(s.devices()[0].ID)), 404)
}

func TestACodeThatRanOutIsMadeAnew(t *testing.T) {
	s := newSite(t)
	o, path := s.As("organiser"), s.root+"/dorrar"
	o.Post(path, url.Values{"name": {"Dörr 1"}, "role": {"desk"}, "until": {"vecka"}})
	here := path + "/" + string(s.devices()[0].ID)
	s.Clock.Add(16 * time.Minute)
	s.has(o.Get(here), 200, "Koden har gått ut")
	if a := o.Post(here+"/kod", nil); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	s.has(o.Get(here), 200, `class="qr"`)
}

func TestTheDoorIsOpenedByHandAndSeatsAreReleased(t *testing.T) {
	s := newSite(t)
	o, path := s.As("organiser"), s.root+"/dorrar"
	s.has(o.Get(path), 200, "Dörren är öppnad för hand")
	o.Post(path+"/stang", nil)
	s.has(o.Get(path), 200, "Dörren öppnar")
	o.Post(path+"/oppna", nil)
	s.has(o.Get(path), 200, "Dörren är öppnad för hand", `name="release" type="text" value="10"`)
	s.has(o.Post(path+"/salar", url.Values{"release": {"en kvart"}}), 422, "Skriv ett antal minuter", `value="en kvart"`)
	if a := o.Post(path+"/salar", url.Values{"release": {"15"}}); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	s.has(o.Get(path), 200, `value="15"`)
}

func TestWhatTheDoorsDisagreeOnIsSortedOut(t *testing.T) {
	s := newSite(t)
	o, path := s.As("organiser"), s.root+"/dorrar"
	twice, gone, hidden := s.guest("Två Dörrar", registration.FromOrganiser), s.guest("Av Anmäld", registration.FromOrganiser), s.guest("Qvistalia Aliasdotter", registration.FromAlias)
	take := func(r registration.Registration, at string) (nonce string) {
		s.nonces++
		nonce = fmt.Sprintf("offline-%04d", s.nonces)
		s.Write(func(tx *store.Tx) error {
			_, err := door.Take(tx, s.Edition, door.Told{Presented: door.Presented{RegistrationID: r.ID, Nonce: nonce, Door: at}, LetIn: true})
			return err
		})
		return nonce
	}
	take(twice, "Dörr 1")
	second := take(twice, "Dörr 2")
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, gone.ID, "organiser"); return err })
	take(gone, "Dörr 2")
	take(hidden, "Dörr 1")
	take(hidden, "Dörr 2")
	s.Write(func(tx *store.Tx) error { // nobody's code, at a door without a name
		_, err := door.Take(tx, s.Edition, door.Told{Presented: door.Presented{Code: "WIFI:S:x;;", Nonce: "offline-wifi"}, LetIn: true})
		return err
	})
	page := o.Get(path)
	s.has(page, 200, "Insläppt utan nät: Okänd kod", ", Utan namn<", s.root+"/deltagare/ny")
	s.has(page, 200, "Samma kod vid två dörrar", "Två Dörrar", "Insläppt utan nät: Avanmäld", "Av Anmäld", "Referenskod "+hidden.Reference[:3])
	s.hasNot(page, "Qvistalia")
	act := func(kind door.ConflictKind, subject store.ID, do, nonce string) int {
		return o.Post(path+"/reda-ut", url.Values{"kind": {string(kind)}, "subject": {string(subject)}, "do": {do}, "nonce": {nonce}}).Status
	}
	if got := act(door.LetIn, gone.ID, "plats", ""); got != 303 {
		t.Fatalf("%d", got)
	}
	if r, err := registration.ByID(s.Store.Read(t.Context()), gone.ID); err != nil || r.Status != registration.Confirmed {
		t.Errorf("%+v %v", r.Status, err)
	}
	if got := act(door.TwoDoors, twice.ID, "angra", second); got != 303 {
		t.Fatalf("%d", got)
	}
	if got := act(door.TwoDoors, hidden.ID, "kontrollerad", ""); got != 303 {
		t.Fatalf("%d", got)
	}
	s.has(o.Get(path), 200, "Kontrollerad av organiser")
	if in, _, err := door.Count(s.Store.Read(t.Context()), s.Edition.ID); err != nil || in != 3 {
		t.Errorf("%d are in: an undone second scan must leave the first", in)
	}
	if got := act(door.TwoDoors, store.NewID(), "kontrollerad", ""); got != 409 {
		t.Errorf("%d for no conflict", got)
	}
	if got := act(door.TwoDoors, twice.ID, "gissa", ""); got != 400 {
		t.Errorf("%d for no action", got)
	}
}

func TestAnEditionWithoutADoor(t *testing.T) {
	s := newSite(t)
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE editions SET state = ? WHERE id = ?", event.Draft, s.Edition.ID).Error
	})
	o := s.As("organiser")
	s.has(o.Get(s.root+"/dorrar"), 200, "ingen dörr i det här läget")
	s.has(o.Get(s.root+"/incheckning"), 200)
	if a := o.Post(s.root+"/dorrar", url.Values{"name": {"Dörr 1"}, "role": {"steward"}, "until": {"dag"}}); a.Status != 409 && a.Status != 422 {
		t.Errorf("%d", a.Status)
	}
	if a := o.Post(s.root+"/incheckning/papper", url.Values{"person": {"x"}}); a.Status != 409 {
		t.Errorf("%d", a.Status)
	}
}
