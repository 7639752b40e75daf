package event_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestLife prints what each state allows, and the steps between states, as people are to read them.
func TestLife(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s", "")
	for _, s := range event.States {
		fmt.Fprintf(&b, "%-11s", s)
	}
	for _, a := range event.Actions {
		fmt.Fprintf(&b, "\n%-14s", a)
		for _, s := range event.States {
			mark := "-"
			if s.Allows(a) {
				mark = "yes"
			}
			fmt.Fprintf(&b, "%-11s", mark)
		}
	}
	b.WriteString("\n\n")
	for _, s := range event.States {
		fmt.Fprintf(&b, "%s -> %v\n", s, s.Next())
	}
	got := strings.ReplaceAll(b.String(), " \n", "\n")
	for strings.Contains(got, " \n") {
		got = strings.ReplaceAll(got, " \n", "\n")
	}
	const golden = "testdata/life.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || got != string(want) {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestAnUnknownStateAllowsNothing(t *testing.T) {
	for _, a := range event.Actions {
		if event.State("x").Allows(a) || event.State("").Allows(a) {
			t.Errorf("%s is allowed in a state that does not exist", a)
		}
	}
}

func TestWhatTheStateClosesStaysAsItIs(t *testing.T) {
	s, _ := storetest.New(t)
	e := importFile(t, s, realFile(t))
	setState := func(to event.State) error {
		return s.Write(t.Context(), func(tx *store.Tx) error {
			now, err := event.ByID(tx.DB, e.ID)
			if err != nil {
				return err
			}
			return event.SetState(tx, e.ID, now.Version, to)
		})
	}
	edit := func() error {
		return s.Write(t.Context(), func(tx *store.Tx) error {
			now, err := event.ByID(tx.DB, e.ID)
			if err != nil {
				return err
			}
			_, err = event.AddHost(tx, e.ID, now.Version, event.HostForm{Name: "Ny " + string(now.State), Kind: "stat"})
			return err
		})
	}
	if err := edit(); err != nil {
		t.Fatal(err)
	}
	if e.State == event.Draft {
		if err := setState(event.Published); err != nil {
			t.Fatal(err)
		}
	}
	for _, to := range []event.State{event.Closed, event.Finished} {
		if err := setState(to); err != nil {
			t.Fatal(to, err)
		}
	}
	if err := edit(); !errors.Is(err, event.ErrNotInState) {
		t.Errorf("a host was added to a finished day: %v", err)
	}
	if err := setState(event.Published); !errors.Is(err, event.ErrStateStep) {
		t.Errorf("from finished to published: %v", err)
	}
	if err := setState(event.Archived); err != nil {
		t.Error(err)
	}
	if err := setState(event.Finished); err != nil {
		t.Error("an archiving cannot be taken back", err)
	}
}
