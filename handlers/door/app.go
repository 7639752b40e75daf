package door

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/views/page"
	"samling/views/text"
)

// appRoutes are the pages and files of the door as an app. None of them says anything about anybody, so anyone may have
// them: what the app shows it asks for when it runs.
func (h *Handlers) appRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/dorr/sw.js", Guard: web.Everyone, Handle: h.Worker},
		{Method: fiber.MethodGet, Path: "/dorr/app.webmanifest", Guard: web.Everyone, Handle: h.Manifest},
		{Method: fiber.MethodGet, Path: "/dorr/para", Guard: web.Everyone, Handle: h.PairPage},
		{Method: fiber.MethodGet, Path: "/dorr/app/:lang", Guard: web.Everyone, Handle: h.Shell},
	}
}

// worker is what the service worker is told before its own text begins (static/door/sw.js).
type worker struct {
	Version string            `json:"version"` // of everything below and of the worker itself
	Shells  map[string]string `json:"shells"`  // language: address
	Files   []string          `json:"files"`
	Decoder decoderFiles      `json:"decoder"`
}

// decoderFiles are the QR decoder, which only phones without one of their own fetch.
type decoderFiles struct {
	Hash  string   `json:"hash"`
	Files []string `json:"files"`
}

// Worker sends the service worker. It lies at /dorr/sw.js because a worker rules over what lies below its address only.
func (h *Handlers) Worker(c *fiber.Ctx) error {
	file, ok := h.Static.Named("door/sw.js")
	if !ok {
		return fiber.ErrNotFound
	}
	w := worker{Shells: map[string]string{}, Files: h.appFiles(), Decoder: h.decoderFiles()}
	sum := sha256.New()
	_, _ = sum.Write([]byte(h.Static.Version()))
	for _, lang := range text.Languages {
		shell, err := h.renderShell(lang)
		if err != nil {
			return err
		}
		w.Shells[lang] = "/dorr/app/" + lang
		_, _ = sum.Write(shell)
	}
	w.Version = hex.EncodeToString(sum.Sum(nil))[:12]
	told, err := json.Marshal(w)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, file.Type)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set("Service-Worker-Allowed", "/dorr") // the door itself, and not only what lies below it
	return c.SendString("const app = " + string(told) + "\n" + string(file.Raw))
}

// appFiles are the addresses of everything that the app needs to start, apart from its page.
func (h *Handlers) appFiles() []string {
	var files []string
	for _, name := range h.Static.Under("door") {
		if path.Ext(name) == ".js" && !strings.HasPrefix(name, "door/vendor/") && name != "door/sw.js" && name != "door/pair.js" {
			files = append(files, h.Static.Address(name))
		}
	}
	for _, name := range []string{"css/app.css", "css/door.css", "img/mark.svg"} {
		files = append(files, h.Static.Address(name))
	}
	return files
}

func (h *Handlers) decoderFiles() decoderFiles {
	d := decoderFiles{Files: []string{}}
	sum := sha256.New()
	for _, name := range h.Static.Under("door/vendor") {
		file, _ := h.Static.Named(name)
		if ext := path.Ext(name); ext != ".js" && ext != ".wasm" {
			continue
		}
		d.Files = append(d.Files, h.Static.Address(name))
		_, _ = sum.Write([]byte(name + file.Hash))
	}
	d.Hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return d
}

// Shell is the door's page without anything in it that belongs to a day or a person. The service worker keeps it and
// starts the app from it.
func (h *Handlers) Shell(c *fiber.Ctx) error {
	lang := c.Params("lang")
	if !slices.Contains(text.Languages[:], lang) {
		return fiber.ErrNotFound
	}
	out, err := h.renderShell(lang)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(out)
}

func (h *Handlers) renderShell(lang string) ([]byte, error) {
	t := h.Texts.For(lang)
	p := doorPage{Base: page.Base{Translator: t, Title: t.T("door.title"), Path: "/dorr", Demo: h.Site.Demo, Form: page.NewForm(t, nil)}}
	h.dress(&p)
	return h.Pages.Render("door/door", &p)
}

// manifest is what a phone wants to know to put the app on its home screen (W3C Web Application Manifest).
type manifest struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	ShortName  string         `json:"short_name"`
	Lang       string         `json:"lang"`
	StartURL   string         `json:"start_url"`
	Scope      string         `json:"scope"`
	Display    string         `json:"display"`
	Background string         `json:"background_color"`
	Theme      string         `json:"theme_color"`
	Icons      []manifestIcon `json:"icons"`
}

type manifestIcon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

// doorPaper is the door's ground, the --paper of .door in app.css.
const doorPaper = "#0b0e0f"

// Manifest describes the app to the phone.
func (h *Handlers) Manifest(c *fiber.Ctx) error {
	t := h.T(c)
	m := manifest{ID: "/dorr", Name: t.T("door.app_name"), ShortName: t.T("door.app_short_name"), Lang: t.Lang(),
		StartURL: "/dorr", Scope: "/dorr", Display: "standalone", Background: doorPaper, Theme: doorPaper}
	for _, size := range []string{"192", "512"} {
		m.Icons = append(m.Icons, manifestIcon{h.Static.Address("img/door-" + size + ".png"), size + "x" + size, "image/png", "any maskable"})
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.JSON(m, "application/manifest+json")
}

// pairPage turns a phone into a door. Its script does all of it: the code stands where no server sees it.
type pairPage struct {
	page.Base
	Script pairScript
}

// pairScript is what the page tells its script.
type pairScript struct {
	App   string            `json:"app"`
	Texts map[string]string `json:"texts"`
}

// pairTexts are the texts "door.pair_…" that the script shows by itself: refusals by their reason.
var pairTexts = [...]string{"working", "done", "no_code", "no_contact", "unknown_code", "code_used", "code_expired", "device_revoked",
	"device_expired", "refused"}

// PairPage shows the page that a pairing code's QR picture leads to.
func (h *Handlers) PairPage(c *fiber.Ctx) error {
	p := pairPage{Base: h.Base(c, "door.pair_title"), Script: pairScript{App: h.Static.Version(), Texts: map[string]string{}}}
	p.Styles, p.Scripts = []string{"css/door.css"}, []string{"door/pair.js"}
	for _, name := range pairTexts {
		p.Script.Texts[name] = p.T("door.pair_" + name)
	}
	return h.Show(c, fiber.StatusOK, "door/pair", &p)
}
