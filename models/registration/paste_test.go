package registration_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"samling/models/event"
	"samling/models/registration"
)

// said is a person in one line: name <address> title/unit/phone, with ? after a guessed name.
func said(p registration.Pasted) string {
	s := p.Name
	if p.Guessed {
		s += "?"
	}
	s += " <" + p.Email + ">"
	for _, more := range []string{p.Title, p.Unit, p.Phone} {
		s += "/" + more
	}
	return strings.TrimRight(s, "/")
}

func TestParsePaste(t *testing.T) {
	cases := []struct {
		name, list string
		want       []string
	}{
		{"angle brackets", "Anna Berg <anna.berg@nacka.example>", []string{"Anna Berg <anna.berg@nacka.example>"}},
		{"outlook", "Berg, Anna <anna.berg@nacka.example>; von Essen, Carl <carl.essen@nacka.example>;",
			[]string{"Anna Berg <anna.berg@nacka.example>", "Carl von Essen <carl.essen@nacka.example>"}},
		{"gmail", `"Berg, Anna" <a@x.example>, Bo Ek <b@x.example>`, []string{"Anna Berg <a@x.example>", "Bo Ek <b@x.example>"}},
		{"title after the name", "Anna Berg, kurator <anna.berg@x.example>", []string{"Anna Berg <anna.berg@x.example>/kurator"}},
		{"title that the address tells", "Anna Berg, Enhetschef <anna.berg@x.example>", []string{"Anna Berg <anna.berg@x.example>/Enhetschef"}},
		{"three parts", "Berg, Anna, Socialkontoret <anna.berg@x.example>", []string{"Anna Berg <anna.berg@x.example>//Socialkontoret"}},
		{"brackets in the name", "Anna Berg (Nacka kommun) <a@x.example>", []string{"Anna Berg <a@x.example>//Nacka kommun"}},
		{"names without address between", "Cia Dal; Bo Ek <b@x.example>; Eva Fors", []string{"Cia Dal <>", "Bo Ek <b@x.example>", "Eva Fors <>"}},
		{"whole name in the address", "Mia Berg\tmia.berg@x.example\tKurator", []string{"Mia Berg <mia.berg@x.example>/Kurator"}},
		{"tabs", "Anna Berg\tanna@x.example\tKurator\tElevhälsan\t070-123 45 67", []string{"Anna Berg <anna@x.example>/Kurator/Elevhälsan/070-123 45 67"}},
		{"address first", "anna@x.example\tAnna Berg", []string{"Anna Berg <anna@x.example>"}},
		{"two name cells", "Anna\tBerg\tanna.berg@x.example", []string{"Anna Berg <anna.berg@x.example>"}},
		{"two name cells turned", "Berg\tAnna\tanna.berg@x.example\tChef", []string{"Anna Berg <anna.berg@x.example>/Chef"}},
		{"commas turned", "Berg, Anna, anna.berg@x.example", []string{"Anna Berg <anna.berg@x.example>"}},
		{"semicolons", "Anna Berg;anna@x.example;Kurator", []string{"Anna Berg <anna@x.example>/Kurator"}},
		{"spaces", "Anna Berg anna@x.example", []string{"Anna Berg <anna@x.example>"}},
		{"bare", "anna-karin.von.essen2@x.example", []string{"Anna-Karin Von Essen? <anna-karin.von.essen2@x.example>"}},
		{"bare in a row", "a.b@x.example; c.d@x.example, e.f@x.example", []string{"A B? <a.b@x.example>", "C D? <c.d@x.example>", "E F? <e.f@x.example>"}},
		{"address as its own name", "anna.berg@x.example <anna.berg@x.example>", []string{"Anna Berg? <anna.berg@x.example>"}},
		{"quoted address as name", "'anna.berg@x.example' <anna.berg@x.example>;", []string{"Anna Berg? <anna.berg@x.example>"}},
		{"mailto", "Anna Berg <mailto:anna@x.example>", []string{"Anna Berg <anna@x.example>"}},
		{"square mailto", "Anna Berg [mailto:anna@x.example]", []string{"Anna Berg <anna@x.example>"}},
		{"x500", "Berg, Anna </O=EXCHANGELABS/OU=GROUP/CN=RECIPIENTS/CN=ABC>; Bo Ek <bo@x.example>", []string{"Anna Berg <>", "Bo Ek <bo@x.example>"}},
		{"heads of a mail", "Från: Eva Fors <eva@x.example>\nSkickat: den 3 januari 2027 14:02\nTill: Anna Berg <anna@x.example>\nÄmne: Lista",
			[]string{"Eva Fors <eva@x.example>", "Anna Berg <anna@x.example>"}},
		{"bullets", "• Anna Berg anna@x.example\n2. Bo Ek bo@x.example\n- Cia Dal <c@x.example>",
			[]string{"Anna Berg <anna@x.example>", "Bo Ek <bo@x.example>", "Cia Dal <c@x.example>"}},
		{"greeting", "Hej! Här kommer listan på dem som ska med från oss:\n\nAnna Berg\tanna@x.example\nHälsningar!", []string{"Anna Berg <anna@x.example>"}},
		{"name alone", "Anna Berg", []string{"Anna Berg <>"}},
		{"names alone", "Anna Berg; Bo Ek", []string{"Anna Berg <>", "Bo Ek <>"}},
		{"broken address", "Anna Berg\tanna@", []string{"Anna Berg <anna@>"}},
		{"trailing dot", "Anna Berg anna@x.example.", []string{"Anna Berg <anna@x.example>"}},
		{"nbsp and bom", "\ufeffAnna\u00a0Berg\t\u200banna@x.example\u00a0", []string{"Anna Berg <anna@x.example>"}},
		{"marks of direction", "\u202aAnna Berg\u202c <anna@x.example>", []string{"Anna Berg <anna@x.example>"}},
		{"windows-1252", "\xc5sa \xd6berg <asa@x.example>\r\nBo Ek\tbo@x.example", []string{"Åsa Öberg <asa@x.example>", "Bo Ek <bo@x.example>"}},
		{"windows-1252 as control characters", "Se\u0096n Ek <s@x.example>", []string{"Se–n Ek <s@x.example>"}},
		{"utf-8 taken for windows-1252", "Ã…sa Ã–berg <asa@x.example>", []string{"Åsa Öberg <asa@x.example>"}},
		{"a real Ã", "JOÃO Ek <j@x.example>", []string{"JOÃO Ek <j@x.example>"}},
		{"utf-16", "\xff\xfeA\x00n\x00n\x00a\x00 \x00a\x00@\x00x\x00.\x00y\x00", []string{"Anna <a@x.y>"}},
		{"line break in a cell", "\"Anna\nBerg\"\tanna@x.example\nBo Ek\tbo@x.example", []string{"Anna Berg <anna@x.example>", "Bo Ek <bo@x.example>"}},
		{"a quotation mark never closed", "\"Anna Berg\tanna@x.example\nBo Ek\tbo@x.example", []string{"Anna Berg <anna@x.example>", "Bo Ek <bo@x.example>"}},
		{"old mac lines", "Anna Berg\ta@x.example\rBo Ek\tb@x.example", []string{"Anna Berg <a@x.example>", "Bo Ek <b@x.example>"}},
		{"only separators", ";;;\n\t\t\n---\n,", nil},
		{"nothing", " \n\t\n", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { expectPeople(t, c.list, c.want) })
	}
}

