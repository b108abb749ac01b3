package data

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// PackageReport is what was found in a Data Package.
type PackageReport struct {
	Edition, Label string
	DataHash       string // that follows from the tables
	Tables         int
	Rows           int64
	Problems       []string
	Notes          []string // what could not be verified, and why
}

const (
	packageName = "datapackage.json"
	sumsName    = "SHA256SUMS"

	maxDescription = 64 << 20 // bytes of a datapackage.json or SHA256SUMS
)

// VerifyPackage reads a Data Package (datapackage.org, version 2) as this program's
// bundles are, and lists what is wrong: with SHA256SUMS, if it is there, and every file
// that it lists or forgets; with each CSV against the hash, size and table schema that
// datapackage.json states; with foreign keys; with the data hash of the edition; and with
// the rules that the datasets of c declare. Local names the file of a resource's path;
// nil takes the path itself.
func VerifyPackage(ctx context.Context, files fs.FS, local func(path string) string, c *Catalog) (PackageReport, error) {
	var r PackageReport
	if local == nil {
		local = func(path string) string { return path }
	}
	raw, err := readSmall(files, packageName)
	if err != nil {
		return r, fmt.Errorf("%s: %w: %w", packageName, ErrInvalid, err)
	}
	found := &findings{}
	if err := verifySums(files, found); err != nil {
		return r, err
	}
	var p packageClaim
	if err := json.Unmarshal(raw, &p); err != nil {
		found.add(packageName, "%s: %v", packageName, err)
		r.Problems = found.all()
		return r, nil
	}
	r.Edition, r.Label = p.Edition.ID, p.Edition.Label
	claims := p.claims(local, c, found)
	t := newTables(claims)
	for _, claim := range claims {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		verifyTable(files, claim, t, found)
		r.Tables, r.Rows = r.Tables+1, r.Rows+max(claim.rows, 0)
	}
	t.verifyReferences(found)
	r.DataHash = dataHashOf(claims)
	if got := r.DataHash; p.Edition.DataHash != "" && got != p.Edition.DataHash {
		found.add(packageName, "%s: found data hash %s, expected %s, which follows from the hashes of its CSVs", packageName, p.Edition.DataHash, got)
	}
	if r.Problems = found.all(); len(r.Problems) > 0 {
		return r, nil // rules say nothing of tables that are not what they should be
	}
	broken, note, err := verifyRules(ctx, files, claims, c)
	r.Problems = broken
	if note != "" {
		r.Notes = append(r.Notes, note)
	}
	return r, err
}

func readSmall(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxDescription+1))
	if err == nil && len(raw) > maxDescription {
		err = fmt.Errorf("more than %d bytes", maxDescription)
	}
	return raw, err
}

// verifySums holds every file against SHA256SUMS, as coreutils writes it.
func verifySums(files fs.FS, found *findings) error {
	f, err := files.Open(sumsName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	listed := map[string]bool{sumsName: true, sumsName + signatureEnding: true}
	lines := bufio.NewScanner(io.LimitReader(f, maxDescription))
	for n := 1; lines.Scan(); n++ {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || len(sum) != hex.EncodedLen(sha256.Size) || !fs.ValidPath(name) {
			found.add(sumsName, "%s, row %d: found %s, expected a SHA-256, two spaces and a file", sumsName, n, shown(lines.Text()))
			continue
		}
		listed[name] = true
		got, err := hashIn(files, name)
		switch {
		case err != nil:
			found.add(name+" sum", "%s: %v", name, err)
		case got != sum:
			found.add(name+" sum", "%s: found SHA-256 %s, expected %s as %s says", name, got, sum, sumsName)
		}
	}
	if err := lines.Err(); err != nil {
		found.add(sumsName, "%s: %v", sumsName, err)
	}
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !listed[name] {
			found.add(sumsName+" unlisted", "%s: is not listed in %s", name, sumsName)
		}
		return err
	})
}

