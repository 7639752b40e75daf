package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
)

// conn is a kept-alive HTTP/1.1 connection of the barest kind: it sends bytes that are ready, and reads of the answer
// the status, the length and the body. Any library would cost as much as the server that it is to measure.
type conn struct {
	net.Conn
	in   *bufio.Reader
	body []byte
}

func dial(address string, n int) ([]*conn, error) {
	all := make([]*conn, 0, n)
	for range n {
		c, err := net.Dial("tcp", address)
		if err != nil {
			hangUp(all)
			return nil, err
		}
		all = append(all, &conn{Conn: c, in: bufio.NewReaderSize(c, 16<<10)})
	}
	return all, nil
}

func hangUp(all []*conn) {
	for _, c := range all {
		_ = c.Close()
	}
}

// expect sends a request and demands a status. The body is valid until the next request.
func (c *conn) expect(status int, request []byte) (body []byte, err error) {
	if _, err := c.Write(request); err != nil {
		return nil, err
	}
	got, length, err := c.head()
	if err != nil {
		return nil, err
	}
	if got == 304 { // has no body, whatever its length says (RFC 9110, 8.6)
		length = 0
	}
	if cap(c.body) < length {
		c.body = make([]byte, length)
	}
	c.body = c.body[:length]
	if _, err := io.ReadFull(c.in, c.body); err != nil {
		return nil, err
	}
	if got != status {
		return nil, fmt.Errorf("status %d instead of %d: %.300s", got, status, c.body)
	}
	return c.body, nil
}

var lengthHeader = []byte("Content-Length: ")

func (c *conn) head() (status, length int, err error) {
	first, err := c.in.ReadSlice('\n')
	if err != nil {
		return 0, 0, err
	}
	if len(first) < 12 {
		return 0, 0, fmt.Errorf("no status in %q", first)
	}
	if status, err = strconv.Atoi(string(first[9:12])); err != nil {
		return 0, 0, err
	}
	for {
		header, err := c.in.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		header = bytes.TrimRight(header, "\r\n")
		if len(header) == 0 {
			return status, length, nil
		}
		if value, found := bytes.CutPrefix(header, lengthHeader); found {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, 0, err
			}
		}
	}
}

// get makes a request for a page; headers are whole lines without their ends.
func get(path string, headers ...string) []byte { return request("GET", path, "", headers...) }

// post makes a request with a body.
func post(path, kind, body string, headers ...string) []byte {
	return request("POST", path, body, append(headers, "Content-Type: "+kind)...)
}

func request(method, path, body string, headers ...string) []byte {
	var b bytes.Buffer
	_, _ = fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: localhost\r\nAccept-Language: sv\r\n", method, path)
	for _, h := range headers {
		b.WriteString(h + "\r\n")
	}
	if method != "GET" {
		_, _ = fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n" + body)
	return b.Bytes()
}
