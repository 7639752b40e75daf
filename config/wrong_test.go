package config_test

import (
	"strings"
	"testing"
)

// Every message names the line and the key, and says what to write.
func TestWrongSettingsAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"an unknown key":       {"listen: :80\nlisen: :81\n", "config.yaml:2: lisen: there is no such setting"},
		"an unknown inner key": {"smtp:\n  hots: x\n", "config.yaml:2: smtp.hots: there is no such setting"},
		"a key twice":          {"listen: :80\nlisten: :81\n", "config.yaml:2"},
		"not YAML":             {"listen: :80\n\"smtp\n", "config.yaml:2: is not YAML: "},
		"a tab":                {"smtp:\n\thost: x\n", "config.yaml:2: is not YAML: "},
		"only text":            {"hello\n", "config.yaml:1: must hold settings"},
		"a list at the top":    {"- listen\n", "config.yaml:1: must hold settings"},
		"two documents":        {"listen: :80\n---\nlisten: :81\n", "only one document"},
		"a value for a group":  {"smtp: mail.x.se\n", "config.yaml:1: smtp: must hold settings"},
		"a group for a value":  {"listen:\n  host: x\n", "config.yaml:1: listen: takes a plain value"},
		"a list for a value":   {"listen: [a, b]\n", "config.yaml:1: listen: takes one value"},
		"a value for a list":   {"trusted_proxies: 10.0.0.1\n", "config.yaml:1: trusted_proxies: takes a list: [10.0.0.1]"},
		"a list of groups":     {"trusted_proxies: [{a: b}]\n", "config.yaml:1: trusted_proxies: takes a list of plain values"},
		"an alias":             {"listen: &a :80\ndata_dir: *a\n", "takes a plain value"},

		"a port in words":       {"smtp:\n  port: many\n", `config.yaml:2: smtp.port: "many" is not a whole number`},
		"a port out of range":   {"smtp:\n  port: 99999\n", "config.yaml:2: smtp.port: must be between 1 and 65535, and is 99999"},
		"a length without unit": {"smtp:\n  timeout: 30\n", `config.yaml:2: smtp.timeout: "30" is not a length of time; write 30s or 2m`},
		"no time at all":        {"smtp:\n  timeout: 0s\n", "config.yaml:2: smtp.timeout: must be between 1s and 5m"},
		"an unknown tls":        {"smtp:\n  tls: ssl\n", "config.yaml:2: smtp.tls: must be starttls, implicit or none"},
		"a host with a port":    {"smtp:\n  host: mail.x.se:25\n  from: a@x.se\n", "config.yaml:2: smtp.host: must be a name or an address without a port"},
		"a host and no sender":  {"smtp:\n  host: mail.x.se\n", "smtp.from: must be given when smtp.host is"},
		"a sender with a name":  {"smtp:\n  from: A <a@x.se>\n", "config.yaml:2: smtp.from: "},
		"a name of two lines":   {"smtp:\n  from_name: \"a\\r\\nBcc: b@x.se\"\n", "config.yaml:2: smtp.from_name: must be one line"},
		"a user, no password":   {"smtp:\n  username: u\n", "smtp.password: must be given"},
		"a password, no user":   {"smtp:\n  password: p\n", "smtp.username: must be given"},
		"a password in clear": {"smtp:\n  host: mail.x.se\n  from: a@x.se\n  tls: none\n  username: u\n  password: p\n",
			"config.yaml:4: smtp.tls: none would send the password in clear"},

		"a base without scheme": {"base_url: samling.x.se\n", "config.yaml:1: base_url: must be the address people use"},
		"a base with a path":    {"base_url: https://x.se/samling\n", "config.yaml:1: base_url: "},
		"a base with a query":   {"base_url: https://x.se?a=b\n", "config.yaml:1: base_url: "},
		"an empty base":         {"base_url: \"\"\n", "config.yaml:1: base_url: "},
		"listening nowhere":     {"listen: 127.0.0.1\n", "config.yaml:1: listen: must be an address and a port"},
		"listening too high":    {"listen: :70000\n", "config.yaml:1: listen: "},
		"no data directory":     {"data_dir: \"\"\n", "config.yaml:1: data_dir: must name a directory"},
		"a proxy by name":       {"trusted_proxies: [nginx]\n", `config.yaml:1: trusted_proxies: "nginx" is neither`},
		"a loud log":            {"log:\n  level: loud\n", "config.yaml:2: log.level: must be debug, info, warn or error"},
		"a log in XML":          {"log:\n  format: xml\n", "config.yaml:2: log.format: must be text or json"},
		"a contact by phone":    {"contact:\n  email: 08-123\n", "config.yaml:2: contact.email: "},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, c.file)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := load(t, "lisen: :80\nsmtp:\n  port: many\n  hots: x\n")
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v", err)
	}
}
