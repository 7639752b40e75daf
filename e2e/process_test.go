package e2e

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is the built binary, made once for all tests of this package.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "samling-e2e-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "samling")
	out, err := exec.Command("go", "build", "-o", path, "samling").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// samling runs a command of the program to its end and gives what it said.
func samling(t *testing.T, stdin string, args ...string) (string, error) {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "LC_ALL=sv_SE.UTF-8")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func must(t *testing.T, stdin string, args ...string) {
	t.Helper()
	if out, err := samling(t, stdin, args...); err != nil {
		t.Fatalf("samling %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// server is a running program.
type server struct {
	t    *testing.T
	cmd  *exec.Cmd
	url  string
	said *output
}

type output struct {
	mu sync.Mutex
	b  strings.Builder
}

func (o *output) Write(p []byte) (int, error) { o.mu.Lock(); defer o.mu.Unlock(); return o.b.Write(p) }
func (o *output) String() string              { o.mu.Lock(); defer o.mu.Unlock(); return o.b.String() }

// start runs the program as a server and waits until it is ready. It is stopped as an operator would, at the end.
func start(t *testing.T, address string, args ...string) *server {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, cmd: exec.Command(path, args...), url: "http://" + address, said: &output{}}
	s.cmd.Stdout, s.cmd.Stderr = s.said, s.said
	s.cmd.Env = append(os.Environ(), "LC_ALL=sv_SE.UTF-8")
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	for range 200 {
		if answer, err := http.Get(s.url + "/readyz"); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return s
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the program did not start:\n%s", s.said)
	return nil
}

func (s *server) stop() {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("the program did not stop well: %v\n%s", err, s.said)
	}
}

// freeAddress is a loopback address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
