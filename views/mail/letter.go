package mail

import (
	"strings"

	"samling/models/mailbox"
)

// letter is what a mail shows, in order. HTML and plain text are two drawings of the same letter, so neither can
// say what the other does not.
type letter struct {
	Lang, Subject, Preview string
	Demo                   string // the demonstration's bar, "" outside it
	Kicker, Heading, Hello string
	Intro                  []paragraph
	Code                   *code
	Button                 link
	Sections               []section
	CopyHint               string
	Sender                 string
	Questions, Contact     string
	Privacy                link
	inline, attachments    []File
}

type link struct{ Text, URL string }

// code is the ticket's picture and the reference beside it.
type code struct{ Label, Reference, Alt string }

type section struct {
	Heading string
	Lines   []paragraph
	Link    link   // stands before After: "Avanmäl dig, så får någon annan platsen."
	After   string // the rest of the link's sentence
}

// run is a piece of a paragraph; a catalogue text marks strong pieces with **.
type run struct {
	Text   string
	Strong bool
}

type paragraph []run

func para(s string) paragraph {
	var p paragraph
	for i, piece := range strings.Split(s, "**") {
		if piece != "" {
			p = append(p, run{Text: piece, Strong: i%2 == 1})
		}
	}
	return p
}

func (p paragraph) String() string {
	var b strings.Builder
	for _, r := range p {
		b.WriteString(r.Text)
	}
	return b.String()
}

// newLetter fills in what all letters share.
func newLetter(f *facts, kind mailbox.Kind) *letter {
	l := &letter{
		Lang: f.Lang(), Kicker: oneLine(f.edition.Title), Sender: f.sender(),
		Subject: oneLine(f.say(string(kind) + ".subject")), Heading: f.say(string(kind) + ".heading"), Hello: f.hello(),
		Privacy: link{f.T("mail.privacy"), f.page(f.edition.Slug, "dataskydd")},
	}
	if f.c.demo {
		l.Demo = f.T("demo.note")
	}
	if to := f.replyTo(); to != nil {
		l.Questions, l.Contact = f.T("mail.questions"), to.Address
	}
	return l
}

// say gives a text of this kind of mail with the facts of the day filled in.
func (f *facts) say(key string, args ...any) string {
	zone := f.edition.Zone()
	all := append([]any{
		"Title", plainValue(f.edition.Title), "Day", f.Date(f.edition.StartsAt.In(zone)),
		"Span", f.Span(f.edition.StartsAt.In(zone), f.edition.EndsAt.In(zone)), "Where", plainValue(f.where()),
	}, args...)
	return f.T("mail."+key, all...)
}

// plainValue keeps a value from carrying the marks that only catalogue texts may.
func plainValue(s string) string { return oneLine(strings.ReplaceAll(s, "**", "")) }

func (f *facts) hello() string {
	if f.to.Name == "" {
		return f.T("mail.hello_nobody")
	}
	return f.T("mail.hello", "Name", f.to.Name)
}

func (f *facts) where() string {
	venue, place := f.edition.Venue, f.edition.Place
	switch {
	case venue == "":
		return place
	case place == "" || strings.Contains(venue, place):
		return venue
	}
	return venue + ", " + place
}

// sender names the hosts: "Skickat av Samling för A, B och C."
func (f *facts) sender() string {
	names := make([]string, len(f.hosts))
	for i, h := range f.hosts {
		names[i] = oneLine(h.FullName())
	}
	switch n := len(names); n {
	case 0:
		return f.T("mail.sent_for_nobody")
	case 1:
		return f.T("mail.sent_for", "Hosts", names[0])
	default:
		// Names hold commas ("Stockholms stad, Skarpnäcks …"), so a semicolon parts them.
		return f.T("mail.sent_for", "Hosts", strings.Join(names[:n-1], "; ")+" "+f.T("mail.and")+" "+names[n-1])
	}
}
