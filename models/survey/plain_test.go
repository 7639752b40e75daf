package survey

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestAFileCannotKeepTheServerBusy: each of these took the reader from seconds to for ever, or all of its stack.
func TestAFileCannotKeepTheServerBusy(t *testing.T) {
	laughs, merges := "day:\n- code: &l0 [a, a]\n", "scales:\n  s0: &s0 {values: [1, 2]}\n"
	for i := 1; i < 30; i++ {
		laughs += fmt.Sprintf("- options: &l%d [*l%d, *l%d]\n", i, i-1, i-1)
		merges += fmt.Sprintf("  s%d: &s%d {<<: [*s%d, *s%d]}\n", i, i, i-1, i-1)
	}
	for name, raw := range map[string]string{
		"laughs": laughs, "merges": merges, "itself": "day: &a [*a]\n",
		"brackets": "day: " + strings.Repeat("[", 500_000), "braces": "day: " + strings.Repeat("{a: ", 120_000),
		"entries": "day:\n" + strings.Repeat("- ", 250_000), "keys": "day:\n" + strings.Repeat("? ", 250_000),
		"steps": staircase(900), "one long line": "day: [" + strings.Repeat("'',", 60_000) + "]",
	} {
		began := time.Now()
		_, err := ParseQuestionnaire([]byte(raw))
		if !errors.Is(err, ErrQuestionnaire) || len(err.Error()) > 500 {
			t.Errorf("%s: %.500v", name, err)
		}
		if took := time.Since(began); took > 5*time.Second { // a second at most, on a machine with nothing else to do
			t.Errorf("%s: %s", name, took)
		}
	}
}

// staircase indents each line one more than the one before.
func staircase(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
