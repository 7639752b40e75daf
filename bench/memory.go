package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"
)

// memory starts the filled demonstration, opens every page that a visitor can reach once, and reads how much of the
// program then lies in memory.
func (b binary) memory(data string) (l line, err error) {
	p, err := b.start(data)
	if err != nil {
		return line{}, err
	}
	defer func() {
		if stopped := p.stop(); err == nil {
			err = stopped
		}
	}()
	pages, err := visit(p.url)
	if err != nil {
		return line{}, err
	}
	now, most, err := resident(p.cmd.Process.Pid)
	if err != nil {
		return line{what: "resident memory", facts: "cannot be read on this system: " + err.Error()}, nil
	}
	return line{what: "resident memory with the demonstration", facts: fmt.Sprintf("%s after %d pages and files, %s at most", now, pages, most)}, nil
}

var links = regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)

// visitMax stops a site whose links never end.
const visitMax = 2000

// visit follows every link of the site from the front page, each address once, and gives how many were opened. A link
// that is broken fails the run.
func visit(base string) (int, error) {
	client := http.Client{Timeout: time.Minute}
	seen, waiting := map[string]bool{"/": true}, []string{"/"}
	for i := 0; i < len(waiting) && i < visitMax; i++ {
		body, err := open(&client, base+waiting[i])
		if err != nil {
			return i, err
		}
		for _, found := range links.FindAllStringSubmatch(body, -1) {
			// The languages' links set a cookie and lead back; what is behind log-in is not public.
			path := html.UnescapeString(found[1])
			if !seen[path] && !strings.HasPrefix(path, "/sprak/") {
				seen[path], waiting = true, append(waiting, path)
			}
		}
	}
	return len(waiting), nil
}

func open(client *http.Client, url string) (string, error) {
	answer, err := client.Get(url)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %s", url, answer.Status)
	}
	raw, err := io.ReadAll(answer.Body)
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return "", err
	}
	return string(raw), err
}

var memoryLine = regexp.MustCompile(`(?m)^(VmRSS|VmHWM):\s+(\d+) kB$`)

// resident reads what the kernel says (Linux only): now, and the most so far.
func resident(pid int) (now, most string, err error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return "", "", err
	}
	figures := map[string]string{}
	for _, found := range memoryLine.FindAllStringSubmatch(string(raw), -1) {
		figures[found[1]] = megabytes(found[2])
	}
	return figures["VmRSS"], figures["VmHWM"], nil
}

func megabytes(kilo string) string {
	var n float64
	_, _ = fmt.Sscan(kilo, &n)
	return fmt.Sprintf("%.0f MB", n*1024/1e6)
}
