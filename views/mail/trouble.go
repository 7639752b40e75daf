package mail

import "samling/views/text"

// Trouble says in words what a mail's LastError means, for the organiser; "" for none. A server's code is shown as
// it is, because that is what the operator of the mail server asks for.
func Trouble(t *text.Translator, code string) string {
	switch {
	case code == "":
		return ""
	case code[0] >= '0' && code[0] <= '9':
		return t.T("mail.trouble_reply", "Code", code)
	case t.Has("mail.trouble_" + code):
		return t.T("mail.trouble_" + code)
	}
	return t.T("mail.trouble_other")
}
