package jobs

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"time"

	gomail "github.com/go-mail/mail/v2"
)

// SMTP is how to reach the mail server.
type SMTP struct {
	Host       string
	Port       int
	Username   string // "" = the server asks for no log-in
	Password   string
	From       netmail.Address
	Encryption Encryption
	LocalName  string        // what the program calls itself in EHLO; "" = "localhost"
	Timeout    time.Duration // for each stage of the conversation up to the last dot; 0 = one minute
	LastReply  time.Duration // for the answer to the last dot; 0 = ten minutes, as RFC 5321 §4.5.3.2.6 asks
	TLS        *tls.Config   // nil = the system's trusted authorities
}

// Encryption says how the conversation is protected.
type Encryption string

// The kinds of encryption. StartTLS is mandatory when chosen: a server that does not offer it gets no mail.
const (
	StartTLS Encryption = "starttls" // the default, also for ""
	Implicit Encryption = "tls"      // from the first byte, port 465
	Off      Encryption = "off"      // only for a relay on the same machine or net
)

// quitPatience is how long the server may take to say goodbye after everything is settled; stopPatience is how long
// a program that is stopping still waits for the answer to a last dot, so that nearly always it is known.
const (
	quitPatience = 2 * time.Second
	stopPatience = 8 * time.Second
)

// NewSMTP gives the sender for a mail server. Errors: what is wrong with the settings.
func NewSMTP(s SMTP) (Sender, error) {
	if err := s.Valid(); err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return s, nil
}

// Valid says what is wrong with the settings, nil if nothing.
func (s SMTP) Valid() error {
	switch s.Encryption {
	case "", StartTLS, Implicit, Off:
	default:
		return fmt.Errorf("encryption is %q and must be %s, %s or %s", s.Encryption, StartTLS, Implicit, Off)
	}
	if s.Host == "" || s.Port < 1 || s.Port > 65535 {
		return errors.New("the mail server needs a host and a port")
	}
	if _, err := address(s.From.Address); err != nil {
		return errors.New("the sender's address is not a valid e-mail address")
	}
	return nil
}

// Send implements Sender: one conversation for one letter.
func (s SMTP) Send(ctx context.Context, l Letter, p Progress) error {
	raw, to, err := s.envelope(l, time.Now())
	if err != nil {
		return err
	}
	ctx, done := context.WithCancel(ctx) // so that what waits for the program's end is let go with each letter
	defer done()
	wire := &wire{}
	defer wire.close()
	stopCutting := context.AfterFunc(ctx, wire.close)
	defer stopCutting()
	conversation, err := s.dial(ctx, wire)
	if err != nil {
		return trouble(err, stageDial)
	}
	last := &lastDot{raw: raw, cut: wire.close, pass: func() error { return s.pass(ctx, wire, stopCutting, p) }}
	if err := conversation.Send(s.From.Address, []string{to}, last); err != nil {
		return trouble(errors.Join(last.err, err), stageMail)
	}
	p.Accepted(ctx)
	wire.deadline(quitPatience)
	_ = conversation.Close() // the mail is delivered; how the server says goodbye changes nothing
	return nil
}

// dial opens the conversation. A fresh dialer each time: go-mail's remembers what a server offered last time.
func (s SMTP) dial(ctx context.Context, w *wire) (gomail.SendCloser, error) {
	d := &gomail.Dialer{
		Host: s.Host, Port: s.Port, Username: s.Username, Password: s.Password, SSL: s.Encryption == Implicit,
		TLSConfig: s.tlsConfig(), LocalName: s.LocalName, Timeout: s.timeout(),
		StartTLSPolicy: gomail.MandatoryStartTLS,
		RetryFailure:   false, // its own second try would send a mail again that may have arrived
	}
	if s.Encryption == Off {
		d.StartTLSPolicy = gomail.NoStartTLS
	}
	return dialOn(d, func(network, address string, timeout time.Duration) (net.Conn, error) {
		return w.open(ctx, network, address, timeout)
	})
}

func (s SMTP) tlsConfig() *tls.Config {
	config := s.TLS.Clone()
	if config == nil {
		config = &tls.Config{}
	}
	config.ServerName = s.Host
	config.MinVersion = tls.VersionTLS12
	return config
}

func (s SMTP) timeout() time.Duration {
	if s.Timeout > 0 {
		return s.Timeout
	}
	return time.Minute
}

func (s SMTP) lastReply() time.Duration {
	if s.LastReply > 0 {
		return s.LastReply
	}
	return 10 * time.Minute
}

// pass is the step from which only the server knows: it is recorded, and from then on a program that stops no longer
// cuts the line at once but gives the server a moment to answer.
func (s SMTP) pass(ctx context.Context, w *wire, stopCutting func() bool, p Progress) error {
	if !stopCutting() {
		return ctx.Err()
	}
	if err := p.HandOver(ctx); err != nil {
		return err
	}
	w.deadline(s.lastReply())
	context.AfterFunc(ctx, func() { w.deadline(stopPatience) })
	return nil
}

// lastDot writes the message and stops before its last dot, which the library writes when WriteTo has returned.
type lastDot struct {
	raw  []byte
	pass func() error
	cut  func()
	err  error
}

// WriteTo implements io.WriterTo. After an error go-mail still closes the message, which would send the dot after
// half a mail. So the line is cut first.
func (m *lastDot) WriteTo(w io.Writer) (int64, error) {
	n, err := bytes.NewReader(m.raw).WriteTo(w)
	if err == nil {
		err = m.pass()
	}
	if err != nil {
		m.err = err
		m.cut()
	}
	return n, err
}
