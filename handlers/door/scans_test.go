package door_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

const scansPath = "/api/v1/door/scans"

// receipts is the answer to a batch as a client reads it.
type receipts struct {
	Status string
	Scans  []struct {
		Nonce, Status, Reason string
		Stored                bool
	}
	Counter struct{ In, Expected int }
}

func (s *site) upload(c *webtest.Client, body string) (out receipts) {
	s.t.Helper()
	a := c.JSON(scansPath, body)
	if a.Status != 200 {
		s.t.Fatalf("%d %s", a.Status, a.Body)
	}
	s.must(json.Unmarshal([]byte(a.Body), &out))
	for _, r := range out.Scans {
		if !r.Stored {
			s.t.Errorf("not stored: %+v", r)
		}
	}
	return out
}

func (r receipts) said() string {
	var all []string
	for _, one := range r.Scans {
		all = append(all, strings.TrimSpace(one.Status+" "+one.Reason))
	}
	return strings.Join(all, ", ")
}

// batch writes scans as a phone sends them; each is its members without the braces.
func batch(scans ...string) string { return `{"scans":[{` + strings.Join(scans, "},{") + `}]}` }

func letIn(code, nonce string) string {
	return fmt.Sprintf(`"code":%q,"nonce":%q,"let_in":true`, code, nonce)
}

func TestWhatAnOfflineDoorLetInStands(t *testing.T) {
	s := newSite(t)
	steward, d := s.paired("Dörr 2", door.Steward)
	amina, gone, waiting := s.guest(s.Edition, "Amina Lindqvist"), s.guest(s.Edition, "Bo Ek"), s.guest(s.Edition, "Kerstin Sjögren")
	refused, reference := s.guest(s.Edition, "Ulla Ström"), s.guest(s.Edition, "Per Ny")
	s.Write(func(tx *store.Tx) error {
		if _, err := registration.Cancel(tx, gone.ID, registration.Self); err != nil {
			return err
		}
		return s.putInQueue(tx, waiting)
	})
	body := batch(letIn(s.code(amina), "nonce-0001")+`,"seq":7`, letIn(s.code(gone), "nonce-0002"), letIn(s.code(waiting), "nonce-0003"),
		letIn("another-code", "nonce-0004"), `"code":"`+s.code(refused)+`","nonce":"nonce-0005","let_in":false`,
		`"reference":"`+reference.Reference+`","nonce":"nonce-0006","let_in":true`, `"code":"x","nonce":"nonce-0007"`)
	const want = "ok, error canceled, error waitlisted, error invalid, error not_let_in, ok, error invalid"
	first := s.upload(steward, body)
	if first.said() != want || first.Counter.In != 4 {
		t.Errorf("%s; %+v", first.said(), first.Counter)
	}
	before := s.scans()
	if again := s.upload(steward, body); again.said() != want || again.Counter.In != 4 || s.scans() != before {
		t.Errorf("the same batch twice: %s, %d scans, were %d", again.said(), s.scans(), before)
	}
	if n := s.number("SELECT COUNT(*) FROM scans WHERE device_id = ? AND door = 'Dörr 2' AND let_in = 1", d.ID); n != 5 {
		t.Errorf("%d let in by the device", n)
	}
	if n := s.number("SELECT seq FROM scans WHERE nonce = 'nonce-0001'"); n != 7 {
		t.Errorf("seq %d", n)
	}
	// Somebody who was turned away offline comes in at another door.
	if a := s.redeem(map[string]any{"code": s.code(refused)}); a.Status != "ok" {
		t.Errorf("%+v", a)
	}
	conflicts, err := door.Conflicts(s.Store.Read(t.Context()), s.Edition)
	s.must(err)
	got := map[door.ConflictKind]int{}
	for _, c := range conflicts {
		got[c.Kind]++
	}
	if fmt.Sprint(got) != fmt.Sprint(map[door.ConflictKind]int{door.LetIn: 2, door.Unknown: 1}) {
		t.Errorf("%v", got)
	}
}

