package commands

import (
	"bufio"
	"errors"
	"os"
	"regexp"
	"strconv"

	"samling/models/store"
	"samling/models/survey"
)

// What no log line may hold: the secret of a ballot's link, as the program writes such secrets (26 letters and digits of
// Crockford's base32), or an e-mail address. Ids of ballots and persons are looked up one by one.
var (
	linkPattern    = regexp.MustCompile(`(?i)/(?:svara|uppfoljning)/[0-9a-hjkmnp-tv-z]{20,}|\b[0-9A-HJKMNP-TV-Z]{26}\b`)
	addressPattern = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	idPattern      = regexp.MustCompile(`\b[0-9a-z]{20}\b`)
)

// longestLine is the longest line of a log that is read, in bytes.
const longestLine = 1 << 20

// namedMost is how many lines of a log are named.
const namedMost = 5

// examineLog looks for lines of a server's log that join a person to the evaluation. It names lines by number and repeats
// nothing of them.
func examineLog(db *store.DB, path string) (one examination, err error) {
	secrets, err := survey.Secrets(db)
	if err != nil {
		return one, err
	}
	file, err := os.Open(path)
	if err != nil {
		return one, tell("doctor.cannot", "File", path, "Reason", err.Error())
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	f := survey.Finding{Check: "log"}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		f.Looked++
		line := lines.Text()
		bad := linkPattern.MatchString(line) || addressPattern.MatchString(line)
		for _, id := range idPattern.FindAllString(line, -1) {
			bad = bad || secrets[id]
		}
		if bad && len(f.Broken) < namedMost {
			f.Broken = append(f.Broken, strconv.Itoa(f.Looked))
		}
	}
	return examination{f, []any{"File", path}}, lines.Err()
}
