package e2e

import (
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// postOffice is a real SMTP server that keeps what it is given.
type postOffice struct {
	mu    sync.Mutex
	mails []letter
	addr  string
}

// letter is a mail as it arrived: whom to, and its text.
type letter struct {
	to, subject, text string
}

func newPostOffice(t *testing.T) *postOffice {
	t.Helper()
	office := &postOffice{}
	s := smtp.NewServer(office)
	s.Domain = "localhost"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	office.addr = l.Addr().String()
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return office
}

// NewSession implements smtp.Backend.
func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &clerk{office: o}, nil }

type clerk struct {
	office *postOffice
	to     string
}

func (c *clerk) Reset()                                    { c.to = "" }
func (c *clerk) Logout() error                             { return nil }
func (c *clerk) Mail(string, *smtp.MailOptions) error      { return nil }
func (c *clerk) Rcpt(to string, _ *smtp.RcptOptions) error { c.to = to; return nil }

func (c *clerk) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	text := plainText(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	c.office.mails = append(c.office.mails, letter{c.to, subject, text})
	return nil
}

// plainText finds the text part of a mail, however deep it lies.
func plainText(contentType, encoding string, body io.Reader) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	if !strings.HasPrefix(kind, "multipart/") {
		if kind != "text/plain" {
			return ""
		}
		if strings.EqualFold(encoding, "quoted-printable") {
			body = quotedprintable.NewReader(body)
		}
		raw, _ := io.ReadAll(body)
		return string(raw)
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err != nil {
			return ""
		}
		if text := plainText(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part); text != "" {
			return text
		}
	}
}

// wait gives the first mail to an address whose text contains some words.
func (o *postOffice) wait(t *testing.T, to, words string) letter {
	t.Helper()
	for range 300 {
		o.mu.Lock()
		for _, l := range o.mails {
			if l.to == to && strings.Contains(l.text, words) {
				o.mu.Unlock()
				return l
			}
		}
		o.mu.Unlock()
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no mail to %s with %q", to, words)
	return letter{}
}

// count is how many mails came to an address.
func (o *postOffice) count(to string) (n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range o.mails {
		if l.to == to {
			n++
		}
	}
	return n
}
