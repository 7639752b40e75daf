package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// checker gathers what is wrong. Each rule names the setting to change, even where two do not go together.
type checker struct {
	settings map[string]*setting
	found    Problems
}

func (c *checker) demand(ok bool, key, says string, args ...any) {
	if !ok {
		c.found = append(c.found, c.settings[key].wrong(fmt.Sprintf(says, args...))...)
	}
}

// check applies every rule and brings the base URL to the form that links are built on.
func check(cfg *Config, settings map[string]*setting) Problems {
	c := &checker{settings: settings}
	c.baseURL(cfg)
	c.server(cfg)
	c.demand(cfg.Contact.Email == "" || isAddress(cfg.Contact.Email), "contact.email",
		"%q is not an e-mail address", cfg.Contact.Email)
	c.smtp(cfg.SMTP)
	c.demand(slices.Contains([]string{"debug", "info", "warn", "error"}, cfg.Log.Level), "log.level",
		"must be debug, info, warn or error, and is %q", cfg.Log.Level)
	c.demand(slices.Contains([]string{"text", "json"}, cfg.Log.Format), "log.format",
		"must be text or json, and is %q", cfg.Log.Format)
	return c.found
}

// baseURL refuses a path: routes, cookies and the codes on printed tickets all start at the host.
func (c *checker) baseURL(cfg *Config) {
	u, err := url.Parse(cfg.BaseURL)
	ok := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil &&
		(u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == ""
	c.demand(ok, "base_url", "must be the address people use, like https://samling.example.se, and is %q", cfg.BaseURL)
	cfg.BaseURL = strings.TrimSuffix(cfg.BaseURL, "/")
}

func (c *checker) server(cfg *Config) {
	_, port, err := net.SplitHostPort(cfg.Listen)
	n, notNumber := strconv.Atoi(port)
	c.demand(err == nil && notNumber == nil && n >= 0 && n <= 65535, "listen",
		"must be an address and a port, like 127.0.0.1:8080 or :8080, and is %q", cfg.Listen)
	c.demand(strings.TrimSpace(cfg.DataDir) != "", "data_dir", "must name a directory")
	for _, proxy := range cfg.TrustedProxies {
		_, notAddress := netip.ParseAddr(proxy)
		_, notNetwork := netip.ParsePrefix(proxy)
		c.demand(notAddress == nil || notNetwork == nil, "trusted_proxies",
			"%q is neither an address (10.0.0.5) nor a network (10.0.0.0/24)", proxy)
	}
}

func (c *checker) smtp(s SMTP) {
	c.demand(!strings.ContainsAny(s.Host, " \t\r\n/:") || net.ParseIP(s.Host) != nil, "smtp.host",
		"must be a name or an address without a port (that is smtp.port), and is %q", s.Host)
	c.demand(s.Port >= 1 && s.Port <= 65535, "smtp.port", "must be between 1 and 65535, and is %d", s.Port)
	c.demand(slices.Contains([]TLS{StartTLS, Implicit, NoTLS}, s.TLS), "smtp.tls",
		"must be starttls, implicit or none, and is %q", string(s.TLS))
	c.demand(s.Timeout >= time.Second && s.Timeout <= 5*time.Minute, "smtp.timeout",
		"must be between 1s and 5m, and is %v", s.Timeout)
	c.demand(s.From == "" || isAddress(s.From), "smtp.from", "%q is not an e-mail address", s.From)
	c.demand(s.From != "" || s.Host == "", "smtp.from", "must be given when smtp.host is")
	c.demand(!strings.ContainsAny(s.FromName, "\r\n"), "smtp.from_name", "must be one line")
	c.demand(s.Username == "" || s.Password != "", "smtp.password", "must be given when smtp.username is")
	c.demand(s.Password == "" || s.Username != "", "smtp.username", "must be given when smtp.password is")
	c.demand(s.Password == "" || s.TLS != NoTLS || isLoopback(s.Host), "smtp.tls",
		"none would send the password in clear; leave out the password or protect the connection")
}

func isAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

func isLoopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}
