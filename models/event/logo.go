package event

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"

	"gorm.io/gorm"

	"samling/models/store"
)

// Limits on a logo. 2 000 pixels print sharp at 17 cm; anything larger only makes the page slow.
const (
	MaxLogoBytes  = 512 << 10
	MaxLogoPixels = 2000
)

// Why a picture is refused.
var (
	ErrLogoMissing = store.Fault(store.Invalid, "error.logo_missing").On("logo")
	ErrLogoBytes   = store.Fault(store.Invalid, "error.logo_bytes").On("logo")
	ErrLogoPixels  = store.Fault(store.Invalid, "error.logo_pixels").On("logo")
	ErrLogoType    = store.Fault(store.Invalid, "error.logo_type").On("logo")
	ErrLogoVector  = store.Fault(store.Invalid, "error.logo_svg").On("logo")
	ErrLogoBroken  = store.Fault(store.Invalid, "error.logo_broken").On("logo")
)

// Logo is a host's picture.
type Logo struct {
	HostID store.ID
	Type   string // image/png or image/jpeg
	Width  int
	Height int
	Data   []byte
}

// TableName implements gorm's Tabler.
func (Logo) TableName() string { return "host_logos" }

// ReadLogo checks an uploaded picture. What it is, is read from its content and never from its name or from what the
// sender says: a web page called logo.png would otherwise be served from our address. SVG is refused because it is a
// document that may carry scripts. Errors: the ErrLogo… above.
func ReadLogo(data []byte) (Logo, error) {
	switch {
	case len(data) == 0:
		return Logo{}, ErrLogoMissing
	case len(data) > MaxLogoBytes:
		return Logo{}, ErrLogoBytes
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat) && looksVector(data):
		return Logo{}, ErrLogoVector
	case errors.Is(err, image.ErrFormat), err == nil && format != "png" && format != "jpeg":
		return Logo{}, ErrLogoType // other formats are known too, as soon as any library of the program reads them
	case err != nil:
		return Logo{}, ErrLogoBroken.Because(err)
	}
	// Before the picture itself is decoded: a small file can claim a size that fills the memory.
	if config.Width > MaxLogoPixels || config.Height > MaxLogoPixels {
		return Logo{}, ErrLogoPixels
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Logo{}, ErrLogoBroken.Because(err)
	}
	clean, err := drawnAnew(picture, format)
	if err != nil {
		return Logo{}, ErrLogoBroken.Because(err)
	}
	return Logo{Type: "image/" + format, Width: config.Width, Height: config.Height, Data: clean}, nil
}

// drawnAnew keeps the picture and nothing else of a file: where a photo was taken, and what was hung behind its end.
func drawnAnew(picture image.Image, format string) ([]byte, error) {
	var out bytes.Buffer
	if format == "jpeg" {
		err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 92})
		return out.Bytes(), err
	}
	err := png.Encode(&out, picture)
	return out.Bytes(), err
}

func looksVector(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), 4096)])
	return bytes.Contains(head, []byte("<svg"))
}

// SetLogo gives a host a picture that ReadLogo has accepted. Errors: ErrStale, store.ErrNotFound.
func SetLogo(tx *store.Tx, edition store.ID, version int, host store.ID, logo Logo) error {
	if _, err := HostByID(tx.DB, edition, host); err != nil {
		return err
	}
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO host_logos (host_id, type, width, height, data) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (host_id) DO UPDATE SET type = excluded.type, width = excluded.width, height = excluded.height,
		data = excluded.data`, host, logo.Type, logo.Width, logo.Height, logo.Data).Error
}

// RemoveLogo takes a host's picture away. Errors: ErrStale, store.ErrNotFound.
func RemoveLogo(tx *store.Tx, edition store.ID, version int, host store.ID) error {
	if _, err := HostByID(tx.DB, edition, host); err != nil {
		return err
	}
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	return tx.Exec("DELETE FROM host_logos WHERE host_id = ?", host).Error
}

// LogoOf reads a host's picture. Errors: store.ErrNotFound.
func LogoOf(db *gorm.DB, host store.ID) (Logo, error) {
	var found []Logo
	if err := db.Where("host_id = ?", host).Limit(1).Find(&found).Error; err != nil {
		return Logo{}, err
	}
	if len(found) == 0 {
		return Logo{}, store.ErrNotFound
	}
	return found[0], nil
}

// Logos lists the size and type of the logos of an edition's hosts by host, without the pictures themselves.
func Logos(db *gorm.DB, edition store.ID) (map[store.ID]Logo, error) {
	var rows []Logo
	err := db.Raw(`SELECT l.host_id, l.type, l.width, l.height FROM host_logos l JOIN hosts h ON h.id = l.host_id
		WHERE h.edition_id = ?`, edition).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	logos := make(map[store.ID]Logo, len(rows))
	for _, row := range rows {
		logos[row.HostID] = row
	}
	return logos, nil
}

// LogoPictures reads the pictures themselves of all hosts of an edition that have one, for paper.
func LogoPictures(db *gorm.DB, edition store.ID) (map[store.ID][]byte, error) {
	var rows []Logo
	err := db.Raw("SELECT l.host_id, l.data FROM host_logos l JOIN hosts h ON h.id = l.host_id WHERE h.edition_id = ?", edition).
		Scan(&rows).Error
	pictures := make(map[store.ID][]byte, len(rows))
	for _, row := range rows {
		pictures[row.HostID] = row.Data
	}
	return pictures, err
}
