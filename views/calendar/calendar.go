// Package calendar writes the day as a file that calendar programs read (iCalendar, RFC 5545).
package calendar

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"samling/models/event"
	"samling/models/seminar"
	"samling/views/text"
)

// Type is the media type of the file, for a download or an attachment.
const Type = "text/calendar; charset=utf-8; method=PUBLISH"

// Entry is what somebody gets into the calendar.
type Entry struct {
	Edition event.Edition
	Places  []seminar.Place // where the person sits in each slot; nil before the allocation
	URL     string          // the event's public page. Never a personal link: colleagues read each other's calendars.
	Now     time.Time       // when the file is made: a later file replaces an earlier one
}

// Day gives the file: one event for the day and one for each seminar, in UTC, with the same identity each time, so
// that a program which imports a newer file moves the event instead of doubling it.
func Day(t *text.Translator, e Entry) []byte {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Samling//Samling//" + strings.ToUpper(t.Lang()))
	cal.SetMethod(ics.MethodPublish)
	day := add(cal, e, "day", e.Edition.StartsAt.Time, e.Edition.EndsAt.Time)
	day.SetSummary(clean(e.Edition.Title))
	day.SetLocation(clean(where(e.Edition)))
	day.SetDescription(clean(t.T("calendar.check_in", "Time", t.Clock(e.Edition.CheckInAt.In(e.Edition.Zone()))) + "\n" + e.URL))
	for _, p := range e.Places {
		if p.StartsAt.IsZero() || p.Withdrawn {
			continue // a slot that has lost its line in the programme has no time to show, a session that is not held no room
		}
		lesson := add(cal, e, "slot-"+strconv.Itoa(p.Slot), p.StartsAt.Time, p.EndsAt.Time)
		lesson.SetSummary(clean(t.T("calendar.seminar", "Title", p.Title)))
		lesson.SetLocation(clean(p.Room + ", " + where(e.Edition)))
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

func add(cal *ics.Calendar, e Entry, part string, from, to time.Time) *ics.VEvent {
	v := cal.AddEvent(string(e.Edition.ID) + "-" + part + "@samling")
	v.SetDtStampTime(e.Now)
	v.SetSequence(max(0, int(e.Now.Sub(e.Edition.CreatedAt.Time)/time.Minute)))
	v.SetStartAt(from)
	v.SetEndAt(to)
	v.SetURL(clean(e.URL))
	return v
}

func where(e event.Edition) string {
	if e.Venue == "" || strings.Contains(e.Venue, e.Place) {
		return first(e.Venue, e.Place)
	}
	return strings.TrimSuffix(e.Venue+", "+e.Place, ", ")
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// clean takes out what could end a line of the file early: the library escapes line feeds, and nothing else.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
