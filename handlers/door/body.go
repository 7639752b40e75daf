package door

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/store"
)

// maxBody is the largest message that the door takes: the longest code, a door's name and some space. maxScans is the
// largest batch of scans.
const (
	maxBody  = 8 << 10
	maxScans = 256 << 10
)

var (
	errFields = store.Fault(store.Invalid, "error.door_fields")
	errMoment = store.Fault(store.Invalid, "error.door_occurred_at").On("occurred_at")
)

// redeemBody is what POST /api/v1/door/redeem takes. Exactly one of Code, Reference and RegistrationID is given.
type redeemBody struct {
	Code           string   `json:"code"`
	Reference      string   `json:"reference"`
	RegistrationID store.ID `json:"registration_id"`
	Sealed         string   `json:"sealed"` // one of the three in the box of the status
	Nonce          string   `json:"nonce"`
	OccurredAt     moment   `json:"occurred_at"`
	Door           string   `json:"door"`
	Edition        string   `json:"edition"` // slug; "" is the nearest
	Session        store.ID `json:"session"` // of a room's door
	Seq            *int64   `json:"seq"`
}

func (b redeemBody) presented() door.Presented {
	return door.Presented{Code: b.Code, Reference: b.Reference, RegistrationID: b.RegistrationID, Sealed: b.Sealed, Nonce: b.Nonce,
		OccurredAt: store.At(time.Time(b.OccurredAt)), Door: b.Door, SessionID: b.Session, Seq: b.Seq}
}

type annulBody struct {
	Nonce   string `json:"nonce"`
	Edition string `json:"edition"`
}

type searchBody struct {
	Q       string `json:"q"`
	Edition string `json:"edition"`
}

// read fills a body from JSON. Members that this version does not know are passed over, so that a newer client can
// talk to an older server. Errors: 413 too long, 400 not JSON, 422 a member of the wrong type.
func read(raw []byte, into any) error { return readUpTo(maxBody, raw, into) }

func readUpTo(most int, raw []byte, into any) error {
	if len(raw) > most {
		return fiber.ErrRequestEntityTooLarge
	}
	if !utf8.Valid(raw) || len(bytes.TrimSpace(raw)) == 0 || bytes.TrimSpace(raw)[0] != '{' {
		return fiber.ErrBadRequest
	}
	err := json.Unmarshal(raw, into)
	var wrongType *json.UnmarshalTypeError
	var domain *store.Error
	switch {
	case errors.As(err, &domain):
		return domain
	case errors.As(err, &wrongType):
		return errFields.Because(err)
	case err != nil:
		return fiber.ErrBadRequest
	}
	return nil
}

// moment is an instant as clients tell it: RFC 3339, or a number of seconds or milliseconds since 1970.
type moment time.Time

// UnmarshalJSON implements json.Unmarshaler. Errors: errMoment.
func (m *moment) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" || string(raw) == `""` {
		return nil
	}
	if n, err := strconv.ParseFloat(string(raw), 64); err == nil {
		return m.number(n)
	}
	var told string
	if json.Unmarshal(raw, &told) != nil {
		return errMoment
	}
	at, err := time.Parse(time.RFC3339, told)
	if err != nil {
		return errMoment
	}
	*m = moment(at)
	return nil
}

// secondsEnd is the year 5138; a larger number must count milliseconds.
const secondsEnd = 1e11

func (m *moment) number(n float64) error {
	if math.Abs(n) < secondsEnd {
		n *= 1000
	}
	if math.Abs(n) > secondsEnd*1000 {
		return errMoment
	}
	*m = moment(time.UnixMilli(int64(n)))
	return nil
}
