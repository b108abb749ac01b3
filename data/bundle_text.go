package data

import (
	"fmt"
	"slices"
	"strings"
)

// readme says what is in the bundle and how to read it.
func (x *Bundle) readme() string {
	m := x.about.Manifest
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	put("# %s\n", CollectionTitle)
	put("%s\n", CollectionSummary)
	put("The programme ended on 20 January 2025. Nothing here can book, check or restore an appointment. This is no publication of a government and no legal advice.\n")
	put("- Edition: %s (id %s), built %s", m.Label, m.Edition, m.BuiltAt)
	put("- Data hash: %s; it changes only when a published table does", m.DataHash)
	if m.DOI != "" {
		put("- DOI: %s", m.DOI)
	}
	put("- Newest release in it: %s", LastPublished(m.Releases))
	put("- Made with DuckDB %s\n", m.Engine)
	put("## Files\n")
	put("| file | what it is |\n|---|---|")
	for _, line := range [][2]string{
		{"data/*.csv", "the tables: UTF-8, comma, a header row, LF, ISO dates, plain numbers, rows in a fixed order"},
		{"data/*.csv-metadata.json", "each table described as CSV on the Web"},
		{"data/*.parquet", "the same tables with types"},
		{"datapackage.json", "all tables described as a Data Package: columns, types, units, keys, sources, licences, hashes"},
		{"CHANGELOG.md", "what changed since the edition before, and what each release revised"},
		{"CITATION.cff", "how to cite"},
		{"LICENSE, LICENSES/", "which table may be used how"},
		{"SHA256SUMS", "hashes of all other files: `sha256sum -c SHA256SUMS`"},
	} {
		put("| %s | %s |", line[0], line[1])
	}
	put("\n## Tables\n")
	put("| table | rows | days covered | level | what it is |\n|---|--:|---|---|---|")
	for _, t := range x.about.Tables {
		days := "none stated"
		if t.First != "" {
			days = t.First + " to " + t.Last
		}
		put("| %s | %d | %s | %s | %s |", t.ID, t.Files.Rows, days, t.Level.Words(), markdownCell(t.Title))
	}
	put("\n## Reading them\n")
	put("- An empty cell is missing. `NA` is not: it is Namibia. Switch the reading of NA as missing off (R: `na.strings = \"\"`, pandas: `keep_default_na=False, na_values=[\"\"]`).")
	put("- Where a figure is empty, the column `status` says why.")
	put("- `release_id` and `locator` name the release that a row was read from and the place in it; the table releases has its address and SHA-256.")
	put("- Scheduled, processed, requested and let in are four different counts. Each table says what it counts and what not.")
	put("- A table whose level is %q or %q is no plain count.", Derived.Words(), Modelled.Words())
	return b.String()
}

// licence says which table may be used how.
func (x *Bundle) licence() string {
	var b strings.Builder
	b.WriteString("Each table has its own licence.\n")
	for _, l := range x.about.Licences() {
		fmt.Fprintf(&b, "\n%s\n  %s\n  Credit: %s\n  Tables:", l.Title, l.URL, l.Credit)
		for _, t := range x.about.Tables {
			if t.Licence == l.ID {
				b.WriteString(" " + t.ID)
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("\nFrom documents that are not in the public domain only facts were taken.\n" +
		"This product uses U.S. Customs and Border Protection data, but is not endorsed by CBP.\n")
	return b.String()
}

// changelog says what is new against the edition before, which may be nil, and what each
// release did to the tables.
func (x *Bundle) changelog(before *Manifest) string {
	m := x.about.Manifest
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	put("# What changed\n")
	fresh := m.Releases
	switch {
	case before == nil:
		put("Edition %s (id %s) is the first one of its record.\n", m.Label, m.Edition)
	default:
		fresh = without(m.Releases, before.Releases)
		put("## Edition %s (id %s) against edition %s (id %s)\n", m.Label, m.Edition, before.Label, before.Edition)
		if before.DataHash == m.DataHash {
			put("No published table differs: the data hash is the same.\n")
		}
		put("Releases that are new: %s.\n", orNone(releaseIDs(fresh)))
		put("Releases that are gone: %s.\n", orNone(releaseIDs(without(before.Releases, m.Releases))))
		put("| table | rows before | rows now | rows differ |\n|---|--:|--:|---|")
		for _, d := range m.Datasets {
			old, known := before.Dataset(d.ID)
			now, _ := d.File("csv")
			then, _ := old.File("csv")
			switch {
			case !known:
				put("| %s | new | %d | yes |", d.ID, d.Rows)
			case now.SHA256 == then.SHA256:
				put("| %s | %d | %d | no |", d.ID, old.Rows, d.Rows)
			default:
				put("| %s | %d | %d | yes |", d.ID, old.Rows, d.Rows)
			}
		}
		for _, d := range before.Datasets {
			if _, kept := m.Dataset(d.ID); !kept {
				put("| %s | %d | gone | yes |", d.ID, d.Rows)
			}
		}
		put("")
	}
	put("## What each release did, newest first\n")
	for _, r := range slices.Backward(m.Releases) {
		mark := ""
		if before != nil && slices.ContainsFunc(fresh, func(f Release) bool { return f.ID == r.ID }) {
			mark = " (new in this edition)"
		}
		put("### %s%s\n", r.ID, mark)
		if r.Title != "" {
			put("%s\n", markdownCell(r.Title))
		}
		lines := 0
		for _, c := range ChangesBy(x.changes, r.ID) {
			put("- %s", c.words())
			lines++
		}
		if lines == 0 {
			put("- its tables have one state only: nothing to compare")
		}
		put("")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// words say in a line what the release did to the dataset.
func (c Change) words() string {
	text := fmt.Sprintf("%s: %d rows", c.Dataset.ID, c.Rows)
	if c.Before == "" {
		return text + ", the first release of its series here"
	}
	text += fmt.Sprintf("; against %s %d cells compared: %d changed, %d added, %d withdrawn", c.Before, c.Shared, c.Kinds[Changed], c.Kinds[Added], c.Kinds[Withdrawn])
	if l := c.Largest; l != nil {
		where := slices.Clone(l.Where)
		if !l.Month.IsZero() {
			where = append(where, l.Month.Format("2006-01"))
		}
		if l.Year != 0 {
			where = append(where, fmt.Sprintf("fiscal year %d", l.Year))
		}
		text += fmt.Sprintf("; the largest: %s from %s to %s %s", strings.Join(where, ", "), CellText(l.Old), CellText(l.New), l.Unit)
	}
	if c.Uncompared != "" {
		text += "; " + c.Uncompared
	}
	return text
}

// without lists the releases of list that other does not have.
func without(list, other []Release) []Release {
	return slices.DeleteFunc(slices.Clone(list), func(r Release) bool {
		return slices.ContainsFunc(other, func(o Release) bool { return o.ID == r.ID && o.SHA256 == r.SHA256 })
	})
}

func releaseIDs(list []Release) string {
	ids := make([]string, len(list))
	for i, r := range list {
		ids[i] = r.ID
	}
	return strings.Join(ids, ", ")
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// markdownCell keeps a text of a document's inside a cell of a Markdown table.
func markdownCell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(text)
}
