// Command bench measures Samling side by side with the barest thing that does the same work, and prints the ratios.
//
// Absolute numbers say more about the machine and about what else it does at that moment than about the program, so
// every aim is a ratio: both sides run in this process, in the same minute, on files in the same directory, with the
// same client, in rounds that take turns (A B A B …). A ratio is the median of the rounds' own ratios, so that a
// disturbance that lasts for a few rounds strikes both sides of the same quotient.
//
//   - Registrations and redeems go through the whole site (the handlers on a listener, the store on a real file with
//     synchronous=FULL) and are held against the same statements in plain database/sql with a group commit of its own:
//     no HTTP, no forms, no gorm, nothing to show. What is lost on the way is what the house costs.
//   - The event page comes from the cache and is held against a Fiber app that says "Hello, World!".
//   - Badges, start-up and memory have nothing to be held against and are told as they are.
//
// The client shares the processor with the server, so it does as little as it can: requests are made before the clock
// starts and answers are read no further than needed (client.go).
//
// Nothing here is a test of speed: the exit status is 0 whatever the ratios are, and 1 if something failed to run.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"

	"samling/commands"
)

func main() {
	quick := flag.Bool("quick", false, "tiny counts: shows that everything runs, measures nothing")
	only := flag.String("only", "", "a comma-separated choice of "+names(parts()))
	profile := flag.String("profile", "", "write a CPU profile of the run to this file")
	flag.Parse()
	commands.CalmCollector() // as the program does
	size := full()
	if *quick {
		size = tiny()
	}
	if err := run(os.Stdout, os.Stderr, size, *only, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// part is one of the measurements. It works in a directory of its own.
type part struct {
	name    string
	measure func(dir string, size scale) ([]line, error)
}

func parts() []part {
	return []part{{"register", register}, {"opening", opening}, {"redeem", redeem}, {"paced", paced}, {"page", eventPage}, {"badges", badges}, {"ballots", ballots}, {"program", program}, {"allocation", allocations}, {"results", results}}
}

func names(all []part) string {
	var list []string
	for _, p := range all {
		list = append(list, p.name)
	}
	return strings.Join(list, ",")
}

// run measures the chosen parts, or all, and prints the table. progress hears what is being measured.
func run(out, progress io.Writer, size scale, only, profile string) error {
	chosen, err := choose(parts(), only)
	if err != nil {
		return err
	}
	stop, err := startProfile(profile)
	if err != nil {
		return err
	}
	defer stop()
	var table []line
	for _, p := range chosen {
		_, _ = fmt.Fprintln(progress, "measuring:", p.name)
		lines, err := inDirectory(p, size)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		table = append(table, lines...)
	}
	_, _ = fmt.Fprintf(out, "\nSamling beside the barest thing that does the same: %d cores, %s, %s, %d connections, %d rounds.\n"+
		"The ratio counts; the other numbers are this machine's, now.\n\n",
		runtime.NumCPU(), runtime.GOOS+"/"+runtime.GOARCH, runtime.Version(), size.conns, size.rounds)
	return print(out, table)
}

func choose(all []part, only string) ([]part, error) {
	if only == "" {
		return all, nil
	}
	var chosen []part
	for name := range strings.SplitSeq(only, ",") {
		found := false
		for _, p := range all {
			if p.name == name {
				chosen, found = append(chosen, p), true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no %q, only %s", name, names(all))
		}
	}
	return chosen, nil
}

func inDirectory(p part, size scale) (lines []line, err error) {
	dir, err := os.MkdirTemp("", "samling-bench-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return p.measure(dir, size)
}

func startProfile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); _ = f.Close() }, nil
}
