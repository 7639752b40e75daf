package door

import (
	"encoding/json"
	"os"
	"testing"

	"samling/models/registration"
)

type vector struct {
	Name         string
	Found        bool
	Revoked      bool
	SameEdition  bool `json:"same_edition"`
	Registration registration.Status
	Seat         Seat
	Inside       bool
	Hour         Hour
	Status       Status
	Reason       Reason
	Face         Face
}

func vectors(t *testing.T) (rules, faces []vector) {
	t.Helper()
	raw, err := os.ReadFile("testdata/decide.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors, Faces []vector }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) == 0 || len(file.Faces) == 0 {
		t.Fatal("no vectors")
	}
	return file.Vectors, file.Faces
}

func TestDecide(t *testing.T) {
	rules, _ := vectors(t)
	seen := map[Reason]bool{}
	for _, v := range rules {
		t.Run(v.Name, func(t *testing.T) {
			status, reason := decide(facts{v.Found, v.Revoked, v.SameEdition, v.Registration, v.Seat, v.Inside, v.Hour})
			if status != v.Status || reason != v.Reason {
				t.Errorf("got %s %q, want %s %q", status, reason, v.Status, v.Reason)
			}
		})
		seen[v.Reason] = true
	}
	for _, reason := range []Reason{"", Invalid, AlreadyRedeemed, Canceled, Waitlisted, WrongEvent, Revoked, WrongSession, NoSeat, NotYet, TooLate} {
		if !seen[reason] {
			t.Errorf("no vector has the reason %q", reason)
		}
	}
}

func TestFaceOf(t *testing.T) {
	rules, faces := vectors(t)
	for _, v := range append(rules, faces...) {
		if got := FaceOf(v.Status, v.Reason); got != v.Face {
			t.Errorf("%s: got %s, want %s", v.Name, got, v.Face)
		}
	}
}
