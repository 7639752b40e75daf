package mail

import (
	"fmt"
	"time"

	"samling/models/registration"
	"samling/views/badge"
	"samling/views/calendar"
	"samling/views/report"
)

// codeName is the file name of the ticket's picture, and how the HTML names it.
const codeName = "kod.png"

// codeScale is pixels for each module: about 300 pixels a side, shown at 220, sharp on dense screens too.
const codeScale = 8

func (l *letter) intro(texts ...string) {
	for _, t := range texts {
		l.Intro = append(l.Intro, para(t))
	}
}

// button sets the letter's one action; its address is repeated as text for mail programs that break links.
func (l *letter) button(f *facts, key, url string) {
	l.Button = link{f.T(key), url}
	l.CopyHint = f.T("mail.copy_link", "URL", url)
}

func (f *facts) checkIn() string {
	return f.T("mail.check_in", "Time", f.Clock(f.edition.CheckInAt.In(f.edition.Zone())))
}

// addCode adds the ticket's picture and its reference.
func (f *facts) addCode(l *letter) error {
	qr, err := badge.NewQR(f.ticketCode())
	if err != nil {
		return err
	}
	png, err := qr.PNG(codeScale)
	if err != nil {
		return fmt.Errorf("picture of the code: %w", err)
	}
	l.inline = append(l.inline, File{Name: codeName, Type: "image/png", Data: png})
	l.Code = &code{
		Label: f.T("mail.reference"), Reference: f.reference(),
		Alt: f.T("mail.code_alt", "Reference", f.reference()),
	}
	return nil
}

// addCalendar attaches the day. It carries the event's public address: calendars are read by colleagues.
func (f *facts) addCalendar(l *letter) {
	raw := calendar.Day(f.Translator, calendar.Entry{Edition: f.edition, Places: f.places, URL: f.event(), Now: f.now.Time})
	l.attachments = append(l.attachments, File{
		Name: report.FileName(time.Time{}, f.edition.Slug, "", "ics"), Type: calendar.Type, Data: raw,
	})
}

// placeLines says where to be when, one line for each slot.
func (f *facts) placeLines() []paragraph {
	zone := f.edition.Zone()
	lines := make([]paragraph, 0, len(f.places))
	for _, p := range f.places {
		key := "mail.placement.place"
		if p.Withdrawn {
			key = "mail.placement.withdrawn"
		}
		lines = append(lines, para(f.T(key, "Span", f.Span(p.StartsAt.In(zone), p.EndsAt.In(zone)),
			"Seminar", plainValue(p.Title), "Room", plainValue(p.Room))))
	}
	return lines
}

// wayOut is the link by which somebody leaves: in every mail to those who are coming or waiting.
func (f *facts) wayOut() section {
	heading, after := "mail.cannot_come", "mail.cannot_come_text"
	if f.person.Status == registration.Waitlisted {
		heading, after = "mail.leave_queue", "mail.leave_queue_text"
	}
	return section{Heading: f.T(heading), Link: link{f.T("mail.cancel"), f.cancel()}, After: f.T(after)}
}
