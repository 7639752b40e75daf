package jobs

import (
	"context"
	"net"
	"sync"
	"time"

	gomail "github.com/go-mail/mail/v2"
)

// wire is the connection under a conversation. We hold it ourselves because the library sets no deadline before the
// server's greeting (a silent server would hold a lane for ever), leaves connections open when a dial fails half-way,
// and knows no context.
type wire struct {
	mu     sync.Mutex
	conn   net.Conn
	closed bool
}

func (w *wire) open(ctx context.Context, network, address string, timeout time.Duration) (net.Conn, error) {
	dialer := net.Dialer{Timeout: timeout}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed { // the program began to stop while the connection was made
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	w.conn = conn
	return conn, conn.SetDeadline(time.Now().Add(timeout))
}

// close cuts the line. It may be called at any time, from anywhere, more than once.
func (w *wire) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if w.conn != nil {
		_ = w.conn.Close()
	}
}

// deadline gives whatever is read or written next so long from now.
func (w *wire) deadline(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn != nil {
		_ = w.conn.SetDeadline(time.Now().Add(d))
	}
}

// dialing guards the library's package variable.
var dialing sync.Mutex

// dialOn lets the library dial through our function. The library knows only a package variable for that, which it
// reads once, first thing in Dial. So the lock is held from setting the variable until our function is called, and
// two dials never wait for each other's servers.
func dialOn(d *gomail.Dialer, open func(network, address string, timeout time.Duration) (net.Conn, error)) (gomail.SendCloser, error) {
	dialing.Lock()
	unlock := sync.OnceFunc(dialing.Unlock)
	defer unlock()
	gomail.NetDialTimeout = func(network, address string, timeout time.Duration) (net.Conn, error) {
		unlock()
		return open(network, address, timeout)
	}
	return d.Dial()
}
