package door

import (
	"regexp"
	"strings"
)

// MaxCode is the longest scanned text worth reading, in bytes. A QR code of another system may hold more; nothing
// of ours does.
const MaxCode = 2048

// ticketCode is a ticket's code at the end of whatever was scanned: the whole address from the QR code, or the code
// alone. What stands before it is not looked at, because a scanner that types with another keyboard layout turns
// "HTTPS://" into "HTTPS>--", and because 130 random bits need no host name to be believed.
var ticketCode = regexp.MustCompile(`(?:^|[^0-9A-Z])([0-9A-HJKMNP-TV-Z]{26})$`)

// TicketCode picks a ticket's code out of a scanned text, in the form in which it is hashed. It gives "" when the
// text is not one of ours.
func TicketCode(scanned string) string {
	if len(scanned) > MaxCode {
		return ""
	}
	text := strings.ToUpper(strings.TrimSpace(scanned))
	if cut := strings.IndexAny(text, "?#"); cut >= 0 {
		text = text[:cut]
	}
	found := ticketCode.FindStringSubmatch(strings.TrimRight(text, "/"))
	if found == nil {
		return ""
	}
	return found[1]
}

var reference = regexp.MustCompile(`^[A-Z0-9]{6}$`)

// Reference reads a reference code as people type it ("acd 3f7", "ACD-3F7") into the form in which it is stored. It
// gives "" when the text cannot be one.
func Reference(typed string) string {
	if len(typed) > 32 {
		return ""
	}
	text := strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "–", "", "\u00a0", "").Replace(strings.TrimSpace(typed)))
	if !reference.MatchString(text) {
		return ""
	}
	return text
}
