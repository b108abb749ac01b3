package data

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// claim is a CSV file and what is said of it: by a manifest and the catalogue, or by a
// datapackage.json.
type claim struct {
	id, path string
	bytes    int64
	sha256   string
	rows     int64 // -1 where nothing is said
	fields   []Field
	key      []string // unique, empty cells counting as values
	order    []string // empty where nothing is said
}

// tables holds what foreign keys need to be checked once every file has been read.
type tables struct {
	values map[string]map[string]bool // "dataset.field" that others name → its values
	broken map[string]bool            // datasets that could not be read to the end
	names  []reference
}

// reference is a cell that names a row of another table: the first with its value.
type reference struct {
	path, column, value, target string
	row                         int
}

func newTables(claims []claim) *tables {
	t := &tables{values: map[string]map[string]bool{}, broken: map[string]bool{}}
	for _, c := range claims {
		for _, f := range c.fields {
			if f.Ref != "" {
				t.values[f.Ref] = map[string]bool{}
			}
		}
	}
	return t
}

// findings collects what is wrong, the first few of each kind in full.
type findings struct {
	list []string
	seen map[string]int
}

// findingsMost is how many findings of one kind are told one by one.
const findingsMost = 3

func (f *findings) add(kind, format string, args ...any) {
	if f.seen == nil {
		f.seen = map[string]int{}
	}
	if f.seen[kind]++; f.seen[kind] <= findingsMost {
		f.list = append(f.list, fmt.Sprintf(format, args...))
	}
}

// all lists the findings, with a line for those that were only counted.
func (f *findings) all() []string {
	list := slices.Clone(f.list)
	var more []string
	for kind, n := range f.seen {
		if n > findingsMost {
			more = append(more, fmt.Sprintf("%s: %d more of the same", kind, n-findingsMost))
		}
	}
	slices.Sort(more)
	return append(list, more...)
}

// verifyTable reads a file once, in plain Go and not by the engine that wrote it, and
// holds it against its claim: bytes and hash, form, header, type, required, enumeration,
// pattern, range, key and order. Foreign keys wait in t.
func verifyTable(files fs.FS, c claim, t *tables, found *findings) {
	f, err := files.Open(c.path)
	if err != nil {
		t.broken[c.id] = true
		found.add(c.path, "%s: %v", c.path, err)
		return
	}
	defer f.Close()
	hash, size := sha256.New(), &countingWriter{}
	in := bufio.NewReaderSize(io.TeeReader(f, io.MultiWriter(hash, size)), 1<<16)
	if mark, _ := in.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		found.add(c.path+" mark", "%s: found a byte order mark, expected UTF-8 without one", c.path)
		in.Discard(3)
	}
	bad := verifyRows(in, c, t, found)
	if _, err := io.Copy(io.Discard, in); err != nil && bad == nil { // what a broken row left unread is hashed too
		bad = err
	}
	if bad != nil {
		t.broken[c.id] = true
		found.add(c.path+" form", "%s: %v", c.path, bad)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != c.sha256 {
		found.add(c.path+" hash", "%s: found SHA-256 %s (%d bytes), expected %s (%d bytes)", c.path, got, size.n, c.sha256, c.bytes)
	} else if size.n != c.bytes {
		found.add(c.path+" hash", "%s: found %d bytes, expected %d", c.path, size.n, c.bytes)
	}
}

type countingWriter struct{ n int64 }

func (w *countingWriter) Write(p []byte) (int, error) {
	w.n += int64(len(p))
	return len(p), nil
}

// verifyRows fails where the file is no CSV any more.
func verifyRows(in io.Reader, c claim, t *tables, found *findings) error {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("row 1: %w", err)
	}
	names := make([]string, len(c.fields))
	rules := make([]rule, len(c.fields))
	for i, f := range c.fields {
		names[i] = f.Name
		if rules[i], err = ruleOf(f); err != nil {
			return err
		}
	}
	if !slices.Equal(header, names) {
		return fmt.Errorf("row 1: found the columns %s, expected %s", strings.Join(header, ","), strings.Join(names, ","))
	}
	key, order := positions(names, c.key), positions(names, c.order)
	keys, before := map[string]int{}, []string(nil)
	row := 1
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		row++
		if err != nil {
			return fmt.Errorf("row %d: %w", row, err)
		}
		if len(record) != len(names) {
			return fmt.Errorf("row %d: found %d cells, expected %d", row, len(record), len(names))
		}
		for i, cell := range record {
			if expected := rules[i].expects(cell); expected != "" {
				found.add(c.path+", column "+names[i], "%s, row %d, column %s: found %s, expected %s", c.path, row, names[i], shown(cell), expected)
			}
			t.note(c, c.fields[i], cell, row)
		}
		if len(key) > 0 {
			k := picked(record, key)
			if first, twice := keys[k]; twice {
				found.add(c.path+", key", "%s, row %d: found the key %s of row %d again, expected each %s once", c.path, row, shown(strings.ReplaceAll(k, "\x1f", ", ")), first, strings.Join(c.key, ", "))
			} else {
				keys[k] = row
			}
		}
		if before != nil && compareRows(c.fields, order, before, record) > 0 {
			found.add(c.path+", order", "%s, row %d: found %s after %s, expected the order of %s", c.path, row,
				shown(strings.ReplaceAll(picked(record, order), "\x1f", ", ")), shown(strings.ReplaceAll(picked(before, order), "\x1f", ", ")), strings.Join(c.order, ", "))
		}
		before = record
	}
	if rows := int64(row - 1); c.rows >= 0 && rows != c.rows {
		found.add(c.path+" rows", "%s: found %d rows, expected %d", c.path, rows, c.rows)
	}
	return nil
}

