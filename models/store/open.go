// Package store keeps what is true: one SQLite file with one writer and a few readers.
//
// All writes of the program go through Write, which gathers the requests that wait at the same moment into one
// SQLite transaction, gives each a savepoint of its own, and answers when the disk has confirmed the commit
// (synchronous=FULL). Nothing that was acknowledged is lost, and 300 people at once are served faster than one by
// one. All reads go through Read, on connections that cannot write and never wait for the writer.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Options are what main decides about the database. The zero value of each field has a sensible meaning.
type Options struct {
	Keys Keys             // derives links and codes; required
	Now  func() time.Time // the clock; nil means time.Now
	Log  *slog.Logger     // nil means slog.Default()
}

// Store is an open database.
type Store struct {
	keys    Keys
	now     func() time.Time
	log     *slog.Logger
	path    string
	lock    *os.File
	writer  *gorm.DB
	reader  *gorm.DB
	queue   chan *job
	done    chan struct{}
	closing chan struct{}
	watch   watchers

	closeOnce sync.Once
	closeErr  error
}

// Open locks, opens, migrates and checks the database file, making it when it does not exist. It refuses a file
// that another process has open, that a newer program has written, or whose settings did not take.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if len(o.Keys.secret) == 0 {
		return nil, fmt.Errorf("open %s: no keys given", filepath.Base(path))
	}
	s := &Store{keys: o.Keys, now: o.Now, log: o.Log, path: path}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if err := s.open(ctx); err != nil {
		s.closeFiles()
		return nil, err
	}
	s.startWriter()
	return s, nil
}

func (s *Store) open(ctx context.Context) (err error) {
	if s.lock, err = lockFile(s.path); err != nil {
		return err
	}
	if err = createPrivately(s.path); err != nil {
		return err
	}
	if s.writer, err = s.connect(writerDSN(s.path), 1, false); err != nil {
		return err
	}
	if err = migrate(ctx, s.writer, s.path, s.log); err != nil {
		return err
	}
	if s.reader, err = s.connect(readerDSN(s.path), 2*runtime.NumCPU(), true); err != nil {
		return err
	}
	return s.checkSettings(ctx)
}

// createPrivately makes the file before SQLite does, which would let everybody on the machine read it. SQLite gives
// the files beside it the same mode.
func createPrivately(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	return f.Close()
}

// writerDSN: what each option is for stands in docs/adr/0003-one-writer.md. FULL because mattn's default in WAL
// mode (NORMAL) may lose acknowledged rows on power loss; immediate because a deferred transaction that first
// reads and then writes fails with "database is locked".
func writerDSN(path string) string {
	return "file:" + url.PathEscape(path) + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=on" +
		"&_txlock=immediate&_cache_size=-65536&_stmt_cache_size=200&_secure_delete=on"
}

func readerDSN(path string) string {
	return "file:" + url.PathEscape(path) + "?mode=ro&_query_only=1&_busy_timeout=5000&_foreign_keys=on&_cache_size=-16384"
}

func (s *Store) connect(dsn string, conns int, prepare bool) (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Open(dsn), &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		PrepareStmt:            prepare, // on the writer gorm would prepare anew in every transaction (30 % of the CPU)
		NowFunc:                func() time.Time { return s.now().UTC() },
		Logger:                 logger.Discard, // SQL carries names and addresses: it is never logged
	})
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	pool.SetConnMaxLifetime(0)
	return db, nil
}

// checkSettings reads back what the connection strings asked for: SQLite ignores an option it does not know.
func (s *Store) checkSettings(ctx context.Context) error {
	checks := []struct {
		db           *gorm.DB
		pragma, want string
	}{
		{s.writer, "journal_mode", "wal"},
		{s.writer, "synchronous", "2"},
		{s.writer, "foreign_keys", "1"},
		{s.writer, "secure_delete", "1"}, // what is deleted must not stay readable in free pages: needs, the urn
		{s.reader, "query_only", "1"},
		{s.reader, "foreign_keys", "1"},
	}
	for _, c := range checks {
		var got string
		if err := c.db.WithContext(ctx).Raw("PRAGMA " + c.pragma).Scan(&got).Error; err != nil {
			return fmt.Errorf("read back %s: %w", c.pragma, err)
		}
		if got != c.want {
			return fmt.Errorf("the database setting %s is %q and must be %q", c.pragma, got, c.want)
		}
	}
	return nil
}

// DB is a handle for queries, as Read gives it and a Tx holds it. The floors above models pass it on by this name, so
// that only models know gorm.
type DB = gorm.DB

// Read gives a handle for queries. It cannot write.
func (s *Store) Read(ctx context.Context) *DB { return s.reader.WithContext(ctx) }

// Keys derives links and codes.
func (s *Store) Keys() Keys { return s.keys }

// Now is the store's clock, in UTC.
func (s *Store) Now() time.Time { return s.now().UTC() }

// Path is where the database file lies.
func (s *Store) Path() string { return s.path }

// Checkpoint writes the log into the database file and empties it, so that what was deleted is gone from both. It waits
// for the writes under way; readers that are still at work may keep a part of the log until the next time.
func (s *Store) Checkpoint(ctx context.Context) error {
	return s.writer.WithContext(ctx).Exec("PRAGMA wal_checkpoint(TRUNCATE)").Error
}

// Ready says whether the database answers, for the health check.
func (s *Store) Ready(ctx context.Context) error {
	var one int
	return s.Read(ctx).Raw("SELECT 1").Scan(&one).Error
}

// Close lets the waiting writes finish, tidies the statistics and closes the file. Closing again does nothing.
func (s *Store) Close() error {
	s.closeOnce.Do(func() {
		s.stopWriter()
		_ = s.writer.Exec("PRAGMA optimize").Error
		s.closeErr = s.closeFiles()
	})
	return s.closeErr
}

func (s *Store) closeFiles() error {
	var first error
	for _, db := range []*gorm.DB{s.reader, s.writer} {
		if db == nil {
			continue
		}
		if pool, err := db.DB(); err == nil {
			if err := closePool(pool); err != nil && first == nil {
				first = err
			}
		}
	}
	unlockFile(s.lock)
	return first
}

func closePool(pool *sql.DB) error { return pool.Close() }
