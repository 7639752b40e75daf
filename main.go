// Samling is a platform for conferences and seminars of public agencies: one program on one SQLite file.
package main

import (
	"os"

	"samling/commands"
)

func main() { os.Exit(commands.Run(os.Args[1:], os.Stdout, os.Stderr)) }
