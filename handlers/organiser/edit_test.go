package organiser_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"strings"
	"testing"

	"samling/handlers/webtest"
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
)

func hosts(t *testing.T, s *webtest.Site) []event.Host {
	t.Helper()
	list, err := event.Hosts(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestHostsAreEdited(t *testing.T) {
	s := newSite(t)
	c, path := s.As("organiser"), root+"/vardar"
	n := len(hosts(t, s))
	want(t, "add", c.Post(path+"/ny", form("version", version(t, s), "name", "Åklagarmyndigheten", "unit", "Söderort", "kind", "stat")), 303)
	list := hosts(t, s)
	if len(list) != n+1 || list[n].FullName() != "Åklagarmyndigheten, Söderort" {
		t.Fatalf("hosts %+v", list)
	}
	own := path + "/" + string(list[n].ID)
	want(t, "up", c.Post(own+"/flytta", form("version", version(t, s), "till", "upp")), 303)
	if hosts(t, s)[n-1].ID != list[n].ID {
		t.Error("the host did not move up")
	}
	stale := form("version", "1", "name", "Mitt ändrade namn", "unit", "Enheten jag skrev", "kind", "region")
	want(t, "stale", c.Post(own, stale), 409, "Mitt ändrade namn", "Enheten jag skrev", "Någon annan har ändrat", `value="region" selected`)
	want(t, "again", c.Post(own, form("version", version(t, s), "name", "Nytt", "kind", "stat")), 303)
	want(t, "bad", c.Post(own, form("version", version(t, s), "name", strings.Repeat("n", 10_000), "kind", "x")), 422, "högst 200 tecken", "Välj ett av alternativen")
	want(t, "no version", c.Post(own, form("name", "Nytt", "kind", "stat")), 409)
	want(t, "ask", c.Get(own+"/ta-bort"), 200, "Nytt", "Behåll som det är")
	want(t, "remove stale", c.Post(own+"/ta-bort", form("version", "1")), 409, "Någon annan")
	want(t, "remove", c.Post(own+"/ta-bort", form("version", version(t, s))), 303)
	want(t, "gone", c.Get(own), 404)
}

// upload posts a file as a browser does.
func upload(t *testing.T, c *webtest.Client, path, version, name string, data []byte) webtest.Answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if err := w.WriteField("version", version); err != nil {
		t.Fatal(err)
	}
	if name != "" {
		part, err := w.CreateFormFile("logo", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return c.Do("POST", path, w.FormDataContentType(), body.String())
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLogoIsTakenOrRefusedWithTheReason(t *testing.T) {
	s := newSite(t)
	c, host := s.As("organiser"), hosts(t, s)[0]
	own := root + "/vardar/" + string(host.ID)
	for what, r := range map[string]struct {
		name, says string
		data       []byte
		status     int
	}{
		"none":    {"", "Välj en bild", nil, 422},
		"svg":     {"logo.png", "SVG tas inte emot", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), 422},
		"html":    {"logo.png", "ingen PNG- eller JPEG-bild", []byte("<html><script>alert(1)</script>"), 422},
		"wide":    {"logo.png", "2 000 bildpunkter", picture(t, 2001, 4), 422},
		"heavy":   {"logo.png", "512 kB", make([]byte, 600<<10), 422},
		"cut off": {"logo.png", "skadad", picture(t, 40, 40)[:50], 422},
	} {
		want(t, what, upload(t, c, own+"/logga", version(t, s), r.name, r.data), r.status, r.says)
	}
	want(t, "nothing saved", c.Get(own+"/logga"), 404)
	want(t, "stale", upload(t, c, own+"/logga", "0", "x.svg", picture(t, 40, 20)), 409, "Någon annan", host.Name)
	want(t, "good, whatever its name", upload(t, c, own+"/logga", version(t, s), "x.svg", picture(t, 40, 20)), 303)
	a := c.Get(own + "/logga")
	want(t, "shown", a, 200)
	if a.Header.Get("Content-Type") != "image/png" || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("sent as %s", a.Header.Get("Content-Type"))
	}
	want(t, "on its page", c.Get(own), 200, "Ta bort logotypen")
	want(t, "removed", c.Post(own+"/logga/ta-bort", form("version", version(t, s))), 303)
	want(t, "gone", c.Get(own+"/logga"), 404)
}

func TestProgrammeAndSeminarsAreEdited(t *testing.T) {
	s := newSite(t)
	c, path := s.As("organiser"), root+"/program"
	want(t, "add", c.Post(path+"/ny", form("version", version(t, s), "title", "Extra punkt", "starts", "16", "ends", "16.30", "kind", "plenary")), 303)
	want(t, "added", c.Get(path), 200, "Extra punkt", "16.00–16.30")
	bad := form("version", version(t, s), "title", "", "starts", "halv nio", "ends", "-1", "kind", "plenary", "text", "Min långa text")
	want(t, "bad", c.Post(path+"/ny", bad), 422, "halv nio", "Min långa text", "Skriv ett klockslag")

	seminars, err := event.Seminars(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	first := seminars[0]
	own := root + "/seminarium/" + string(first.ID)
	want(t, "seminar", c.Get(own), 200, first.Title, `value="Sal A"`, `value="60"`)
	a := c.Post(own, form("version", version(t, s), "title", "Ny rubrik", "room_1", "Sal A", "seats_1", "-5", "room_2", "Sal B", "seats_2", "många"))
	want(t, "negative seats, room taken", a, 422, "Ny rubrik", `value="-5"`, `value="många"`, "som ett heltal", "används redan")

	placed := people(t, s, 3)
	s.Write(func(tx *store.Tx) error {
		var coming []seminar.Attendee
		for _, p := range placed {
			coming = append(coming, seminar.Attendee{ID: p.ID})
		}
		_, err := seminar.Allocate(tx, s.Edition, coming, seminar.Terms{Seed: 1}, "test")
		return err
	})
	a = c.Post(own, form("version", version(t, s), "title", "Ny rubrik", "room_1", "Sal A", "seats_1", "0", "room_2", "Sal A", "seats_2", "0"))
	want(t, "below placed", a, 409, "redan placerade", "Ny rubrik")
	want(t, "remove", c.Post(own+"/ta-bort", form("version", version(t, s))), 409, "placerade på seminariet")
	want(t, "save", c.Post(own, form("version", version(t, s), "title", "Ny rubrik", "room_1", "Aulan", "seats_1", "80", "room_2", "Aulan", "seats_2", "80")), 303)
	want(t, "saved", c.Get(path), 200, "Ny rubrik", "Aulan", "80 platser")
	slot := itemOfSlot(t, s, 1)
	want(t, "slot in use", c.Post(path+"/"+string(slot)+"/ta-bort", form("version", version(t, s))), 409, "Seminarier hålls")
}

func itemOfSlot(t *testing.T, s *webtest.Site, number int) store.ID {
	t.Helper()
	programme, err := event.Programme(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range programme {
		if item.Slot == number {
			return item.ID
		}
	}
	t.Fatal("no such slot")
	return ""
}

func TestDetailsAndState(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	people(t, s, 3)
	f := form("version", version(t, s), "title", "Ny titel", "date", "2027-03-11", "check_in", "8.20", "starts", "9", "ends", "16",
		"closes_on", "2027-03-01", "closes_at", "23.59", "wishes_on", "2027-03-01", "wishes_at", "12", "capacity", "2", "contact_email", "x")
	want(t, "bad", c.Post(root+"/uppgifter", f), 422, "Ny titel", "fullständig e-postadress")
	f.Set("contact_email", "")
	want(t, "below taken", c.Post(root+"/uppgifter", f), 409, "Fler platser än så är redan tagna", `value="2"`)
	f.Set("capacity", "250")
	want(t, "save", c.Post(root+"/uppgifter", f), 303)
	want(t, "saved", c.Get(root+"/program"), 200, "Ny titel", "11 mars 2027")
	want(t, "stale", c.Post(root+"/uppgifter", f), 409, "Någon annan")
	want(t, "wrong step", c.Post(root+"/lage", form("version", version(t, s), "state", "draft")), 409, "kan inte gå")
	want(t, "stale state", c.Post(root+"/lage", form("version", "1", "state", "closed")), 409, "Någon annan")
	want(t, "close", c.Post(root+"/lage", form("version", version(t, s), "state", "closed")), 303)
	want(t, "closed", c.Get(root+"/uppgifter"), 200, "Öppna anmälan igen")
	e, err := event.ByID(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil || e.State != event.Closed {
		t.Errorf("state %s, %v", e.State, err)
	}
}
