package event_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"samling/models/event"
)

// TestALogoKeepsOnlyItsPicture: what is hung behind the picture's end, where nobody looks, does not come along.
func TestALogoKeepsOnlyItsPicture(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	file.WriteString("<script>alert(1)</script>")
	logo, err := event.ReadLogo(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(logo.Data, []byte("script")) {
		t.Error("the script came along")
	}
	if picture, err := png.Decode(bytes.NewReader(logo.Data)); err != nil || picture.Bounds().Dx() != 30 {
		t.Errorf("the picture did not survive: %v", err)
	}
}
