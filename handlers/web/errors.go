package web

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/store"
	"samling/views/page"
)

// statusOf is the one place where the field's errors become HTTP.
var statusOf = map[store.Kind]int{
	store.Invalid:     fiber.StatusUnprocessableEntity,
	store.NotFound:    fiber.StatusNotFound,
	store.Conflict:    fiber.StatusConflict,
	store.Forbidden:   fiber.StatusForbidden,
	store.Gone:        fiber.StatusGone,
	store.TooMany:     fiber.StatusTooManyRequests,
	store.Unavailable: fiber.StatusServiceUnavailable,
}

// sentences are what a visitor reads for errors that only HTTP knows.
var sentences = map[int]string{
	fiber.StatusBadRequest:            "error.bad_request",
	fiber.StatusUnauthorized:          "error.log_in_again",
	fiber.StatusForbidden:             "error.forbidden",
	fiber.StatusNotFound:              "error.not_found",
	fiber.StatusMethodNotAllowed:      "error.method",
	fiber.StatusRequestTimeout:        "error.timeout",
	fiber.StatusRequestEntityTooLarge: "error.too_large",
	fiber.StatusUnsupportedMediaType:  "error.bad_request",
	fiber.StatusTooManyRequests:       "error.too_many",
	fiber.StatusServiceUnavailable:    "error.timeout",
}

// errorPage is the page that tells what went wrong.
type errorPage struct {
	page.Base
	Sentence string
}

// Refusal is an error that programs are told by a word of its own, and by another status than its kind has.
type Refusal struct {
	Status int
	Reason string
	Err    *store.Error
}

func (r *Refusal) Error() string { return r.Reason + ": " + r.Err.Error() }

// Unwrap gives the domain error, whose sentence people read.
func (r *Refusal) Unwrap() error { return r.Err }

// judge gives an error's status and the key of its sentence.
func judge(err error) (status int, key string) {
	var domain *store.Error
	var http *fiber.Error
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal.Status, refusal.Err.Key
	case errors.As(err, &domain):
		return statusOf[domain.Kind], domain.Key
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fiber.StatusServiceUnavailable, "error.timeout"
	case errors.As(err, &http):
		if key, ok := sentences[http.Code]; ok {
			return http.Code, key
		}
		return http.Code, "error.internal"
	case err != nil && strings.Contains(err.Error(), "body size exceeds"):
		return fiber.StatusRequestEntityTooLarge, "error.too_large"
	}
	return fiber.StatusInternalServerError, "error.internal"
}

// Fail is Fiber's error handler: a plain sentence and a request id for the visitor, the cause for the log.
func (a *App) Fail(c *fiber.Ctx, err error) error {
	status, key := judge(err)
	if status >= fiber.StatusInternalServerError && status != fiber.StatusServiceUnavailable {
		a.Log.Error("request failed", "request", RequestID(c), "route", routeOf(c), "error", err)
	}
	if status == fiber.StatusServiceUnavailable || status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, "5")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	if IsAPI(c) {
		return c.Status(status).JSON(fiber.Map{"status": "error", "reason": apiReason(status, err), "message": a.T(c).T(key),
			"request_id": RequestID(c)})
	}
	p := errorPage{Base: a.Base(c, titleOf(status)), Sentence: a.T(c).T(key)}
	p.RequestID = RequestID(c)
	return a.Show(c, status, "site/error", &p)
}

func titleOf(status int) string {
	if status == fiber.StatusNotFound {
		return "error.not_found_title"
	}
	if status == fiber.StatusForbidden {
		return "error.forbidden_title"
	}
	return "error.page_title"
}

// apiReason is a word that a program can act on.
func apiReason(status int, err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Reason
	}
	switch status {
	case fiber.StatusUnauthorized:
		return "unauthorized"
	case fiber.StatusForbidden:
		return "forbidden"
	case fiber.StatusNotFound:
		return "not_found"
	case fiber.StatusTooManyRequests, fiber.StatusServiceUnavailable:
		return "try_later"
	case fiber.StatusInternalServerError:
		return "internal"
	}
	return "malformed"
}
