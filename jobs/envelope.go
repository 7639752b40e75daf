package jobs

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/go-mail/mail/v2"

	"samling/models/store"
	"samling/views/mail"
)

// envelope gives the finished message as it goes over the wire, and the address it goes to. An address that is none
// will not become one: that trouble is permanent.
func (s SMTP) envelope(l Letter, now time.Time) (raw []byte, to string, err error) {
	to, err = address(l.To.Address)
	if err != nil {
		return nil, "", &Trouble{Reason: "address", Permanent: true, cause: err}
	}
	m := gomail.NewMessage()
	m.SetAddressHeader("From", s.From.Address, header(s.From.Name))
	m.SetAddressHeader("To", to, header(l.To.Name))
	if l.ReplyTo != nil {
		if reply, err := address(l.ReplyTo.Address); err == nil {
			m.SetAddressHeader("Reply-To", reply, header(l.ReplyTo.Name))
		}
	}
	m.SetHeader("Subject", header(l.Subject))
	m.SetHeader("Message-ID", messageID(l.ID, s.From.Address))
	m.SetDateHeader("Date", now)
	m.SetHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office answers to us
	m.SetHeader("X-Auto-Response-Suppress", "All")  // the same for Exchange
	m.SetBody("text/plain", l.Text)
	m.AddAlternative("text/html", l.HTML)
	for _, f := range l.Inline {
		m.EmbedReader(fileName(f.Name), bytes.NewReader(f.Data), part(f, "inline"))
	}
	for _, f := range l.Attachments {
		m.AttachReader(fileName(f.Name), bytes.NewReader(f.Data), part(f, "attachment"))
	}
	var out bytes.Buffer
	if _, err := m.WriteTo(&out); err != nil {
		return nil, "", fmt.Errorf("write the message: %w", err)
	}
	return out.Bytes(), to, nil
}

// messageID is the same in every try, so that a mail system which got a mail twice can drop one.
func messageID(id store.ID, from string) string {
	_, domain, _ := strings.Cut(from, "@")
	return "<" + string(id) + "@" + domain + ">"
}

// part names a part of the message. We write its headers ourselves because the library puts the name into them as
// it is, line breaks included.
func part(f mail.File, disposition string) gomail.FileSetting {
	name := fileName(f.Name)
	h := map[string][]string{
		"Content-Type":        {mediaType(f.Type) + `; name="` + name + `"`},
		"Content-Disposition": {disposition + `; filename="` + name + `"`},
	}
	if disposition == "inline" {
		h["Content-ID"] = []string{"<" + name + ">"}
	}
	return gomail.SetHeader(h)
}

func mediaType(s string) string {
	if _, _, err := mime.ParseMediaType(s); err != nil || s != header(s) {
		return "application/octet-stream"
	}
	return s
}

// fileName keeps letters, digits, dot, hyphen and underscore of ASCII.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return -1
	}, name)
	if strings.Trim(name, ".") == "" {
		return "fil"
	}
	return name
}

// header makes a value safe for a header line: control characters, line breaks above all, become spaces.
func header(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s))
}

// address checks a bare address: it must be exactly one, without a name and without control characters.
func address(s string) (string, error) {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return "", errors.New("the address has a control character or a space")
	}
	a, err := netmail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s {
		return "", errors.New("not a bare e-mail address")
	}
	return a.Address, nil
}
