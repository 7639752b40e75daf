package commands

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"samling/models/seminar/allocation"
)

const example = "../docs/allocation-example.json"

// TestAllocateTheExample: what is printed is JSON, the same each time, and says what the manual says.
func TestAllocateTheExample(t *testing.T) {
	var outs [2]strings.Builder
	for i := range outs {
		var errOut strings.Builder
		if exit := Run([]string{"allocate", example}, &outs[i], &errOut); exit != 0 || errOut.String() != "" {
			t.Fatalf("exit %d: %s", exit, errOut.String())
		}
	}
	var rep allocation.Report
	if err := json.Unmarshal([]byte(outs[0].String()), &rep); err != nil {
		t.Fatal(err)
	}
	if len(rep.Placements) != 48 || rep.Aims.FirstChoices.Reached != 21 || rep.Placements[0].Person != "p01" || *rep.Placements[0].Seminar == "" {
		t.Errorf("%+v", rep)
	}
	if outs[0].String() != outs[1].String() {
		t.Error("two runs differ")
	}
}

func TestAllocateSaysWhatIsWrong(t *testing.T) {
	t.Setenv("LC_ALL", "sv_SE.UTF-8")
	raw, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to string
		says     []string
	}{
		{`"seats": 8`, `"seats": "8"`, []string{"dag.json, rad 19: sessions[7].seats: Här ska det stå ett heltal", "Ingenting fördelades."}},
		{`"pins": [`, `"pins": [{"person":"p09","seminar":"losam","slot":2},{"person":"p10","seminar":"trefas","slot":2},`,
			[]string{"p09 på losam, pass 2; p09 på losam, pass 1", "p10 på trefas, pass 2"}},
	} {
		path := filepath.Join(t.TempDir(), "dag.json")
		if err := os.WriteFile(path, []byte(strings.Replace(string(raw), c.from, c.to, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errOut strings.Builder
		if exit := Run([]string{"allocate", path}, &out, &errOut); exit != 1 || out.Len() > 0 {
			t.Errorf("exit %d: %s", exit, out.String())
		}
		for _, text := range c.says {
			if !strings.Contains(errOut.String(), text) {
				t.Errorf("does not say %q: %s", text, errOut.String())
			}
		}
	}
}
