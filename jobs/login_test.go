package jobs_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"samling/jobs"
	"samling/models/mailbox"
	"samling/models/store/storetest"
)

// guarded is a session that wants a password.
type guarded struct {
	*session
	password string
	known    bool
}

func (g *guarded) AuthMechanisms() []string { return []string{sasl.Plain} }

func (g *guarded) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "samling" || password != g.password {
			return errors.New("wrong")
		}
		g.known = true
		return nil
	}), nil
}

func (g *guarded) Mail(from string, o *gosmtp.MailOptions) error {
	if !g.known {
		return gosmtp.ErrAuthRequired
	}
	return g.session.Mail(from, o)
}

// A wrong password is the operator's mistake: the mails must wait for it to be mended, not fail.
func TestLogIn(t *testing.T) {
	lender := httptest.NewTLSServer(nil)
	defer lender.Close()
	s, clock := storetest.New(t)
	o := openOffice(t, func(o *office, srv *gosmtp.Server) {
		srv.TLSConfig = &tls.Config{Certificates: lender.TLS.Certificates}
		srv.Backend = gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) {
			return &guarded{session: &session{o: o, c: c}, password: "right"}, nil
		})
	})
	trusted := x509.NewCertPool()
	trusted.AddCert(lender.Certificate())
	sender := plainSMTP(o.port)
	sender.Encryption, sender.TLS = jobs.StartTLS, &tls.Config{RootCAs: trusted}
	m := enqueue(t, s, "asa@x.example")[0]
	for _, try := range [][3]string{{"samling", "wrong", "454 4.7.0"}, {"", "", "502 5.7.0"}} {
		sender.Username, sender.Password = try[0], try[1]
		_ = delivery(s, sender).Deliver(t.Context())
		if got := state(t, s, m.ID); got.State != mailbox.Queued || got.LastError != try[2] {
			t.Errorf("with user %q: %s %q", try[0], got.State, got.LastError)
		}
		clock.Add(24 * time.Hour)
	}
	sender.Username, sender.Password = "samling", "right"
	_ = delivery(s, sender).Deliver(t.Context())
	if got := state(t, s, m.ID); got.State != mailbox.Sent || len(o.received()) != 1 {
		t.Errorf("%s %q, office has %d", got.State, got.LastError, len(o.received()))
	}
}
