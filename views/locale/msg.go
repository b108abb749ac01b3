package locale

import (
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Msg is a text of ours in English, and the id of its translations.
type Msg string

// One is the English form of a message for a single thing. Its plural is the id.
type One string

// English is the text without what tells it from others of the same words.
func (m Msg) English() string {
	if context, text, ok := strings.Cut(string(m), "|"); ok && !strings.ContainsAny(context, ".{") {
		return text
	}
	return string(m)
}

// T writes a message. Args are the names of its places and what they are filled with: a
// number is written as one, a message is translated.
func (w Words) T(m Msg, args ...any) string {
	values := w.values(args)
	if w.language == nil {
		return fill(m.English(), values)
	}
	text, err := w.language.localizer.Localize(&i18n.LocalizeConfig{MessageID: string(m), TemplateData: values, TemplateParser: places{}})
	if err != nil { // a language of some parts has no more
		return fill(m.English(), values)
	}
	return text
}

// N writes a message about n things in the form that the language has for so many. {n} is
// the number.
func (w Words) N(n int64, one One, many Msg, args ...any) string {
	values := w.values(append([]any{"n", n}, args...))
	if w.language != nil {
		text, err := w.language.localizer.Localize(&i18n.LocalizeConfig{MessageID: string(many), PluralCount: n, TemplateData: values, TemplateParser: places{}})
		if text != "" && (err == nil || w.Has(many)) { // without a form for so many, the general one
			return text
		}
	}
	if n == 1 {
		return fill(string(one), values)
	}
	return fill(many.English(), values)
}

// Has reports whether the language has a message of its own. English has all.
func (w Words) Has(m Msg) bool {
	if w.language == nil {
		return true
	}
	_, ok := w.language.messages[string(m)]
	return ok
}

// values turns names and values into texts by name.
func (w Words) values(args []any) map[string]string {
	if len(args) == 0 {
		return nil
	}
	values := make(map[string]string, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		switch v := args[i+1].(type) {
		case string:
			values[name] = v
		case Msg:
			values[name] = w.T(v)
		case int:
			values[name] = w.Count(int64(v))
		case int64:
			values[name] = w.Count(v)
		default:
			values[name] = fmt.Sprint(v)
		}
	}
	return values
}

// fill puts values into the places of a text. A place without a value stays, so that it
// is seen.
func fill(text string, values map[string]string) string {
	if len(values) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if value, ok := values[name]; closed && ok {
			b.WriteString(value)
			text = after
			continue
		}
		b.WriteByte('{')
		text = rest
	}
}

// places is the template language of the messages: {name}.
type places struct{}

// Cacheable: parsing is nothing but keeping the text.
func (places) Cacheable() bool { return false }

// Parse takes the text as it is.
func (places) Parse(src, _, _ string) (template.ParsedTemplate, error) { return placed(src), nil }

type placed string

// Execute fills the places.
func (p placed) Execute(values any) (string, error) {
	named, _ := values.(map[string]string)
	return fill(string(p), named), nil
}