func TestHeadingsInAnyOrderAndLanguage(t *testing.T) {
	cases := []struct {
		name, list string
		want       []string
	}{
		{"swedish", "Namn\tE-post\tTitel\tEnhet\tTelefon\nAnna Berg\tanna@x.example\tKurator\tElevhälsan\t0701234567", []string{"Anna Berg <anna@x.example>/Kurator/Elevhälsan/0701234567"}},
		{"turned", "Telefon;Enhet;E-postadress;Namn\n0701234567;Elevhälsan;anna@x.example;Berg, Anna", []string{"Anna Berg <anna@x.example>//Elevhälsan/0701234567"}},
		{"english", "Job title,Email address,Last name,First name\nCounsellor,anna@x.example,Berg,Anna", []string{"Anna Berg <anna@x.example>/Counsellor"}},
		{"unknown columns", "Nr\tFörnamn\tEfternamn\tMejl\tKost\n1\tAnna\tvon Essen\tanna@x.example\tnötfri", []string{"Anna von Essen <anna@x.example>"}},
		{"capitals and spaces", "  NAMN \t E-MAIL \nAnna Berg\tanna@x.example", []string{"Anna Berg <anna@x.example>"}},
		{"empty cells", "Namn\tE-post\tTitel\nAnna Berg\t\tKurator", []string{"Anna Berg <>/Kurator"}},
		{"address in another column", "Namn\tTitel\tE-post\nAnna Berg\tanna@x.example\t", []string{"Anna Berg <anna@x.example>"}},
		{"name and address in one cell", "Deltagare\tTitel\nAnna Berg <anna@x.example>\tKurator", []string{"Anna Berg <anna@x.example>/Kurator"}},
		{"an address line below a table", "Namn;E-post\nAnna Berg;a@x.example\nEk, Bo <bo.ek@x.example>; Dal, Cia <cia.dal@x.example>",
			[]string{"Anna Berg <a@x.example>", "Bo Ek <bo.ek@x.example>", "Cia Dal <cia.dal@x.example>"}},
		{"headings twice", "Namn\tE-post\nAnna Berg\ta@x.example\n\nE-post\tNamn\nb@x.example\tBo Ek", []string{"Anna Berg <a@x.example>", "Bo Ek <b@x.example>"}},
		{"quoted cells", "Namn;E-post\n\"Berg; Anna\";a@x.example\n\"Bo \"\"Bosse\"\" Ek\";b@x.example", []string{"Berg; Anna <a@x.example>", `Bo "Bosse" Ek <b@x.example>`}},
		{"an address under no heading", "Namn\tNr\nAnna Berg\tanna@x.example", []string{"Anna Berg <>"}},
		{"one column", "E-post\nanna.berg@x.example", []string{"Anna Berg? <anna.berg@x.example>"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { expectPeople(t, c.list, c.want) })
	}
}

func expectPeople(t *testing.T, list string, want []string) {
	t.Helper()
	var got []string
	for _, p := range registration.ParsePaste(list).People {
		got = append(got, said(p))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// messy makes a list of n people with every kind of mess, in turn.
func messy(n int) string {
	forms := []string{"Person%[1]d, Anna <p%[1]d@nacka.example>;", "Anna Person%[1]d\tp%[1]d@nacka.example\tKurator", "p%[1]d@nacka.example",
		"\u00a0Anna Person%[1]d;p%[1]d@nacka.example;070 123 45 67", "'p%[1]d@nacka.example' <p%[1]d@nacka.example>", "%[1]d. Anna Ek p%[1]d@NACKA.example.",
		"\xc5sa \xd6berg <p%[1]d@nacka.example>", "\"Anna\nEk\"\tp%[1]d@nacka.example", "\n \n;;\nSkickat: i dag\nCc: Anna Ek <p%[1]d@nacka.example>"}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, forms[i%len(forms)]+"\r\n", i)
	}
	return b.String()
}

func TestTwoThousandMessyLines(t *testing.T) {
	list := registration.ParsePaste(messy(registration.PasteMax))
	if len(list.People) != registration.PasteMax {
		t.Fatalf("%d people", len(list.People))
	}
	orgs := []event.Organisation{{Key: "nacka-kommun"}}
	for i, j := range registration.Judge(orgs, "nacka-kommun", list.People, nil, nil) {
		if j.Verdict != registration.LineGood || registration.EmailKey(j.Email) != fmt.Sprintf("p%d@nacka.example", i) {
			t.Fatalf("line %d: %s %v %+v", j.Line, j.Verdict, j.Problems, j.Pasted)
		}
	}
}

func TestJudge(t *testing.T) {
	orgs := []event.Organisation{{Key: "nacka-kommun"}}
	people := registration.ParsePaste("Anna Berg\tanna@x.example\nAnna B\tANNA@X.example\nBo Ek\tbo@\nCia Dal\tcia@x.example\n123\td@x.example\nEva\teva@åäö.example\nFia\tf@x.example").People
	taken := map[string]registration.Verdict{"cia@x.example": registration.LineRegistered}
	var got []string
	for _, j := range registration.Judge(orgs, "nacka-kommun", people, taken, map[int]bool{6: true}) {
		s := string(j.Verdict)
		for _, p := range j.Problems {
			s += " " + p.Field + ":" + strings.TrimPrefix(p.Key, "attendee.problem.")
		}
		got = append(got, s)
	}
	want := "good|duplicate|mend email:email_invalid|registered|good|mend email:email_letters|left_out"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// Whatever comes: no panic, valid text, no control characters, and no more people than there can be.
func FuzzParsePaste(f *testing.F) {
	f.Add(messy(12))
	for _, s := range []string{"Namn\tE-post\nA\ta@b.c", "\"\"\"\"\t\"a@b\"", "<<@>>;<@;@>", "a,b,c@d,\"", "\xff\xfe\x00", "Ã\x85\xc3", "Namn;;;\n;;\"\n;", "/o=a/cn=b@c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		list := registration.ParsePaste(raw)
		if len(list.People) > len(raw)+1 {
			t.Fatalf("%d people of %d bytes", len(list.People), len(raw))
		}
		for _, p := range list.People {
			for _, text := range []string{p.Name, p.Email, p.Title, p.Unit, p.Phone} {
				if !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\x00") {
					t.Fatalf("broken text %q in %+v", text, p)
				}
			}
			if p.Name == "" && p.Email == "" {
				t.Fatalf("nobody: %+v", p)
			}
		}
		registration.Judge([]event.Organisation{{Key: "x"}}, "x", list.People, nil, nil)
	})
}
