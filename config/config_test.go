package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/config"
)

const example = "../config.example.yaml"

func load(t *testing.T, text string) (config.Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Load(path)
}

// The example is the manual: it must say of every option what is true without it.
func TestExampleEqualsDefaults(t *testing.T) {
	got, err := config.Load(example)
	if err != nil {
		t.Fatal(err)
	}
	if want := config.Default(); !reflect.DeepEqual(got, want) {
		t.Errorf("the example gives\n%+v\nand the defaults are\n%+v", got, want)
	}
}

func TestExampleExplainsEveryOption(t *testing.T) {
	raw, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(raw), "\n")
	key := regexp.MustCompile(`^( *)([a-z_]+):`)
	group, there := "", make(map[string]bool)
	for i, line := range lines {
		found := key.FindStringSubmatch(line)
		if found == nil {
			continue
		}
		if !strings.HasPrefix(strings.TrimSpace(lines[i-1]), "#") {
			t.Errorf("line %d, %s: no comment above it", i+1, found[2])
		}
		if found[1] == "" {
			group = found[2]
			there[group] = true
		} else {
			there[group+"."+found[2]] = true
		}
	}
	for _, key := range config.Keys() {
		if !there[key] {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestLoad(t *testing.T) {
	got, err := load(t, `
base_url: https://samling.example.se/
trusted_proxies:
  - 10.0.0.0/8
  - "::1"
smtp:
  host: mail.example.se
  port: "465"
  tls: implicit
  username: samling
  password: 0123   # a number to YAML
  from: dag@example.se
  timeout: 1m
contact:
`)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Default()
	want.BaseURL, want.TrustedProxies = "https://samling.example.se", []string{"10.0.0.0/8", "::1"}
	want.SMTP = config.SMTP{Host: "mail.example.se", Port: 465, TLS: config.Implicit, Username: "samling",
		Password: "0123", From: "dag@example.se", FromName: "Samling", Timeout: time.Minute}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestWithoutFileTheDefaultsHold(t *testing.T) {
	if got, err := config.Load(""); err != nil || !reflect.DeepEqual(got, config.Default()) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := load(t, "# nothing yet\n"); err != nil || !reflect.DeepEqual(got, config.Default()) {
		t.Errorf("an empty file gave %+v, %v", got, err)
	}
	if _, err := config.Load("no-such.yaml"); err == nil || !strings.Contains(err.Error(), "no-such.yaml") {
		t.Errorf("a missing file gave %v", err)
	}
}

func TestEnvironmentWins(t *testing.T) {
	t.Setenv("SAMLING_LISTEN", ":9000")
	t.Setenv("SAMLING_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2")
	t.Setenv("SAMLING_SMTP_TIMEOUT", "5s")
	t.Setenv("SAMLING_SERVICE_HOST", "10.96.0.1") // Kubernetes' own
	got, err := load(t, "listen: :8000\n")
	if err != nil {
		t.Fatal(err)
	}
	if got.Listen != ":9000" || len(got.TrustedProxies) != 2 || got.SMTP.Timeout != 5*time.Second {
		t.Errorf("got %+v", got)
	}
	t.Setenv("SAMLING_SMTP_PORT", "many")
	if _, err := load(t, ""); err == nil || err.Error() != `SAMLING_SMTP_PORT: smtp.port: "many" is not a whole number` {
		t.Errorf("got %v", err)
	}
}

func TestPasswordFile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(secret, []byte("fem blå cyklar\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SAMLING_SMTP_PASSWORD_FILE", secret)
	got, err := load(t, "smtp: {username: u}\n")
	if err != nil || got.SMTP.Password != "fem blå cyklar" {
		t.Fatalf("got %q, %v", string(got.SMTP.Password), err)
	}
	if _, err := load(t, "smtp: {username: u, password: x}\n"); err == nil || !strings.Contains(err.Error(), "keep one of them") {
		t.Errorf("two passwords gave %v", err)
	}
	t.Setenv("SAMLING_SMTP_PASSWORD_FILE", secret+"-not")
	if _, err := load(t, "smtp: {username: u}\n"); err == nil || !strings.Contains(err.Error(), "smtp.password_file: cannot be read") {
		t.Errorf("a missing file gave %v", err)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	c := config.Default()
	c.SMTP.Password = "fem blå cyklar"
	asJSON, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, printed := range []string{fmt.Sprint(c), fmt.Sprintf("%+v %#v %v %q", c, c, c.SMTP, c.SMTP.Password), string(asJSON)} {
		if strings.Contains(printed, "cyklar") {
			t.Errorf("printed: %s", printed)
		}
	}
}
