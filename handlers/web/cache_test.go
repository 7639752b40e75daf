package web_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/store"
	"samling/models/store/storetest"
)

// TestMadeUpAddressesDoNotFlushTheCache: a page is rendered once, however many addresses that do not exist are asked
// for in between.
func TestMadeUpAddressesDoNotFlushTheCache(t *testing.T) {
	s, _ := storetest.New(t)
	app := &web.App{Store: s, Cache: web.NewCache(s)}
	rendered := 0
	f := fiber.New(fiber.Config{Immutable: true})
	f.Get("/:slug", func(c *fiber.Ctx) error {
		return app.Cached(c, c.Params("slug"), func() ([]byte, error) {
			if c.Params("slug") != "real" {
				return nil, store.ErrNotFound
			}
			rendered++
			return []byte("<h1>real</h1>"), nil
		})
	})
	get := func(slug string) {
		t.Helper()
		answer, err := f.Test(httptest.NewRequest(fiber.MethodGet, "/"+slug, nil), 5000)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	get("real")
	for i := range 1000 {
		get(fmt.Sprintf("made-up-%d", i))
	}
	get("real")
	if rendered != 1 {
		t.Errorf("the page was rendered %d times", rendered)
	}
}
