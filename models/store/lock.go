package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrInUse says that another process has the database open. Two writers would each believe to be the only one,
// so the second refuses to start instead of making the first fail later.
var ErrInUse = errors.New("another Samling process is using this database")

func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock file: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), ErrInUse)
		}
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	return f, nil
}

// unlockFile releases the lock; the kernel does the same when the process dies, so a kill never leaves one behind.
func unlockFile(f *os.File) {
	if f != nil {
		_ = f.Close()
	}
}
