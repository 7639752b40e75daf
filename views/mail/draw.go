package mail

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed letter.html
var letterHTML string

func parseLayout() (*template.Template, error) {
	t, err := template.New("letter").Parse(letterHTML)
	if err != nil {
		return nil, fmt.Errorf("parse the mail's layout: %w", err)
	}
	return t, nil
}

// previewText is what a list of mails shows beside the subject: the beginning of the first paragraph.
func (l *letter) previewText() string {
	if len(l.Intro) == 0 {
		return ""
	}
	return l.Intro[0].String()
}

func (l *letter) html(layout *template.Template) (string, error) {
	l.Preview = l.previewText()
	var out bytes.Buffer
	if err := layout.Execute(&out, l); err != nil {
		return "", fmt.Errorf("draw the mail: %w", err)
	}
	return out.String(), nil
}

// plain draws the letter as text, for those who read mail without HTML.
func (l *letter) plain() string {
	var b strings.Builder
	block := func(lines ...string) {
		for _, line := range lines {
			b.WriteString(line + "\n")
		}
		b.WriteString("\n")
	}
	if l.Demo != "" {
		block("[" + l.Demo + "]")
	}
	block(l.Heading)
	block(l.Hello)
	for _, p := range l.Intro {
		block(p.String())
	}
	if l.Code != nil {
		block(l.Code.Label + ": " + l.Code.Reference)
	}
	if l.Button.URL != "" {
		block(l.Button.Text+":", l.Button.URL)
	}
	for _, s := range l.Sections {
		block(s.plain()...)
	}
	block("-- ", l.Sender)
	if l.Contact != "" {
		block(l.Questions + " " + l.Contact)
	}
	b.WriteString(l.Privacy.Text + ": " + l.Privacy.URL + "\n")
	return b.String()
}

func (s section) plain() []string {
	lines := []string{s.Heading}
	for _, p := range s.Lines {
		lines = append(lines, "- "+p.String())
	}
	if s.Link.URL != "" {
		lines = append(lines, s.Link.Text+", "+s.After, s.Link.URL)
	}
	return lines
}
