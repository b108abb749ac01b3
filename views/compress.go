package views

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

const (
	compressFrom  = 1 << 10 // below this a text is sent as it is
	compressWhole = 2 << 20 // above this a file is compressed while it is sent
)

// encodingNames are the content codings, by the suffix that they give an entity tag.
var encodingNames = map[string]string{"br": "br", "gz": "gzip"}

func compressible(mediaType string) bool {
	base, _, _ := strings.Cut(mediaType, ";")
	return strings.HasPrefix(base, "text/") || strings.HasSuffix(base, "json") || strings.HasSuffix(base, "xml") || base == typeJSONL || base == "text/javascript"
}

// accepted chooses among the codings of an Accept-Encoding header: br, gz or none. A
// header is trusted as far as its plain forms go.
func accepted(header string) string {
	weights := map[string]float64{}
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q="); ok {
			weight, _ = strconv.ParseFloat(q, 64) // what is no number is refused
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = weight
	}
	switch {
	case weights["br"] > 0 && weights["br"] >= weights["gzip"]:
		return "br"
	case weights["gzip"] > 0:
		return "gz"
	}
	return ""
}

// compressed returns the content in a coding, from memory if it was asked for before.
func (s *Server) compressed(a Response, encoding string) ([]byte, error) {
	key := a.Hash + "-" + encoding
	if kept, ok := s.cache.get(key); ok {
		return kept.([]byte), nil
	}
	content := a.Body
	if a.File != "" {
		var err error
		if content, err = os.ReadFile(a.File); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	var z io.WriteCloser
	switch encoding {
	case "br":
		z = brotli.NewWriterLevel(&b, 5)
	case "gz":
		z, _ = gzip.NewWriterLevel(&b, 6) // the level is valid
	default:
		return nil, fmt.Errorf("no coding %q", encoding)
	}
	z.Write(content) // into memory: cannot fail
	if err := z.Close(); err != nil {
		return nil, err
	}
	s.cache.put(key, b.Bytes(), b.Len())
	return b.Bytes(), nil
}

// streamGzip compresses a large file while it is sent, at the speed of the network. An
// error can only cut the answer off.
func streamGzip(w io.Writer, path string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // the level is valid
	if _, err := io.Copy(z, f); err == nil {
		z.Close()
	}
}
