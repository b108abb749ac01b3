package locale

import (
	"context"
	"strings"

	"golang.org/x/text/language"
)

// Words is a language, for those who write in it. The zero value is English.
type Words struct{ language *Language }

// Code is the language in addresses and in the lang attribute: en, es.
func (w Words) Code() string {
	if w.language == nil {
		return "en"
	}
	return w.language.code
}

// Name is the language's own name for itself.
func (w Words) Name() string {
	if w.language == nil {
		return nameOf.English()
	}
	return w.language.name
}

// English reports whether the words are those of the code.
func (w Words) English() bool { return w.language == nil }

// Whole reports whether the language speaks for the whole site. A page in a language of
// some parts is English around them.
func (w Words) Whole() bool { return w.language == nil || w.language.whole }

// Reviewed reports whether a speaker has read the messages.
func (w Words) Reviewed() bool { return w.language == nil || w.language.reviewed }

// Body is the language of what a page says beside the parts that every language has:
// that of the words, or English where they do not speak for the whole site.
func (w Words) Body() Words {
	if w.Whole() {
		return w
	}
	return Words{}
}

// Prefix begins the addresses of the language's pages: "/es", nothing for English.
func (w Words) Prefix() string {
	if w.language == nil {
		return ""
	}
	return "/" + w.language.code
}

// Suffix ends the names of files in the language: "-es", nothing for English.
func (w Words) Suffix() string { return strings.Replace(w.Prefix(), "/", "-", 1) }

// Direction is how the language is written: ltr or rtl.
func (w Words) Direction() string { return direction(w.tag()) }

// DirectionOf is Direction for a code of a language, whether the site speaks it or not.
func DirectionOf(code string) string { return direction(language.Make(code)) }

func direction(tag language.Tag) string {
	if script, _ := tag.Script(); rightToLeft[script.String()] {
		return "rtl"
	}
	return "ltr"
}

// rightToLeft are the scripts of living languages that run so.
var rightToLeft = map[string]bool{"Arab": true, "Hebr": true, "Syrc": true, "Thaa": true, "Nkoo": true, "Adlm": true, "Rohg": true}

func (w Words) tag() language.Tag {
	if w.language == nil {
		return language.English
	}
	return w.language.tag
}

type contextKey struct{}

// With says in which language what follows is written.
func With(ctx context.Context, w Words) context.Context {
	return context.WithValue(ctx, contextKey{}, w)
}

// From is the language of a context; English where nothing is said.
func From(ctx context.Context) Words {
	w, _ := ctx.Value(contextKey{}).(Words)
	return w
}

// T writes a message in the language of a context.
func T(ctx context.Context, m Msg, args ...any) string { return From(ctx).T(m, args...) }
