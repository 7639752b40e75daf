package registration_test

import (
	"slices"
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/registration"
)

var (
	ranked   = event.Edition{RankAtLeast: 3}
	orgs     = []event.Organisation{{Key: "nacka-kommun"}}
	seminars = []event.Seminar{{Key: "ratt-kurva"}, {Key: "losam"}, {Key: "dela-med-dig"}, {Key: "trefas"}}
)

func TestCheck(t *testing.T) {
	cases := []struct {
		name string
		set  func(*registration.Form)
		want string // field:key, "" = fine
	}{
		{"complete", func(f *registration.Form) {}, ""},
		{"no name", func(f *registration.Form) { f.Name = " \u00a0 " }, "name:name_missing"},
		{"name without a letter", func(f *registration.Form) { f.Name = "12 ?" }, "name:name_no_letter"},
		{"10 kB name", func(f *registration.Form) { f.Name = strings.Repeat("å", 5000) }, "name:too_long"},
		{"200 characters", func(f *registration.Form) { f.Name = strings.Repeat("å", 200) }, ""},
		{"201 characters", func(f *registration.Form) { f.Name = strings.Repeat("å", 201) }, "name:too_long"},
		{"invalid UTF-8", func(f *registration.Form) { f.Name = "Bo \xff\xfe" }, "name:characters"},
		{"line break", func(f *registration.Form) { f.Name = "Bo\r\nBcc: x@y.se" }, "name:characters"},
		{"NUL", func(f *registration.Form) { f.Unit = "a\x00b" }, "unit:characters"},
		{"turned writing direction", func(f *registration.Form) { f.DisplayName = "Bo \u202easerT" }, "display_name:characters"},
		{"markup is only text", func(f *registration.Form) { f.Name = "<script>alert(1)</script>" }, ""},
		{"short name", func(f *registration.Form) { f.Name = "Zé" }, ""},
		{"no e-mail", func(f *registration.Form) { f.Email = "" }, "email:email_missing"},
		{"half an e-mail", func(f *registration.Form) { f.Email = "amina.lindqvist" }, "email:email_invalid"},
		{"no dot", func(f *registration.Form) { f.Email = "bo@localhost" }, "email:email_invalid"},
		{"trailing dot", func(f *registration.Form) { f.Email = "bo@nacka.example." }, "email:email_invalid"},
		{"with a name", func(f *registration.Form) { f.Email = "Bo <bo@nacka.example>" }, "email:email_invalid"},
		{"two", func(f *registration.Form) { f.Email = "bo@nacka.example, al@nacka.example" }, "email:email_invalid"},
		{"quoted", func(f *registration.Form) { f.Email = `"b o"@nacka.example` }, "email:email_invalid"},
		{"address literal", func(f *registration.Form) { f.Email = "bo@[127.0.0.1]" }, "email:email_invalid"},
		{"header", func(f *registration.Form) { f.Email = "bo@nacka.example\r\nBcc: al@nacka.example" }, "email:characters"},
		{"swedish letters", func(f *registration.Form) { f.Email = "åsa@nacka.example" }, "email:email_letters"},
		{"long e-mail", func(f *registration.Form) { f.Email = strings.Repeat("a", 250) + "@x.se" }, "email:too_long"},
		{"plus", func(f *registration.Form) { f.Email = "bo+dag@sub.nacka.example" }, ""},
		{"apostrophe", func(f *registration.Form) { f.Email = "bo.o'neill@nacka.example" }, ""},
		{"no organisation", func(f *registration.Form) { f.Organisation = "" }, "organisation:organisation_missing"},
		{"unknown organisation", func(f *registration.Form) { f.Organisation = "nope" }, "organisation:organisation_unknown"},
		{"phone", func(f *registration.Form) { f.Phone = "070 123 45 67" }, ""},
		{"phone abroad", func(f *registration.Form) { f.Phone = "+46 (0)8-508 00 00, ankn. 12" }, ""},
		{"phone without digits", func(f *registration.Form) { f.Phone = "ring växeln" }, "phone:phone_invalid"},
		{"too few wishes", func(f *registration.Form) { f.Wishes = []string{"trefas", "", "losam"} }, "wishes:wishes_few"},
		{"no wishes", func(f *registration.Form) { f.Wishes = nil }, "wishes:wishes_few"},
		{"wish twice", func(f *registration.Form) { f.Wishes = []string{"trefas", "losam", "trefas"} }, "wishes:wish_twice"},
		{"unknown wish", func(f *registration.Form) { f.Wishes = []string{"trefas", "losam", "<b>"} }, "wishes:wish_unknown"},
		{"gap", func(f *registration.Form) { f.Wishes = []string{"trefas", "", "losam", "ratt-kurva"} }, ""},
		{"unknown need", func(f *registration.Form) { f.Needs = []string{"kaviar"} }, "needs:needs_unknown"},
		{"long need", func(f *registration.Form) { f.NeedsText = strings.Repeat("x", 501) }, "needs_text:too_long"},
		{"need of two lines", func(f *registration.Form) { f.NeedsText = "en rad\r\noch en till" }, ""},
		{"need with a bell", func(f *registration.Form) { f.NeedsText = "x\a" }, "needs_text:characters"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := form(1)
			c.set(&f)
			_, problems := registration.Check(ranked, orgs, seminars, f)
			var got []string
			for _, p := range problems {
				got = append(got, p.Field+":"+strings.TrimPrefix(p.Key, "attendee.problem."))
			}
			if strings.Join(got, " ") != c.want {
				t.Fatalf("got %v, want %q", got, c.want)
			}
		})
	}
}

func TestCheckTidies(t *testing.T) {
	f := form(1)
	f.Name, f.Email, f.Needs = "  A\u030asa \u00a0 O\u0308berg ", " Asa@Nacka.Example ", []string{"glutenfri", "glutenfri"}
	f.NeedsText, f.Wishes = " a\r\nb ", []string{"", "trefas", "losam", "ratt-kurva"}
	got, problems := registration.Check(ranked, orgs, seminars, f)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got.Name != "Åsa Öberg" || got.Email != "Asa@Nacka.Example" || registration.EmailKey(got.Email) != "asa@nacka.example" {
		t.Errorf("%q %q", got.Name, got.Email)
	}
	if !slices.Equal(got.Needs, []string{"glutenfri"}) || got.NeedsText != "a\nb" || got.Wishes[0] != "trefas" {
		t.Errorf("%+v", got)
	}
}

func TestOtherWaysInDemandLess(t *testing.T) {
	bare := registration.Form{Name: "Drop In", Organisation: "nacka-kommun"}
	if _, problems := registration.CheckFrom(registration.FromWalkIn, ranked, orgs, seminars, bare); len(problems) > 0 {
		t.Error(problems)
	}
	if _, problems := registration.CheckFrom(registration.FromAlias, ranked, orgs, seminars, bare); len(problems) > 0 {
		t.Error(problems)
	}
	if _, problems := registration.CheckFrom(registration.FromOrganiser, ranked, orgs, seminars, bare); len(problems) != 1 {
		t.Error(problems)
	}
	bare.Email = "kim@nacka.example"
	if _, problems := registration.CheckFrom(registration.FromAlias, ranked, orgs, seminars, bare); len(problems) != 1 {
		t.Error("a protected person's e-mail was accepted")
	}
	f := form(1)
	f.Wishes = nil
	if _, problems := registration.Check(ranked, orgs, nil, f); len(problems) > 0 { // where nothing is ranked
		t.Error(problems)
	}
}
