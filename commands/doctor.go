package commands

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"samling/config"
	"samling/models/store"
	"samling/models/survey"
)

// Doctor is the commands that examine an installation.
type Doctor struct {
	Anonymity DoctorAnonymity `cmd:"" help:"${doctor_anonymity_help}"`
}

// DoctorAnonymity tries to lead an answer of the evaluation back to a person, in the ways that docs/anonymity.md lists.
// It only reads, so it can be run beside the program, or on a copy.
type DoctorAnonymity struct {
	Data   string   `help:"${data_help}" type:"path" placeholder:"DIR" xor:"where"`
	Config string   `help:"${config_help}" type:"existingfile" placeholder:"FILE" xor:"where"`
	Copy   []string `help:"${doctor_copy_help}" type:"existingfile" placeholder:"FILE" sep:"none"`
	Log    []string `help:"${doctor_log_help}" type:"existingfile" placeholder:"FILE" sep:"none"`
}

// examination is one check with its result.
type examination struct {
	survey.Finding
	args []any // for the sentences
}

// Run implements kong's command.
func (d *DoctorAnonymity) Run(c *Console) (err error) {
	dir, err := d.dir()
	if err != nil {
		return err
	}
	path := filepath.Join(dir, databaseName)
	db, done, err := store.Look(context.Background(), path)
	if err != nil {
		return tell("doctor.cannot", "File", path, "Reason", err.Error())
	}
	defer func() {
		if failed := done(); err == nil {
			err = failed
		}
	}()
	_, _ = fmt.Fprintf(c.Out, "%s\n\n", c.T("doctor.anonymity_begins", "File", path))
	all, err := d.examine(db, path)
	if err != nil {
		return err
	}
	broken := 0
	for _, one := range all {
		c.tellOf(one)
		if !one.OK() {
			broken++
		}
	}
	_, _ = fmt.Fprintf(c.Out, "\n%s\n", c.T("doctor.anonymity_limits"))
	if broken > 0 {
		return tell("doctor.anonymity_broken", "n", broken)
	}
	c.Say("doctor.anonymity_kept", "Checks", len(all))
	return nil
}

func (d *DoctorAnonymity) dir() (string, error) {
	if d.Data != "" {
		return d.Data, nil
	}
	settings, err := config.Load(d.Config)
	if err != nil {
		return "", tell("cli.config_wrong", "Reason", err.Error())
	}
	return settings.DataDir, nil
}

func (d *DoctorAnonymity) examine(db *store.DB, path string) ([]examination, error) {
	findings, err := survey.Inspect(db, time.Now())
	if err != nil {
		return nil, err
	}
	var all []examination
	for _, f := range findings {
		all = append(all, examination{Finding: f})
	}
	remains, err := examineRemains(path)
	if err != nil {
		return nil, err
	}
	all = append(all, remains)
	for _, copied := range d.Copy {
		one, err := examineCopy(db, copied)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	for _, log := range d.Log {
		one, err := examineLog(db, log)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// examineRemains looks for what was deleted and still stands in the file.
func examineRemains(path string) (examination, error) {
	r, err := store.RemainsOf(path)
	if err != nil {
		return examination{}, tell("doctor.cannot", "File", path, "Reason", err.Error())
	}
	f := survey.Finding{Check: "remains", Looked: r.Free}
	if r.Dirty > 0 {
		f.Broken = []string{fmt.Sprint(r.Dirty)}
	}
	return examination{f, []any{"Log", int(r.Log+1023) / 1024}}, nil
}

func examineCopy(db *store.DB, path string) (one examination, err error) {
	older, done, err := store.Look(context.Background(), path)
	if err != nil {
		return one, tell("doctor.cannot", "File", path, "Reason", err.Error())
	}
	defer func() {
		if failed := done(); err == nil {
			err = failed
		}
	}()
	f, err := survey.Compare(older, db)
	return examination{f, []any{"File", path}}, err
}

// tellOf writes a check as a line with its result, and below it what is wrong.
func (c *Console) tellOf(one examination) {
	mark := "doctor.kept"
	if !one.OK() {
		mark = "doctor.broken"
	}
	args := append([]any{"Looked", c.Int(one.Looked)}, one.args...)
	_, _ = fmt.Fprintf(c.Out, "%-5s %s\n", c.T(mark), c.T("doctor.check_"+one.Check, args...))
	for _, what := range one.Broken {
		_, _ = fmt.Fprintf(c.Out, "      %s\n", what)
	}
}
