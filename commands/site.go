package commands

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"samling/config"
	"samling/handlers"
	"samling/handlers/web"
	"samling/jobs"
	"samling/models/account"
	"samling/models/store"
	"samling/static"
	"samling/views/mail"
	"samling/views/page"
	"samling/views/text"
)

// databaseName is the one file that holds everything, and keyName the one that opens its links.
const (
	databaseName = "samling.db"
	keyName      = "secret.key"
)

// openStore opens the database of a data directory, making both when they do not exist.
func openStore(ctx context.Context, dir string, log *slog.Logger) (*store.Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, tell("cli.no_directory", "Dir", dir, "Reason", err.Error())
	}
	keys, err := openKeys(dir)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, filepath.Join(dir, databaseName), store.Options{Keys: keys, Log: log})
	switch {
	case errors.Is(err, store.ErrInUse):
		return nil, tell("cli.in_use", "Dir", dir)
	case errors.Is(err, store.ErrNewerSchema):
		return nil, tell("cli.newer", "Dir", dir)
	}
	return s, err
}

// openKeys refuses a database without its key, which is a restore half done: a new key would open none of its links
// and tickets.
func openKeys(dir string) (store.Keys, error) {
	path := filepath.Join(dir, keyName)
	_, noKey := os.Stat(path)
	_, noDatabase := os.Stat(filepath.Join(dir, databaseName))
	if errors.Is(noKey, os.ErrNotExist) && noDatabase == nil {
		return store.Keys{}, tell("cli.no_key", "Key", path)
	}
	return store.LoadKeys(path)
}

// server is what runs the site; only handlers know by which framework.
type server interface {
	Listener(net.Listener) error
	ShutdownWithTimeout(time.Duration) error
}

// site is the whole program, put together.
type site struct {
	app    *web.App
	server server
	table  jobs.Table
	log    *slog.Logger
}

func newSite(s *store.Store, where web.Site, sender jobs.Sender, log *slog.Logger) (*site, error) {
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
	composer, err := mail.NewComposer(s, texts, where.BaseURL, where.Demo)
	if err != nil {
		return nil, err
	}
	app := &web.App{Store: s, Texts: texts, Pages: pages, Static: files, Site: where, Log: log, Cache: web.NewCache(s)}
	table := jobs.Housekeeping(s)
	if sender != nil {
		delivery := &jobs.Delivery{Store: s, Composer: composer, Sender: sender, Log: log}
		table = append(table, delivery.Jobs()...)
	}
	parts := handlers.Parts{Passwords: account.NewPasswords(), Composer: composer}
	return &site{app: app, server: handlers.Server(app, parts), table: table, log: log}, nil
}

// run serves until the operator or the system says stop. The order of stopping is what keeps promises: first no new
// requests, then the requests under way, then the jobs, and last (by the caller) the store.
func (s *site) run(ctx context.Context, listener net.Listener) error {
	CalmCollector()
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	jobsCtx, stopJobs := context.WithCancel(context.Background())
	var working sync.WaitGroup
	working.Go(func() { s.table.Run(jobsCtx, s.log) })
	failed := make(chan error, 1)
	go func() { failed <- s.server.Listener(listener) }()
	var err error
	select {
	case <-ctx.Done():
		err = s.server.ShutdownWithTimeout(20 * time.Second)
	case err = <-failed:
	}
	stopJobs()
	working.Wait()
	return err
}

func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, tell("cli.listen_failed", "Address", address, "Reason", err.Error())
	}
	return l, nil
}

func newLog(c config.Log, to *os.File) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.Level)) // config has checked it
	options := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}

func closeStore(s *store.Store, err *error) {
	if closeErr := s.Close(); closeErr != nil && *err == nil {
		*err = fmt.Errorf("close the database: %w", closeErr)
	}
}
