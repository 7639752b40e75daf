package main

import (
	"fmt"
	"net/http"

	"github.com/gofiber/fiber/v2"
)

// pageAim: an event page from the cache costs little more than saying hello.
const pageAim = 0.7

// A day of the usual size, most of it taken: the page draws its seats.
const (
	pageSeats = 200
	pageTaken = 170
)

// eventPage measures the page that everybody opens, in the form in which browsers take it, and as the 304 that those
// who come back get.
func eventPage(dir string, size scale) ([]line, error) {
	f, err := fixture(dir, pageSeats, pageTaken)
	if err != nil {
		return nil, err
	}
	site, err := startSite(f.dir)
	if err != nil {
		return nil, err
	}
	defer site.stop()
	hello := fiber.New(fiber.Config{DisableStartupMessage: true})
	hello.Get("/", func(c *fiber.Ctx) error { return c.SendString("Hello, World!") })
	address, err := serve(hello)
	if err != nil {
		return nil, err
	}
	defer func() { _ = hello.Shutdown() }()
	length, etag, err := first(site.address)
	if err != nil {
		return nil, err
	}
	ours, stopOurs, err := asking("the page", site.address, 200, get("/"+slug, "Accept-Encoding: gzip, br"), size)
	if err != nil {
		return nil, err
	}
	defer stopOurs()
	again, stopAgain, err := asking("the page again", site.address, 304,
		get("/"+slug, "Accept-Encoding: gzip, br", "If-None-Match: "+etag), size)
	if err != nil {
		return nil, err
	}
	defer stopAgain()
	theirs, stopTheirs, err := asking("hello", address, 200, get("/", "Accept-Encoding: gzip, br"), size)
	if err != nil {
		return nil, err
	}
	defer stopTheirs()
	got, err := contest(size, ours, again, theirs)
	if err != nil {
		return nil, err
	}
	page := compared("event page from the cache against hello world", pageAim, got[0], got[2])
	page.facts += fmt.Sprintf(", %.1f kB brotli", float64(length)/1000)
	return []line{page, compared("   for whom has it already (304)", pageAim, got[1], got[2])}, nil
}

// first asks for the page once, so that it is in the cache, and gives its compressed length and its tag.
func first(address string) (length int64, etag string, err error) {
	ask, err := http.NewRequest(http.MethodGet, "http://"+address+"/"+slug, nil)
	if err != nil {
		return 0, "", err
	}
	ask.Header.Set("Accept-Encoding", "br")
	ask.Header.Set("Accept-Language", "sv")
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Encoding") != "br" {
		return 0, "", fmt.Errorf("the event page answers %s in %q", answer.Status, answer.Header.Get("Content-Encoding"))
	}
	return answer.ContentLength, answer.Header.Get("ETag"), nil
}

// asking is a side that sends the same request again and again.
func asking(name, address string, status int, request []byte, size scale) (side, func(), error) {
	conns, err := dial(address, size.conns)
	if err != nil {
		return side{}, nil, err
	}
	each := func(conn, _ int) error { _, err := conns[conn].expect(status, request); return err }
	return side{name, size.pages, func(int) error { return nil }, each}, func() { hangUp(conns) }, nil
}
