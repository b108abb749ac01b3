package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Builder makes the database and the exports of one edition in a folder of its own.
// Call Stage for what was read, then Build, Check, Export and Close, in that order.
type Builder struct {
	folder  string
	catalog *Catalog
	db      *sql.DB
	staged  map[string][]Staged // by the names of the stages

	codedFrom int   // rows
	largeFrom int64 // rows
}

// NewBuilder starts an edition in folder, which must not exist. Staged files are read
// from below inbox; scratch is a fresh folder for what is needed only while building.
func NewBuilder(ctx context.Context, folder, inbox, scratch string, c *Catalog) (*Builder, error) {
	if err := os.Mkdir(folder, 0o755); err != nil {
		return nil, err
	}
	files := filepath.Join(folder, "files")
	if err := os.Mkdir(files, 0o755); err != nil {
		return nil, err
	}
	db, err := open(ctx, handle{
		path: databasePath(folder), threads: 2, memory: "1GB", tempDir: filepath.Join(scratch, "spill"),
		stage: filepath.Join(scratch, "stage.duckdb"), allow: []string{files, inbox, scratch},
	})
	if err != nil {
		return nil, err
	}
	b := &Builder{folder: folder, catalog: c, db: db, staged: map[string][]Staged{}, codedFrom: codedFrom, largeFrom: LargeFrom}
	if err := b.exec(ctx, "CREATE SCHEMA history"); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// Close ends the build. The folder stays.
func (b *Builder) Close() error { return b.db.Close() }

func (b *Builder) exec(ctx context.Context, text string, args ...any) error {
	if _, err := b.db.ExecContext(ctx, text, args...); err != nil {
		return fmt.Errorf("%s: %w", firstLine(text), err)
	}
	return nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line[:min(len(line), 120)]
}

// Staged is a CSV file of staged rows: the columns of a Stage, then release_id and locator, no header.
type Staged struct {
	Path   string
	Rows   int
	Values [][]string // what each column holds, in any order; nil where that is more than MostValues
}

// Stage makes a staged table of files below the scratch folder. Everything is text; empty is NULL. The table is
// a view of the files, which must stay until the build ends: reading them again costs a
// tenth of what a copy of them does.
func (b *Builder) Stage(ctx context.Context, s Stage, files []Staged) error {
	columns := append(slices.Clone(s.Columns), "release_id", "locator")
	var decl, spec []string
	for _, c := range columns {
		decl = append(decl, ident(c)+" VARCHAR")
		spec = append(spec, quote(c)+": 'VARCHAR'")
	}
	b.staged[s.Name] = files
	if len(files) == 0 {
		return b.exec(ctx, "CREATE TABLE stage."+ident(s.Name)+" ("+strings.Join(decl, ", ")+")")
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	return b.exec(ctx, "CREATE VIEW stage."+ident(s.Name)+" AS SELECT * FROM read_csv(["+quoteEach(paths, ", ")+"], columns={"+
		strings.Join(spec, ", ")+"}, auto_detect=false, header=false, delim=',', quote='\"', escape='\"', nullstr='', strict_mode=true)")
}

// Build makes every dataset but those in later, in building order. Staged tables that
// nothing filled stand empty.
func (b *Builder) Build(ctx context.Context, later ...string) error {
	for _, s := range b.catalog.Stages() {
		if _, staged := b.staged[s.Name]; !staged && !b.onlyFor(s, later) {
			if err := b.Stage(ctx, s, nil); err != nil {
				return err
			}
		}
	}
	for _, d := range b.catalog.Datasets() {
		if slices.Contains(later, d.ID) {
			continue
		}
		if err := b.BuildDataset(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

func (b *Builder) onlyFor(s Stage, later []string) bool {
	return !slices.ContainsFunc(b.catalog.Datasets(), func(d *Dataset) bool {
		return !slices.Contains(later, d.ID) && slices.ContainsFunc(d.Reads, func(r Stage) bool { return r.Name == s.Name })
	})
}

// BuildDataset makes one dataset: its table in main, and for a versioned one the rows of
// every release in history. Both stand in the dataset's total order, so that an
// export need not sort.
func (b *Builder) BuildDataset(ctx context.Context, d *Dataset) error {
	types, err := b.columnTypes(ctx, d)
	if err != nil {
		return err
	}
	query := d.SQL
	if query == "" {
		query = castAs(d, types)
	}
	columns := identList(d.FieldNames())
	fill := func(schema, order, source string) error {
		decl := make([]string, len(d.Fields))
		for i, f := range d.Fields {
			decl[i] = ident(f.Name) + " " + types[f.Name]
		}
		table := schema + "." + ident(d.Table())
		err := b.exec(ctx, "CREATE TABLE "+table+" ("+strings.Join(decl, ", ")+")")
		if err == nil {
			err = b.exec(ctx, "INSERT INTO "+table+" SELECT "+columns+" FROM ("+source+") ORDER BY "+order)
		}
		if err != nil {
			return fmt.Errorf("dataset %s: %w", d.ID, err)
		}
		return nil
	}
	order := identList(d.Order)
	if !d.Versioned() {
		return fill("main", order, query)
	}
	if err := b.buildHistory(ctx, d, types, query); err != nil {
		return fmt.Errorf("dataset %s: %w", d.ID, err)
	}
	return fill("main", order, inForceSQL(d, "true"))
}

// buildHistory keeps the rows of every release, oldest first and each in the dataset's
// total order, and beside them which release states which partition on which day.
func (b *Builder) buildHistory(ctx context.Context, d *Dataset, types map[string]string, query string) error {
	table := "history." + ident(d.Table())
	decl := []string{"_ord INTEGER"}
	columns := []string{"CAST(r.ord AS INTEGER)"}
	for _, f := range d.Fields {
		decl = append(decl, ident(f.Name)+" "+types[f.Name])
		columns = append(columns, "q."+ident(f.Name))
	}
	for _, text := range []string{
		"CREATE TABLE " + table + " (" + strings.Join(decl, ", ") + ")",
		"INSERT INTO " + table + " SELECT " + strings.Join(columns, ", ") + " FROM (" + query + ") q JOIN stage.releases r ON r.release_id = q.release_id ORDER BY CAST(r.ord AS INTEGER), " + qualified("q", d.Order),
		"CREATE TABLE " + statedTable(d) + " AS SELECT DISTINCT " + identList(d.History.Partition) + ", h._ord AS ord, h.release_id, CAST(r.published AS DATE) AS published" +
			" FROM " + table + " h JOIN stage.releases r USING (release_id) ORDER BY ALL",
	} {
		if err := b.exec(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// columnTypes are the types of the columns of d in the database, by field.
func (b *Builder) columnTypes(ctx context.Context, d *Dataset) (map[string]string, error) {
	types, err := b.codedTypes(ctx, d)
	if err != nil {
		return nil, err
	}
	all := plainTypes(d)
	maps.Copy(all, types)
	return all, nil
}

func plainTypes(d *Dataset) map[string]string {
	types := map[string]string{}
	for _, f := range d.Fields {
		types[f.Name] = f.Type.SQL()
	}
	return types
}

// castSQL casts the columns of the one staged table that d reads. What does not cast becomes NULL here and is reported
// by the type check.
func castSQL(d *Dataset) string { return castAs(d, plainTypes(d)) }

// statusOfRows is the status of what has none of its own.
const statusOfRows = "reported"

// castAs is castSQL to other types, by field.
func castAs(d *Dataset, types map[string]string) string {
	staged := append(slices.Clone(d.Reads[0].Columns), "release_id", "locator")
	parts := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		value := "NULL"
		switch {
		case slices.Contains(staged, f.Name):
			value = ident(f.Name)
		case f.Name == "status":
			value = quote(statusOfRows)
		}
		switch {
		case value == "NULL" || types[f.Name] == String.SQL():
		case f.Type == String: // a code: all of them are known, and one that is not must not become empty
			value = "CAST(" + value + " AS " + types[f.Name] + ")"
		default:
			value = "TRY_CAST(" + value + " AS " + types[f.Name] + ")"
		}
		parts[i] = value + " AS " + ident(f.Name)
	}
	return "SELECT " + strings.Join(parts, ", ") + " FROM stage." + ident(d.Reads[0].Name)
}

// qualified lists columns of one table of a join.
func qualified(alias string, names []string) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = alias + "." + ident(n)
	}
	return strings.Join(list, ", ")
}

func identList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = ident(n)
	}
	return strings.Join(quoted, ", ")
}
