package commands

import (
	"net/http"
	"time"
)

// Health asks a running site whether it is ready, for a container's health check.
type Health struct {
	URL string `help:"${url_help}" default:"http://127.0.0.1:8080/readyz" arg:"" optional:""`
}

// Run implements kong's command.
func (h *Health) Run(c *Console) error {
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get(h.URL)
	if err != nil {
		return tell("cli.unhealthy", "Reason", err.Error())
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return tell("cli.unhealthy", "Reason", answer.Status)
	}
	c.Say("cli.healthy")
	return nil
}
