package organiser_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

const seatsPath = root + "/platser"

// quotaForm is the table as the page shows it; pairs change fields.
func quotaForm(t *testing.T, s *webtest.Site, pairs ...string) url.Values {
	t.Helper()
	quotas, err := registration.QuotasOf(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"version": {version(t, s)}}
	for _, q := range quotas {
		form.Set(event.QuotaField(q.Organisation.Key), strconv.Itoa(q.Quota))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

func quotaOf(t *testing.T, s *webtest.Site, key string) registration.Quota {
	t.Helper()
	quotas, err := registration.QuotasOf(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range quotas {
		if q.Organisation.Key == key {
			return q
		}
	}
	t.Fatalf("no organisation %s", key)
	return registration.Quota{}
}

func TestQuotasAreEditedInOneTable(t *testing.T) {
	s := newSite(t)
	people(t, s, 15) // twelve of Nacka's quota, one of the pool, two wait
	o := s.As("organiser")
	page := o.Get(seatsPath)
	for _, want := range []string{"13 av 200 platser är tagna", `name="quota_nacka-kommun"`, `value="12"`, "Person Nummer014"} {
		if page.Status != 200 || !strings.Contains(page.Body, want) {
			t.Fatalf("%d, no %q", page.Status, want)
		}
	}
	answer := o.Post(seatsPath, quotaForm(t, s, "quota_nacka-kommun", "14", "quota_salems-kommun", "2"))
	if answer.Status != 303 {
		t.Fatalf("%d %s", answer.Status, answer.Body)
	}
	// The seat of the pool went over to the quota, and what became free is offered: one of the quota, one of the pool
	// and none of those of Salem.
	if q := quotaOf(t, s, "nacka-kommun"); q.Quota != 14 || q.Taken != 14 || q.Pool != 1 || q.Offered != 2 || q.Waiting != 2 {
		t.Errorf("%+v", q)
	}
	if q := quotaOf(t, s, "salems-kommun"); q.Quota != 2 || q.Organisation.Seats != 2 {
		t.Errorf("%+v", q)
	}
}

func TestAQuotaBelowWhatIsTakenIsExplained(t *testing.T) {
	s := newSite(t)
	people(t, s, 7)
	o := s.As("organiser")
	answer := o.Post(seatsPath, quotaForm(t, s, "quota_nacka-kommun", "6", "quota_salems-kommun", "tre", "quota_haninge-kommun", "9"))
	for _, want := range []string{"Nacka kommun har 7 platser tagna. Skriv minst 7", "Salems kommun: skriv kvoten som ett heltal", `value="tre"`, `value="9"`} {
		if answer.Status != http.StatusUnprocessableEntity || !strings.Contains(answer.Body, want) {
			t.Errorf("%d, no %q", answer.Status, want)
		}
	}
	if quotaOf(t, s, "haninge-kommun").Quota != 10 {
		t.Error("half of a refused table was saved")
	}
	answer = o.Post(seatsPath, quotaForm(t, s, "quota_nacka-kommun", "7", "quota_haninge-kommun", "205"))
	if answer.Status != 303 || !strings.Contains(o.Get(seatsPath).Body, "fler än platserna") {
		t.Errorf("quotas above the capacity: %d", answer.Status)
	}
}

// A part of the table changes that part: an organisation may have come while the page was open.
func TestWhatIsNotSentIsNotChanged(t *testing.T) {
	s := newSite(t)
	a := s.As("organiser").Post(seatsPath, url.Values{"version": {version(t, s)}, "quota_salems-kommun": {"2"}})
	if a.Status != 303 || quotaOf(t, s, "salems-kommun").Quota != 2 || quotaOf(t, s, "nacka-kommun").Quota != 12 {
		t.Errorf("%d", a.Status)
	}
}

func TestThePoolCannotBePromisedAway(t *testing.T) {
	s := newSite(t)
	people(t, s, 13) // the one seat of the pool is taken
	answer := s.As("organiser").Post(seatsPath, quotaForm(t, s, "quota_salems-kommun", "6"))
	if answer.Status != http.StatusConflict || !strings.Contains(answer.Body, "Sänk en annan kvot eller höj antalet platser") {
		t.Errorf("%d", answer.Status)
	}
	if quotaOf(t, s, "salems-kommun").Quota != 4 {
		t.Error("it was saved")
	}
}

func TestTheSecondEditorOfQuotasIsTold(t *testing.T) {
	s := newSite(t)
	first, second := quotaForm(t, s, "quota_salems-kommun", "3"), quotaForm(t, s, "quota_salems-kommun", "1")
	o := s.As("organiser")
	if a := o.Post(seatsPath, first); a.Status != 303 {
		t.Fatal(a.Status)
	}
	if a := o.Post(seatsPath, second); a.Status != http.StatusConflict || quotaOf(t, s, "salems-kommun").Quota != 3 {
		t.Errorf("%d, %+v", a.Status, quotaOf(t, s, "salems-kommun"))
	}
}

func TestQuotasArePasted(t *testing.T) {
	s := newSite(t)
	people(t, s, 5)
	o := s.As("organiser")
	lines := "Organisation;Platser\r\nSALEMS KOMMUN;6\r\nHaninge kommun\t10\r\n\"Nacka kommun\";3\r\nMora kommun;4\r\nTyresö kommun;många\r\nsalems kommun;1\r\n"
	review := o.Post(seatsPath+"/granska", url.Values{"lines": {lines}})
	for _, want := range []string{"1 kvot ändras", "4 rader sparas inte", "ny, var 4", "som nu", "5 är redan tagna", "ingen organisation med det namnet",
		"inget antal att läsa", "står två gånger", "Mora kommun;4"} {
		if review.Status != 200 || !strings.Contains(review.Body, want) {
			t.Errorf("%d, no %q", review.Status, want)
		}
	}
	if quotaOf(t, s, "salems-kommun").Quota != 4 {
		t.Error("a review saved something")
	}
	form := url.Values{"lines": {lines}, "version": {version(t, s)}}
	o.Post(seatsPath, quotaForm(t, s, "quota_nykvarns-kommun", "2")) // makes room in the sum, and another version
	if a := o.Post(seatsPath+"/klistra", form); a.Status != http.StatusConflict {
		t.Errorf("an old review was saved: %d", a.Status)
	}
	form.Set("version", version(t, s))
	if a := o.Post(seatsPath+"/klistra", form); a.Status != 303 || quotaOf(t, s, "salems-kommun").Quota != 6 || quotaOf(t, s, "nacka-kommun").Quota != 12 {
		t.Errorf("%d", a.Status)
	}
	for _, none := range []string{"", " \n\t\n", strings.Repeat("a;1\n", 2001)} {
		if a := o.Post(seatsPath+"/granska", url.Values{"lines": {none}}); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%.10q: %d", none, a.Status)
		}
	}
}

func rulesForm(t *testing.T, s *webtest.Site, pairs ...string) url.Values {
	t.Helper()
	form := url.Values{"version": {version(t, s)}, "rule": {"arrival"}, "offer_hours": {"24"}, "offer_hours_last": {"2"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

func TestRulesOfSeats(t *testing.T) {
	s := newSite(t)
	o := s.As("organiser")
	for _, c := range []struct {
		pairs []string
		says  string
	}{
		{[]string{"offer_hours", "0"}, "heltal från 1 till 336"},
		{[]string{"offer_hours_last", "25"}, "heltal från 1 till 24"},
		{[]string{"offer_hours", "ett dygn"}, "heltal från 1 till 336"},
		{[]string{"rule", "lottning"}, "Välj"},
		{[]string{"quotas_on", "2027-03-05"}, "innan dagen börjar"},
		{[]string{"quotas_on", "igår"}, "datum"},
		{[]string{"quotas_at", "12"}, "datum"},
	} {
		a := o.Post(seatsPath+"/regler", rulesForm(t, s, c.pairs...))
		if a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, c.says) {
			t.Errorf("%v: %d", c.pairs, a.Status)
		}
	}
	a := o.Post(seatsPath+"/regler", rulesForm(t, s, "rule", "manual", "offer_hours", "12", "quotas_on", "2027-02-20", "quotas_at", "kl. 12", "check_domains", "ja"))
	seats, err := event.SeatsOf(s.Store.Read(t.Context()), s.Edition.ID)
	if a.Status != 303 || err != nil || seats.OfferRule != event.ByHand || seats.OfferMinutes != 720 || !seats.CheckDomains ||
		!seats.QuotasEndAt.Equal(time.Date(2027, 2, 20, 11, 0, 0, 0, time.UTC)) {
		t.Errorf("%d %+v %v", a.Status, seats, err)
	}
}

func TestQuotasEndAndTheQueueGetsWhatIsLeft(t *testing.T) {
	s := newSite(t)
	people(t, s, 15)
	o := s.As("organiser")
	if a := o.Post(seatsPath+"/regler", rulesForm(t, s, "quotas_on", "2027-02-01", "quotas_at", "14")); a.Status != 303 {
		t.Fatal(a.Status)
	}
	s.Clock.Set(time.Date(2027, 2, 1, 13, 0, 0, 0, time.UTC))
	s.Write(func(tx *store.Tx) error { _, err := registration.Tend(tx); return err })
	seats, err := event.SeatsOf(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || seats.Promised != 12 || seats.Pool() != 188 || seats.PoolTaken != 3 {
		t.Errorf("%+v %v", seats, err)
	}
	if q := quotaOf(t, s, "nacka-kommun"); q.Offered != 2 {
		t.Errorf("%+v", q)
	}
	if q := quotaOf(t, s, "salems-kommun"); q.Quota != 0 || q.Organisation.Seats != 4 {
		t.Errorf("what was given is forgotten: %+v", q)
	}
	if a := o.Get(seatsPath); !strings.Contains(a.Body, "Kvoterna upphörde") {
		t.Error("the page does not say that quotas have ended")
	}
	if a := o.Post(seatsPath, quotaForm(t, s, "quota_salems-kommun", "4")); a.Status != http.StatusConflict || !strings.Contains(a.Body, "Flytta fram datumet") {
		t.Errorf("a quota that would be gone in a minute: %d", a.Status)
	}
}

// withoutQuotas makes every seat common.
func withoutQuotas(s *webtest.Site) {
	s.Write(func(tx *store.Tx) error { _, err := event.ReleaseQuotas(tx, s.Edition.ID); return err })
}

func TestSeatsGivenByHand(t *testing.T) {
	s := newSite(t)
	list := people(t, s, 16)
	o := s.As("organiser")
	last := list[15]
	path := root + "/deltagare/" + string(last.ID)
	if a := o.Get(path); !strings.Contains(a.Body, "Ge en plats före andra") {
		t.Error("no way to give a seat")
	}
	if a := o.Post(path+"/plats", url.Values{"reason": {" "}}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Skriv varför") {
		t.Errorf("without a reason: %d", a.Status)
	}
	if a := o.Post(path+"/plats", url.Values{"reason": {"Talar i LOSAM"}}); a.Status != http.StatusConflict || !strings.Contains(a.Body, "ingen ledig plats att ge") {
		t.Errorf("on a full quota: %d", a.Status)
	}
	if a := o.Post(seatsPath+"/regler", rulesForm(t, s, "rule", "manual")); a.Status != 303 {
		t.Fatal(a.Status)
	}
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, list[0].ID, "test"); return err })
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, list[1].ID, "test"); return err })
	if q := quotaOf(t, s, "nacka-kommun"); q.Offered != 0 || q.Left() != 2 {
		t.Fatalf("the program handed out what the organiser keeps: %+v", q)
	}
	if a := o.Post(path+"/plats", url.Values{"reason": {"Talar i LOSAM"}}); a.Status != 303 {
		t.Errorf("%d", a.Status)
	}
	if a := o.Get(path); !strings.Contains(a.Body, "Fick plats före andra: Talar i LOSAM") {
		t.Error("the reason is not in the history")
	}
	if a := o.Get(seatsPath); !strings.Contains(a.Body, "Erbjud lediga platser") {
		t.Error("no way to offer what is left")
	}
	if a := o.Post(seatsPath+"/erbjud", nil); a.Status != 303 || quotaOf(t, s, "nacka-kommun").Offered != 1 {
		t.Errorf("%d %+v", a.Status, quotaOf(t, s, "nacka-kommun"))
	}
}

func TestCapacityBelowTakenIsExplained(t *testing.T) {
	s := newSite(t)
	people(t, s, 13)
	o := s.As("organiser")
	details := form("title", "T", "date", "2027-03-04", "check_in", "8.20", "starts", "9", "ends", "16", "closes_on", "2027-03-01", "closes_at", "12",
		"wishes_on", "2027-03-01", "wishes_at", "12", "capacity", "12", "version", version(t, s))
	if a := o.Post(root+"/uppgifter", details); a.Status != http.StatusConflict || !strings.Contains(a.Body, "Skriv minst så många som är tagna") {
		t.Errorf("%d", a.Status)
	}
	details.Set("capacity", "199") // seats for all, but the pool has given its only one
	if a := o.Post(root+"/uppgifter", details); a.Status != http.StatusConflict || !strings.Contains(a.Body, "Sänk först en kvot på sidan Platser") {
		t.Errorf("%d", a.Status)
	}
}
