package store

import (
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"
)

// Kind says what went wrong in the field's own terms. The web maps each kind to one HTTP status, once.
type Kind string

const (
	Invalid     Kind = "invalid"     // what was sent breaks a rule; the sender can mend it
	NotFound    Kind = "not_found"   // nothing by that name, for this asker
	Conflict    Kind = "conflict"    // true a moment ago, no longer: somebody else was first
	Forbidden   Kind = "forbidden"   // known asker, not allowed
	Gone        Kind = "gone"        // existed and is spent, closed or revoked
	TooMany     Kind = "too_many"    // a limit on how often
	Unavailable Kind = "unavailable" // not now: queue full, disk full, shutting down
)

// Error is the only error type that crosses from models to the outside on purpose. Key names a text in the
// catalogue ("error.registration_closed"); Field names the form field that is to blame, if one is.
type Error struct {
	Kind  Kind
	Key   string
	Field string
	cause error
}

// Fault makes an Error of a kind with a text key.
func Fault(kind Kind, key string) *Error { return &Error{Kind: kind, Key: key} }

// On returns a copy of the error that blames a form field.
func (e *Error) On(field string) *Error { c := *e; c.Field = field; return &c }

// Because returns a copy of the error that wraps its cause, for the log only: a visitor never reads it.
func (e *Error) Because(cause error) *Error { c := *e; c.cause = cause; return &c }

func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s (%s): %v", e.Key, e.Kind, e.cause)
	}
	return fmt.Sprintf("%s (%s)", e.Key, e.Kind)
}

func (e *Error) Unwrap() error { return e.cause }

// Is lets errors.Is compare by kind and key, so that a copy made by On or Because still matches.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && t.Key == e.Key
}

// ErrNotFound is what every look-up by id, slug or secret answers when there is nothing.
var ErrNotFound = Fault(NotFound, "error.not_found")

// ErrBusy says that the write queue is full; the caller may try again in a moment.
var ErrBusy = Fault(Unavailable, "error.busy")

// ErrDiskFull says that nothing was saved because the disk has no room left.
var ErrDiskFull = Fault(Unavailable, "error.disk_full")

// ErrClosed says that the program is shutting down.
var ErrClosed = Fault(Unavailable, "error.closing")

// KindOf answers the kind of a domain error, or "" for any other error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// border turns the database's own errors into domain errors, so that no caller ever compares driver codes.
func border(err error) error {
	var own *Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrNotFound.Because(err)
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.Code == sqlite3.ErrFull {
		return ErrDiskFull.Because(err)
	}
	return err
}
