package etl

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"citas/data"
)

// BagInfo says what an exported bag is, for whoever gets it.
type BagInfo struct {
	Version string // of citas
	Now     time.Time
}

// Bagged counts what went into or came out of a bag.
type Bagged struct {
	Documents int   // files of the archive
	Bytes     int64 // of them
	New       int   // on import: documents that were not there before
	Lines     int   // of the index; on import the new ones
}

// Export writes the whole archive as a bag into a folder that does not exist yet. Every
// document is read and held against its hash on the way: a damaged archive is not
// handed over. The bag is built beside its place and renamed, so a folder of that name
// is a whole bag.
func (a *Archive) Export(ctx context.Context, dir string, info BagInfo) (b Bagged, err error) {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return b, fmt.Errorf("export to %s: %w: it is there already: name a folder that does not exist", dir, data.ErrInvalid)
	}
	index, err := os.ReadFile(a.index())
	if errors.Is(err, fs.ErrNotExist) {
		return b, fmt.Errorf("export: %w: the archive is empty", data.ErrInvalid)
	}
	if err != nil {
		return b, err
	}
	lines, err := a.lines()
	if err != nil {
		return b, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return b, err
	}
	building, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-")
	if err != nil {
		return b, err
	}
	defer os.RemoveAll(building) // nothing is there any more once it is renamed
	var payload []bagFile
	keep := func(path string, content []byte) (bagFile, error) {
		sum := sha256.Sum256(content)
		return bagFile{path, hex.EncodeToString(sum[:])}, data.WriteFileAtomic(within(building, path), content)
	}
	done := map[string]bool{}
	for _, e := range lines {
		if err := ctx.Err(); err != nil {
			return b, err
		}
		if done[e.SHA256] {
			continue
		}
		content, err := a.Read(e)
		if err != nil {
			return b, err
		}
		f, err := keep(bagPath(e.SHA256), content)
		if err != nil {
			return b, err
		}
		payload, done[e.SHA256] = append(payload, f), true
		b.Documents++
		b.Bytes += int64(len(content))
	}
	b.Lines = len(lines)
	f, err := keep(bagIndex, index)
	if err != nil {
		return b, err
	}
	payload = append(payload, f)
	oxum := fmt.Sprintf("%d.%d", b.Bytes+int64(len(index)), len(payload))
	var tags []bagFile
	for _, tag := range []struct {
		path    string
		content []byte
	}{{"bagit.txt", []byte(bagDeclaration)}, {"bag-info.txt", info.text(oxum)}, {bagManifest, manifestOf(payload)}} {
		f, err := keep(tag.path, tag.content)
		if err != nil {
			return b, err
		}
		tags = append(tags, f)
	}
	if _, err := keep(bagTagManifest, manifestOf(tags)); err != nil {
		return b, err
	}
	if err := os.Chmod(building, 0o755); err != nil {
		return b, err
	}
	return b, os.Rename(building, dir)
}

// text is bag-info.txt.
func (i BagInfo) text(oxum string) []byte {
	var b bytes.Buffer
	for _, line := range [][2]string{
		{"External-Description", "Archive of citas, a public record of the CBP One asylum appointments: the documents as published, by SHA-256, and what is known of each in index.jsonl"},
		{"Bagging-Date", i.Now.UTC().Format(time.DateOnly)},
		{"Bag-Software-Agent", "citas " + i.Version},
		{"Payload-Oxum", oxum},
	} {
		fmt.Fprintf(&b, "%s: %s\n", line[0], line[1])
	}
	return b.Bytes()
}
