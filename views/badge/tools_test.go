package badge

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

// tool runs an independent program on what we made. These programs are part of the test: without them nothing would show
// that a code can be read, so a missing one is a failure and not a skip.
func tool(t testing.TB, debianPackage, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is needed to check the badges: apt-get install %s", name, debianPackage)
	}
	var out, problem bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, problem.String())
	}
	return out.String()
}

// decode reads every code in the pictures with zbar.
func decode(t testing.TB, pictures ...string) []string {
	t.Helper()
	args := append([]string{"--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"}, pictures...)
	return strings.Fields(tool(t, "zbar-tools", "zbarimg", args...))
}

// printed writes the badges to a file.
func printed(t testing.TB, s Sheet, badges []Badge) string {
	t.Helper()
	var pdf bytes.Buffer
	if err := Write(&pdf, s, slices.Values(badges)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "badges.pdf")
	if err := os.WriteFile(file, pdf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// pictures renders a PDF as an office printer would at its coarsest.
func pictures(t testing.TB, pdf string) []string {
	t.Helper()
	stem := strings.TrimSuffix(pdf, ".pdf")
	tool(t, "poppler-utils", "pdftoppm", "-r", "150", "-gray", pdf, stem)
	found, err := filepath.Glob(stem + "-*.pgm")
	if err != nil || len(found) == 0 {
		t.Fatalf("no pages rendered: %v", err)
	}
	sort.Strings(found)
	return found
}

// saved puts a PDF into a file for other programs.
func saved(t testing.TB, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
