package commands

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"samling/config"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/text"
)

// importer is who gave people a seat, in their histories, when an import raised the capacity.
const importer = "import"

// Import puts an event file into the database.
type Import struct {
	File   string `arg:"" help:"${file_help}" type:"existingfile"`
	Data   string `help:"${data_help}" type:"path" placeholder:"DIR" xor:"where"`
	Config string `help:"${config_help}" type:"existingfile" placeholder:"FILE" xor:"where"`
}

// Run implements kong's command.
func (i *Import) Run(c *Console) (err error) {
	raw, err := os.ReadFile(i.File)
	if err != nil {
		return err
	}
	file, err := event.ReadFile(raw)
	if err != nil {
		return c.lineError(filepath.Base(i.File), err)
	}
	questions, err := survey.ParseQuestionnaire(text.StandardQuestionnaire())
	if err != nil {
		return err
	}
	st, err := openFor(i.Data, i.Config)
	if err != nil {
		return err
	}
	defer closeStore(st, &err)
	var e event.Edition
	err = st.WriteSoon(context.Background(), func(tx *store.Tx) (err error) {
		if e, err = event.Import(tx, file); err != nil {
			return err
		}
		if err := askStandard(tx, e.ID, questions); err != nil {
			return err
		}
		_, err = registration.PassOn(tx, e.ID, importer) // a raised capacity is for those who wait
		return err
	})
	var fault *store.Error
	if errors.As(err, &fault) && fault.Kind == store.Conflict { // fewer seats than are taken, in all, of a quota or of the pool
		return tell(fault.Key)
	}
	if err == nil {
		c.Say("cli.imported", "Title", e.Title, "Slug", e.Slug)
	}
	return err
}

// askStandard gives an edition the standard evaluation, unless it has questions of its own already.
func askStandard(tx *store.Tx, edition store.ID, questions survey.Questionnaire) error {
	have, err := survey.Questions(tx.DB, edition)
	if err != nil || len(have) > 0 {
		return err
	}
	return survey.SetQuestions(tx, edition, questions)
}

// openFor opens the database that a command's options name: a data directory, or that of a configuration.
func openFor(data, configFile string) (*store.Store, error) {
	if data == "" {
		settings, err := config.Load(configFile)
		if err != nil {
			return nil, tell("cli.config_wrong", "Reason", err.Error())
		}
		data = settings.DataDir
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return openStore(context.Background(), data, log)
}

// lineError says where a file is wrong and why.
func (c *Console) lineError(file string, err error) error {
	var line *event.LineError
	if !errors.As(err, &line) {
		return err
	}
	return tell("cli.import_refused", "File", file, "Line", line.Line, "Reason", c.T(line.Key, line.Args...))
}
