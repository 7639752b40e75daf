package web

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/models/store"
	"samling/static"
)

// A public page is rendered and compressed once and then sent as it is. After a change in the database it may be
// up to freshFor old, so that a rush of registrations does not render the page once for each of them; after a
// change by staff (Clear) it is new at once; and because pages say what is open now, none gets older than maxAge.
const (
	freshFor = time.Second
	maxAge   = time.Minute
)

// Cache keeps public pages, ready to be sent.
type Cache struct {
	now   func() time.Time
	mu    sync.Mutex
	pages map[string]*cached
	dirty time.Time // when the database last changed
}

type cached struct {
	mu   sync.Mutex
	made time.Time
	content
}

// content is a page in the forms in which it is sent.
type content struct {
	raw, gz, br []byte
	etag        string
}

// maxPages bounds the memory. A key may hold an address that a visitor made up: it is forgotten when nothing is there.
const maxPages = 512

// NewCache makes a cache that forgets when the store changes. It stops with the store's process.
func NewCache(s *store.Store) *Cache {
	c := &Cache{now: s.Now, pages: map[string]*cached{}}
	changes := s.Changes()
	go func() {
		for range changes {
			c.mu.Lock()
			c.dirty = c.now()
			c.mu.Unlock()
		}
	}()
	return c
}

// Clear forgets every page at once.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pages = map[string]*cached{}
}

func (c *Cache) forget(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.pages, key)
}

func (c *Cache) entry(key string) (*cached, time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.pages[key]
	if !ok {
		if len(c.pages) >= maxPages {
			c.pages = map[string]*cached{}
		}
		e = &cached{}
		c.pages[key] = e
	}
	return e, c.dirty
}

func (e *cached) stale(now, dirty time.Time) bool {
	age := now.Sub(e.made)
	return e.made.IsZero() || age > maxAge || !dirty.Before(e.made) && age > freshFor
}

// Cached sends a public page from the cache, rendering it only when it is missing or stale. key names the page;
// the language is added here. render must show nothing about who asks.
func (a *App) Cached(c *fiber.Ctx, key string, render func() ([]byte, error)) error {
	key += "\x00" + Lang(c)
	e, dirty := a.Cache.entry(key)
	page, err := e.fresh(a.Now(), dirty, render)
	if err != nil {
		a.Cache.forget(key) // made-up addresses must not push out the real pages
		return err
	}
	return send(c, page.etag, fiber.MIMETextHTMLCharsetUTF8, page.raw, page.gz, page.br)
}

// fresh gives the page, rendered anew when it is stale; those who ask meanwhile wait for the same rendering. The lock
// is given back by defer: a rendering that panics must not close the page for everybody after.
func (e *cached) fresh(now, dirty time.Time, render func() ([]byte, error)) (content, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stale(now, dirty) {
		raw, err := render()
		if err != nil {
			return content{}, err
		}
		e.fill(raw, now)
	}
	return e.content, nil
}

func (e *cached) fill(raw []byte, now time.Time) {
	sum := sha256.Sum256(raw)
	e.raw, e.made, e.etag = raw, now, `"`+hex.EncodeToString(sum[:8])+`"`
	e.gz, e.br = static.Compress(raw, gzip.DefaultCompression, 5)
}

// send answers with the smallest form that the browser takes, or 304 when it has the page already.
func send(c *fiber.Ctx, etag, kind string, raw, gz, br []byte) error {
	c.Set(fiber.HeaderETag, etag)
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderVary, "Accept-Encoding, Accept-Language, Cookie")
	if len(c.Response().Header.Peek(fiber.HeaderCacheControl)) == 0 {
		c.Set(fiber.HeaderCacheControl, "no-cache") // kept, but asked about each time
	}
	if match := c.Get(fiber.HeaderIfNoneMatch); match != "" && strings.Contains(match, etag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	accepts := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case br != nil && strings.Contains(accepts, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(br)
	case gz != nil && strings.Contains(accepts, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(gz)
	}
	return c.Send(raw)
}

// SendStatic sends a static file. Its address changes with its content, so a browser may keep it for ever.
func (a *App) SendStatic(c *fiber.Ctx) error {
	file, ok := a.Static.Named(c.Params("*"))
	if !ok {
		return fiber.ErrNotFound
	}
	if c.Params("version") == a.Static.Version() {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	gz, br := file.Packed()
	return send(c, `"`+file.Hash+`"`, file.Type, file.Raw, gz, br)
}
