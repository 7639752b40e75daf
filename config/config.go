// Package config holds the settings of an installation: their types, their defaults, and the rules they keep.
// config.example.yaml in the project's root explains each of them and equals the defaults.
package config

import (
	"log/slog"
	"time"
)

// Config is everything that an operator decides. Load has checked all of it: the rest of the program does not.
type Config struct {
	BaseURL        string   `yaml:"base_url"`        // where people reach the site, without a slash at its end
	Listen         string   `yaml:"listen"`          // host:port
	DataDir        string   `yaml:"data_dir"`        // holds the database, its key and its copies
	TrustedProxies []string `yaml:"trusted_proxies"` // addresses and networks whose X-Real-Ip is believed
	Contact        Contact  `yaml:"contact"`
	SMTP           SMTP     `yaml:"smtp"`
	Log            Log      `yaml:"log"`
}

// Contact is who answers for the installation, on the pages about privacy and accessibility.
type Contact struct {
	Name  string `yaml:"name"`
	Email string `yaml:"email"`
}

// SMTP is the server that takes the mail. Without a host nothing is sent and the mail waits in the outbox.
type SMTP struct {
	Host         string        `yaml:"host"`
	Port         int           `yaml:"port"`
	TLS          TLS           `yaml:"tls"`
	Username     string        `yaml:"username"`
	Password     Secret        `yaml:"password"`
	PasswordFile string        `yaml:"password_file"` // read into Password by Load
	From         string        `yaml:"from"`
	FromName     string        `yaml:"from_name"`
	Timeout      time.Duration `yaml:"timeout"` // for one whole delivery
}

// TLS is how the connection to the mail server is protected.
type TLS string

// The ways to protect it. StartTLS is demanded, not tried: a server that does not offer it gets no mail.
const (
	StartTLS TLS = "starttls"
	Implicit TLS = "implicit"
	NoTLS    TLS = "none"
)

// Log is what the program tells about itself, on standard error.
type Log struct {
	Level  string `yaml:"level"`  // debug, info, warn, error
	Format string `yaml:"format"` // text, json
}

// Secret is a setting that is never printed.
type Secret string

const hidden = "(hidden)"

// String implements fmt.Stringer.
func (s Secret) String() string { return hidden }

// GoString implements fmt.GoStringer.
func (s Secret) GoString() string { return hidden }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText keeps the secret out of JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Default gives the settings of an installation that has decided nothing: it answers on this machine only.
func Default() Config {
	return Config{
		BaseURL:        "http://127.0.0.1:8080",
		Listen:         "127.0.0.1:8080",
		DataDir:        "data",
		TrustedProxies: []string{},
		SMTP:           SMTP{Port: 587, TLS: StartTLS, FromName: "Samling", Timeout: 30 * time.Second},
		Log:            Log{Level: "info", Format: "text"},
	}
}
