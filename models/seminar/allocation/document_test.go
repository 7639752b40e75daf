package allocation

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
)

const small = `{
 "seed": 7, "slots": 2, "mix_price": 25, "mix_worst_rank": 1,
 "seminars": [{"key": "a", "kinds": ["k"]}, {"key": "b"}],
 "sessions": [
  {"seminar": "a", "slot": 1, "seats": 2, "overbook": 8, "limit": 3, "minimum": 1},
  {"seminar": "b", "slot": 2, "seats": 2, "withdrawn": true}],
 "people": [{"id": "x", "organisation": "o", "kind": "k", "wishes": ["b", "a"]}, {"id": "y"}],
 "pins": [{"person": "x", "seminar": "a", "slot": 1}],
 "exclusions": [{"person": "y", "seminar": "a"}]
}`

func TestReadDocument(t *testing.T) {
	got, err := ReadDocument(strings.NewReader(small))
	want := Problem{Seminars: []string{"a", "b"}, Slots: 2, Seed: 7, MixPrice: 25, MixWorst: 1, OnlyKinds: [][]string{{"k"}, nil},
		Sessions: []Session{{Seats: 2, Overbook: 8, Limit: 3, Least: 1}, {Seminar: 1, Slot: 1, Seats: 2, Withdrawn: true}},
		People:   []Person{{ID: "x", Organisation: "o", Kind: "k", Wishes: []int{1, 0}}, {ID: "y"}},
		Pins:     []Pin{{0, 0}}, Exclusions: []Exclusion{{1, 0}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, got, want)
	}
}

func TestWrongDocuments(t *testing.T) {
	for _, c := range []struct {
		from, to  string
		line      int
		path, key string
	}{
		{`"seed": 7, `, ``, 1, "", "allocate.missing"},
		{`"seed": 7`, `"seed": -7`, 2, "seed", "allocate.seed"},
		{`"seed": 7`, `"seed": "7"`, 2, "seed", "allocate.seed"},
		{`"slots": 2`, `"slots": 0`, 2, "slots", "allocate.integer"},
		{`"slots": 2`, `"slots": 2.5`, 2, "slots", "allocate.integer"},
		{`"slots": 2`, `"slots": 1`, 6, "sessions[1].slot", "allocate.integer"},
		{`"mix_price": 25`, `"mix_price": 10001`, 2, "mix_price", "allocate.integer"},
		{`"mix_worst_rank": 1`, `"mix_worst_rank": 3`, 2, "mix_worst_rank", "allocate.integer"},
		{`"mix_price"`, `"mixprice"`, 2, "mixprice", "allocate.unknown_field"},
		{`"key": "b"`, `"key": "a"`, 3, "seminars[1]", "allocate.known_already"},
		{`"key": "b"`, `"key": " "`, 3, "seminars[1].key", "allocate.text"},
		{`["k"]`, `[]`, 3, "seminars[0].kinds", "allocate.no_kinds"},
		{`["k"]`, `"k"`, 3, "seminars[0].kinds", "allocate.not_list"},
		{`{"key": "b"}`, `"b"`, 3, "seminars[1]", "allocate.not_object"},
		{`"seats": 2, "withdrawn"`, `"withdrawn"`, 6, "sessions[1]", "allocate.missing"},
		{`"seats": 2, "withdrawn"`, `"seats": -1, "withdrawn"`, 6, "sessions[1].seats", "allocate.integer"},
		{`"overbook": 8`, `"overbook": 101`, 5, "sessions[0].overbook", "allocate.integer"},
		{`"limit": 3`, `"limit": 0`, 5, "sessions[0].limit", "allocate.integer"},
		{`true`, `"yes"`, 6, "sessions[1].withdrawn", "allocate.not_bool"},
		{`"seminar": "b", "slot": 2`, `"seminar": "a", "slot": 1`, 6, "sessions[1]", "allocate.session_twice"},
		{`["b", "a"]`, `["b", "c"]`, 7, "people[0].wishes[1]", "allocate.unknown_name"},
		{`["b", "a"]`, `["b", "b"]`, 7, "people[0].wishes[1]", "allocate.wish_twice"},
		{`["b", "a"]`, `["b", 1]`, 7, "people[0].wishes[1]", "allocate.text"},
		{`"id": "y"`, `"id": "x"`, 7, "people[1]", "allocate.known_already"},
		{`"id": "y"`, `"id": null`, 7, "people[1].id", "allocate.text"},
		{`"person": "x", "seminar": "a"`, `"person": "x", "seminar": "b"`, 8, "pins[0]", "allocate.no_session"},
		{`"person": "y"`, `"person": "z"`, 9, "exclusions[0].person", "allocate.unknown_name"},
		{`"slots": 2,`, `"slots": 2, "slots": 2,`, 2, "slots", "allocate.twice"},
		{`"id": "y"`, `"id": [[[[[[[[]]]]]]]]`, 7, "people[1].id[0][0][0][0][0][0]", "allocate.too_deep"},
		{"\n}", "\n} {}", 10, "", "allocate.trailing"},
		{"]\n}", "]", 9, "", "allocate.cut_off"},
		{`"id": "y"`, `"id" "y"`, 7, "", "allocate.syntax"},
		{`"id": "y"`, "\"id\": \"\xff\"", 1, "", "allocate.encoding"},
	} {
		_, err := ReadDocument(strings.NewReader(strings.Replace(small, c.from, c.to, 1)))
		var wrong *DocumentError
		if !errors.As(err, &wrong) || wrong.Line != c.line || wrong.Path != c.path || wrong.Key != c.key {
			t.Errorf("%s → %s: got %v, want line %d: %s: %s", c.from, c.to, err, c.line, c.path, c.key)
		}
	}
}

func TestTooLargeADocument(t *testing.T) {
	var wrong *DocumentError
	_, err := ReadDocument(strings.NewReader(strings.Repeat(" ", LargestDocument+1)))
	if !errors.As(err, &wrong) || wrong.Key != "allocate.too_large" {
		t.Error(err)
	}
	seminars := strings.TrimSuffix(strings.Repeat(`{},`, mostSeminars+1), ",")
	_, err = ReadDocument(strings.NewReader(`{"seed":1,"slots":1,"seminars":[` + seminars + `]}`))
	if !errors.As(err, &wrong) || wrong.Key != "allocate.too_many" {
		t.Error(err)
	}
}

// TestTheExampleOfTheManual: it can be run, and gives what docs/allocation.md says.
func TestTheExampleOfTheManual(t *testing.T) {
	file, err := os.Open("../../../docs/allocation-example.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	p, err := ReadDocument(file)
	if err != nil {
		t.Fatal(err)
	}
	r := solved(t, p)
	if text := newRuler(p).brokenRule(r); text != "" {
		t.Error(text)
	}
	rep := NewReport(p, r)
	if a := rep.Aims; !rep.Proven || !a.Mix.Exact || a.Unplaced != 0 || a.FirstChoices.Reached != 21 || a.WorstRank.Reached != 3 || a.Pinned != 1 {
		t.Errorf("%+v\n%+v", rep.Aims, rep.Aims.Mix)
	}
	manual, err := os.ReadFile("../../../docs/allocation.md")
	if err != nil || !strings.Contains(string(manual), `"first_choices": {"reached": 21, "bound": 21}`) {
		t.Errorf("the manual does not say the same: %v", err)
	}
}
