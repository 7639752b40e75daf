// Package commands is what an operator types: serve, demo, import, user add, version. Each puts the program together
// from its parts; nothing else does.
package commands

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"samling/views/text"
)

// line is the command line. The help texts come from the catalogue.
type line struct {
	Serve    Serve    `cmd:"" help:"${serve_help}"`
	Demo     Demo     `cmd:"" help:"${demo_help}"`
	Import   Import   `cmd:"" help:"${import_help}"`
	User     User     `cmd:"" help:"${user_help}"`
	Allocate Allocate `cmd:"" help:"${allocate_help}"`
	Doctor   Doctor   `cmd:"" help:"${doctor_help}"`
	Health   Health   `cmd:"" help:"${health_help}"`
	Version  Version  `cmd:"" help:"${version_help}"`
}

// Console is where a command talks to the operator, and in which language.
type Console struct {
	*text.Translator
	Out, Err io.Writer
}

// Say writes a text of the catalogue as one line.
func (c *Console) Say(key string, args ...any) { _, _ = fmt.Fprintln(c.Out, c.T(key, args...)) }

// told is an error that has a sentence of its own for the operator.
type told struct {
	key  string
	args []any
}

func (t told) Error() string { return t.key }

func tell(key string, args ...any) error { return told{key, args} }

// Run does what the arguments say and gives the exit status: 0 done, 1 failed, 2 the command line is wrong.
func Run(args []string, out, errOut io.Writer) int {
	texts, err := text.Load()
	if err != nil {
		_, _ = fmt.Fprintln(errOut, err)
		return 1
	}
	console := &Console{texts.For(language(os.Getenv)), out, errOut}
	var l line
	exit := -1
	parser, err := kong.New(&l, kong.Name("samling"), kong.Description(console.T("cli.about")), kong.Writers(out, errOut),
		kong.Exit(func(code int) { exit = code }), helpTexts(console), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		_, _ = fmt.Fprintln(errOut, err)
		return 1
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(args)
	if exit >= 0 { // --help has been answered
		return exit
	}
	if err != nil {
		_, _ = fmt.Fprintln(errOut, console.T("cli.wrong", "Reason", err.Error()))
		return 2
	}
	if err := ctx.Run(console); err != nil {
		_, _ = fmt.Fprintln(errOut, console.sentence(err))
		return 1
	}
	return 0
}

// sentence is what the operator reads about an error.
func (c *Console) sentence(err error) string {
	var t told
	if errors.As(err, &t) {
		return c.T(t.key, t.args...)
	}
	return c.T("cli.failed", "Reason", err.Error())
}

// language follows the terminal's own setting, as other programs do.
func language(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			if strings.HasPrefix(value, "sv") {
				return "sv"
			}
			return "en"
		}
	}
	return "en"
}

func helpTexts(c *Console) kong.Vars {
	vars := kong.Vars{}
	for _, key := range []string{"serve", "demo", "import", "user", "user_add", "user_disable", "health", "version", "config", "listen", "data", "demo_data",
		"file", "login", "name", "role", "edition", "password_file", "url"} {
		vars[key+"_help"] = c.T("cli." + key)
	}
	vars["allocate_help"], vars["allocate_file_help"] = c.T("allocate.about"), c.T("allocate.file")
	vars["doctor_help"], vars["doctor_anonymity_help"] = c.T("doctor.about"), c.T("doctor.anonymity")
	vars["doctor_copy_help"], vars["doctor_log_help"] = c.T("doctor.copy"), c.T("doctor.log")
	return vars
}
