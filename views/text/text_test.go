package text_test

import (
	"testing"
	"time"

	"samling/views/text"
)

func load(t *testing.T) *text.Catalogue {
	t.Helper()
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSwedishAndEnglishForms(t *testing.T) {
	c := load(t)
	at := time.Date(2024, 3, 7, 9, 0, 0, 0, time.UTC)
	sv, en := c.For("sv"), c.For("en")
	for _, row := range []struct{ got, want string }{
		{sv.Date(at), "torsdag 7 mars 2024"},
		{en.Date(at), "Thursday 7 March 2024"},
		{sv.Span(at, at.Add(7*time.Hour)), "kl. 09.00–16.00"},
		{en.Span(at, at.Add(7*time.Hour)), "09:00–16:00"},
		{sv.Stamp(at), "2024-03-07 09.00"},
		{sv.Int(1250), "1\u00a0250"},
		{en.Int(1234567), "1,234,567"},
		{sv.Decimal(4.25, 1), "4,2"},
		{sv.Percent(0.125), "13\u00a0%"},
		{sv.T("form.problems", "n", 1), "Det finns ett fel i formuläret"},
		{sv.T("form.problems", "n", 3), "Det finns 3 fel i formuläret"},
		{en.T("form.problems", "n", 1), "There is one error in the form"},
		{c.For("xx").T("site.skip"), "Till innehållet"},
		{sv.T("no.such_key"), "no.such_key"},
	} {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
}

func TestSwedishOrder(t *testing.T) {
	names := []string{"Öberg", "Ångström", "Zetterlund", "ärla", "Andersson", "ånger"}
	text.SortSwedish(names, func(s string) string { return s })
	want := []string{"Andersson", "Zetterlund", "ånger", "Ångström", "ärla", "Öberg"}
	for i := range want {
		if names[i] != want[i] {
			t.Fatalf("got %v, want %v", names, want)
		}
	}
}
