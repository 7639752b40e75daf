package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy takes from each field what copying has hung on it, puts a turned name in order, and guesses a missing one.
func (p Pasted) tidy() Pasted {
	p.Email = tidyAddress(p.Email)
	p.Name = tidyName(p.Name)
	if strings.Contains(p.Name, "@") { // the address, once more, where a name should stand
		p.Name = ""
	}
	if name, extra, bracketed := strings.Cut(p.Name, "("); bracketed {
		if p.Unit == "" {
			p.Unit = strings.Trim(extra, " ()")
		}
		p.Name = tidyName(name)
	}
	if parts := strings.Split(p.Name, ","); len(parts) > 1 {
		p.unturn(parts)
	}
	p.Title, p.Unit, p.Phone = tidyName(p.Title), tidyName(p.Unit), strings.TrimSpace(p.Phone)
	if p.Name == "" && p.Email != "" {
		p.Name = guessedName(p.Email)
		p.Guessed = p.Name != ""
	}
	return p
}

// unturn puts "Berg, Anna, Socialkontoret" in order. "Anna Berg, kurator" is in order already: a title begins with a small
// letter, and an address that is made of names says which of them comes first.
func (p *Pasted) unturn(parts []string) {
	for i := range parts {
		parts[i] = tidyName(parts[i])
	}
	before, after := parts[0], parts[1]
	r, _ := utf8.DecodeRuneInString(after)
	switch {
	case after == "" || before == "":
		p.Name = before + after
	case len(strings.Fields(before)) > 1 && (unicode.IsLower(r) || begins(p.Email, before)):
		p.Name = before
		if p.Title == "" {
			p.Title = after
		}
	default:
		p.Name = after + " " + before
	}
	if len(parts) > 2 && p.Unit == "" {
		p.Unit = parts[2]
	}
}

// apart says whether two cells are the two halves of a name: the address is made of both, or both are single words of
// which the second could be a name.
func apart(a, b, email string, surnameFirst bool) bool {
	words := addressWords(email)
	if len(words) > 1 {
		first, last := words[0], words[len(words)-1]
		inA, inB := strings.Fields(Fold(a)), strings.Fields(Fold(b))
		if slices.Contains(inA, first) && slices.Contains(inA, last) {
			return false // the whole name stands in one cell, and the next is a title
		}
		return slices.Contains(inA, first) && slices.Contains(inB, last) || slices.Contains(inB, first) && slices.Contains(inA, last)
	}
	r, _ := utf8.DecodeRuneInString(b)
	single := len(strings.Fields(a)) == 1 && len(strings.Fields(b)) == 1
	return single && unicode.IsUpper(r) || surnameFirst && single
}

func joined(a, b, email string, surnameFirst bool) string {
	switch {
	case begins(email, a):
		return a + " " + b
	case begins(email, b), surnameFirst:
		return b + " " + a
	}
	return a + " " + b
}

// begins says whether an address begins with the first word of a name: anna.berg@… with "Anna".
func begins(email, name string) bool {
	words, names := addressWords(email), strings.Fields(Fold(name))
	return len(words) > 1 && len(names) > 0 && words[0] == names[0]
}

// addressWords are the names that an address is made of: anna.berg2@… gives anna and berg.
func addressWords(email string) []string {
	local, _, found := strings.Cut(email, "@")
	if !found {
		return nil
	}
	return strings.FieldsFunc(Fold(strings.TrimRight(local, "0123456789")), func(r rune) bool { return !unicode.IsLetter(r) })
}

// guessedName makes a name of an address: "anna-karin.von.essen@…" gives "Anna-Karin Von Essen". Rings and dots are lost
// in addresses, which is why the guess is marked as one.
func guessedName(email string) string {
	local, _, _ := strings.Cut(email, "@")
	local, _, _ = strings.Cut(local, "+")
	capital := true
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) && capital:
			capital = false
			return unicode.ToUpper(r)
		case unicode.IsLetter(r), r == '\'':
			return unicode.ToLower(r)
		case r == '-':
			capital = true
			return r
		}
		capital = true
		return ' '
	}, local)
	return strings.Trim(strings.Join(strings.Fields(name), " "), "-' ")
}

func tidyAddress(email string) string {
	email = strings.Trim(strings.Join(strings.Fields(email), ""), `<>"'`+"`,;:()[]")
	return strings.TrimRight(email, ".")
}

// tidyName takes quotation marks, brackets and separators off the ends of a name.
func tidyName(s string) string {
	s = strings.Join(strings.Fields(remains.ReplaceAllString(s, " ")), " ")
	for {
		trimmed := strings.Trim(s, " \t\"',;:|<>[]`*=•·–—-")
		if trimmed == s {
			return s
		}
		s = trimmed
	}
}
