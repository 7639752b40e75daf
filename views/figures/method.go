package figures

import (
	"samling/models/survey"
)

// method says how the figures came about, who is missing and what is hidden: a reader of the report has only the paper.
func (d *Told) method(r survey.Results) {
	say := func(what string, args ...any) {
		d.Method = append(d.Method, Paragraph{d.t.T("results.method_" + what), d.t.T("results.method_"+what+"_text", args...)})
	}
	if !r.Opened {
		return
	}
	if r.Closed {
		say("how", "Asked", d.t.Int(r.HandedOut), "Opened", d.Opened, "Closes", d.Closes)
	} else {
		say("open", "Asked", d.t.Int(r.HandedOut), "Opened", d.Opened, "Closes", d.Closes)
	}
	if r.Answered > 0 {
		missing := r.HandedOut - r.Answered
		say("missing", "Missing", d.t.Int(missing), "Asked", d.t.Int(r.HandedOut), "Share", d.share(100-r.Rate()))
	}
	say("hidden", "Least", d.Least)
	say("numbers")
	if d.Before != "" || len(d.Trends) > 0 {
		say("years")
	}
	say("words")
	if d.Pool != nil {
		say("pool")
	}
}
