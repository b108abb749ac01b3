package data

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"
)

// CheckResult is what a check found in a build.
type CheckResult struct {
	Check
	Dataset  string
	Failures int64
	Sample   string   // the first offending row in words; empty when the check passed
	Releases []string // releases with offending rows
}

// Passed reports whether no row broke the rule.
func (r CheckResult) Passed() bool { return r.Failures == 0 }

// Values are the columns of StageChecks.
func (r CheckResult) Values() []string {
	outcome := "passed"
	if !r.Passed() {
		outcome = "failed"
	}
	return []string{r.ID, r.Dataset, string(r.Severity), r.Title, outcome, strconv.FormatInt(r.Failures, 10), r.Sample}
}

// checkedAtOnce is how many datasets are checked at a time: of a small table, planning is all the work, on one core.
const checkedAtOnce = 2

// Check runs every check of the built datasets: those that follow from the field
// declarations and those that the datasets declare.
func (b *Builder) Check(ctx context.Context, later ...string) ([]CheckResult, error) {
	datasets := b.catalog.Datasets()
	results := make([][]CheckResult, len(datasets))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(checkedAtOnce)
	for i, d := range datasets {
		if slices.Contains(later, d.ID) {
			continue
		}
		work.Go(func() (err error) {
			if results[i], err = runChecks(ctx, b.db, d, slices.Concat(fieldChecks(d), d.Checks), checkTable(d)); err != nil {
				return fmt.Errorf("checks of %s: %w", d.ID, err)
			}
			return nil
		})
	}
	err := work.Wait()
	return slices.Concat(results...), err
}

// checkTable is the table that a dataset's rules are held against: all releases, so
// that a bad release is named even when a newer one hides it.
func checkTable(d *Dataset) string {
	if d.Versioned() {
		return "history." + ident(d.Table())
	}
	return "main." + ident(d.Table())
}

// runChecks runs checks of a dataset over a table of its rows. One look at the table tells which rules
// no row can have broken; the others are one query, as planning many small ones costs more than running them.
func runChecks(ctx context.Context, db *sql.DB, d *Dataset, checks []Check, table string) ([]CheckResult, error) {
	results := make([]CheckResult, len(checks))
	place := map[string]int{}
	for i, c := range checks {
		if _, twice := place[c.ID]; twice {
			return nil, fmt.Errorf("%w: two checks are named %s", ErrInvalid, c.ID)
		}
		place[c.ID], results[i] = i, CheckResult{Check: c, Dataset: d.ID}
	}
	suspected, err := suspect(ctx, db, checks, table)
	if err != nil || len(suspected) == 0 {
		return results, err
	}
	parts := make([]string, len(suspected))
	for i, c := range suspected {
		parts[i] = "SELECT " + quote(c.ID) + " AS id, CAST(release_id AS VARCHAR) AS release_id, CAST(locator AS VARCHAR) AS locator, " +
			"CAST(found AS VARCHAR) AS found, CAST(expected AS VARCHAR) AS expected FROM (" +
			strings.ReplaceAll(c.SQL, "{table}", table) + ") AS q(release_id, locator, found, expected)"
	}
	t, err := query(ctx, db, `SELECT id, count(*) AS failures,
		coalesce(string_agg(DISTINCT release_id, ' '), '') AS releases,
		min(concat(release_id, ', ', locator, ': found ', coalesce(nullif(found, ''), 'nothing'), ', expected ', expected)) AS sample
		FROM (`+strings.Join(parts, "\nUNION ALL ")+`) GROUP BY id`)
	if err != nil {
		return nil, err
	}
	t.Each(func(row Row) {
		r := &results[place[row.Text("id")]]
		r.Failures, r.Sample = row.Int("failures"), row.Text("sample")
		r.Releases = strings.Fields(row.Text("releases"))
		slices.Sort(r.Releases)
	})
	return results, nil
}

// suspect leaves out the checks that no row of the table can have broken, by one pass over it.
func suspect(ctx context.Context, db *sql.DB, checks []Check, table string) ([]Check, error) {
	var signs []string
	for i, c := range checks {
		if c.sign != "" {
			signs = append(signs, fmt.Sprintf("coalesce(%s, false) AS _%d", strings.ReplaceAll(c.sign, "{table}", table), i))
		}
	}
	if len(signs) == 0 {
		return checks, nil
	}
	t, err := query(ctx, db, "SELECT count(*), "+strings.Join(signs, ", ")+" FROM "+table) // the count makes it one row, whatever the signs are
	if err != nil {
		return nil, err
	}
	var left []Check
	for i, c := range checks {
		if c.sign == "" || t.Row(0).Value(fmt.Sprintf("_%d", i)) == true {
			left = append(left, c)
		}
	}
	return left, nil
}

// rowCheck is a check of each row by itself: broken where a condition holds. Found and expected are SQL.
func rowCheck(id, title, found, where, expected string) Check {
	return Check{ID: id, Title: title, Severity: Error, sign: "bool_or(" + where + ")",
		SQL: "SELECT release_id, locator, " + found + ", " + expected + " FROM {table} WHERE " + where}
}

