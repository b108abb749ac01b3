package data

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.go
var ownCode embed.FS

// Code is the fingerprint of this package's own declarations: a change to a dataset,
// its SQL or its checks makes another edition.
func Code() string { return SourceHash(ownCode) }

// SourceHash hashes the Go files of an embedded package folder, tests left out.
func SourceHash(files embed.FS) string {
	names, err := fs.Glob(files, "*.go")
	if err != nil {
		panic(err) // the pattern is constant
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		content, err := files.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		fmt.Fprintf(h, "%s %d\n", name, len(content))
		h.Write(content)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