// note remembers values that other tables name, and cells that name one.
func (t *tables) note(c claim, f Field, cell string, row int) {
	if cell == "" {
		return
	}
	own := c.id + "." + f.Name
	if values, named := t.values[own]; named {
		values[cell] = true
	}
	if f.Ref == "" || f.Ref == own {
		return
	}
	// Each value once for each column: the first cell speaks for all.
	if mark := "\x1f" + own + "\x1f" + cell; !t.values[f.Ref][mark] {
		t.values[f.Ref][mark] = true
		t.names = append(t.names, reference{c.path, f.Name, cell, f.Ref, row})
	}
}

// verifyReferences holds every cell that names a row against the table that it names. One
// that could not be read to the end is left out: that is said already.
func (t *tables) verifyReferences(found *findings) {
	for _, n := range t.names {
		id, field, _ := strings.Cut(n.target, ".")
		if !t.broken[id] && !t.values[n.target][n.value] {
			found.add(n.path+", column "+n.column+" reference", "%s, row %d, column %s: found %s, expected a %s of %s", n.path, n.row, n.column, shown(n.value), field, id)
		}
	}
}

// rule is what a cell of a field must be.
type rule struct {
	field   Field
	pattern *regexp.Regexp
	enum    map[string]bool
}

func ruleOf(f Field) (rule, error) {
	r := rule{field: f}
	if len(f.Enum) > 0 {
		r.enum = map[string]bool{}
		for _, v := range f.EnumValues() {
			r.enum[v] = true
		}
	}
	if f.Pattern == "" {
		return r, nil
	}
	var err error
	if r.pattern, err = regexp.Compile(`^(?:` + f.Pattern + `)$`); err != nil {
		return r, fmt.Errorf("pattern of %s: %w", f.Name, err)
	}
	return r, nil
}

// expects says what a cell should have been, or nothing if it is good.
func (r rule) expects(cell string) string {
	f := r.field
	if cell == "" {
		if f.Required {
			return "a value"
		}
		return ""
	}
	number, isNumber := 0.0, false
	switch {
	case !utf8.ValidString(cell):
		return "text in UTF-8"
	case f.Type == Number: // large and small ones are printed with an exponent
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil || v-v != 0 {
			return f.Type.Expect()
		}
		number, isNumber = v, true
	case !f.Type.Plain(cell):
		return f.Type.Expect()
	case f.Type == Integer:
		number, _ = strconv.ParseFloat(cell, 64)
		isNumber = true
	}
	switch {
	case r.enum != nil && !r.enum[cell]:
		return "one of " + strings.Join(f.EnumValues(), ", ")
	case r.pattern != nil && !r.pattern.MatchString(cell):
		return "the form " + f.Pattern
	case isNumber && f.Min != nil && number < *f.Min:
		return fmt.Sprintf("at least %v", *f.Min)
	case isNumber && f.Max != nil && number > *f.Max:
		return fmt.Sprintf("at most %v", *f.Max)
	case f.Type == String && strings.ContainsAny(cell[:1], "=+-@"):
		return "no cell that a spreadsheet takes for a formula: it begins with = + - or @"
	}
	return ""
}

// compareRows orders two rows as the exports do: text by its bytes, empty cells last.
func compareRows(fields []Field, order []int, a, b []string) int {
	for _, i := range order {
		x, y := a[i], b[i]
		switch {
		case x == y:
			continue
		case x == "":
			return 1
		case y == "":
			return -1
		case fields[i].Type == Integer || fields[i].Type == Number:
			p, _ := strconv.ParseFloat(x, 64)
			q, _ := strconv.ParseFloat(y, 64)
			if p != q {
				if p < q {
					return -1
				}
				return 1
			}
		default:
			return strings.Compare(x, y)
		}
	}
	return 0
}

func positions(names, wanted []string) []int {
	var at []int
	for _, w := range wanted {
		if i := slices.Index(names, w); i >= 0 {
			at = append(at, i)
		}
	}
	return at
}

func picked(record []string, at []int) string {
	cells := make([]string, len(at))
	for i, p := range at {
		cells[i] = record[p]
	}
	return strings.Join(cells, "\x1f")
}

// shown quotes a cell for a message, cut where it is long.
func shown(cell string) string {
	if cell == "" {
		return "an empty cell"
	}
	if utf8.RuneCountInString(cell) > 80 {
		cell = string([]rune(cell)[:80]) + "…"
	}
	return strconv.Quote(cell)
}
