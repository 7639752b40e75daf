package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Load reads the settings: the defaults, over them the file, over that the environment (SAMLING_SMTP_HOST for
// smtp.host), and last the secrets that lie in files of their own. With path "" there is no file. The error is
// Problems when settings are wrong: all that are, each with its key and line.
func Load(path string) (Config, error) {
	c := Default()
	settings := settingsOf(&c)
	var found Problems
	if path != "" {
		raw, err := os.ReadFile(path)
		if err != nil {
			return Config{}, fmt.Errorf("read the settings: %w", err)
		}
		found = append(found, readFile(filepath.Base(path), raw, settings)...)
	}
	found = append(found, readEnvironment(settings)...)
	found = append(found, readSecrets(&c, settings)...)
	if len(found) == 0 {
		found = check(&c, settings)
	}
	if len(found) > 0 {
		return Config{}, found
	}
	return c, nil
}

// Problem is one setting that is wrong.
type Problem struct {
	Where string // "config.yaml:12", "SAMLING_SMTP_PORT", or "config.yaml" for what is missing
	Key   string // "smtp.port"; "" when the file itself cannot be read
	Says  string
}

func (p Problem) String() string {
	parts := []string{p.Where, p.Key, p.Says}
	return strings.Join(deleteEmpty(parts), ": ")
}

// Problems is every setting that is wrong, one on each line of the message.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i := range p {
		lines[i] = p[i].String()
	}
	return strings.Join(lines, "\n")
}

func deleteEmpty(parts []string) []string {
	kept := parts[:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return kept
}

// readEnvironment lets a container set any setting. Names that are no setting are passed over: Kubernetes itself
// puts SAMLING_SERVICE_HOST and the like into the environment of whatever stands beside a service named samling.
func readEnvironment(settings map[string]*setting) Problems {
	var found Problems
	for _, key := range sortedKeys(settings) {
		name := environmentName(key)
		if text, ok := os.LookupEnv(name); ok {
			found = append(found, settings[key].assign(name, scalarOrList(settings[key], text))...)
		}
	}
	return found
}

func environmentName(key string) string {
	return "SAMLING_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

func scalarOrList(s *setting, text string) []string {
	if !s.list() {
		return []string{text}
	}
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// readSecrets reads the file that a *_file setting names, as secrets are mounted into containers.
func readSecrets(c *Config, settings map[string]*setting) Problems {
	if c.SMTP.PasswordFile == "" {
		return nil
	}
	s := settings["smtp.password_file"]
	if c.SMTP.Password != "" {
		return s.wrong("smtp.password is given too: keep one of them")
	}
	raw, err := os.ReadFile(c.SMTP.PasswordFile)
	if err != nil {
		return s.wrong("cannot be read: " + err.Error())
	}
	c.SMTP.Password = Secret(strings.TrimRight(string(raw), "\r\n"))
	return nil
}
