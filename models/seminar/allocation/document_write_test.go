package allocation_test

import (
	"bytes"
	"os"
	"reflect"
	"testing"

	"samling/models/seminar/allocation"
)

// What is written is read as the same problem, with every rule, and gives the same report.
func TestAProblemIsWrittenAndReadAgain(t *testing.T) {
	file, err := os.Open("../../../docs/allocation-example.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	p, err := allocation.ReadDocument(file)
	if err != nil {
		t.Fatal(err)
	}
	p.Seed, p.MixPrice, p.MixWorst = 1<<64-1, 150, 3
	p.Sessions[0].Withdrawn = true
	p.People[0].Organisation = `"Åklagar" <&> \ myndigheten`
	var document bytes.Buffer
	if err := allocation.WriteDocument(&document, p); err != nil {
		t.Fatal(err)
	}
	again, err := allocation.ReadDocument(&document)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := report(t, p), report(t, again); !reflect.DeepEqual(a, b) {
		t.Error("another problem was read than was written")
	}
	if !reflect.DeepEqual(p.Sessions, again.Sessions) || !reflect.DeepEqual(p.Pins, again.Pins) || !reflect.DeepEqual(p.Exclusions, again.Exclusions) ||
		!reflect.DeepEqual(p.OnlyKinds, again.OnlyKinds) || p.Seed != again.Seed || p.MixPrice != again.MixPrice || p.MixWorst != again.MixWorst ||
		p.People[0].Organisation != again.People[0].Organisation {
		t.Errorf("%+v", again)
	}
}

func report(t *testing.T, p allocation.Problem) allocation.Report {
	t.Helper()
	r, err := allocation.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	return allocation.NewReport(p, r)
}