// valuesWhere is SQL for the different values of a column of {table} where a condition on it holds.
func valuesWhere(column, where string) string {
	return "(SELECT " + ident(column) + " FROM (SELECT DISTINCT " + ident(column) + " FROM {table}) WHERE " + where + ")"
}

// fieldChecks are the rules that follow from a dataset's declaration.
func fieldChecks(d *Dataset) []Check {
	key := Check{ID: d.ID + "/key", Title: "the key is unique within a release", Severity: Error}
	keys := d.Key
	if d.Versioned() {
		keys = append([]string{"release_id"}, keys...)
	}
	// The rows of repeated keys are gathered in a second step: lists of rows for every key
	// of a large table would fill the memory.
	same, grouped := make([]string, len(keys)), make([]string, len(keys))
	for i, name := range keys {
		grouped[i] = "t." + ident(name)
		same[i] = grouped[i] + " IS NOT DISTINCT FROM twice." + ident(name)
	}
	key.SQL = "SELECT any_value(t.release_id), string_agg(t.locator, ' and ' ORDER BY t.locator), count(*) || ' rows with the same ' || " + quote(strings.Join(d.Key, ", ")) +
		", 'one' FROM {table} AS t JOIN (SELECT " + identList(keys) + " FROM {table} GROUP BY ALL HAVING count(*) > 1) AS twice ON " + strings.Join(same, " AND ") +
		" GROUP BY " + strings.Join(grouped, ", ")
	key.sign = "count(*) <> count(DISTINCT hash(" + identList(keys) + "))" // two keys of one hash are looked at, and cleared
	checks := []Check{key}
	for _, f := range d.Fields {
		checks = append(checks, checksOf(d, f)...)
	}
	return checks
}

func checksOf(d *Dataset, f Field) []Check {
	var checks []Check
	col := ident(f.Name)
	add := func(kind, title, where, sign, expected string) {
		c := rowCheck(d.ID+"/"+f.Name+"/"+kind, f.Name+" "+title, quote(f.Name+" ")+" || coalesce(CAST("+col+" AS VARCHAR), '')", where, quote(expected))
		c.sign = cmp.Or(sign, c.sign)
		checks = append(checks, c)
	}
	for _, stage := range d.Reads {
		if f.Type == String || !slices.Contains(stage.Columns, f.Name) {
			continue
		}
		sign := ""
		if f.Required && d.SQL == "" { // then every staged row is in the table, and what did not cast is empty there
			sign = "count(*) <> count(" + col + ")"
		}
		checks = append(checks, Check{ID: d.ID + "/" + f.Name + "/type", Title: f.Name + " is " + f.Type.Expect(), Severity: Error, sign: sign,
			SQL: "SELECT release_id, locator, " + quote(f.Name+" ") + " || " + col + ", " + quote(f.Type.Expect()) +
				" FROM stage." + ident(stage.Name) + " WHERE " + col + " IS NOT NULL AND TRY_CAST(" + col + " AS " + f.Type.SQL() + ") IS NULL"})
		break
	}
	if f.Required {
		add("required", "is never empty", col+" IS NULL", "", "a value")
	}
	if len(f.Enum) > 0 {
		list := make([]string, len(f.Enum))
		for i, v := range f.EnumValues() {
			list[i] = quote(v)
		}
		add("enum", "is one of its listed values", col+" NOT IN ("+strings.Join(list, ", ")+")", "", strings.Join(f.EnumValues(), ", "))
	}
	if f.Pattern != "" { // held against each value once: a pattern costs more than the join
		wrong := valuesWhere(f.Name, "NOT regexp_full_match("+col+", "+quote(f.Pattern)+")")
		add("pattern", "has its form", col+" IN "+wrong, "EXISTS "+wrong, "the form "+f.Pattern)
	}
	if f.Min != nil {
		add("minimum", fmt.Sprintf("is at least %v", *f.Min), fmt.Sprintf("%s < %v", col, *f.Min), "", fmt.Sprintf("at least %v", *f.Min))
	}
	if f.Max != nil {
		add("maximum", fmt.Sprintf("is at most %v", *f.Max), fmt.Sprintf("%s > %v", col, *f.Max), "", fmt.Sprintf("at most %v", *f.Max))
	}
	if f.Ref != "" && f.Ref != d.ID+"."+f.Name {
		id, name, _ := strings.Cut(f.Ref, ".")
		table := ident(strings.ReplaceAll(id, "-", "_"))
		unknown := col + " IS NOT NULL AND " + col + " NOT IN (SELECT " + ident(name) + " FROM main." + table + " WHERE " + ident(name) + " IS NOT NULL)"
		add("reference", "names a row of "+id, unknown, "EXISTS "+valuesWhere(f.Name, unknown), "a "+name+" of "+id)
	}
	return checks
}
