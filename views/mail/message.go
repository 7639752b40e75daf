// Package mail makes the mails: subject, plain text, HTML and attachments of each kind, in the reader's language.
//
// A mail is composed when it is sent, from what is true then. Its secret links are derived at that moment and rest
// nowhere. Every address in it begins with the configured base URL, never with something a visitor sent.
package mail

import (
	"encoding/base64"
	netmail "net/mail"
	"strings"
)

// Message is a finished mail, without sender and identity: those are the post office's.
type Message struct {
	To          netmail.Address
	ReplyTo     *netmail.Address // whom an answer reaches: the edition's contact; nil = the sender
	Subject     string
	Text        string
	HTML        string // names its pictures as cid:<File.Name>
	Inline      []File
	Attachments []File
}

// File is a part of a mail. Name is ASCII without quotes or control characters.
type File struct {
	Name, Type string
	Data       []byte
}

// Preview is the HTML with its pictures inside, to be shown in a browser. It needs inline styles and data: images,
// so it belongs into a frame with a content policy of its own (style-src 'unsafe-inline'; img-src data:).
func (m Message) Preview() string {
	html := m.HTML
	for _, f := range m.Inline {
		data := "data:" + f.Type + ";base64," + base64.StdEncoding.EncodeToString(f.Data)
		html = strings.ReplaceAll(html, "cid:"+f.Name, data)
	}
	return html
}
