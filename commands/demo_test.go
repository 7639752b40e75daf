package commands

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"samling/demo"
)

// TestADemonstrationIsNotServedInEarnest: the password of its accounts stands in the source.
func TestADemonstrationIsNotServedInEarnest(t *testing.T) {
	dir := t.TempDir()
	s, err := openStore(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := refuseDemo(t.Context(), s, dir); err != nil {
		t.Errorf("an empty database: %v", err)
	}
	if _, err := demo.Fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(settings, []byte("listen: 127.0.0.1:0\ndata_dir: "+dir+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	serve := Serve{Config: settings}
	var says told
	if err := serve.Run(nil); !errors.As(err, &says) || says.key != "cli.is_demo" {
		t.Errorf("got %v", err)
	}
}
