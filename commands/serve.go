package commands

import (
	"context"
	"os"

	"samling/config"
	"samling/demo"
	"samling/handlers/web"
	"samling/jobs"
	"samling/models/store"
)

// Serve runs the site with the settings of an installation.
type Serve struct {
	Config string `help:"${config_help}" type:"existingfile" placeholder:"FILE"`
}

// Run implements kong's command.
func (s *Serve) Run(c *Console) (err error) {
	settings, err := config.Load(s.Config)
	if err != nil {
		return tell("cli.config_wrong", "Reason", err.Error())
	}
	log := newLog(settings.Log, os.Stderr)
	ctx := context.Background()
	st, err := openStore(ctx, settings.DataDir, log)
	if err != nil {
		return err
	}
	defer closeStore(st, &err)
	if err := refuseDemo(ctx, st, settings.DataDir); err != nil {
		return err
	}
	var sender jobs.Sender
	if settings.SMTP.Host != "" {
		if sender, err = jobs.NewSMTP(smtpSettings(settings)); err != nil {
			return err
		}
	} else {
		c.Say("cli.no_smtp")
	}
	where := web.Site{BaseURL: settings.BaseURL, TrustedProxies: settings.TrustedProxies,
		ContactName: settings.Contact.Name, ContactEmail: settings.Contact.Email}
	site, err := newSite(st, where, sender, log)
	if err != nil {
		return err
	}
	listener, err := listen(settings.Listen)
	if err != nil {
		return err
	}
	if where.Secure() && len(where.TrustedProxies) == 0 {
		c.Say("cli.no_proxies")
	}
	c.Say("cli.serving", "URL", settings.BaseURL, "Listen", listener.Addr().String())
	return site.run(ctx, listener)
}

// refuseDemo keeps a demonstration's database from being served in earnest: everybody knows the password of its
// accounts.
func refuseDemo(ctx context.Context, st *store.Store, dir string) error {
	open, err := demo.Open(ctx, st)
	if err == nil && open {
		err = tell("cli.is_demo", "Dir", dir)
	}
	return err
}
