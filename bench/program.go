package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// binary is the program to start. args come before its own, env beside the environment: tests start themselves.
type binary struct {
	path string
	env  []string
}

// program measures the built program from outside: how soon the demonstration answers, and how much memory it holds.
func program(dir string, size scale) ([]line, error) {
	path := filepath.Join(dir, "samling")
	if out, err := exec.Command("go", "build", "-o", path, "samling").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return measureProgram(binary{path: path}, dir, size)
}

func measureProgram(b binary, dir string, size scale) ([]line, error) {
	empty, err := b.starts(size.starts, func(i int) string { return filepath.Join(dir, fmt.Sprint("new-", i)) })
	if err != nil {
		return nil, err
	}
	kept, err := b.starts(size.starts, func(int) string { return filepath.Join(dir, "new-0") })
	if err != nil {
		return nil, err
	}
	memory, err := b.memory(filepath.Join(dir, "new-0"))
	if err != nil {
		return nil, err
	}
	info := ""
	if file, err := os.Stat(b.path); err == nil {
		info = fmt.Sprintf("; the program is %.0f MB", float64(file.Size())/1e6)
	}
	return []line{
		{what: "start of the demonstration, to be filled", facts: short(empty) + " until / answers" + info},
		{what: "start of the demonstration, already filled", facts: short(kept) + " until / answers"},
		memory,
	}, nil
}

// starts gives the median time from starting the program until its front page answers.
func (b binary) starts(n int, data func(i int) string) (time.Duration, error) {
	var all []time.Duration
	for i := range n {
		p, err := b.start(data(i))
		if err != nil {
			return 0, err
		}
		all = append(all, p.took)
		if err := p.stop(); err != nil {
			return 0, err
		}
	}
	return median(all), nil
}

// process is a started program that answers.
type process struct {
	cmd  *exec.Cmd
	url  string
	took time.Duration
	said *bytes.Buffer // its complaints, for when it ends badly
}

// patience is how long a start may take.
const patience = 2 * time.Minute

func (b binary) start(data string) (*process, error) {
	address, err := freePort()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(b.path, "demo", "--listen", address, "--data", data)
	var said bytes.Buffer
	cmd.Env, cmd.Stderr = append(os.Environ(), b.env...), &said
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, url: "http://" + address, said: &said}
	for !answers(p.url) {
		if time.Since(begun) > patience {
			return nil, errors.Join(fmt.Errorf("no answer within %s", patience), p.stop())
		}
		time.Sleep(2 * time.Millisecond)
	}
	p.took = time.Since(begun)
	return p, nil
}

func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := p.cmd.Wait(); err != nil {
		return fmt.Errorf("the program ended with %w: %s", err, p.said)
	}
	return nil
}

// freePort finds a port that nobody listens on. Somebody else could take it before the program does; then the program
// says so and the run fails.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func answers(url string) bool {
	answer, err := http.Get(url + "/")
	if err != nil {
		return false
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode == http.StatusOK
}
