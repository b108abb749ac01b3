package etl

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"regexp"
	"slices"

	"citas/data"
)

var sha256Name = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Import takes the documents of a bag into the archive of a data directory. It checks
// the whole bag first, and fails with data.ErrInvalid and the name of a file that is
// not as it should be; then nothing has changed. What is there already stays as it is:
// importing a bag twice, or one whose documents are known, adds nothing.
func Import(ctx context.Context, dataDir, bag string, known *Registry) (b Bagged, err error) {
	root, err := os.OpenRoot(bag)
	if err != nil {
		return b, bagError(bag, "cannot be opened: %v", err)
	}
	defer root.Close()
	payload, err := verifyBag(root)
	if err != nil {
		return b, err
	}
	lines, err := bagLines(root, payload, known)
	if err != nil {
		return b, err
	}
	unlock, err := lock(ctx, dataDir, slog.New(slog.DiscardHandler))
	if err != nil {
		return b, err
	}
	defer unlock()
	a := OpenArchive(dataDir)
	have, err := a.lines()
	if err != nil {
		return b, err
	}
	there := map[string]bool{}
	for _, e := range have {
		there[lineKey(e)] = true
	}
	done := map[string]bool{}
	for _, line := range lines {
		e := line.Entry
		if err := ctx.Err(); err != nil {
			return b, err
		}
		if !done[e.SHA256] {
			done[e.SHA256] = true
			added, err := a.bring(root, e)
			if err != nil {
				return b, err
			}
			b.Documents++
			b.Bytes += e.Bytes
			if added {
				b.New++
			}
		}
		// The line last: it never names bytes that are not there.
		if key := lineKey(e); !there[key] {
			if err := appendLine(a.index(), line.raw); err != nil {
				return b, err
			}
			there[key] = true
			b.Lines++
		}
	}
	return b, nil
}

// bring copies one document of a bag. Whole bytes that are there already are not
// written again; damaged ones are mended.
func (a *Archive) bring(root *os.Root, e Entry) (added bool, err error) {
	_, err = a.Read(e)
	if err == nil {
		return false, nil
	}
	if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, data.ErrInvalid) {
		return false, err
	}
	content, err := root.ReadFile(bagPath(e.SHA256))
	if err != nil {
		return false, err
	}
	return true, data.WriteFileAtomic(a.Path(e.SHA256), content)
}

// bagLines reads the index of a bag and holds it against the payload: each line names a
// known source, a day, and a document that is there under its hash; no document is
// without a line.
func bagLines(root *os.Root, payload map[string]string, known *Registry) ([]bagLine, error) {
	content, err := root.ReadFile(bagIndex)
	if err != nil {
		return nil, bagError(bagIndex, "cannot be read: %v", err)
	}
	var list []bagLine
	named := map[string]bool{bagIndex: true}
	n := 0
	for line := range bytes.Lines(content) {
		n++
		var e Entry
		if len(bytes.TrimSpace(line)) == 0 || json.Unmarshal(line, &e) != nil || e.SHA256 == "" {
			continue // cut short when it was written, as in any index
		}
		path := bagPath(e.SHA256)
		switch sha, ok := payload[path]; {
		case !sha256Name.MatchString(e.SHA256):
			return nil, bagError(bagIndex, "line %d: %q is no SHA-256", n, e.SHA256)
		case !ok:
			return nil, bagError(path, "is in the index (line %d) and not in the bag", n)
		case sha != e.SHA256:
			return nil, bagError(path, "is named after another hash than its own, %s", sha)
		}
		if _, err := known.Source(e.Source); err != nil {
			return nil, bagError(bagIndex, "line %d: %v", n, err)
		}
		if err := validDay(e.Published); err != nil {
			return nil, bagError(bagIndex, "line %d: %v", n, err)
		}
		if !named[path] {
			if err := checkDocument(root, path); err != nil {
				return nil, err
			}
		}
		named[path] = true
		list = append(list, bagLine{e, slices.Clone(bytes.TrimSpace(line))})
	}
	for path := range payload {
		if !named[path] {
			return nil, bagError(path, "is not in the index of the bag")
		}
	}
	return list, nil
}

// bagLine is a line of a bag's index, as it stands there: a newer citas may say more
// in it than this one reads.
type bagLine struct {
	Entry
	raw json.RawMessage
}

// checkDocument refuses a document that no archive would have taken.
func checkDocument(root *os.Root, path string) error {
	info, err := root.Lstat(path)
	if err != nil {
		return err
	}
	if info.Size() > MaxDocument {
		return bagError(path, "has %d bytes, more than %d", info.Size(), MaxDocument)
	}
	content, err := root.ReadFile(path)
	if err != nil {
		return err
	}
	return refuseBomb("bag: "+path, content)
}

// lineKey tells lines of the index apart: the same retrieval is the same line.
func lineKey(e Entry) string {
	return e.Source + "|" + e.SHA256 + "|" + e.URL + "|" + e.RetrievedAt
}
