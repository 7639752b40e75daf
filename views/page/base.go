package page

import (
	"samling/views/text"
)

// Base is what every page has. Each page's struct embeds it, so that .T, .Title and .Lang work everywhere.
type Base struct {
	*text.Translator
	Title     string   // of the document; "Fel:" is put before it when the form has problems
	Path      string   // of this page, without the host: for links that come back here
	Event     *Event   // the edition that the page is about, if any
	Nav       []Link   // the pages beside this one
	User      *User    // who is logged in, on staff pages
	Demo      bool     // shows the demonstration's bar
	Notice    *Notice  // what the last action did
	Form      Form     // what was typed and what is wrong with it
	Canonical string   // the page's full address, on public pages
	RequestID string   // finds the log line of an error
	Crumbs    []Link   // the way back
	Scripts   []string // ES modules of this page, by static name
	Styles    []string // stylesheets besides the common one, by static name
}

// Common implements Data.
func (b *Base) Common() *Base { return b }

// FullTitle is the document's title as the browser shows it.
func (b *Base) FullTitle() string {
	title := b.Title
	if b.Event != nil && b.Event.Title != title {
		title += " – " + b.Event.Title
	}
	if len(b.Form.Problems) > 0 {
		title = b.T("form.error") + " " + title
	}
	return title
}

// OtherLang is the language that the page can be had in besides its own.
func (b *Base) OtherLang() string {
	if b.Lang() == "sv" {
		return "en"
	}
	return "sv"
}

// Event is the edition as the frame of a page shows it.
type Event struct {
	Slug, Title, Date string
	Themed            bool // has a colour of its own, served as /{edition}/tema.css
}

// Link is a place to go.
type Link struct {
	Href, Text, Icon string
	Current          bool
	Group            string // in a side column: the heading of this line and those after it
}

// User is who is logged in, as the frame of a page shows it.
type User struct{ Name string }

// Notice tells what an action did. Tone is ok, info, warn or bad.
type Notice struct{ Tone, Head, Text string }
