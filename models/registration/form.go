package registration

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"samling/models/event"
	"samling/models/seminar"
)

// Form is what somebody fills in. It is not the row: what it does not name cannot be set through it.
type Form struct {
	Name         string
	Email        string
	Organisation string // key of a participating organisation
	Unit         string
	Title        string
	Phone        string
	DisplayName  string
	ListOptIn    bool
	Wishes       []string // seminar keys, the most wanted first
	Needs        []string // keys of NeedChoices
	NeedsText    string
	Lang         string
	Invitation   string // the code that somebody came with, '' = none
}

// Problem is one thing to mend in a form: the field, and the key of the text that says how.
type Problem struct {
	Field string
	Key   string
	Args  map[string]any
}

// How long a text may be, in characters. They are far above what people need and keep out what breaks pages.
const (
	maxText  = 200
	maxEmail = 254 // RFC 5321, 4.5.3.1.3
	maxPhone = 40
	maxNeeds = 500
)

// Check validates what an attendee filled in and gives it back tidied (trimmed, NFC). The problems come in the order
// of the form's fields. seminars are those that may be ranked (event.Rankable). Nothing is read from or written to the
// database.
func Check(e event.Edition, orgs []event.Organisation, seminars []event.Seminar, f Form) (Form, []Problem) {
	return CheckFrom(FromForm, e, orgs, seminars, f)
}

// CheckFrom is Check for a registration that comes in another way: only the form demands wishes, and somebody who
// walks in or is protected needs no e-mail.
func CheckFrom(source Source, e event.Edition, orgs []event.Organisation, seminars []event.Seminar, f Form) (Form, []Problem) {
	c := checker{}
	f = c.person(source, orgs, f)
	atLeast := 0
	if source == FromForm {
		atLeast = min(e.RankAtLeast, len(seminars), seminar.MaxWishes)
	}
	f.Wishes = c.wishes(seminars, atLeast, f.Wishes)
	f.Needs, f.NeedsText = c.needs(f.Needs, f.NeedsText)
	return f, c.problems
}

// CheckPerson validates the fields that say who somebody is, for a change of them.
func CheckPerson(source Source, orgs []event.Organisation, f Form) (Form, []Problem) {
	c := checker{}
	f = c.person(source, orgs, f)
	return f, c.problems
}

// CheckWishes validates a changed ranking against the edition's rules. Gaps are closed: first and third become first
// and second.
func CheckWishes(e event.Edition, seminars []event.Seminar, wishes []string) ([]string, []Problem) {
	c := checker{}
	clean := c.wishes(seminars, min(e.RankAtLeast, len(seminars), seminar.MaxWishes), wishes)
	return clean, c.problems
}

// CheckNeeds validates changed needs.
func CheckNeeds(choices []string, text string) ([]string, string, []Problem) {
	c := checker{}
	choices, text = c.needs(choices, text)
	return choices, text, c.problems
}

type checker struct{ problems []Problem }

func (c *checker) fault(field, key string, args map[string]any) {
	c.problems = append(c.problems, Problem{Field: field, Key: "attendee.problem." + key, Args: args})
}

func (c *checker) person(source Source, orgs []event.Organisation, f Form) Form {
	f.Name = c.name(f.Name)
	f.Email = c.email(source, f.Email)
	if !slices.ContainsFunc(orgs, func(o event.Organisation) bool { return o.Key == f.Organisation }) {
		key := "organisation_unknown"
		if f.Organisation == "" {
			key = "organisation_missing"
		}
		c.fault("organisation", key, nil)
	}
	f.Unit = c.line("unit", f.Unit, maxText)
	f.Title = c.line("title", f.Title, maxText)
	f.Phone = c.phone(f.Phone)
	f.DisplayName = c.line("display_name", f.DisplayName, maxText)
	return f
}

func (c *checker) name(raw string) string {
	before := len(c.problems)
	name := c.line("name", raw, maxText)
	switch {
	case len(c.problems) > before:
	case name == "":
		c.fault("name", "name_missing", nil)
	case !strings.ContainsFunc(name, unicode.IsLetter):
		c.fault("name", "name_no_letter", nil)
	}
	return name
}

func (c *checker) email(source Source, raw string) string {
	before := len(c.problems)
	email := c.line("email", raw, maxEmail)
	switch {
	case len(c.problems) > before:
	case source == FromAlias && email != "":
		c.fault("email", "email_alias", nil)
	case email == "" && (source == FromAlias || source == FromWalkIn):
	case email == "":
		c.fault("email", "email_missing", nil)
	case strings.ContainsFunc(email, func(r rune) bool { return r > unicode.MaxASCII }):
		c.fault("email", "email_letters", nil)
	case !mailable(email):
		c.fault("email", "email_invalid", nil)
	}
	return email
}

// mailable says whether mail can be sent to an address: a bare address (no display name, no comment, no quoting)
// whose domain has a dot.
func mailable(email string) bool {
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || parsed.Name != "" || strings.ContainsAny(email, "\"<>()[]\\ ,;:") {
		return false
	}
	local, domain, _ := strings.Cut(email, "@")
	return len(local) <= 64 && strings.Contains(domain, ".") && !strings.Contains(domain, "..") &&
		!strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.Contains(domain, "_")
}

// EmailKey is the form in which addresses are compared: trimmed, NFC, lower case.
func EmailKey(email string) string { return strings.ToLower(norm.NFC.String(strings.TrimSpace(email))) }

// phone takes a number in any notation: what matters is that somebody can dial it.
func (c *checker) phone(raw string) string {
	before := len(c.problems)
	phone := c.line("phone", raw, maxPhone)
	digits := 0
	for _, r := range phone {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if len(c.problems) == before && phone != "" && digits < 5 {
		c.fault("phone", "phone_invalid", nil)
	}
	return phone
}

// line tidies a text of one line and complains of what no text field can hold.
func (c *checker) line(field, raw string, limit int) string {
	text, ok := clean(raw)
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case !ok || strings.ContainsFunc(strings.TrimSpace(raw), unicode.IsControl):
		c.fault(field, "characters", nil)
	case utf8.RuneCountInString(text) > limit:
		c.fault(field, "too_long", map[string]any{"Limit": limit, "Length": utf8.RuneCountInString(text)})
	}
	return text
}

// clean gives text as valid NFC, and says whether it was text at all. Characters that turn the writing direction
// are refused with broken ones: they make a list show another name than the one that was typed.
func clean(raw string) (string, bool) {
	ok := utf8.ValidString(raw) && !strings.ContainsFunc(raw, func(r rune) bool {
		return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff' || r == utf8.RuneError
	})
	return norm.NFC.String(strings.ToValidUTF8(raw, "\ufffd")), ok
}
