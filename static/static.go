// Package static holds the files that a browser fetches as they are, and gives each an address with its hash in
// it, so that a browser may keep it for ever and still sees a new version at once.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"maps"
	"mime"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed css img checkin all:door signage survey
var files embed.FS

// File is a static file.
type File struct {
	Type   string
	Raw    []byte
	Hash   string
	packed func() (gz, br []byte)
}

// Packed gives the gzip and brotli forms of the file, nil where compressing gains nothing. They are made when they are
// first asked for: making all of them at start would be a third of the time that a start takes.
func (f *File) Packed() (gz, br []byte) { return f.packed() }

// Files are all static files by name ("css/app.css").
type Files struct {
	byName  map[string]*File
	version string
}

// Named finds a file.
func (f Files) Named(name string) (*File, bool) { file, ok := f.byName[name]; return file, ok }

// Under lists the names of the files in a folder and below it, in order.
func (f Files) Under(folder string) []string {
	var names []string
	for name := range f.byName {
		if strings.HasPrefix(name, folder+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Load reads every file once, at start.
func Load() (Files, error) {
	all := map[string]*File{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, ".test.") {
			return err
		}
		raw, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		all[name] = newFile(name, raw)
		return nil
	})
	return Files{byName: all, version: version(all)}, err
}

// Address is where a file is fetched: /static/{hash}/css/app.css. Modules that import each other by relative
// paths stay together, because the hash is that of the whole set.
func (f Files) Address(name string) string {
	return "/static/" + f.version + "/" + name
}

// Version is a hash over all files.
func (f Files) Version() string { return f.version }

func version(all map[string]*File) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		sum.Write([]byte(name + all[name].Hash))
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

func newFile(name string, raw []byte) *File {
	sum := sha256.Sum256(raw)
	f := &File{Type: contentType(name), Raw: raw, Hash: hex.EncodeToString(sum[:])[:12]}
	f.packed = sync.OnceValues(func() (gz, br []byte) {
		if !compressible(f.Type) {
			return nil, nil
		}
		return Compress(raw, gzip.BestCompression, 9)
	})
	return f
}

// Compress gives the gzip and brotli forms of a text.
func Compress(raw []byte, gzipLevel, brotliLevel int) (gz, br []byte) {
	var a, b bytes.Buffer
	zip, err := gzip.NewWriterLevel(&a, gzipLevel)
	if err == nil {
		_, _ = zip.Write(raw)
		_ = zip.Close()
	}
	w := brotli.NewWriterLevel(&b, brotliLevel)
	_, _ = w.Write(raw)
	_ = w.Close()
	return a.Bytes(), b.Bytes()
}

func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "image/svg") || kind == "application/wasm" ||
		strings.HasPrefix(kind, "application/json") || strings.HasPrefix(kind, "application/manifest")
}

// contentType does not ask the machine's own table, which differs from one to the next.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".wasm":
		return "application/wasm"
	case ".json":
		return "application/json"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
		return "application/octet-stream"
	}
}
