package bulk

import (
	"slices"
	"testing"

	"samling/models/event"
	"samling/models/table"
)

func TestColumnsAreGuessedByTheirHeadings(t *testing.T) {
	row := []table.Row{{Line: 2, Cells: []string{"a", "b", "c@x.example", "d", "e", "f"}}}
	for _, c := range []struct{ head, want []string }{
		{[]string{"Namn", "E-postadress", "Kommun"}, []string{"name", "email", "organisation"}},
		{[]string{"FÖRNAMN", "Efternamn", "Mejl", "Mobil", "Befattning", "Kost"}, []string{"first_name", "last_name", "email", "phone", "title", ""}},
		{[]string{"Vem", "Var", "Hur"}, []string{"", "", "email"}}, // by the cell
		{[]string{"E-post", "e-mail"}, []string{"email", ""}},
		{[]string{"Name", "Organization", "Email address"}, []string{"name", "organisation", "email"}},
	} {
		if got := Guess(table.Table{Head: c.head, Rows: row}); !slices.Equal(got.Columns, c.want) {
			t.Errorf("%v: %v", c.head, got.Columns)
		}
	}
}

func TestOrganisationsAreFoundHoweverTheyAreWritten(t *testing.T) {
	all := []event.Organisation{{Key: "nacka-kommun", Name: "Nacka kommun"}, {Key: "lpo-farsta", Name: "Lokalpolisområde Farsta"},
		{Key: "lpo-globen", Name: "Lokalpolisområde Globen"}, {Key: "farsta", Name: "Farsta stadsdelsförvaltning"}}
	for written, want := range map[string]string{
		"Nacka kommun": "nacka-kommun", " NACKA  KOMMUN ": "nacka-kommun", "nacka": "nacka-kommun", "nacka-kommun": "nacka-kommun",
		"farsta": "farsta", "lokalpolisområde": "? lokalpolisområde", "": "standard", "Mars": "? Mars", "nack": "? nack",
	} {
		if got := organisationKey(written, "standard", all); got != want {
			t.Errorf("%q gives %q, want %q", written, got, want)
		}
	}
}

func TestAnAddressMayBringItsName(t *testing.T) {
	for _, c := range []struct{ name, email, wantName, wantEmail string }{
		{"", "Åsa Öberg <asa@x.example>", "Åsa Öberg", "asa@x.example"},
		{"Åsa", `"Öberg, Åsa" <asa@x.example>`, "Åsa", "asa@x.example"},
		{"Bo", "mailto:bo@x.example", "Bo", "bo@x.example"},
		{"Bo", "<bo@x.example", "Bo", "bo@x.example"},
	} {
		if name, email := parted(c.name, c.email); name != c.wantName || email != c.wantEmail {
			t.Errorf("%q %q gives %q %q", c.name, c.email, name, email)
		}
	}
}
