package handlers_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
)

// TestWhatTheServerCannotRead: requests that never reach a handler still get a page with the right status.
func TestWhatTheServerCannotRead(t *testing.T) {
	site := webtest.New(t, rooms)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = site.Fiber.Listener(listener) }()
	t.Cleanup(func() { _ = site.Fiber.ShutdownWithTimeout(time.Second) })
	for _, row := range []struct {
		name, raw string
		want      int
	}{
		{"a body over the limit", "POST /logga-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413},
		{"a header over the limit", "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("a", 40<<10) + "\r\n\r\n", 431},
		{"a torn multipart form", "POST /logga-in HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 60\r\n\r\n" +
			fmt.Sprintf("%-60s", "--b\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\na"), 400},
		{"no HTTP", "\x16\x03\x01\x00\xa5\r\n\r\n", 400},
		{"an address that is none", "GET /%zz%ff/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n\r\n", 404},
	} {
		t.Run(row.name, func(t *testing.T) {
			conn, err := net.Dial("tcp", listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
			_, _ = io.WriteString(conn, row.raw)
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if answer.StatusCode != row.want || !strings.Contains(string(body), "<h1>") || strings.Contains(string(body), "goroutine") {
				t.Errorf("%d, wanted %d: %.300s", answer.StatusCode, row.want, body)
			}
		})
	}
}
