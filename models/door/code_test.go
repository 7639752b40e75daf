package door

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestCodesAndReferences(t *testing.T) {
	raw, err := os.ReadFile("testdata/codes.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Codes      []struct{ Scanned, Code string }
		References []struct{ Typed, Reference string }
	}
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Codes) == 0 || len(file.References) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, c := range file.Codes {
		if got := TicketCode(c.Scanned); got != c.Code {
			t.Errorf("%q: got %q, want %q", c.Scanned, got, c.Code)
		}
	}
	for _, c := range file.References {
		if got := Reference(c.Typed); got != c.Reference {
			t.Errorf("%q: got %q, want %q", c.Typed, got, c.Reference)
		}
	}
}

func TestWhatIsFarTooLongIsNoCode(t *testing.T) {
	const code = "0123456789ABCDEFGHJKMNPQRS"
	if got := TicketCode(strings.Repeat("A", MaxCode) + "/" + code); got != "" {
		t.Errorf("got %q", got)
	}
	if got := TicketCode("\xff\xfe" + code[2:]); got != "" {
		t.Errorf("broken encoding: got %q", got)
	}
	if got := Reference(strings.Repeat(" ", 40)); got != "" {
		t.Errorf("got %q", got)
	}
}
