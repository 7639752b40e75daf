package commands

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"samling/demo"
	"samling/handlers/web"
	"samling/jobs"
)

// Demo runs the site with made-up people and answers. Mail is kept and can be read by the organiser.
type Demo struct {
	Listen string `help:"${listen_help}" default:"127.0.0.1:8080"`
	Data   string `help:"${demo_data_help}" type:"path" placeholder:"DIR"`
}

// Run implements kong's command.
func (d *Demo) Run(c *Console) (err error) {
	dir, remove, err := d.directory()
	if err != nil {
		return err
	}
	defer remove()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ctx := context.Background()
	st, err := openStore(ctx, dir, log)
	if err != nil {
		return err
	}
	defer closeStore(st, &err)
	filled, err := demo.Fill(ctx, st)
	if errors.Is(err, demo.ErrForeign) {
		return tell("cli.not_demo", "Dir", dir)
	}
	if err != nil {
		return err
	}
	listener, err := listen(d.Listen)
	if err != nil {
		return err
	}
	url := "http://" + reachable(listener.Addr().String())
	site, err := newSite(st, web.Site{BaseURL: url, Demo: true}, jobs.Keep{}, log)
	if err != nil {
		return err
	}
	d.greet(c, url, dir, filled, site)
	return site.run(ctx, listener)
}

// reachable is the address to type: one that listens everywhere is reached on this machine.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}

// directory is where the demonstration lives: what was asked for, or a place of its own that goes when it ends.
func (d *Demo) directory() (dir string, remove func(), err error) {
	if d.Data != "" {
		return d.Data, func() {}, nil
	}
	dir, err = os.MkdirTemp("", "samling-demo-*")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

func (d *Demo) greet(c *Console, url, dir string, filled demo.Filled, s *site) {
	c.Say("cli.demo_ready", "URL", url)
	if filled.Newest != "" {
		c.Say("cli.demo_attendee", "URL", url+"/"+filled.Newest)
	}
	c.Say("cli.demo_staff", "URL", url, "Password", filled.Password)
	if d.Data != "" {
		path, err := filepath.Abs(dir)
		c.Say("cli.demo_kept", "Dir", pick(err == nil, path, dir))
	}
	if _, ok := s.app.Static.Named(decoder); !ok {
		c.Say("cli.no_decoder")
	}
	c.Say("cli.stop")
}

// decoder is the bundled QR decoder's module; it is there when the program was built with Node.
const decoder = "door/vendor/reader/index.js"

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
