package jobs_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"samling/jobs"
	"samling/models/mailbox"
	"samling/models/store/storetest"
)

func TestDelivered(t *testing.T) {
	s, _ := storetest.New(t)
	o := openOffice(t, nil)
	m := enqueue(t, s, "asa@x.example")[0]
	if err := delivery(s, plainSMTP(o.port)).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := o.received()
	if len(got) != 1 {
		t.Fatalf("the office has %d letters", len(got))
	}
	letter, err := netmail.ReadMessage(bytes.NewReader(got[0]))
	if err != nil {
		t.Fatal(err)
	}
	to, err := letter.Header.AddressList("To")
	if err != nil || to[0].Address != "asa@x.example" || to[0].Name != "Åsa Öberg" {
		t.Errorf("to %v, %v", to, err)
	}
	if id := letter.Header.Get("Message-ID"); id != "<"+string(m.ID)+"@samling.example>" {
		t.Errorf("message id %s", id)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Sent || got.SentAt.IsZero() {
		t.Errorf("in the outbox: %+v", got)
	}
}

func TestOverTLS(t *testing.T) {
	lender := httptest.NewTLSServer(nil) // lends its certificate for 127.0.0.1
	defer lender.Close()
	s, _ := storetest.New(t)
	o := openOffice(t, func(_ *office, srv *gosmtp.Server) {
		srv.TLSConfig = &tls.Config{Certificates: lender.TLS.Certificates}
	})
	sender := plainSMTP(o.port)
	sender.Encryption = jobs.StartTLS
	m := enqueue(t, s, "asa@x.example")[0]
	if err := delivery(s, sender).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Queued || got.LastError != "certificate" {
		t.Errorf("with an unknown certificate: %s %q", got.State, got.LastError)
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(lender.Certificate())
	sender.TLS = &tls.Config{RootCAs: trusted}
	m = enqueue(t, s, "bo@x.example")[0]
	if err := delivery(s, sender).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Sent || len(o.received()) != 1 {
		t.Errorf("with a trusted one: %s %q", got.State, got.LastError)
	}
}

func TestWithoutSTARTTLSNothingIsSent(t *testing.T) {
	s, _ := storetest.New(t)
	o := openOffice(t, nil)
	sender := plainSMTP(o.port)
	sender.Encryption = ""
	m := enqueue(t, s, "asa@x.example")[0]
	if err := delivery(s, sender).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Queued || got.LastError != "no_starttls" || len(o.received()) != 0 {
		t.Errorf("%s %q, office has %d", got.State, got.LastError, len(o.received()))
	}
}

func TestSilentServerTimesOutAndTheMailGoesLater(t *testing.T) {
	s, clock := storetest.New(t)
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts by the kernel's grace and never says a word
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	silent := plainSMTP(l.Addr().(*net.TCPAddr).Port)
	silent.Timeout = 200 * time.Millisecond
	m := enqueue(t, s, "asa@x.example")[0]
	began := time.Now()
	if err := delivery(s, silent).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("the silent server held the worker for %v", took)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Queued || got.LastError != "timeout" {
		t.Errorf("%s %q", got.State, got.LastError)
	}
	clock.Add(time.Minute)
	o := openOffice(t, nil)
	if err := delivery(s, plainSMTP(o.port)).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Sent || len(o.received()) != 1 {
		t.Errorf("later: %s, office has %d", got.State, len(o.received()))
	}
}

func TestSilentAfterTheLastDot(t *testing.T) {
	s, _ := storetest.New(t)
	done := make(chan struct{})
	o := openOffice(t, func(o *office, _ *gosmtp.Server) {
		o.onData = func(_ *gosmtp.Conn, r io.Reader) error { _, _ = io.ReadAll(r); <-done; return errors.New("late") }
	})
	sender := plainSMTP(o.port)
	sender.LastReply = 200 * time.Millisecond
	m := enqueue(t, s, "asa@x.example")[0]
	_ = delivery(s, sender).Deliver(t.Context())
	close(done)
	if got := state(t, s, m.ID); got.State != mailbox.Queued || got.LastError != "timeout" {
		t.Errorf("%s %q", got.State, got.LastError)
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		reply  gosmtp.SMTPError
		state  mailbox.State
		reason string
	}{
		"later": {gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 7, 1}, Message: "greylisted asa@x.example"}, mailbox.Queued, "451 4.7.1"},
		"never": {gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no such user asa@x.example"}, mailbox.Failed, "550 5.1.1"},
		"login": {gosmtp.SMTPError{Code: 530, EnhancedCode: gosmtp.EnhancedCode{5, 7, 0}, Message: "authenticate first"}, mailbox.Queued, "530 5.7.0"},
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := storetest.New(t)
			var friendly atomic.Bool
			o := openOffice(t, func(o *office, _ *gosmtp.Server) {
				o.onRcpt = func(string) error {
					if friendly.Load() {
						return nil
					}
					return &c.reply
				}
			})
			m := enqueue(t, s, "asa@x.example")[0]
			_ = delivery(s, plainSMTP(o.port)).Deliver(t.Context())
			got := state(t, s, m.ID)
			if got.State != c.state || got.LastError != c.reason || strings.Contains(got.LastError, "asa") {
				t.Errorf("%s %q, want %s %q", got.State, got.LastError, c.state, c.reason)
			}
			friendly.Store(true)
			clock.Add(time.Minute)
			_ = delivery(s, plainSMTP(o.port)).Deliver(t.Context())
			want := 0
			if c.state == mailbox.Queued {
				want = 1
			}
			if n := len(o.received()); n != want {
				t.Errorf("afterwards the office has %d letters, want %d", n, want)
			}
		})
	}
}

