package door_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// makeDevice adds a device and gives the code for its QR picture.
func (s *site) makeDevice(name string, role door.Role) (d door.Device, code string) {
	s.t.Helper()
	form := door.DeviceForm{Name: name, Role: role, Until: store.At(s.Clock.Now().Add(48 * time.Hour))}
	s.Write(func(tx *store.Tx) (err error) {
		if role == door.InRoom {
			if err := tx.Raw("SELECT id FROM seminar_sessions WHERE edition_id = ? ORDER BY slot, room LIMIT 1", s.Edition.ID).Scan(&form.SessionID).Error; err != nil {
				return err
			}
		}
		d, code, err = door.Make(tx, s.Edition, form, "organiser")
		return err
	})
	return d, code
}

const pairPath = "/api/v1/door/pair"

func pairing(code, nonce string) string {
	return fmt.Sprintf(`{"code":%q,"nonce":%q,"app":"abc"}`, code, nonce)
}

var deviceCookie = regexp.MustCompile(`samling_door=([0-9A-Z]{26});`)

// tokenIn is the device's token that an answer sets, or "".
func tokenIn(a webtest.Answer) string {
	found := deviceCookie.FindStringSubmatch(a.Header.Get("Set-Cookie"))
	if found == nil {
		return ""
	}
	return found[1]
}

// phone is a client with a device's token.
func (s *site) phone(token string) *webtest.Client {
	c := s.As("")
	c.Header["Cookie"] = "samling_door=" + token
	return c
}

// paired makes a device and pairs a phone with it.
func (s *site) paired(name string, role door.Role) (*webtest.Client, door.Device) {
	s.t.Helper()
	d, code := s.makeDevice(name, role)
	token := tokenIn(s.As("").JSON(pairPath, pairing(code, "pair-"+string(d.ID))))
	if token == "" {
		s.t.Fatal("not paired")
	}
	return s.phone(token), d
}

func reasonOf(a webtest.Answer) string {
	var said struct{ Reason string }
	_ = json.Unmarshal([]byte(a.Body), &said)
	return fmt.Sprintf("%d %s", a.Status, said.Reason)
}

func (s *site) expect(what string, a webtest.Answer, want string) {
	s.t.Helper()
	if got := reasonOf(a); strings.TrimSpace(got) != want || !strings.Contains(a.Body, `"message":"`) && a.Status != 200 || strings.Contains(a.Body, "error.") {
		s.t.Errorf("%s: got %s, want %s: %.300s", what, got, want, a.Body)
	}
}

