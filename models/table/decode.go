package table

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// decode gives a text file as UTF-8: from UTF-8 with or without a byte order mark, UTF-16, or else Windows-1252, which is
// what older Swedish programs save without saying so.
func decode(data []byte) string {
	if order := utf16Order(data); order != nil {
		return fromUTF16(data, order)
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(data) {
		return string(data)
	}
	return from1252(data)
}

// utf16Order recognises UTF-16 by its mark, or by text whose every other byte is zero; nil is something else.
func utf16Order(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return binary.BigEndian
	case len(data) >= 8 && data[1] == 0 && data[3] == 0 && data[5] == 0 && data[0] != 0 && data[2] != 0:
		return binary.LittleEndian
	case len(data) >= 8 && data[0] == 0 && data[2] == 0 && data[4] == 0 && data[1] != 0 && data[3] != 0:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	runes := utf16.Decode(units)
	if len(runes) > 0 && runes[0] == '\ufeff' {
		runes = runes[1:]
	}
	return string(runes)
}

// high1252 are the characters of 0x80–0x9F in Windows-1252; the rest of it is Latin-1, whose numbers are Unicode's.
var high1252 = [32]rune{
	'€', '\ufffd', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\ufffd', 'Ž', '\ufffd',
	'\ufffd', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\ufffd', 'ž', 'Ÿ',
}

func from1252(data []byte) string {
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = rune(b)
		if b >= 0x80 && b <= 0x9F {
			runes[i] = high1252[b-0x80]
		}
	}
	return string(runes)
}
