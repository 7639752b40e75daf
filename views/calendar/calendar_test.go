package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/calendar"
	"samling/views/text"
)

func entry() calendar.Entry {
	at := func(h, m int) store.Time { return store.At(time.Date(2027, 3, 11, h, m, 0, 0, time.UTC)) }
	return calendar.Entry{
		Edition: event.Edition{
			ID: "e1", Title: "Samverkansdag; unga, i risk", Place: "Nacka", Venue: "Demolokalen, Nacka", TimeZone: "Europe/Stockholm",
			CheckInAt: at(7, 20), StartsAt: at(8, 0), EndsAt: at(15, 0), CreatedAt: store.At(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)),
		},
		Places: []seminar.Place{{Slot: 1, Title: "LOSAM", Room: "Sal C", StartsAt: at(12, 0), EndsAt: at(13, 0)}},
		URL:    "https://samling.example/samverkansdag-2027",
		Now:    time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC),
	}
}

func day(t *testing.T, e calendar.Entry) []byte {
	t.Helper()
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	return calendar.Day(c.For("sv"), e)
}

func TestDayIsReadBack(t *testing.T) {
	raw := day(t, entry())
	if bytes.Contains(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\n")) {
		t.Error("a line does not end with CRLF")
	}
	cal, err := ics.ParseCalendar(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	events := cal.Events()
	if len(events) != 2 {
		t.Fatalf("%d events, want the day and one seminar", len(events))
	}
	from, _ := events[0].GetStartAt()
	to, _ := events[0].GetEndAt()
	if from.UTC().Hour() != 8 || to.UTC().Hour() != 15 {
		t.Errorf("the day is from %v to %v", from, to)
	}
	for property, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertySummary:     "Samverkansdag; unga, i risk",
		ics.ComponentPropertyLocation:    "Demolokalen, Nacka",
		ics.ComponentPropertyDescription: "Incheckningen öppnar kl. 08.20.\nhttps://samling.example/samverkansdag-2027",
	} {
		if got := events[0].GetProperty(property); got == nil || got.Value != want {
			t.Errorf("%s is %v, want %q", property, got, want)
		}
	}
	if got := events[1].GetProperty(ics.ComponentPropertyLocation).Value; got != "Sal C, Demolokalen, Nacka" {
		t.Errorf("the seminar is in %q", got)
	}
}

func TestALaterFileReplacesAnEarlierOne(t *testing.T) {
	e := entry()
	before := string(day(t, e))
	e.Now = e.Now.Add(time.Hour)
	after := string(day(t, e))
	uid := func(s string) string { return line(s, "UID:") }
	if uid(before) == "" || uid(before) != uid(after) {
		t.Errorf("the identity changed from %q to %q", uid(before), uid(after))
	}
	if line(before, "SEQUENCE:") >= line(after, "SEQUENCE:") {
		t.Errorf("the sequence did not rise: %s, %s", line(before, "SEQUENCE:"), line(after, "SEQUENCE:"))
	}
}

func TestHostileTitlesStayInTheirLine(t *testing.T) {
	e := entry()
	e.Edition.Title = "x\r\nATTACH:https://evil.example\rBEGIN:VALARM\x00"
	for l := range strings.Lines(strings.ReplaceAll(string(day(t, e)), "\r", "\n")) {
		if strings.HasPrefix(l, "ATTACH") || strings.HasPrefix(l, "BEGIN:VALARM") {
			t.Errorf("a title broke out: %q", l)
		}
	}
}

func line(s, prefix string) string {
	for l := range strings.Lines(s) {
		if strings.HasPrefix(l, prefix) {
			return strings.TrimSpace(l)
		}
	}
	return ""
}
