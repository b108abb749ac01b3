package locale

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

// Rich writes a message that has more than plain text in it: [words](address) is a link,
// `name` a name of the machine's, **words** is stressed, *x* a quantity of a formula and ^x^
// its power. What is filled in is text, whatever
// it holds, but for the address of a link.
func Rich(m Msg, args ...any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		w := From(ctx)
		values := w.values(args)
		for _, run := range Runs(w.T(m)) {
			if _, err := io.WriteString(out, run.html(values)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Run is a stretch of a message in one kind of type.
type Run struct {
	Text   string
	Href   string
	Code   bool
	Strong bool
	Var    bool
	Power  bool
}

func (r Run) html(values map[string]string) string {
	text := templ.EscapeString(fill(r.Text, values))
	switch {
	case r.Href != "":
		href, rel := fill(r.Href, values), ""
		if strings.HasPrefix(href, "http") {
			rel = ` rel="noreferrer"`
		}
		return `<a href="` + templ.EscapeString(string(templ.URL(href))) + `"` + rel + `>` + text + `</a>`
	case r.Code:
		return "<code>" + text + "</code>"
	case r.Strong:
		return "<strong>" + text + "</strong>"
	case r.Var:
		return "<var>" + text + "</var>"
	case r.Power:
		power := ""
		for _, run := range Runs(r.Text) {
			power += run.html(values)
		}
		return "<sup>" + power + "</sup>"
	}
	return text
}

// Runs takes a message apart.
func Runs(text string) []Run {
	var runs []Run
	add := func(r Run) {
		if r.Text != "" {
			runs = append(runs, r)
		}
	}
	for text != "" {
		i := strings.IndexAny(text, "[`*^")
		if i < 0 {
			break
		}
		before, rest := text[:i], text[i:]
		run, after, ok := runAt(rest)
		if !ok {
			add(Run{Text: before + rest[:1]})
			text = rest[1:]
			continue
		}
		add(Run{Text: before})
		add(run)
		text = after
	}
	add(Run{Text: text})
	return runs
}

// runAt reads the run that a text begins with.
func runAt(text string) (run Run, after string, ok bool) {
	switch {
	case strings.HasPrefix(text, "**"):
		if words, rest, found := strings.Cut(text[2:], "**"); found {
			return Run{Text: words, Strong: true}, rest, true
		}
	case text[0] == '*':
		if words, rest, found := strings.Cut(text[1:], "*"); found && words != "" && words[0] != ' ' {
			return Run{Text: words, Var: true}, rest, true
		}
	case text[0] == '^':
		if words, rest, found := strings.Cut(text[1:], "^"); found && words != "" {
			return Run{Text: words, Power: true}, rest, true
		}
	case text[0] == '`':
		if words, rest, found := strings.Cut(text[1:], "`"); found {
			return Run{Text: words, Code: true}, rest, true
		}
	case text[0] == '[':
		words, rest, found := strings.Cut(text[1:], "](")
		if href, rest, closed := strings.Cut(rest, ")"); found && closed && !strings.ContainsAny(words, "[]") {
			return Run{Text: words, Href: href}, rest, true
		}
	}
	return Run{}, text, false
}
