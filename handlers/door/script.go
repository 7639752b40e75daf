package door

import (
	"samling/models/door"
	"samling/views/text"
)

// script is what the page tells its script: where things are, and every word that it will need to say.
type script struct {
	App          string            `json:"app"`     // version of the app
	Edition      string            `json:"edition"` // the day that the page is about; "" in the shell
	Lang         string            `json:"lang"`
	Decoder      string            `json:"decoder"`       // address of the bundled QR decoder; "" when it was not built in
	DecoderFiles []string          `json:"decoder_files"` // all of it, to keep on the phone
	Words        map[string]string `json:"words"`         // the big word of each screen
	Texts        map[string]string `json:"texts"`
	Says         map[string]string `json:"says"`  // sentences on what the phone decides itself, by reason
	Short        map[string]string `json:"short"` // the same in a word or two, for the help desk's list of cases
}

// decoder is there when the program was built with Node (npm run vendor).
const decoder = "door/vendor/reader/index.js"

// scriptTexts are the texts "door.script_…" that the script shows by itself.
var scriptTexts = [...]string{"undone", "undone_later", "undo_failed", "waiting", "no_contact", "gave_up", "connected", "offline",
	"logged_out", "shut_out", "waits", "camera_denied", "camera_missing", "camera_insecure", "camera_failed", "no_decoder",
	"starting", "paused", "log_in", "refused", "counter", "checking", "let_in_anyway", "prepared",
	"case_title", "case_taken", "inside_since", "on_waitlist", "cancelled", "seats_left", "slot", "counted", "room_state", "desk_offline"}

func (h *Handlers) script(t *text.Translator) script {
	s := script{App: h.Static.Version(), Lang: t.Lang(), DecoderFiles: h.decoderFiles().Files, Words: map[string]string{},
		Texts: map[string]string{}, Says: offlineSays(t), Short: map[string]string{}}
	if _, ok := h.Static.Named(decoder); ok {
		s.Decoder = h.Static.Address(decoder)
	}
	for _, face := range []door.Face{door.FaceOK, door.FaceIn, door.FaceCheck, door.FaceNo} {
		s.Words[string(face)] = t.T("door.word_" + string(face))
	}
	for _, name := range scriptTexts {
		s.Texts[name] = t.T("door.script_" + name)
	}
	for _, reason := range [...]door.Reason{door.AlreadyRedeemed, door.Canceled, door.Waitlisted, door.Revoked, door.Invalid,
		door.WrongEvent, door.WrongSession, door.NoSeat, door.NotYet, door.TooLate} {
		s.Short[string(reason)] = t.T("door.short_" + string(reason))
	}
	return s
}

// offlineSays are the sentences under the verdicts that the phone gives without contact. The script puts what it knows
// into the braces.
func offlineSays(t *text.Translator) map[string]string {
	return map[string]string{
		string(door.AlreadyRedeemed):         t.T("door.why_already", "Time", "{time}"),
		string(door.AlreadyRedeemed) + "_at": t.T("door.why_already_at", "Time", "{time}", "Door", "{door}"),
		string(door.Canceled):                t.T("door.why_canceled"),
		string(door.Waitlisted):              t.T("door.why_waitlisted", "Number", "{number}"),
		string(door.Revoked):                 t.T("door.why_revoked"),
		string(door.Invalid):                 t.T("door.app_says_invalid", "Time", "{time}"),
		"unverified":                         t.T("door.app_says_unverified"),
		string(door.WrongSession):            t.T("door.why_wrong_session", "Room", "{room}", "Title", "{title}"),
		string(door.NoSeat):                  t.T("door.why_no_seat"),
		string(door.NotYet):                  t.T("door.why_not_yet", "Time", "{time}"),
		string(door.TooLate):                 t.T("door.why_too_late", "Time", "{time}"),
	}
}
