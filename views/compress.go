package views

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	compressFrom  = 1 << 10 // below this a text is sent as it is
	compressWhole = 2 << 20 // above this a file has a compressed twin on disk
)

// coding is a content coding, or none.
type coding int

const (
	plain coding = iota
	brotliCoding
	zstdCoding
	gzipCoding
	codings // how many there are
)

// codingNames are what headers call the codings, and the suffixes that they give an
// entity tag.
var codingNames = [codings]struct{ name, suffix string }{plain: {"", ""}, brotliCoding: {"br", "-br"}, zstdCoding: {"zstd", "-zstd"}, gzipCoding: {"gzip", "-gz"}}

func compressible(mediaType string) bool {
	base, _, _ := strings.Cut(mediaType, ";")
	return strings.HasPrefix(base, "text/") || strings.HasSuffix(base, "json") || strings.HasSuffix(base, "xml") || base == typeJSONL || base == "text/javascript"
}

// accepted chooses among the codings of an Accept-Encoding header: the one with the most
// weight, of equals the smaller one. It allocates nothing.
func accepted(header string) coding { return best(header, brotliCoding, zstdCoding, gzipCoding) }

// acceptedGzip is gzip if the header allows it.
func acceptedGzip(header string) coding { return best(header, gzipCoding) }

// best is the first of some codings that no other one outweighs. The header is trusted
// as far as its plain forms go.
func best(header string, among ...coding) coding {
	if header == "" {
		return plain
	}
	var weights [codings]float64
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(parameter), "q="); ok {
			weight, _ = strconv.ParseFloat(q, 64) // what is no number is refused
		}
		name = strings.TrimSpace(name)
		for c := brotliCoding; c < codings; c++ {
			if strings.EqualFold(name, codingNames[c].name) {
				weights[c] = weight
			}
		}
	}
	chosen := plain
	for _, c := range among {
		if weights[c] > weights[chosen] {
			chosen = c
		}
	}
	return chosen
}

// longPage is the length in bytes from which a page is a long story and packed harder; what is twice as long is a table.
const longPage = 256 << 10

// compressed returns a text in a coding: small for what is kept and asked for by many,
// else soon.
func compressed(body []byte, c coding, soon bool) []byte {
	var b bytes.Buffer
	var z io.WriteCloser
	switch c {
	case brotliCoding:
		level := 9 // a story takes 65 ms instead of 23, and 3 kB less
		switch {
		case soon:
			level = 4
		case longPage < len(body) && len(body) < 2*longPage:
			level = 10 // a quarter of a second, and a tenth less: only that keeps the longest story below 60 kB in every language
		}
		z = brotli.NewWriterLevel(&b, level)
	case zstdCoding:
		level := zstd.SpeedBetterCompression
		if soon {
			level = zstd.SpeedDefault
		}
		z, _ = zstd.NewWriter(&b, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(1)) // the options are valid
	case gzipCoding:
		z, _ = gzip.NewWriterLevel(&b, 6) // the level is valid
	}
	z.Write(body) // into memory: cannot fail
	z.Close()
	return b.Bytes()
}
