package e2e

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// wire is the network between a phone and the site, with all that a house with bad wifi does to it.
type wire struct {
	url    string
	state  atomic.Int32
	onceAt atomic.Pointer[func(path string)] // is told once that the server has answered; the answer is then lost
}

// What a wire does with a request.
const (
	whole  int32 = iota // carries it there and the answer back
	cut                 // does not carry it
	deaf                // carries it there, and loses the answer
	silent              // swallows it, and the phone waits
)

// newWire lays a wire to a site.
func newWire(t *testing.T, to string) *wire {
	t.Helper()
	target, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) } // the line is dead
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { w.carry(proxy, out, r) }))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *wire) carry(proxy http.Handler, out http.ResponseWriter, r *http.Request) {
	switch state := w.state.Load(); {
	case state == cut:
		panic(http.ErrAbortHandler)
	case state == silent:
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case state == deaf:
		proxy.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}
	if told := w.onceAt.Load(); told != nil && strings.HasPrefix(r.URL.Path, "/api/v1/door/redeem") && w.onceAt.CompareAndSwap(told, nil) {
		proxy.ServeHTTP(httptest.NewRecorder(), r)
		(*told)(r.URL.Path)
		panic(http.ErrAbortHandler)
	}
	proxy.ServeHTTP(out, r)
}

// flap lets the wire come and go until it is told to stop; it is whole afterwards.
func (w *wire) flap(t *testing.T, seed uint64, stop <-chan struct{}) {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 1))
	defer w.state.Store(whole)
	for {
		state, most := []int32{whole, cut, deaf, silent}[chance.IntN(4)], 1500
		if state == silent {
			most = 300
		}
		w.state.Store(state)
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(100+chance.IntN(most)) * time.Millisecond):
		}
	}
}
