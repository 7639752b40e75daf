package commands

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"samling/models/seminar/allocation"
)

// Allocate seats the people of a file and prints who sits where, so that anyone can check the solver on cases of
// their own. It touches no database.
type Allocate struct {
	File string `arg:"" help:"${allocate_file_help}"`
}

// Run implements kong's command.
func (a *Allocate) Run(c *Console) error {
	problem, err := a.read(os.Stdin)
	if err != nil {
		return c.documentError(a.File, err)
	}
	result, err := allocation.Solve(problem)
	var pins *allocation.Contradictions
	if errors.As(err, &pins) {
		return tell("allocate.contradictions", "Reasons", c.contradictions(problem, pins))
	}
	if err != nil {
		return err
	}
	out := json.NewEncoder(c.Out)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(allocation.NewReport(problem, result))
}

func (a *Allocate) read(stdin io.Reader) (allocation.Problem, error) {
	if a.File == "-" {
		return allocation.ReadDocument(stdin)
	}
	file, err := os.Open(a.File)
	if err != nil {
		return allocation.Problem{}, err
	}
	defer func() { _ = file.Close() }()
	return allocation.ReadDocument(file)
}

// documentError says where a file is wrong and why.
func (c *Console) documentError(file string, err error) error {
	var at *allocation.DocumentError
	if !errors.As(err, &at) {
		return err
	}
	reason := c.T(at.Key, at.Args...)
	if at.Path != "" {
		reason = at.Path + ": " + reason
	}
	return tell("allocate.refused", "File", filepath.Base(file), "Line", at.Line, "Reason", reason)
}

// contradictions names every group of pins that cannot be kept, one a line.
func (c *Console) contradictions(p allocation.Problem, found *allocation.Contradictions) string {
	var lines []string
	for _, group := range found.List {
		var pins []string
		for _, i := range group.Pins {
			session := p.Sessions[p.Pins[i].Session]
			pins = append(pins, c.T("allocate.pin", "Person", p.People[p.Pins[i].Person].ID,
				"Seminar", p.Seminars[session.Seminar], "Slot", session.Slot+1))
		}
		lines = append(lines, "  "+c.T("allocate."+group.Reason)+" "+strings.Join(pins, "; "))
	}
	return strings.Join(lines, "\n")
}
