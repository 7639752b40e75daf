package handlers_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/views/mail"
)

// TestCompressedRequestsAreRefused: the framework unpacks a compressed form without a limit, so that one megabyte from
// anybody took four gigabytes and a quarter of a minute.
func TestCompressedRequestsAreRefused(t *testing.T) {
	site := webtest.New(t, rooms)
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, _ = zip.Write([]byte("--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + strings.Repeat("a", 8<<20) + "\r\n--x--\r\n"))
	_ = zip.Close()
	for _, row := range []struct{ path, kind, encoding string }{
		{"/" + site.Edition.Slug + "/anmalan", "multipart/form-data; boundary=x", "gzip"},
		{"/logga-in", "multipart/form-data; boundary=x", "gzip"},
		{"/api/v1/door/redeem", "application/json", "gzip, gzip"},
		{"/api/v1/door/redeem", "application/json", "br"},
	} {
		client := site.As("door")
		client.Header["Content-Encoding"] = row.encoding
		if answer := client.Do(http.MethodPost, row.path, row.kind, packed.String()); answer.Status != fiber.StatusUnsupportedMediaType {
			t.Errorf("%s in %s: %d", row.path, row.encoding, answer.Status)
		}
	}
}

// TestAPanicDoesNotCloseACachedPage: the next visitor gets the page.
func TestAPanicDoesNotCloseACachedPage(t *testing.T) {
	broken := true
	site := webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route {
		show := func(c *fiber.Ctx) error {
			return app.Cached(c, "a page", func() ([]byte, error) {
				if broken {
					panic("while rendering")
				}
				return []byte("well"), nil
			})
		}
		return []web.Route{{Method: fiber.MethodGet, Path: "/page", Guard: web.Everyone, Handle: show}}
	})
	if answer := site.As("").Get("/page"); answer.Status != 500 || strings.Contains(answer.Body, "while rendering") {
		t.Fatalf("%d %s", answer.Status, answer.Body)
	}
	broken = false
	done := make(chan webtest.Answer, 1)
	go func() { done <- site.As("").Get("/page") }()
	select {
	case answer := <-done:
		if answer.Status != 200 || answer.Body != "well" {
			t.Errorf("%d %s", answer.Status, answer.Body)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the page is locked for ever")
	}
}