func TestPairing(t *testing.T) {
	s := newSite(t)
	d, code := s.makeDevice("Dörr 2", door.Steward)
	first := s.As("").JSON(pairPath, pairing(strings.ToLower(code), "the-one-nonce"))
	token := tokenIn(first)
	cookie := first.Header.Get("Set-Cookie")
	if first.Status != 200 || token == "" || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Fatalf("%d %s %q", first.Status, first.Body, cookie)
	}
	if strings.Contains(first.Body, token) || strings.Contains(s.Log.String(), code) {
		t.Error("a secret is where it must not be")
	}
	var said struct {
		Device struct{ ID, Name, Role, Edition, Until string }
		Lang   string
	}
	if err := json.Unmarshal([]byte(first.Body), &said); err != nil || said.Device.ID != string(d.ID) || said.Device.Name != "Dörr 2" ||
		said.Device.Role != "steward" || said.Device.Edition != s.Edition.Slug || said.Lang != "sv" {
		t.Errorf("%s", first.Body)
	}
	// The answer was lost, and the phone asks again; somebody else who has photographed the picture gets nothing.
	if again := s.As("").JSON(pairPath, pairing(code, "the-one-nonce")); tokenIn(again) != token {
		t.Errorf("%d %s", again.Status, again.Body)
	}
	s.expect("the code again", s.As("").JSON(pairPath, pairing(code, "another-nonce")), "410 code_used")
	s.expect("another code", s.As("").JSON(pairPath, pairing("ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "another-nonce")), "404 unknown_code")
	s.expect("no code", s.As("").JSON(pairPath, pairing("", "another-nonce")), "404 unknown_code")
	s.expect("10 kB", s.As("").JSON(pairPath, pairing(strings.Repeat("A", 10_000), "another-nonce")), "413 malformed")
	s.expect("no nonce", s.As("").JSON(pairPath, pairing(code, "")), "422 malformed")
	s.expect("no JSON", s.As("").JSON(pairPath, "code"), "400 malformed")
	late, lateCode := s.makeDevice("Dörr 3", door.Steward)
	s.Clock.Add(door.PairFor)
	s.expect("too late", s.As("").JSON(pairPath, pairing(lateCode, "another-nonce")), "410 code_expired")
	s.expect("the same nonce, too late", s.As("").JSON(pairPath, pairing(code, "the-one-nonce")), "410 code_used")
	s.Write(func(tx *store.Tx) error { return door.Revoke(tx, s.Edition, late.ID, "organiser") })
	s.expect("revoked", s.As("").JSON(pairPath, pairing(lateCode, "another-nonce")), "410 device_revoked")
}

func TestADeviceIsShutOut(t *testing.T) {
	s := newSite(t)
	one, first := s.paired("Dörr 1", door.Steward)
	two, second := s.paired("Dörr 2", door.Steward)
	const path = "/api/v1/door/status"
	s.expect("a living one", one.Get(path), "200")
	s.expect("nobody", s.As("").Get(path), "401 unauthorized")
	s.expect("a made-up token", s.phone("ZZZZZZZZZZZZZZZZZZZZZZZZZZ").Get(path), "401 device_revoked")

	s.Write(func(tx *store.Tx) error { return door.Revoke(tx, s.Edition, first.ID, "organiser") })
	for _, path := range []string{path, "/api/v1/door/roster"} {
		s.expect("revoked", one.Get(path), "401 device_revoked")
	}
	s.expect("revoked", one.JSON(redeemPath, `{"nonce":"nonce-nonce","code":"x"}`), "401 device_revoked")
	s.expect("revoked", one.JSON("/api/v1/door/scans", `{"scans":[]}`), "401 device_revoked")
	if page := one.Get("/dorr/" + s.Edition.Slug); page.Status != 303 {
		t.Errorf("the page of a revoked phone: %d", page.Status)
	}
	// A new phone takes the place of the old one when it has been paired, and not before.
	var code string
	s.Write(func(tx *store.Tx) (err error) {
		_, code, err = door.Renew(tx, s.Edition, second.ID, "organiser")
		return err
	})
	s.expect("while the new code waits", two.Get(path), "200")
	s.As("").JSON(pairPath, pairing(code, "a-new-phone"))
	s.expect("the old phone", two.Get(path), "401 device_revoked")
	three, _ := s.paired("Dörr 3", door.Steward)
	s.Clock.Add(48 * time.Hour)
	s.expect("its time is out", three.Get(path), "401 device_expired")
}

func TestWhatADeviceMay(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Åsa Öberg")
	next := s.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	steward, d := s.paired("Dörr 2", door.Steward)
	desk, _ := s.paired("Hjälpdisken", door.Desk)
	room, _ := s.paired("Sal A", door.InRoom)
	search := `{"q":"oberg"}`
	for _, c := range []struct {
		what string
		a    webtest.Answer
		want string
	}{
		{"a steward searches", steward.JSON("/api/v1/door/search", search), "403 forbidden"},
		{"a room searches", room.JSON("/api/v1/door/search", search), "403 forbidden"},
		{"the desk searches", desk.JSON("/api/v1/door/search", search), "200"},
		{"the desk searches for little", desk.JSON("/api/v1/door/search", `{"q":"ob"}`), "422 malformed"},
		{"a steward's index", steward.Get("/api/v1/door/index"), "403 forbidden"},
		{"the desk's index", desk.Get("/api/v1/door/index"), "200"},
		{"another edition", steward.Get("/api/v1/door/status?edition=" + next.Slug), "403 forbidden"},
		{"its own by name", steward.Get("/api/v1/door/status?edition=" + s.Edition.Slug), "200"},
		{"an edition that is not", steward.Get("/api/v1/door/roster?edition=nope"), "403 forbidden"},
	} {
		s.expect(c.what, c.a, c.want)
	}
	if a := steward.Get("/dorr/" + next.Slug); a.Status != http.StatusSeeOther {
		t.Errorf("another edition's page: %d", a.Status)
	}
	body := `{"code":"` + s.code(r) + `","nonce":"the-one-nonce","door":"Något annat"}`
	if a := s.read(steward.JSON(redeemPath, body)); a.Status != "ok" || a.Attendee.Name != "Åsa Öberg" {
		t.Errorf("%+v", a)
	}
	var row struct{ Door, Actor, DeviceID string }
	s.must(s.Store.Read(t.Context()).Raw("SELECT door, actor, device_id FROM scans WHERE nonce = 'the-one-nonce'").Scan(&row).Error)
	if row.Door != "Dörr 2" || row.Actor != string(d.ID) || row.DeviceID != string(d.ID) {
		t.Errorf("%+v", row)
	}
	if a := s.read(room.JSON("/api/v1/door/annul", `{"nonce":"the-one-nonce"}`)); a.Reason != "not_yours" || a.Counter.In != 1 {
		t.Errorf("%+v", a)
	}
	if a := s.read(desk.JSON("/api/v1/door/annul", `{"nonce":"the-one-nonce"}`)); a.Status != "ok" || a.Counter.In != 0 {
		t.Errorf("%+v", a)
	}
	// Somebody who is logged in on a paired phone goes to another edition by that.
	both := s.As("door")
	both.Header["Cookie"] = steward.Header["Cookie"]
	s.expect("logged in as well", both.Get("/api/v1/door/status?edition="+next.Slug), "200")
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestHeartbeatAndRolling(t *testing.T) {
	s := newSite(t)
	phone, d := s.paired("Dörr 2", door.Steward)
	beat := func(battery string) webtest.Answer {
		return phone.JSON("/api/v1/door/status", `{"battery":`+battery+`,"waiting":14,"app":"abc","clock":"`+
			s.Clock.Now().Add(3*time.Minute).Format(time.RFC3339)+`"}`)
	}
	s.expect("a beat", beat("71"), "200")
	read := func() door.Device {
		got, err := door.DeviceByID(s.Store.Read(t.Context()), s.Edition.ID, d.ID)
		s.must(err)
		return got
	}
	got := read()
	if *got.Battery != 71 || got.Waiting != 14 || got.App != "abc" || *got.ClockOff != (3*time.Minute).Milliseconds() || !got.SeenAt.Equal(s.Clock.Now()) {
		t.Errorf("%+v", got)
	}
	for _, odd := range []string{"-1", "101", "null"} {
		s.expect("battery "+odd, beat(odd), "200")
		if got := read(); got.Battery != nil {
			t.Errorf("battery %s is %d", odd, *got.Battery)
		}
	}
	s.expect("a battery in words", beat(`"half"`), "422 malformed")

	old := phone.Header["Cookie"]
	if tokenIn(beat("70")) != "" {
		t.Error("a young token is rolled")
	}
	s.Clock.Add(13 * time.Hour)
	fresh := tokenIn(beat("70"))
	if fresh == "" || tokenIn(beat("70")) != fresh {
		t.Fatal("an old token is not rolled, or to another one each time")
	}
	next := s.phone(fresh)
	s.expect("the new one", next.Get("/api/v1/door/status"), "200")
	phone.Header["Cookie"] = old
	s.expect("the old one after that", beat("70"), "401 device_revoked")
	if tokenIn(next.Get("/api/v1/door/status")) != "" {
		t.Error("the new one is rolled at once")
	}
}

func TestStatusTellsTheDesk(t *testing.T) {
	s := newSite(t)
	steward, _ := s.paired("Dörr 2", door.Steward)
	desk, _ := s.paired("Hjälpdisken", door.Desk)
	var told struct {
		Index *struct {
			Key           []byte
			ID            string
			Until         time.Time
			Version, Name string
		}
		Roster string
		Hours  struct {
			Open   bool
			ByHand bool `json:"by_hand"`
		}
	}
	s.must(json.Unmarshal([]byte(desk.Get("/api/v1/door/status").Body), &told))
	if told.Index == nil || len(told.Index.Key) != 32 || told.Index.Until.Sub(s.Clock.Now()) > 24*time.Hour || !told.Hours.Open || !told.Hours.ByHand {
		t.Errorf("%+v", told)
	}
	if body := steward.Get("/api/v1/door/status").Body; !strings.Contains(body, `"index":null`) {
		t.Errorf("a steward gets the key: %s", body)
	}
	s.Write(func(tx *store.Tx) error { return door.CloseDoor(tx, s.Edition, "organiser") })
	if body := desk.Get("/api/v1/door/status").Body; !strings.Contains(body, `"index":null`) || !strings.Contains(body, `"open":false`) {
		t.Errorf("the day is over and there is a key: %s", body)
	}
	s.expect("the list, too", desk.Get("/api/v1/door/index"), "409 door_closed")
	r := s.guest(s.Edition, "Åsa Öberg")
	early := s.read(desk.JSON(redeemPath, `{"code":"`+s.code(r)+`","nonce":"the-one-nonce"}`))
	if early.Reason != "not_yet" || !strings.Contains(early.Message, "2027-03-04") {
		t.Errorf("%+v", early)
	}
	s.Clock.Set(s.Edition.EndsAt.Add(13 * time.Hour))
	d, code := s.makeDevice("Dörr 9", door.Steward)
	after := s.phone(tokenIn(s.As("").JSON(pairPath, pairing(code, "pair-"+string(d.ID)))))
	if late := s.read(after.JSON(redeemPath, `{"code":"`+s.code(r)+`","nonce":"the-two-nonce"}`)); late.Reason != "too_late" {
		t.Errorf("%+v", late)
	}
}

func TestMakingDevices(t *testing.T) {
	s := newSite(t)
	until := store.At(s.Clock.Now().Add(time.Hour))
	tryMake := func(f door.DeviceForm) error {
		return s.Store.Write(t.Context(), func(tx *store.Tx) error {
			e, err := event.ByID(tx.DB, s.Edition.ID)
			if err == nil {
				_, _, err = door.Make(tx, e, f, "organiser")
			}
			return err
		})
	}
	for _, c := range []struct {
		form  door.DeviceForm
		field string
	}{
		{door.DeviceForm{Name: " ", Role: door.Steward, Until: until}, "name"},
		{door.DeviceForm{Name: strings.Repeat("ö", 41), Role: door.Steward, Until: until}, "name"},
		{door.DeviceForm{Name: "a\nb", Role: door.Steward, Until: until}, "name"},
		{door.DeviceForm{Name: "D", Role: "king", Until: until}, "role"},
		{door.DeviceForm{Name: "D", Role: door.InRoom, Until: until}, "session"},
		{door.DeviceForm{Name: "D", Role: door.InRoom, SessionID: "nope", Until: until}, "session"},
		{door.DeviceForm{Name: "D", Role: door.Steward, SessionID: "nope", Until: until}, "session"},
		{door.DeviceForm{Name: "D", Role: door.Steward}, "until"},
		{door.DeviceForm{Name: "D", Role: door.Steward, Until: store.At(s.Clock.Now())}, "until"},
		{door.DeviceForm{Name: "D", Role: door.Steward, Until: store.At(s.Edition.EndsAt.AddDate(0, 0, 8))}, "until"},
	} {
		var fault *store.Error
		if err := tryMake(c.form); err == nil || !asFault(err, &fault) || fault.Field != c.field {
			t.Errorf("%+v: %v", c.form, err)
		}
	}
	good := door.DeviceForm{Name: "Dörr 1", Role: door.Steward, Until: until}
	s.must(tryMake(good))
	if err := tryMake(good); store.KindOf(err) != store.Conflict {
		t.Errorf("the same name twice: %v", err)
	}
	devices, err := door.Devices(s.Store.Read(t.Context()), s.Edition.ID)
	s.must(err)
	if len(devices) != 1 {
		t.Fatalf("%d devices", len(devices))
	}
	s.Write(func(tx *store.Tx) error { return door.Revoke(tx, s.Edition, devices[0].ID, "organiser") })
	s.must(tryMake(good)) // a name is free again
}

func asFault(err error, into **store.Error) bool { return errors.As(err, into) }
