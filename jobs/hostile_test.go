package jobs_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"
	"testing"

	"samling/models/mailbox"
	"samling/models/store/storetest"
	"samling/views/mail"
)

func TestHeadersCannotBeInjected(t *testing.T) {
	evil := "x\r\nBcc: victim@y.example\r\n\r\nbody\x00\u2028"
	s, _ := storetest.New(t)
	o := openOffice(t, nil)
	d := delivery(s, plainSMTP(o.port))
	d.Composer = fixed{mail.Message{
		Subject: evil, Text: "Hej\n", HTML: "<p>Hej</p>",
		ReplyTo:     &netmail.Address{Name: evil, Address: "reply@x.example"},
		Attachments: []mail.File{{Name: "dag.ics\"\r\nX-Evil: 1", Type: "text/calendar\r\nX-Evil: 1", Data: []byte("BEGIN")}},
		Inline:      []mail.File{{Name: "ködåö.png", Type: "image/png", Data: []byte("png")}},
	}}
	m := mailbox.Mail{Kind: mailbox.Confirmation, ToAddress: "asa@x.example", ToName: evil}
	enqueueMail(t, s, m)
	if err := d.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(o.received()) != 1 {
		t.Fatalf("the office has %d letters", len(o.received()))
	}
	letter, err := netmail.ReadMessage(bytes.NewReader(o.received()[0]))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{
		"Mime-Version": true, "Date": true, "From": true, "To": true, "Reply-To": true, "Subject": true, "Message-Id": true,
		"Auto-Submitted": true, "X-Auto-Response-Suppress": true, "Content-Type": true,
	}
	for name := range letter.Header {
		if !known[name] && name != "Received" {
			t.Errorf("the header %s came from outside", name)
		}
	}
	checkParts(t, letter.Header.Get("Content-Type"), letter.Body)
}

// checkParts walks through the parts and wants no header that we did not write.
func checkParts(t *testing.T, contentType string, body io.Reader) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return
	}
	r := multipart.NewReader(body, params["boundary"])
	for {
		part, err := r.NextRawPart()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for name := range part.Header {
			if !strings.HasPrefix(name, "Content-") {
				t.Errorf("a part has the header %s", name)
			}
		}
		checkParts(t, part.Header.Get("Content-Type"), part)
	}
}

func TestBadAddressesAreNotTried(t *testing.T) {
	for _, address := range []string{
		"a@x.example\r\nRCPT TO:<b@y.example>", "a@x.example, b@y.example", "Åsa <a@x.example>", "nobody", "a b@x.example", "a@x.example\x00",
	} {
		s, _ := storetest.New(t)
		o := openOffice(t, nil)
		m := enqueue(t, s, address)[0]
		if err := delivery(s, plainSMTP(o.port)).Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := state(t, s, m.ID); got.State != mailbox.Failed || got.LastError != "address" || len(o.received()) != 0 {
			t.Errorf("%q: %s %q, office has %d", address, got.State, got.LastError, len(o.received()))
		}
	}
}