func hashIn(files fs.FS, name string) (string, error) {
	f, err := files.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// packageClaim is what is read of a datapackage.json.
type packageClaim struct {
	Edition struct {
		ID       string `json:"id"`
		Label    string `json:"label"`
		DataHash string `json:"data_hash"`
	} `json:"edition"`
	Resources []struct {
		Name   string `json:"name"`
		Path   string `json:"path"`
		Bytes  int64  `json:"bytes"`
		Hash   string `json:"hash"`
		Rows   *int64 `json:"rows"`
		Schema struct {
			Fields []struct {
				Name        string `json:"name"`
				Type        Type   `json:"type"`
				Constraints struct {
					Required bool     `json:"required"`
					Pattern  string   `json:"pattern"`
					Enum     []string `json:"enum"`
					Minimum  *float64 `json:"minimum"`
					Maximum  *float64 `json:"maximum"`
				} `json:"constraints"`
			} `json:"fields"`
			PrimaryKey  []string   `json:"primaryKey"`
			UniqueKeys  [][]string `json:"uniqueKeys"`
			ForeignKeys []struct {
				Fields    []string `json:"fields"`
				Reference struct {
					Resource string   `json:"resource"`
					Fields   []string `json:"fields"`
				} `json:"reference"`
			} `json:"foreignKeys"`
		} `json:"schema"`
	} `json:"resources"`
}

// claims turns resources into what their files must be. The order of rows is not in a
// table schema: it is that of the catalogue's dataset of the same name.
func (p packageClaim) claims(local func(string) string, c *Catalog, found *findings) []claim {
	var list []claim
	for _, r := range p.Resources {
		sum, isSHA := strings.CutPrefix(r.Hash, "sha256:")
		if !isSHA {
			found.add(packageName, "%s, resource %s: found hash %s, expected sha256:…", packageName, r.Name, shown(r.Hash))
			continue
		}
		one := claim{id: r.Name, path: local(r.Path), bytes: r.Bytes, sha256: sum, rows: -1, key: r.Schema.PrimaryKey}
		if r.Rows != nil {
			one.rows = *r.Rows
		}
		if len(one.key) == 0 && len(r.Schema.UniqueKeys) > 0 {
			one.key = r.Schema.UniqueKeys[0]
		}
		for _, f := range r.Schema.Fields {
			if sqlTypes[f.Type] == "" {
				found.add(packageName, "%s, resource %s, field %s: found type %s, expected string, integer, number, boolean or date", packageName, r.Name, f.Name, shown(string(f.Type)))
			}
			one.fields = append(one.fields, Field{Name: f.Name, Type: f.Type, Required: f.Constraints.Required, Pattern: f.Constraints.Pattern,
				Enum: Terms(f.Constraints.Enum...), Min: f.Constraints.Minimum, Max: f.Constraints.Maximum})
		}
		for _, key := range r.Schema.ForeignKeys {
			for i := range one.fields {
				if len(key.Fields) == 1 && len(key.Reference.Fields) == 1 && one.fields[i].Name == key.Fields[0] {
					target := key.Reference.Resource
					if target == "" {
						target = r.Name
					}
					one.fields[i].Ref = target + "." + key.Reference.Fields[0]
				}
			}
		}
		if d, err := c.Dataset(r.Name); err == nil && len(positions(fieldNames(one.fields), d.Order)) == len(d.Order) {
			one.order = d.Order
		}
		list = append(list, one)
	}
	return list
}

func fieldNames(fields []Field) []string { return (&Dataset{Fields: fields}).FieldNames() }

// dataHashOf is the data hash of an edition with these CSVs.
func dataHashOf(claims []claim) string {
	m := &Manifest{}
	for _, c := range claims {
		m.Datasets = append(m.Datasets, DatasetFiles{ID: c.id, Files: []File{{Format: "csv", SHA256: c.sha256}}})
	}
	slices.SortFunc(m.Datasets, func(a, b DatasetFiles) int { return strings.Compare(a.ID, b.ID) })
	return m.hashOf()
}

// verifyRules loads the CSVs into a database in memory and makes the checks of severity
// error that the datasets declare: totals, dates, citations. A versioned table is checked
// in the rows of its newest release: only those are in the latest view as a whole. It
// says why when the tables are not those of this program.
func verifyRules(ctx context.Context, files fs.FS, claims []claim, c *Catalog) (problems []string, note string, err error) {
	byID := map[string]claim{}
	for _, claim := range claims {
		byID[claim.id] = claim
	}
	for _, d := range c.Sorted() {
		if got, ok := byID[d.ID]; !ok || !slices.Equal(fieldNames(got.fields), d.FieldNames()) {
			return nil, "not verified: the rules that this program has for its datasets, because the table " + d.ID + " is missing or has other columns", nil
		}
	}
	dir, err := os.MkdirTemp("", "citas-verify-")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(dir)
	db, err := open(ctx, handle{threads: 1, memory: "512MB", tempDir: filepath.Join(dir, "spill"), allow: []string{dir}})
	if err != nil {
		return nil, "", err
	}
	defer db.Close()
	for _, d := range c.Sorted() {
		path := filepath.Join(dir, d.ID+".csv")
		if err := copyOut(files, byID[d.ID].path, path); err != nil {
			return nil, "", err
		}
		columns := make([]string, len(d.Fields))
		for i, f := range d.Fields {
			columns[i] = quote(f.Name) + ": " + quote(f.Type.SQL())
		}
		_, err := db.ExecContext(ctx, "CREATE TABLE main."+ident(d.Table())+" AS SELECT * FROM read_csv("+quote(path)+", columns={"+strings.Join(columns, ", ")+
			"}, auto_detect=false, header=true, delim=',', quote='\"', escape='\"', nullstr='', strict_mode=true)")
		if err != nil {
			return []string{fmt.Sprintf("%s: DuckDB does not read it: %v", byID[d.ID].path, err)}, "", nil
		}
		os.Remove(path)
	}
	for _, d := range c.Sorted() {
		table := "main." + ident(d.Table())
		if d.Versioned() {
			table = "(SELECT * FROM " + table + " WHERE release_id = (SELECT x.release_id FROM main.releases r JOIN " + table + " x USING (release_id) ORDER BY r.ord DESC LIMIT 1))"
		}
		checks := slices.DeleteFunc(slices.Concat(fieldChecks(d), d.Checks), func(c Check) bool {
			return c.Severity != Error || strings.Contains(c.SQL, "stage.")
		})
		results, err := runChecks(ctx, db, d, checks, table)
		if err != nil {
			return nil, "", fmt.Errorf("checks of %s: %w", d.ID, err)
		}
		for _, r := range results {
			if !r.Passed() {
				problems = append(problems, fmt.Sprintf("%s, check %s (%s): %d rows break it: %s", byID[d.ID].path, r.ID, r.Title, r.Failures, r.Sample))
			}
		}
	}
	return problems, "", nil
}

func copyOut(files fs.FS, name, path string) error {
	in, err := files.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
