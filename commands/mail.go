package commands

import (
	"net/mail"

	"samling/config"
	"samling/jobs"
)

// encryption translates the settings' words into the sender's.
var encryption = map[config.TLS]jobs.Encryption{config.StartTLS: jobs.StartTLS, config.Implicit: jobs.Implicit, config.NoTLS: jobs.Off}

func smtpSettings(c config.Config) jobs.SMTP {
	return jobs.SMTP{
		Host: c.SMTP.Host, Port: c.SMTP.Port, Username: c.SMTP.Username, Password: string(c.SMTP.Password),
		From:       mail.Address{Name: c.SMTP.FromName, Address: c.SMTP.From},
		Encryption: encryption[c.SMTP.TLS], Timeout: c.SMTP.Timeout,
	}
}