func TestABatchThatIsHalfRubbish(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Amina Lindqvist")
	phone, _ := s.paired("Dörr 2", door.Steward)
	body := `{"clock":"yes","scans":[7,null,"x",[],{},{"nonce":"nonce-0001","code":7,"let_in":true},{"nonce":"short","code":"x"},
		{"nonce":"nonce-0002","code":"x","reference":"AAAAAA"},{"nonce":"nonce-0003","code":"` + strings.Repeat("x", 10_000) + `","let_in":true},
		{"nonce":"nonce-0004","sealed":"not a box","let_in":true},{"nonce":"nonce-0005","code":"x","session":"nope"},
		{"nonce":"nonce-0006","code":"` + s.code(r) + `","let_in":true,"occurred_at":"yesterday","seq":"one","door":"` + strings.Repeat("d", 90) + `","annulled_at":{}}]}`
	s.expect("a clock that is none", phone.JSON(scansPath, body), "422 malformed")
	body = strings.Replace(body, `"clock":"yes",`, "", 1)
	a := s.upload(phone, body)
	want := strings.Repeat("error unreadable, ", 10) + "error invalid, ok"
	if a.said() != want || a.Counter.In != 1 {
		t.Errorf("%s; %+v", a.said(), a.Counter)
	}
	stored := s.scans()
	if again := s.upload(phone, body); again.said() != want || s.scans() != stored {
		t.Errorf("%s; %d rows, were %d", again.said(), s.scans(), stored)
	}
	if n := s.number("SELECT COUNT(*) FROM scans WHERE occurred_at IS NULL OR LENGTH(door) > 40"); n != 0 {
		t.Errorf("%d odd rows", n)
	}
	for what, c := range map[string]struct{ body, want string }{
		"no scans":       {`{}`, "422 malformed"},
		"scans is text":  {`{"scans":"x"}`, "422 malformed"},
		"none":           {`{"scans":[]}`, "200"},
		"too many":       {`{"scans":[` + strings.TrimSuffix(strings.Repeat("{},", 201), ",") + `]}`, "413 malformed"},
		"too much":       {`{"scans":[{"code":"` + strings.Repeat("x", 257<<10) + `"}]}`, "413 malformed"},
		"no JSON":        {`scans`, "400 malformed"},
		"cut off":        {`{"scans":[{"code":"x"`, "400 malformed"},
		"another's door": {`{"edition":"nope","scans":[]}`, "403 forbidden"},
	} {
		s.expect(what, phone.JSON(scansPath, c.body), c.want)
	}
}

// Three phones were offline with the same tickets. Whatever the order in which they tell of it, in whatever batches, and
// however often: everybody is in once, by the earliest scan, and every scan is a row.
func TestBatchesInAnyOrder(t *testing.T) {
	start := time.Date(2027, 2, 1, 11, 0, 0, 0, time.UTC)
	for seed := range uint64(4) {
		s := newSite(t)
		s.Write(func(tx *store.Tx) error { // opened an hour before noon
			return tx.Exec("UPDATE editions SET door_opened_at = ? WHERE id = ?", store.At(start.Add(-time.Hour)), s.Edition.ID).Error
		})
		random := rand.New(rand.NewPCG(seed, 1))
		people := []registration.Registration{s.guest(s.Edition, "Amina Lindqvist"), s.guest(s.Edition, "Bo Ek"), s.guest(s.Edition, "Ulla Ström")}
		var all []string
		for p := range 3 {
			for i, r := range people {
				at := start.Add(time.Duration(10*i+p) * time.Minute)
				all = append(all, letIn(s.code(r), fmt.Sprintf("nonce-%d-%d", p, i))+`,"occurred_at":"`+at.Format(time.RFC3339)+`","door":"Dörr `+fmt.Sprint(p+1)+`"`)
			}
		}
		all = append(all, all...) // everything twice
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for len(all) > 0 {
			n := 1 + random.IntN(min(5, len(all)))
			s.upload(s.As("door"), batch(all[:n]...))
			all = all[n:]
		}
		if rows, in := s.scans(), s.number("SELECT COUNT(*) FROM admissions"); rows != 9 || in != 3 {
			t.Fatalf("seed %d: %d rows, %d inside", seed, rows, in)
		}
		if n := s.number("SELECT COUNT(*) FROM admissions WHERE door = 'Dörr 1'"); n != 3 {
			t.Errorf("seed %d: only %d by the earliest door", seed, n)
		}
		conflicts, err := door.Conflicts(s.Store.Read(t.Context()), s.Edition)
		s.must(err)
		for _, c := range conflicts {
			if c.Kind != door.TwoDoors || len(c.Scans) != 3 || c.Scans[0].Door != "Dörr 1" {
				t.Errorf("seed %d: %+v", seed, c)
			}
		}
		if len(conflicts) != 3 {
			t.Errorf("seed %d: %d conflicts", seed, len(conflicts))
		}
	}
}

