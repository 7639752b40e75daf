package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewerSchema says that a newer program has written this file. Going on could destroy what it added.
var ErrNewerSchema = errors.New("the database was written by a newer version of Samling")

// migrate brings the schema forward. Migrations only ever go forward; before the first one on a file that has
// data, a copy is laid beside it.
func migrate(ctx context.Context, db *gorm.DB, path string, log *slog.Logger) error {
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	have, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	switch {
	case have > newest:
		return fmt.Errorf("%w (schema %d, this program knows %d)", ErrNewerSchema, have, newest)
	case have == newest:
		return nil
	case have > 0:
		if err := copyBefore(db, path, have); err != nil {
			return err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	log.Info("database schema brought forward", "from", have, "to", newest)
	return nil
}

// copyBefore keeps the file as it was, named by its schema version, so that an update can be taken back. The copy
// takes its name when it is whole: one that was interrupted must not stop the next try, nor pass for a copy.
func copyBefore(db *gorm.DB, path string, version int64) error {
	target := fmt.Sprintf("%s.before-%d", path, version)
	half := target + ".tmp"
	if err := makeCopy(db, half); err != nil {
		return fmt.Errorf("copy the database before migrating: %w", err)
	}
	if err := os.Rename(half, target); err != nil {
		return fmt.Errorf("copy the database before migrating: %w", err)
	}
	return nil
}

// makeCopy writes into a file that only its owner can read; VACUUM INTO accepts one that exists and is empty.
func makeCopy(db *gorm.DB, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if err := db.Exec("VACUUM INTO ?", path).Error; err != nil {
		return err
	}
	return f.Sync()
}
