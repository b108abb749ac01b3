package views

import (
	"strconv"
	"strings"
	"time"
)

// bibtex is the reference as an entry of BibTeX. The year and the month are bare, as
// styles want them; everything else is escaped and in braces.
func (r biblio) bibtex() string {
	var b strings.Builder
	b.WriteString("@misc{" + r.Key + ",\n")
	field := func(name, value string) {
		if value != "" {
			b.WriteString("  " + name + " = {" + value + "},\n")
		}
	}
	field("author", "{"+escapeBibTeX(r.author())+"}")
	field("title", "{"+escapeBibTeX(r.Title)+"}")
	if r.Title != container {
		field("howpublished", escapeBibTeX(container))
	}
	field("publisher", escapeBibTeX(r.author()))
	b.WriteString("  year = " + strconv.Itoa(r.Issued.Year()) + ",\n")
	b.WriteString("  month = " + strings.ToLower(r.Issued.Format("Jan")) + ",\n")
	field("date", r.Issued.Format(time.DateOnly))
	field("edition", escapeBibTeX(r.Label))
	field("version", escapeBibTeX(r.Edition))
	field("note", escapeBibTeX(r.note()))
	field("doi", r.DOI)
	field("url", r.URL)
	b.WriteString("}\n")
	return b.String()
}

// escapeBibTeX writes text so that LaTeX prints it as it is. Braces become words of
// LaTeX, since BibTeX counts them even behind a backslash.
func escapeBibTeX(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `%`, `\%`, `&`, `\&`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
		`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`, "\n", " ", "\r", " ",
	).Replace(s)
}

// ris is the reference in RIS: two letters, two spaces, a hyphen, a space, the value.
func (r biblio) ris() string {
	var b strings.Builder
	tag := func(name, value string) {
		if value != "" {
			b.WriteString(name + "  - " + strings.NewReplacer("\r", " ", "\n", " ").Replace(value) + "\r\n")
		}
	}
	kind := "FIGURE"
	if r.Kind == "dataset" {
		kind = "DATA"
	}
	tag("TY", kind)
	tag("ID", r.Key)
	tag("AU", r.author())
	tag("TI", r.Title)
	if r.Title != container {
		tag("T2", container)
	}
	tag("PB", r.author())
	tag("PY", strconv.Itoa(r.Issued.Year()))
	tag("DA", r.Issued.Format("2006/01/02"))
	tag("ET", r.Label)
	tag("N1", r.note())
	tag("DO", r.DOI)
	tag("UR", r.URL)
	tag("LA", "en")
	b.WriteString("ER  - \r\n")
	return b.String()
}
