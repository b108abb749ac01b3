package data

import (
	"slices"
	"strings"
)

// BuildSQL is the SQL that makes the dataset, as the build runs it: from staged text,
// one row for each that a reader found, or from other datasets. For a versioned one
// a second statement picks the rows that are in force.
func (d *Dataset) BuildSQL() string {
	text := d.SQL
	if text == "" {
		text = strings.ReplaceAll(castSQL(d), ", TRY_CAST(", ",\n\tTRY_CAST(")
	}
	text = dedent(text)
	if !d.Versioned() {
		return text
	}
	inForce := inForceSQL(d, "true")
	for _, word := range []string{" FROM history", " JOIN (", " ON h._ord"} {
		inForce = strings.Replace(inForce, word, "\n"+strings.TrimPrefix(word, " "), 1)
	}
	return "-- Every release, kept in history." + d.Table() + ":\n" + text +
		"\n\n-- Of each partition, the rows of the newest release that states it:\n" + inForce
}

// AllChecks lists every rule that the dataset is held against: those that follow from its
// fields, then its own. The SQL reads the table of all releases.
func (d *Dataset) AllChecks() []Check {
	checks := slices.Concat(fieldChecks(d), d.Checks)
	for i := range checks {
		checks[i].SQL = dedent(strings.ReplaceAll(checks[i].SQL, "{table}", checkTable(d)))
	}
	return checks
}

// DirectSources lists the sources that a dataset is read from itself, not through others.
func (d *Dataset) DirectSources() []string {
	sources := slices.Clone(d.Series)
	if slices.ContainsFunc(d.Reads, func(s Stage) bool { return strings.HasPrefix(s.Name, curatedPrefix) }) {
		sources = append(sources, "curated")
	}
	slices.Sort(sources)
	return slices.Compact(sources)
}

// dedent takes away the tabs that all lines but the first begin with, less one.
func dedent(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	least := -1
	for _, line := range lines[1:] {
		if tabs := len(line) - len(strings.TrimLeft(line, "\t")); strings.TrimSpace(line) != "" && (least < 0 || tabs < least) {
			least = tabs
		}
	}
	for i := 1; i < len(lines) && least > 1; i++ {
		lines[i] = strings.TrimPrefix(lines[i], strings.Repeat("\t", least-1))
	}
	return strings.Join(lines, "\n")
}
