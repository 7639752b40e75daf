package survey_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"samling/models/store"
	"samling/models/survey"
)

func TestFlags(t *testing.T) {
	for text, want := range map[string]string{
		"Ring Kalle på 070-174 06 99 i morgon":             "phone:070-174 06 99",
		"Nås på +46 8 517 100 00.":                         "phone:+46 8 517 100 00",
		"tel 08/123456 78":                                 "phone:08/123456 78",
		"eleven 20080215-1234 i klass 9":                   "personal_number:20080215-1234",
		"0802151234":                                       "personal_number:0802151234",
		"080215 - 1234":                                    "personal_number:080215 - 1234",
		"samordningsnummer 080275-1234":                    "personal_number:080275-1234",
		"född 080215-T234":                                 "personal_number:080215-T234",
		"skriv till åsa.öberg@nacka.se, tack":              "email:åsa.öberg@nacka.se",
		"kalle (at) nacka.se":                              "email:kalle (at) nacka.se",
		"asa@nacka.se och 070-174 06 99":                   "email:asa@nacka.se phone:070-174 06 99",
		"Vi var 150 personer i sal 12 den 7 mars 2024.":    "",
		"Budgeten är 1 250 000 kronor och 2024-03-07 bra.": "",
		"Kl. 09.00–15.30, 4,5 av 5.":                       "",
		"":                                                 "",
		"🙂 مرحبا <script>":                                 "",
	} {
		var got []string
		for _, f := range survey.Flags(text) {
			got = append(got, fmt.Sprintf("%s:%s", f.Kind, text[f.From:f.To]))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", text, s, want)
		}
	}
}

// said makes a closed day with these texts under Q11.
func said(t *testing.T, texts ...string) *world {
	w := newWorld(t)
	for k, b := range w.ballots(w.edition, len(texts)) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), map[string]string{"Q11": texts[k], "Q12": ""}))
	}
	w.close()
	return w
}

func (w *world) comments(f survey.CommentFilter) []survey.Comment {
	w.t.Helper()
	all, err := survey.Comments(w.s.Read(w.t.Context()), w.edition.ID, f)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) moderate(d survey.Decision, ids ...store.ID) (n int, err error) {
	err = w.s.Write(w.t.Context(), func(tx *store.Tx) error { n, err = survey.Moderate(tx, w.edition, ids, d); return err })
	return n, err
}

// What hosts read is what was released, from the threshold on, shuffled and by heading.
func TestHostsReadWhatIsReleased(t *testing.T) {
	w := said(t, "Ett", "Två", "Tre", "Fyra", "Fem", "Ring 070-174 06 99", "Åtta räksmörgåsar")
	all := w.comments(survey.CommentFilter{})
	if len(all) != 7 || len(w.comments(survey.CommentFilter{Flagged: true})) != 1 || len(w.comments(survey.CommentFilter{Query: "raksm atta"})) != 1 {
		t.Fatalf("%d texts", len(all))
	}
	if w.comments(survey.CommentFilter{Pile: survey.CommentPile{Code: "Q12"}}) != nil {
		t.Error("texts of another question")
	}
	var ids []store.ID
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	theme := "Räkor"
	for _, step := range []struct {
		d    survey.Decision
		ids  []store.ID
		want string
	}{
		{survey.Decision{State: survey.Released}, ids[:4], "unread 0"},
		{survey.Decision{State: survey.Released}, ids[4:], " 7"},
		{survey.Decision{Theme: &theme}, ids[:2], " 7"},
		{survey.Decision{State: survey.Concealed, Reason: "Pekar ut"}, ids[6:], " 6"},
		{survey.Decision{State: survey.Concealed, Reason: "Pekar ut"}, ids[4:], "few 0"},
		{survey.Decision{State: survey.New}, ids[4:5], "unread 0"},
	} {
		if n, err := w.moderate(step.d, step.ids...); err != nil || n != len(step.ids) {
			t.Fatal(n, err)
		}
		f, _ := w.results().Figure("Q11")
		if got := fmt.Sprintf("%s %d", f.Hidden, len(f.Texts)); got != step.want || f.N != len(f.Texts) {
			t.Errorf("%+v: %s, want %s", step.d, got, step.want)
		}
		if step.d.Theme != nil && (len(f.Themes) != 2 || f.Themes[0].Name != theme || len(f.Themes[0].Texts) != 2 || len(f.Themes[1].Texts) != 5) {
			t.Errorf("themes: %+v", f.Themes)
		}
	}
	themes, err := survey.Themes(w.s.Read(t.Context()), w.edition.ID)
	if err != nil || !slices.Equal(themes, []string{theme}) {
		t.Errorf("%v %v", themes, err)
	}
}

func TestModerateRefuses(t *testing.T) {
	w := said(t, "Ett", "Två", "Tre", "Fyra", "Fem")
	id := w.comments(survey.CommentFilter{})[0].ID
	long := strings.Repeat("å", survey.ThemeMax+1)
	for _, c := range []struct {
		d    survey.Decision
		ids  []store.ID
		want error
	}{
		{survey.Decision{State: survey.Concealed}, []store.ID{id}, survey.ErrReason},
		{survey.Decision{State: survey.Concealed, Reason: " \n "}, []store.ID{id}, survey.ErrReason},
		{survey.Decision{Theme: &long}, []store.ID{id}, survey.ErrTheme},
		{survey.Decision{State: survey.Released}, nil, survey.ErrNoTexts},
		{survey.Decision{}, []store.ID{id}, survey.ErrNoTexts},
		{survey.Decision{State: survey.Released}, []store.ID{id, "00000000000000000000"}, survey.ErrTextGone},
	} {
		if _, err := w.moderate(c.d, c.ids...); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.d, err, c.want)
		}
	}
	if len(w.comments(survey.CommentFilter{State: survey.New})) != 5 {
		t.Error("something was half done")
	}
}

// Four texts are for nobody's eyes, not even a moderator's.
func TestFewTextsAreNotRead(t *testing.T) {
	w := said(t, "Ett", "Två", "Tre", "Fyra")
	if all := w.comments(survey.CommentFilter{}); all != nil {
		t.Errorf("%d texts", len(all))
	}
	counts, err := survey.CommentCounts(w.s.Read(t.Context()), w.edition.ID)
	if err != nil || len(counts) != 1 || counts[0].N != 0 {
		t.Errorf("%+v %v", counts, err)
	}
}

func TestSearchInFigure(t *testing.T) {
	f := survey.Figure{N: 3, Texts: []string{"Åsa kom", "Bo kom", "Ingen"}, Themes: []survey.Theme{{"A", []string{"Åsa kom"}}, {"B", []string{"Ingen"}}}}
	got := f.Search(" asa KOM")
	if len(got.Texts) != 1 || len(got.Themes) != 1 || got.N != 3 || len(f.Texts) != 3 {
		t.Errorf("%+v", got)
	}
}
