package registration_test

import (
	"fmt"
	"strings"
	"testing"

	"samling/models/registration"
)

func (d *day) search(text string) []registration.Row {
	d.t.Helper()
	rows, total, err := registration.List(d.store.Read(d.t.Context()), registration.Filter{Edition: d.edition.ID, Text: text})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(rows) != total {
		d.t.Fatalf("%d rows, counted %d", len(rows), total)
	}
	return rows
}

func TestSearchForgives(t *testing.T) {
	d := newDay(t, 20)
	for i, name := range []string{"Åsa Öberg", "Çağla Ünal", "Anna-Karin von Essen", "Zé", "Nguyễn Thị Hạnh", "Bo O'Neill", "100% Rätt_Namn"} {
		f := form(i)
		f.Name = name
		d.mustAdd(f, registration.FromForm)
	}
	cases := map[string]string{
		"asa": "Åsa Öberg", "ÖBERG": "Åsa Öberg", "oberg åsa": "Åsa Öberg", "cagla": "Çağla Ünal", "unal": "Çağla Ünal",
		"karin": "Anna-Karin von Essen", "annakarin": "Anna-Karin von Essen", "Anna-Karin": "Anna-Karin von Essen",
		"ess": "Anna-Karin von Essen", "ze": "Zé", "nguyen": "Nguyễn Thị Hạnh", "hanh": "Nguyễn Thị Hạnh",
		"oneill": "Bo O'Neill", "O'Neill": "Bo O'Neill", "person3@": "Zé", "  PERSON3@NACKA.EXAMPLE ": "Zé",
		"100": "100% Rätt_Namn",
	}
	for text, want := range cases {
		if rows := d.search(text); len(rows) != 1 || rows[0].Name != want {
			t.Errorf("%q found %d rows", text, len(rows))
		}
	}
	if rows := d.search("nacka"); len(rows) != 7 || rows[0].OrganisationName != "Nacka kommun" || rows[0].OrganisationKind != "kommun" {
		t.Errorf("the organisation found %d", len(rows))
	}
	for _, text := range []string{"%", "_", `\`, "berg", "'; DROP TABLE registrations; --", "rstl", "%' OR '1'='1", "\xff"} {
		if rows := d.search(text); len(rows) != 0 {
			t.Errorf("%q found %d rows", text, len(rows))
		}
	}
}

func TestProtectedPeopleAreNotFound(t *testing.T) {
	d := newDay(t, 20)
	f := form(1)
	f.Name, f.DisplayName, f.Email, f.ListOptIn = "Deltagare Ett", "Kim", "kim@nacka.example", true
	hidden := d.mustAdd(f, registration.FromAlias)
	if hidden.Email != "" || hidden.EmailKey != nil || hidden.SearchKey != "" || hidden.ListOptIn {
		t.Fatalf("%+v", hidden)
	}
	d.mustAdd(form(2), registration.FromForm)
	for _, text := range []string{"deltagare", "kim", "kim@nacka.example", "nacka"} {
		rows, _, err := registration.List(d.store.Read(t.Context()), registration.Filter{Edition: d.edition.ID, Text: text, Hidden: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if row.ID == hidden.ID {
				t.Errorf("%q found somebody protected", text)
			}
		}
	}
	if rows := d.search(""); len(rows) != 1 {
		t.Errorf("the list shows %d", len(rows))
	}
	rows, n, err := registration.List(d.store.Read(t.Context()), registration.Filter{Edition: d.edition.ID, Text: strings.ToLower(hidden.Reference), Hidden: true})
	if err != nil || n != 1 || rows[0].ID != hidden.ID {
		t.Errorf("the organiser did not find the code: %d, %v", n, err)
	}
	if counts, err := registration.Counts(d.store.Read(t.Context()), d.edition.ID); err != nil || counts[registration.Confirmed] != 2 {
		t.Errorf("%v, %v", counts, err)
	}
	if n := d.number("SELECT COUNT(*) FROM mails WHERE subject_id = ?", hidden.ID); n != 0 {
		t.Errorf("%d mails to nobody", n)
	}
}

func TestFiltersAndPages(t *testing.T) {
	d := newDay(t, 4)
	for i := range 6 {
		f := form(i)
		f.Name = fmt.Sprintf("Person %d", i)
		if i%2 == 1 {
			f.Organisation = "lpo-globen"
		}
		d.mustAdd(f, registration.FromForm)
		d.clock.Add(1e9)
	}
	cases := []struct {
		name  string
		f     registration.Filter
		total int
		first string
	}{
		{"all", registration.Filter{}, 6, "Person 5"},
		{"page", registration.Filter{Limit: 2, Offset: 2}, 6, "Person 3"},
		{"beyond", registration.Filter{Limit: 2, Offset: 60}, 6, ""},
		{"status", registration.Filter{Status: registration.Waitlisted}, 2, "Person 5"},
		{"kind", registration.Filter{Kind: "kommun"}, 3, "Person 4"},
		{"both", registration.Filter{Kind: "polis", Text: "globen person"}, 3, "Person 5"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.f.Edition = d.edition.ID
			rows, total, err := registration.List(d.store.Read(t.Context()), c.f)
			if err != nil || total != c.total {
				t.Fatalf("%d, %v", total, err)
			}
			if c.first == "" && len(rows) != 0 || c.first != "" && (len(rows) == 0 || rows[0].Name != c.first) {
				t.Fatalf("%+v", rows)
			}
		})
	}
}
