package jobs

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/textproto"
	"os"
	"regexp"
	"strconv"

	gomail "github.com/go-mail/mail/v2"

	"samling/models/mailbox"
)

// stage is how far the conversation had come.
type stage int

const (
	stageDial stage = iota // greeting, encryption, log-in: nothing yet concerns this mail
	stageMail              // sender, recipient, message
)

// enhanced finds the enhanced status code (RFC 3463) at the beginning of a server's text.
var enhanced = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)

// trouble turns what the library and the net say into a code. The server's text is not kept: it often repeats the
// address.
func trouble(err error, at stage) error {
	var own *Trouble
	if errors.As(err, &own) {
		return own
	}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return &Trouble{Reason: replyCode(reply), Permanent: permanent(reply.Code, at), cause: err}
	}
	return &Trouble{Reason: reason(err), cause: err}
}

func replyCode(reply *textproto.Error) string {
	code := strconv.Itoa(reply.Code)
	if more := enhanced.FindString(reply.Msg); more != "" {
		code += " " + more
	}
	return code
}

// permanent says whether a reply means that this mail will never be taken. What a server says before the mail
// begins concerns our settings (a wrong password must not fail two hundred mails), and so do the codes for commands
// that the server does not want from us (RFC 5321 §4.2.2) and for a missing log-in or encryption (RFC 4954, RFC 3207).
func permanent(code int, at stage) bool {
	switch code {
	case 500, 502, 503, 504, 530, 534, 535, 538:
		return false
	}
	return at == stageMail && code >= 500 && code <= 599
}

func reason(err error) string {
	var noTLS gomail.StartTLSUnsupportedError
	var dns *net.DNSError
	switch {
	case errors.Is(err, mailbox.ErrClaimLost):
		return "claim_lost"
	case errors.As(err, &noTLS):
		return "no_starttls"
	case isCertificate(err):
		return "certificate"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "timeout"
	case errors.As(err, &dns):
		return "dns"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), isNet(err):
		return "connection"
	}
	return "send"
}

func isCertificate(err error) bool {
	var unverified *tls.CertificateVerificationError
	return errors.As(err, &unverified)
}

func isNet(err error) bool {
	var op *net.OpError
	return errors.As(err, &op)
}