func TestLineDroppedHalfWay(t *testing.T) {
	for name, drop := range map[string]func(c *gosmtp.Conn, r io.Reader){
		"in the middle":      func(c *gosmtp.Conn, r io.Reader) { _, _ = r.Read(make([]byte, 10)) },
		"after the last dot": func(c *gosmtp.Conn, r io.Reader) { _, _ = io.ReadAll(r) },
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := storetest.New(t)
			o := openOffice(t, func(o *office, _ *gosmtp.Server) {
				o.onData = func(c *gosmtp.Conn, r io.Reader) error {
					drop(c, r)
					_ = c.Conn().Close()
					return errors.New("gone")
				}
			})
			m := enqueue(t, s, "asa@x.example")[0]
			_ = delivery(s, plainSMTP(o.port)).Deliver(t.Context())
			if got := state(t, s, m.ID); got.State != mailbox.Queued || got.LastError != "connection" {
				t.Errorf("%s %q", got.State, got.LastError)
			}
			clock.Add(time.Minute)
			good := openOffice(t, nil)
			_ = delivery(s, plainSMTP(good.port)).Deliver(t.Context())
			if got := state(t, s, m.ID); got.State != mailbox.Sent || len(good.received()) != 1 {
				t.Errorf("afterwards: %s, office has %d", got.State, len(good.received()))
			}
		})
	}
}

func TestDemoKeepsMail(t *testing.T) {
	s, _ := storetest.New(t)
	m := enqueue(t, s, "asa@x.example")[0]
	if err := delivery(s, jobs.Keep{}).Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, m.ID); got.State != mailbox.Kept {
		t.Errorf("%s", got.State)
	}
}

func TestSettings(t *testing.T) {
	good := plainSMTP(25)
	if err := good.Valid(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*jobs.SMTP){
		"no host":            func(s *jobs.SMTP) { s.Host = "" },
		"no port":            func(s *jobs.SMTP) { s.Port = 0 },
		"unknown encryption": func(s *jobs.SMTP) { s.Encryption = "maybe" },
		"bad sender":         func(s *jobs.SMTP) { s.From.Address = "x\r\nBcc: y@z.example" },
	} {
		bad := good
		spoil(&bad)
		if bad.Valid() == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
