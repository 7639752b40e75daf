package event

import (
	"fmt"
	"maps"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	fileName  = 200
	fileText  = 5000
	fileSeats = 100_000
	fileParts = 500 // hosts, lines of the programme, seminars, organisations
)

var (
	itemKinds = []string{"check_in", "plenary", "break", "seminars"}
	states    = []string{string(Draft), string(Published), string(Closed), string(Finished), string(Archived)}
	colorForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// check tells the first rule that the file breaks. A file is taken whole or not at all.
func (f *File) check() error {
	for _, part := range []func() error{f.checkSeries, f.checkEdition, f.checkHosts, f.checkProgramme, f.checkSeminars,
		f.checkRules, f.checkOrganisations} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) name(path, value string) error {
	switch {
	case strings.TrimSpace(value) == "":
		return f.wrong(path, "import.missing")
	case utf8.RuneCountInString(value) > fileName:
		return f.wrong(path, "import.too_long", "Max", fileName)
	}
	return nil
}

func (f *File) text(path, value string) error {
	if utf8.RuneCountInString(value) > fileText {
		return f.wrong(path, "import.too_long", "Max", fileText)
	}
	return nil
}

func (f *File) oneOf(path, value string, allowed []string) error {
	if !slices.Contains(allowed, value) {
		return f.wrong(path, "import.not_one_of", "Value", value, "Allowed", strings.Join(allowed, ", "))
	}
	return nil
}

func (f *File) size(path string, n int) error {
	if n > fileParts {
		return f.wrong(path, "import.too_many", "Max", fileParts)
	}
	return nil
}

func (f *File) checkSeries() error {
	if !slugForm.MatchString(f.Series.Slug) {
		return f.wrong(".series.slug", "import.slug", "Value", f.Series.Slug)
	}
	return first(f.name(".series.name", f.Series.Name), f.text(".series.purpose", f.Series.Purpose))
}

func (f *File) checkEdition() error {
	e := f.Edition
	if !ValidSlug(e.Slug) {
		return f.wrong(".edition.slug", "import.slug", "Value", e.Slug)
	}
	if err := first(f.name(".edition.title", e.Title), f.text(".edition.text", e.Text), f.text(".edition.directions", e.Directions),
		f.text(".edition.venue", e.Venue), f.text(".edition.place", e.Place), f.text(".edition.contact_name", e.ContactName)); err != nil {
		return err
	}
	if e.Capacity < 1 || e.Capacity > fileSeats {
		return f.wrong(".edition.capacity", "import.between", "Min", 1, "Max", fileSeats)
	}
	if e.State != "" {
		if err := f.oneOf(".edition.state", e.State, states); err != nil {
			return err
		}
	}
	if e.Color != "" && !colorForm.MatchString(e.Color) {
		return f.wrong(".edition.color", "import.color")
	}
	if _, err := mail.ParseAddress(e.ContactEmail); e.ContactEmail != "" && err != nil {
		return f.wrong(".edition.contact_email", "import.email")
	}
	return f.checkTimes()
}

func (f *File) checkTimes() error {
	zone, err := f.zone()
	if err != nil {
		return f.wrong(".edition.time_zone", "import.zone", "Value", f.Edition.TimeZone)
	}
	if _, err := time.ParseInLocation(time.DateOnly, f.Edition.Date, zone); err != nil {
		return f.wrong(".edition.date", "import.date", "Value", f.Edition.Date)
	}
	for path, value := range map[string]string{".edition.starts": f.Edition.Starts, ".edition.ends": f.Edition.Ends,
		".edition.check_in_opens": f.Edition.CheckInOpens} {
		if _, err := f.at(value); err != nil && (value != "" || path != ".edition.check_in_opens") {
			return f.wrong(path, "import.clock", "Value", value)
		}
	}
	for path, value := range map[string]string{".edition.registration_opens": f.Edition.RegistrationOpens,
		".edition.registration_closes": f.Edition.RegistrationCloses, ".edition.wishes_close": f.Edition.WishesClose} {
		if _, err := f.moment(value); value != "" && err != nil {
			return f.wrong(path, "import.moment", "Value", value)
		}
	}
	return f.order(".edition.ends", f.Edition.Starts, f.Edition.Ends)
}

func (f *File) order(path, starts, ends string) error {
	from, err1 := f.at(starts)
	to, err2 := f.at(ends)
	if err1 != nil || err2 != nil {
		return f.wrong(path, "import.clock", "Value", starts+" "+ends)
	}
	if !from.Before(to) {
		return f.wrong(path, "import.ends_before_start")
	}
	return nil
}

func (f *File) checkHosts() error {
	seen := map[string]bool{}
	for i, h := range f.Hosts {
		at := fmt.Sprintf(".hosts[%d]", i)
		if err := first(f.name(at+".name", h.Name), f.text(at+".unit", h.Unit), f.oneOf(at+".kind", kindKey(h.Kind), OrganisationKinds[:])); err != nil {
			return err
		}
		if !slugForm.MatchString(h.Key) || seen[h.Key] {
			return f.wrong(at+".key", "import.key", "Value", h.Key)
		}
		seen[h.Key] = true
	}
	return f.size(".hosts", len(f.Hosts))
}

func (f *File) checkProgramme() error {
	slots := map[int]bool{}
	for i, item := range f.Programme {
		at := fmt.Sprintf(".programme[%d]", i)
		if err := first(f.name(at+".title", item.Title), f.text(at+".text", item.Text), f.oneOf(at+".kind", item.Kind, itemKinds),
			f.order(at, item.Starts, item.Ends)); err != nil {
			return err
		}
		if (item.Kind == "seminars") != (item.Slot > 0) || item.Slot > 20 || item.Slot < 0 || item.Slot > 0 && slots[item.Slot] {
			return f.wrong(at+".slot", "import.slot", "Value", item.Slot)
		}
		slots[item.Slot] = true
		if err := f.checkChoosing(at, item); err != nil {
			return err
		}
		for j, d := range item.Documents {
			link := fmt.Sprintf("%s.documents[%d]", at, j)
			if err := first(f.name(link+".title", d.Title), f.link(link+".url", d.URL)); err != nil {
				return err
			}
		}
	}
	return f.size(".programme", len(f.Programme))
}

func (f *File) link(path, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || len(value) > 2000 {
		return f.wrong(path, "import.url", "Value", value)
	}
	return nil
}

func (f *File) checkSeminars() error {
	slots := map[int]bool{}
	for _, item := range f.Programme {
		slots[item.Slot] = item.Slot > 0
	}
	seen := map[string]bool{}
	for i, s := range f.Seminars {
		at := fmt.Sprintf(".seminars[%d]", i)
		if !slugForm.MatchString(s.Key) || seen[s.Key] {
			return f.wrong(at+".key", "import.key", "Value", s.Key)
		}
		seen[s.Key] = true
		if err := first(f.name(at+".title", s.Title), f.text(at+".text", s.Text), f.checkOnlyKinds(at, s),
			f.checkSessions(at, s, slots)); err != nil {
			return err
		}
	}
	return f.size(".seminars", len(f.Seminars))
}

func (f *File) checkSessions(at string, s FileSeminar, slots map[int]bool) error {
	seen := map[int]bool{}
	for j, session := range s.Sessions {
		where := fmt.Sprintf("%s.sessions[%d]", at, j)
		if !slots[session.Slot] || seen[session.Slot] {
			return f.wrong(where+".slot", "import.session_slot", "Value", session.Slot)
		}
		seen[session.Slot] = true
		if session.Seats < 0 || session.Seats > fileSeats {
			return f.wrong(where+".seats", "import.between", "Min", 0, "Max", fileSeats)
		}
		if err := first(f.name(where+".room", session.Room), f.checkSessionRules(where, session)); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkRules() error {
	r := f.SeminarRules
	if r.NotSameSeminarTwice != nil && !*r.NotSameSeminarTwice {
		return f.wrong(".seminar_rules.not_same_seminar_twice", "import.not_yet")
	}
	if r.RankAtLeast < 0 || r.RankAtLeast > len(f.Seminars) {
		return f.wrong(".seminar_rules.rank_at_least", "import.between", "Min", 0, "Max", len(f.Seminars))
	}
	if r.Choose != "" {
		return f.oneOf(".seminar_rules.choose", r.Choose, choosings())
	}
	return nil
}

func (f *File) checkOrganisations() error {
	n := 0
	keys := map[string]bool{}
	for _, kind := range slices.Sorted(maps.Keys(f.Organisations)) {
		at := ".organisations." + kind
		if err := f.oneOf(at, kindKey(kind), OrganisationKinds[:]); err != nil {
			return err
		}
		for name, seats := range f.Organisations[kind] {
			where := at + "." + name
			if err := f.name(where, name); err != nil {
				return err
			}
			key := Slug(name)
			if key == "" || keys[key] {
				return f.wrong(where, "import.key", "Value", name)
			}
			keys[key] = true
			if seats < 0 || seats > fileSeats {
				return f.wrong(where, "import.between", "Min", 0, "Max", fileSeats)
			}
		}
		n += len(f.Organisations[kind])
	}
	if n == 0 {
		return f.wrong(".organisations", "import.missing")
	}
	return f.size(".organisations", n)
}

// kindKey lets a file say "övrigt" as a person would.
func kindKey(kind string) string { return Slug(kind) }

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
