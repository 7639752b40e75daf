package commands

import (
	"os"
	"runtime/debug"
)

// gcPercent is how much garbage may lie about before it is collected, against what the site keeps.
const gcPercent = 400

// CalmCollector lets garbage lie longer than Go's default does. What the site keeps (texts, pages, files) is some 15 MB that
// hardly change, and by default all of it is looked through for every 15 MB that requests use: a third of the processor
// at a busy door (make bench, redeem). It costs about 60 MB at such times. GOGC, where it is set, is the operator's word.
func CalmCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}
