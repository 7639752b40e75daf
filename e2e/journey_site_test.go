package e2e

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"samling/demo"
)

const (
	slug     = "samverkansdag-provet"
	password = "en lång och egen mening"
)

// day is a real installation: the program serving the cooperation day, with accounts and a mail server.
type day struct {
	*server
	office *postOffice
	config string // path of the program's settings
}

// newDay imports the event, makes the accounts and starts the site, all with the commands that an operator uses. changes are
// pairs of what stands in the event file and what is to stand there instead.
func newDay(t *testing.T, changes ...string) *day {
	t.Helper()
	dir := t.TempDir()
	office := newPostOffice(t)
	address := freeAddress(t)
	host, port, err := net.SplitHostPort(office.addr)
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "config.yaml")
	write(t, config, fmt.Sprintf("base_url: http://%s\nlisten: %s\ndata_dir: %s\nsmtp:\n  host: %s\n  port: %s\n  tls: none\n  from: dagen@samling.example\n",
		address, address, filepath.Join(dir, "data"), host, port))
	event := filepath.Join(dir, "dagen.yaml")
	ahead := time.Now().AddDate(0, 0, 40).Format(time.DateOnly)
	yaml := strings.Replace(string(demo.EventFile()), "slug: samverkansdag-2024", "slug: "+slug, 1)
	yaml = strings.Replace(yaml, "date: 2024-03-07", "date: "+ahead, 1)
	write(t, event, strings.NewReplacer(changes...).Replace(yaml))

	must(t, "", "import", event, "--config", config)
	must(t, "", "import", event, "--config", config) // a second time changes nothing
	for _, role := range []string{"organiser", "door", "host"} {
		must(t, password+"\n", "user", "add", role+"@samling.example", "--name", role, "--role", role, "--config", config)
	}
	return &day{start(t, address, "serve", "--config", config), office, config}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// logIn logs a browser in by the form.
func (d *day) logIn(p *phone, role string) {
	p.t.Helper()
	p.open(d.url + "/logga-in")
	p.fill("#login", role+"@samling.example")
	p.fill("#password", password)
	p.press("main form button")
}

// client is a program that asks as a member of staff, or as a visitor when role is "".
func (d *day) client(role string) *http.Client {
	d.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Timeout: 30 * time.Second}
	if role != "" {
		if status, _ := d.post(c, "/logga-in", url.Values{"login": {role + "@samling.example"}, "password": {password}}); status != http.StatusOK {
			d.t.Fatalf("log in as %s: %d", role, status)
		}
	}
	return c
}

func (d *day) post(c *http.Client, path string, form url.Values) (int, string) {
	d.t.Helper()
	answer, err := c.PostForm(d.url+path, form)
	return d.read(answer, err)
}

func (d *day) get(c *http.Client, path string) (int, string) {
	d.t.Helper()
	answer, err := c.Get(d.url + path)
	return d.read(answer, err)
}

func (d *day) read(answer *http.Response, err error) (int, string) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// link finds the address in a mail that begins with a path.
func (d *day) link(l letter, path string) string {
	d.t.Helper()
	found := regexp.MustCompile(regexp.QuoteMeta(d.url+path) + `[A-Z0-9]+`).FindString(l.text)
	if found == "" {
		d.t.Fatalf("no address %s… in the mail %q:\n%s", path, l.subject, l.text)
	}
	return found
}

var referenceForm = regexp.MustCompile(`(?m)Referens:?\s+([A-Z0-9]{3}[ -]?[A-Z0-9]{3})`)

// reference finds the reference code in a mail.
func (d *day) reference(l letter) string {
	d.t.Helper()
	found := referenceForm.FindStringSubmatch(l.text)
	if found == nil {
		d.t.Fatalf("no reference in the mail %q:\n%s", l.subject, l.text)
	}
	return found[1]
}
