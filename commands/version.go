package commands

import (
	"fmt"
	"runtime/debug"
)

// Version tells which program this is.
type Version struct{}

// release is set by the build (-ldflags "-X samling/commands.release=1.2.0").
var release = "dev"

// Run implements kong's command.
func (Version) Run(c *Console) error {
	commit, built := "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				commit = " " + s.Value[:min(12, len(s.Value))]
			case "vcs.time":
				built = " " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(c.Out, "samling %s%s%s\n", release, commit, built)
	return err
}