// The worst case: the server was asked, its answer was lost, and the phone decided by itself.
func TestTheSameNonceOnlineAndOff(t *testing.T) {
	s := newSite(t)
	phone, _ := s.paired("Dörr 2", door.Steward)
	accepted, gone := s.guest(s.Edition, "Amina Lindqvist"), s.guest(s.Edition, "Bo Ek")
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, gone.ID, registration.Self); return err })
	phone.JSON(redeemPath, `{"code":"`+s.code(accepted)+`","nonce":"nonce-0001"}`)
	phone.JSON(redeemPath, `{"code":"`+s.code(gone)+`","nonce":"nonce-0002"}`)
	a := s.upload(phone, batch(letIn(s.code(accepted), "nonce-0001"), letIn(s.code(gone), "nonce-0002")))
	if a.said() != "ok, error canceled" || a.Counter.In != 2 || s.scans() != 2 {
		t.Errorf("%s, %+v, %d rows", a.said(), a.Counter, s.scans())
	}
	// Undone on the phone, before the scan was sent and after.
	other := s.guest(s.Edition, "Ulla Ström")
	a = s.upload(phone, batch(letIn(s.code(other), "nonce-0003")+`,"annulled_at":"2027-02-01T12:00:00Z"`,
		letIn(s.code(gone), "nonce-0002")+`,"annulled_at":"2027-02-01T12:00:00Z"`))
	if a.said() != "ok, error canceled" || a.Counter.In != 1 || s.number("SELECT COUNT(*) FROM scans WHERE annulled_at IS NOT NULL") != 2 {
		t.Errorf("%s, %+v", a.said(), a.Counter)
	}
	if a = s.upload(phone, batch(letIn(s.code(other), "nonce-0003"))); a.Counter.In != 1 {
		t.Error("a scan that was undone came back to life")
	}
	// Undoing one of two doors' admissions leaves the other one.
	s.upload(s.As("door"), batch(letIn(s.code(accepted), "nonce-0004")+`,"door":"Dörr 5"`))
	if a := s.read(phone.JSON("/api/v1/door/annul", `{"nonce":"nonce-0001"}`)); a.Status != "ok" || a.Counter.In != 1 {
		t.Errorf("%+v", a)
	}
	if n := s.number("SELECT COUNT(*) FROM admissions WHERE registration_id = ? AND door = 'Dörr 5'", accepted.ID); n != 1 {
		t.Error("nobody is inside whom two doors had let in")
	}
}

func TestAClockThatIsWrong(t *testing.T) {
	s := newSite(t)
	phone, d := s.paired("Dörr 2", door.Steward)
	s.Clock.Add(30 * time.Minute)
	r, far := s.guest(s.Edition, "Amina Lindqvist"), s.guest(s.Edition, "Bo Ek")
	s.upload(phone, `{"clock":"1970-01-01T00:40:00Z","scans":[{`+letIn(s.code(r), "nonce-0001")+`,"occurred_at":"1970-01-01T00:20:00Z"}]}`)
	s.upload(phone, `{"scans":[{`+letIn(s.code(far), "nonce-0002")+`,"occurred_at":"0000-01-01T00:00:00Z"}]}`)
	want := s.Clock.Now().Add(-20 * time.Minute).UnixMilli()
	if at := s.number("SELECT at FROM admissions WHERE registration_id = ?", r.ID); int64(at) != want {
		t.Errorf("in at %d, want %d", at, want)
	}
	if at := s.number("SELECT at FROM admissions WHERE registration_id = ?", far.ID); int64(at) != s.Clock.Now().UnixMilli() {
		t.Errorf("in at %d", at)
	}
	conflicts, err := door.Conflicts(s.Store.Read(t.Context()), s.Edition)
	s.must(err)
	if len(conflicts) != 1 || conflicts[0].Kind != door.WrongClock || conflicts[0].DeviceID != d.ID || conflicts[0].ClockOff > 0 {
		t.Fatalf("%+v", conflicts)
	}
	handle := func(kind door.ConflictKind) error {
		return s.Store.Write(t.Context(), func(tx *store.Tx) error {
			return door.HandleConflict(tx, s.Edition, kind, conflicts[0].Subject, door.Checked, "organiser")
		})
	}
	if err := handle(door.TwoDoors); store.KindOf(err) != store.Gone {
		t.Errorf("%v", err)
	}
	s.must(handle(door.WrongClock))
	s.must(handle(door.WrongClock))
	conflicts, err = door.Conflicts(s.Store.Read(t.Context()), s.Edition)
	s.must(err)
	if len(conflicts) != 1 || conflicts[0].Handled != door.Checked || conflicts[0].HandledBy != "organiser" {
		t.Errorf("%+v", conflicts)
	}
}
