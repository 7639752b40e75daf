package jobs_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	netmail "net/mail"
	"sync"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"samling/jobs"
	"samling/models/mailbox"
	"samling/models/store"
	"samling/views/mail"
)

// office is a real SMTP server in the test's process. The hooks are its moods; nil means friendly.
type office struct {
	mu       sync.Mutex
	letters  [][]byte
	onHello  func()
	onRcpt   func(to string) error
	onData   func(c *gosmtp.Conn, r io.Reader) error // reads instead of the office
	onStored func()
	server   *gosmtp.Server
	port     int
}

func openOffice(t *testing.T, change func(o *office, s *gosmtp.Server)) *office {
	t.Helper()
	o := &office{}
	o.server = gosmtp.NewServer(gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) {
		if o.onHello != nil {
			o.onHello()
		}
		return &session{o: o, c: c}, nil
	}))
	o.server.Domain = "office.test"
	o.server.ErrorLog = quiet{}
	if change != nil {
		change(o, o.server)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.port = l.Addr().(*net.TCPAddr).Port
	go func() { _ = o.server.Serve(l) }()
	t.Cleanup(func() { _ = o.server.Close() })
	return o
}

func (o *office) received() [][]byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([][]byte(nil), o.letters...)
}

type session struct {
	o *office
	c *gosmtp.Conn
}

func (s *session) Reset()                                 {}
func (s *session) Logout() error                          { return nil }
func (s *session) Mail(string, *gosmtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	if s.o.onRcpt != nil {
		return s.o.onRcpt(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	if s.o.onData != nil {
		return s.o.onData(s.c, r)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.o.mu.Lock()
	s.o.letters = append(s.o.letters, raw)
	s.o.mu.Unlock()
	if s.o.onStored != nil {
		s.o.onStored()
	}
	return nil
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// fixed composes the same message for every mail.
type fixed struct{ message mail.Message }

func (f fixed) Compose(_ context.Context, m mailbox.Mail) (mail.Message, error) {
	message := f.message
	message.To = netmail.Address{Name: m.ToName, Address: m.ToAddress}
	return message, nil
}

func plainMessage() mail.Message {
	return mail.Message{Subject: "Din plats är klar", Text: "Hej Åsa!\n", HTML: "<p>Hej Åsa!</p>"}
}

func plainSMTP(port int) jobs.SMTP {
	return jobs.SMTP{
		Host: "127.0.0.1", Port: port, Encryption: jobs.Off, From: netmail.Address{Name: "Samling", Address: "samling@samling.example"},
		Timeout: 2 * time.Second, LastReply: 3 * time.Second,
	}
}

func delivery(s *store.Store, sender jobs.Sender) *jobs.Delivery {
	return &jobs.Delivery{Store: s, Composer: fixed{plainMessage()}, Sender: sender, Log: slog.New(slog.DiscardHandler)}
}

func enqueue(t *testing.T, s *store.Store, addresses ...string) []mailbox.Mail {
	t.Helper()
	var mails []mailbox.Mail
	for _, a := range addresses {
		mails = append(mails, mailbox.Mail{Kind: mailbox.Confirmation, ToAddress: a, ToName: "Åsa Öberg"})
	}
	return enqueueMail(t, s, mails...)
}

func enqueueMail(t *testing.T, s *store.Store, mails ...mailbox.Mail) []mailbox.Mail {
	t.Helper()
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return mailbox.Enqueue(tx, mails...) }); err != nil {
		t.Fatal(err)
	}
	return mails
}

func state(t *testing.T, s *store.Store, id store.ID) mailbox.Mail {
	t.Helper()
	m, err := mailbox.ByID(s.Read(t.Context()), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func messageIDOf(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header.Get("Message-ID")
}
