package door_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// TestTheDoorOfAnArchivedDayIsShut: the pages without a script tell no more of a day in the archive, or of a draft, than
// the interface does.
func TestTheDoorOfAnArchivedDayIsShut(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Åsa Öberg")
	phone, _ := s.paired("Hjälpdisken", door.Desk)
	here := "/dorr/" + s.Edition.Slug
	for _, state := range []event.State{event.Archived, event.Draft} {
		s.Write(func(tx *store.Tx) error {
			return tx.Exec("UPDATE editions SET state = ? WHERE id = ?", state, s.Edition.ID).Error
		})
		before := s.scans()
		for who, c := range map[string]*webtest.Client{"door": s.As("door"), "phone": phone} {
			for path, form := range map[string]url.Values{"": {"reference": {r.Reference}, "nonce": {"nonce-archive"}}, "/sok": {"q": {"oberg"}},
				"/angra": {"nonce": {"nonce-archive"}}, "/disk/sok": {"q": {"oberg"}}, "/disk/person": {"registration_id": {string(r.ID)}}} {
				if a := c.Post(here+path, form); a.Status != 409 || strings.Contains(a.Body, "Öberg") {
					t.Errorf("%s posts %q in state %s: %d", who, path, state, a.Status)
				}
			}
			for _, path := range []string{"", "/disk", "/skylt/" + string(r.ID) + ".pdf"} {
				if a := c.Get(here + path); a.Status != 409 {
					t.Errorf("%s looks at %q in state %s: %d", who, path, state, a.Status)
				}
			}
		}
		if s.scans() != before {
			t.Errorf("scans were stored in state %s", state)
		}
	}
}

// TestAScanKeepsNothingThatIsNoID: what stands as a room is no place to keep a quarter of a megabyte.
func TestAScanKeepsNothingThatIsNoID(t *testing.T) {
	s := newSite(t)
	steward, _ := s.paired("Dörr 1", door.Steward)
	junk := strings.Repeat("x", 5000)
	steward.JSON(redeemPath, `{"code":"`+strings.Repeat("A", 26)+`","nonce":"nonce-junk-1","session":"`+junk+`"}`)
	s.upload(steward, batch(letIn(strings.Repeat("A", 26), "nonce-junk-2")+`,"session":"`+junk+`"`))
	var longest int
	s.must(s.Store.Read(t.Context()).Raw("SELECT COALESCE(MAX(LENGTH(session_id)), 0) FROM scans").Scan(&longest).Error)
	if longest > 64 {
		t.Errorf("a room's name of %d characters", longest)
	}
}

// TestOnlyItsOwnScanIsTakenBackAfterwards: what a steward's phone may not undo at the door it may not undo by telling
// afterwards that it was undone either.
func TestOnlyItsOwnScanIsTakenBackAfterwards(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Åsa Öberg")
	one, _ := s.paired("Dörr 1", door.Steward)
	two, _ := s.paired("Dörr 2", door.Steward)
	desk, _ := s.paired("Hjälpdisken", door.Desk)
	if a := s.read(one.JSON(redeemPath, `{"code":"`+s.code(r)+`","nonce":"nonce-first"}`)); a.Status != "ok" {
		t.Fatalf("%+v", a)
	}
	undone := batch(letIn(s.code(r), "nonce-first") + `,"annulled_at":"2027-03-04T08:00:00Z"`)
	if out := s.upload(two, undone); out.Counter.In != 1 {
		t.Errorf("another phone has put somebody out: %+v", out)
	}
	if out := s.upload(desk, undone); out.Counter.In != 0 {
		t.Errorf("the desk may: %+v", out)
	}
}

// TestADeskReachesNobodyOfAnotherDay: with the ids of another edition a paired help desk and its room's door see and change
// nothing, and the list of names that it fetches is noted.
func TestADeskReachesNobodyOfAnotherDay(t *testing.T) {
	s := newSite(t)
	next := s.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	r := s.guest(next, "Öster Utifrån")
	desk, _ := s.paired("Hjälpdisken", door.Desk)
	var session string
	var one door.Case
	s.Write(func(tx *store.Tx) (err error) {
		if err = tx.Raw("SELECT id FROM seminar_sessions WHERE edition_id = ? LIMIT 1", next.ID).Scan(&session).Error; err != nil {
			return err
		}
		one, err = door.PassOn(tx, next, door.CaseForm{Nonce: "nonce-of-case", Note: "Utifrån"}, "somebody")
		return err
	})
	who := `"registration_id":"` + string(r.ID) + `","nonce":"nonce-across"`
	for path, body := range map[string]string{"person": who, "substitute": who + `,"version":1,"name":"A B","email":"a@nacka.example"`, "promote": who,
		"redeem": who, "seat": who + `,"session":"` + session + `"`, "case/open": `"id":"` + string(one.ID) + `"`, "head-count": `"people":3,"session":"` + session + `"`,
		"case/close": `"outcome":"helped","id":"` + string(one.ID) + `"`, "scans": `"scans":[{` + who + `,"let_in":true}]`} {
		a := desk.JSON("/api/v1/door/"+path, "{"+body+"}")
		if strings.Contains(a.Body, "Utifrån") || a.Status >= 500 || path != "scans" && strings.Contains(a.Body, `"status":"ok"`) {
			t.Errorf("%s: %d %s", path, a.Status, a.Body)
		}
		if a := desk.JSON("/api/v1/door/"+path, "{"+body+`,"edition":"`+next.Slug+`"}`); a.Status != 403 {
			t.Errorf("%s of another edition: %d", path, a.Status)
		}
	}
	db := s.Store.Read(t.Context())
	var changed int
	s.must(db.Raw(`SELECT (SELECT COUNT(*) FROM admissions) + (SELECT COUNT(*) FROM session_admissions) + (SELECT COUNT(*) FROM head_counts)
		+ (SELECT COUNT(*) FROM door_cases WHERE taken_at IS NOT NULL OR closed_at IS NOT NULL)`).Scan(&changed).Error)
	if changed != 0 {
		t.Errorf("%d rows were changed", changed)
	}
	if a := desk.Get("/api/v1/door/index"); a.Status != 200 {
		t.Fatalf("%d", a.Status)
	}
	var noted int
	s.must(db.Raw("SELECT COUNT(*) FROM audit_log WHERE action = 'door_list_fetched' AND edition_id = ?", s.Edition.ID).Scan(&noted).Error)
	if noted != 1 {
		t.Errorf("%d notes of who fetched the list", noted)
	}
}
