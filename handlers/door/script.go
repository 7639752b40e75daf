package door

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/event"
)

// script is what the page tells its script: where to send, and every word that it will need to say.
type script struct {
	Edition string            `json:"edition"`
	Decoder string            `json:"decoder"` // address of the bundled QR decoder; "" when it was not built in
	Words   map[string]string `json:"words"`   // the big word of each screen
	Texts   map[string]string `json:"texts"`
}

// decoder is there when the program was built with Node (npm run vendor).
const decoder = "door/vendor/reader/index.js"

// scriptTexts are the texts "door.script_…" that the script shows by itself.
var scriptTexts = [...]string{"undone", "undo_failed", "waiting", "no_contact", "gave_up", "connected", "disconnected",
	"camera_denied", "camera_missing", "camera_insecure", "camera_failed", "no_decoder", "starting", "paused",
	"log_in", "refused", "counter", "checking"}

func (h *Handlers) script(c *fiber.Ctx, e event.Edition) script {
	t := h.T(c)
	s := script{Edition: e.Slug, Words: map[string]string{}, Texts: map[string]string{}}
	if _, ok := h.Static.Named(decoder); ok {
		s.Decoder = h.Static.Address(decoder)
	}
	for _, face := range []door.Face{door.FaceOK, door.FaceIn, door.FaceCheck, door.FaceNo} {
		s.Words[string(face)] = t.T("door.word_" + string(face))
	}
	for _, name := range scriptTexts {
		s.Texts[name] = t.T("door.script_" + name)
	}
	return s
}
