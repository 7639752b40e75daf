package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"github.com/gofiber/fiber/v2"

	"samling/handlers"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/static"
	"samling/views/mail"
	"samling/views/page"
	"samling/views/text"
)

// running is the site as `samling serve` puts it together, on a loopback listener. No mail is delivered meanwhile:
// the outbox fills, which is the site's part of it.
type running struct {
	store   *store.Store
	edition event.Edition
	address string
	server  *fiber.App
}

// startSite opens the database of a directory and serves it.
func startSite(dir string) (*running, error) {
	s, edition, err := openStore(dir)
	if err != nil {
		return nil, err
	}
	server, err := assemble(s)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	address, err := serve(server)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &running{store: s, edition: edition, address: address, server: server}, nil
}

func (r *running) stop() { _ = r.server.Shutdown(); _ = r.store.Close() }

// openStore opens the database that fixture has made, with its one edition.
func openStore(dir string) (*store.Store, event.Edition, error) {
	keys, err := store.LoadKeys(filepath.Join(dir, keyName))
	if err != nil {
		return nil, event.Edition{}, err
	}
	s, err := store.Open(context.Background(), filepath.Join(dir, databaseName), store.Options{Keys: keys, Log: quiet()})
	if err != nil {
		return nil, event.Edition{}, err
	}
	edition, err := event.BySlug(s.Read(context.Background()), slug)
	if err != nil {
		return nil, event.Edition{}, errors.Join(err, s.Close())
	}
	return s, edition, nil
}

// clear runs statements that bring a side back to where a round begins.
func clear(s *store.Store, statements []string) error {
	return s.Write(context.Background(), func(tx *store.Tx) error {
		for _, statement := range statements {
			if err := tx.Exec(statement).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// assemble does what commands does for `samling serve`.
func assemble(s *store.Store) (*fiber.App, error) {
	texts, err := text.Load()
	if err != nil {
		return nil, err
	}
	files, err := static.Load()
	if err != nil {
		return nil, err
	}
	pages, err := page.NewEngine(files.Address)
	if err != nil {
		return nil, err
	}
	where := web.Site{BaseURL: baseURL}
	composer, err := mail.NewComposer(s, texts, where.BaseURL, where.Demo)
	if err != nil {
		return nil, err
	}
	app := &web.App{Store: s, Texts: texts, Pages: pages, Static: files, Site: where, Log: quiet(), Cache: web.NewCache(s)}
	return handlers.Server(app, handlers.Parts{Passwords: account.NewPasswords(), Composer: composer}), nil
}

// serve lets a Fiber app listen on a port of its own.
func serve(app *fiber.App) (address string, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() { _ = app.Listener(listener) }()
	return listener.Addr().String(), nil
}

// quiet logs what goes wrong, as the program does in operation.
func quiet() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
