package mail

import (
	"encoding/json"
	"errors"

	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
)

// moved is what a mail about rooms tells.
type moved struct {
	change room.MailFacts // what was elsewhere before, and which seats are lost
	leader room.Leader
	halls  []room.Hall // where the leader's seminar is held
}

// aboutRooms says how to read what such a mail is about; nil for every other kind.
func (f *facts) aboutRooms(m mailbox.Mail) func(*store.DB, store.ID) (store.ID, error) {
	switch m.Kind {
	case mailbox.RoomChanged, mailbox.SeatLost:
		return func(db *store.DB, id store.ID) (store.ID, error) {
			if err := json.Unmarshal([]byte(m.Data), &f.change); err != nil {
				return "", errors.Join(store.ErrNotFound, err)
			}
			return f.readPerson(db, id)
		}
	case mailbox.LeaderLink, mailbox.LeaderRoom:
		return f.readLeader
	}
	return nil
}

// readLeader: whoever's link is closed by now, or was meant for another address, gets no mail that was still waiting.
func (f *facts) readLeader(db *store.DB, id store.ID) (_ store.ID, err error) {
	if f.leader, err = room.LeaderByID(db, id); err != nil {
		return "", err
	}
	if f.leader.Revoked() || registration.EmailKey(f.leader.Email) != registration.EmailKey(f.to.Address) {
		return "", store.ErrNotFound
	}
	led, err := room.Lead(db, f.leader)
	f.halls = led.Halls
	return f.leader.EditionID, err
}

// writeRoomChanged tells which seminars are elsewhere now. What was changed back before the mail left is not told, and
// whoever is not coming any more has no room to find.
func writeRoomChanged(f *facts, l *letter) error {
	l.intro(f.say("room_changed.intro"))
	before, zone := len(l.Intro), f.edition.Zone()
	for _, p := range f.places {
		if was, changed := f.change.From[p.SessionID]; changed && was != p.Room {
			l.intro(f.say("room_changed.place", "Span", f.Span(p.StartsAt.In(zone), p.EndsAt.In(zone)), "Seminar", plainValue(p.Title),
				"Room", plainValue(p.Room), "Was", plainValue(was)))
		}
	}
	if len(l.Intro) == before || f.person.Status != registration.Confirmed {
		return store.ErrNotFound
	}
	return f.wholeDay(l, "mail.show_ticket")
}

// writeSeatLost tells somebody that the room became too small for them, and where to choose anew.
func writeSeatLost(f *facts, l *letter) error {
	if f.person.Status != registration.Confirmed {
		return store.ErrNotFound
	}
	l.intro(f.say("seat_lost.intro"))
	for _, lost := range f.change.Lost {
		l.intro(f.say("seat_lost.place", "Slot", lost.Slot, "Seminar", plainValue(lost.Title)))
	}
	l.intro(f.say("seat_lost.how"))
	return f.wholeDay(l, "mail.see_seminars")
}

// wholeDay ends a mail about rooms: where to be when, with the calendar file that replaces the last one.
func (f *facts) wholeDay(l *letter, button string) error {
	l.button(f, button, f.own())
	if lines := f.placeLines(); len(lines) > 0 {
		f.addCalendar(l)
		l.Sections = append(l.Sections, section{Heading: f.T("mail.room_changed.all"), Lines: append(lines, para(f.say("placement.calendar")))})
	}
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}

func writeLeaderLink(f *facts, l *letter) error {
	f.nameSeminar(l, "leader_link")
	l.intro(f.say("leader_link.intro", "Seminar", plainValue(f.leader.SeminarTitle)))
	l.Intro = append(l.Intro, f.hallLines()...)
	l.intro(f.say("leader_link.own"))
	l.button(f, "mail.open_leader", f.page("seminarieledare", f.leader.Link(f.c.store.Keys())))
	return nil
}

func writeLeaderRoom(f *facts, l *letter) error {
	f.nameSeminar(l, "leader_room")
	l.intro(f.say("leader_room.intro", "Seminar", plainValue(f.leader.SeminarTitle)))
	l.Intro = append(l.Intro, f.hallLines()...)
	l.button(f, "mail.open_leader", f.page("seminarieledare", f.leader.Link(f.c.store.Keys())))
	return nil
}

// nameSeminar puts the seminar's title into the subject.
func (f *facts) nameSeminar(l *letter, kind string) {
	l.Subject = oneLine(f.say(kind+".subject", "Seminar", plainValue(f.leader.SeminarTitle)))
}

// hallLines says when and where the leader's seminar is held.
func (f *facts) hallLines() []paragraph {
	zone := f.edition.Zone()
	lines := make([]paragraph, 0, len(f.halls))
	for _, h := range f.halls {
		lines = append(lines, para(f.T("mail.placement.place", "Span", f.Span(h.StartsAt.In(zone), h.EndsAt.In(zone)),
			"Seminar", plainValue(h.Title), "Room", plainValue(h.Room))))
	}
	return lines
}
