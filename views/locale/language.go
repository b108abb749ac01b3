package locale

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// What a message file says of its language.
const (
	nameOf    Msg = "language|English" // the language's own name
	numbersOf Msg = "numbers|en"       // BCP 47: the language and place whose way of writing and counting numbers it takes
	extentOf  Msg = "extent|whole"     // "whole", or "parts": then the rest of the site stays English
	reviewOf  Msg = "review|done"      // "done", or "awaiting": no speaker has read it yet
)

//go:embed *.toml
var files embed.FS

// Language is a language of the site beside English.
type Language struct {
	code      string
	tag       language.Tag
	numbers   language.Tag
	messages  map[string]*i18n.Message
	localizer *i18n.Localizer
	name      string
	whole     bool
	reviewed  bool
}

// languages reads the message files, once.
var languages = sync.OnceValues(func() ([]*Language, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var list []*Language
	for _, entry := range entries {
		text, err := files.ReadFile(entry.Name())
		if err != nil {
			return nil, err
		}
		l, err := newLanguage(strings.TrimSuffix(entry.Name(), path.Ext(entry.Name())), text)
		if err != nil {
			return nil, fmt.Errorf("message file %s: %w", entry.Name(), err)
		}
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b *Language) int { return cmp.Compare(a.code, b.code) })
	return list, nil
})

// newLanguage reads one message file.
func newLanguage(code string, text []byte) (*Language, error) {
	tag, err := language.Parse(code)
	if err != nil {
		return nil, err
	}
	file, err := i18n.ParseMessageFileBytes(text, code+".toml", map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil, err
	}
	l := &Language{code: code, tag: tag, messages: map[string]*i18n.Message{}}
	for _, m := range file.Messages {
		l.messages[m.ID] = m
	}
	says := map[Msg]string{nameOf: "", numbersOf: "", extentOf: "", reviewOf: ""}
	for m := range says {
		message := l.messages[string(m)]
		if message == nil {
			return nil, fmt.Errorf("it does not say %q", m)
		}
		says[m] = message.Other
	}
	if l.numbers, err = language.Parse(says[numbersOf]); err != nil {
		return nil, err
	}
	l.name, l.whole, l.reviewed = says[nameOf], says[extentOf] == "whole", says[reviewOf] == "done"
	bundle := i18n.NewBundle(l.numbers)
	if err := bundle.AddMessages(l.numbers, file.Messages...); err != nil {
		return nil, err
	}
	l.localizer = i18n.NewLocalizer(bundle, l.numbers.String())
	return l, nil
}

// All lists the languages of the site: English, then those of the message files. It fails
// when a file cannot be read as one.
func All() ([]Words, error) {
	list, err := languages()
	all := []Words{{}}
	for _, l := range list {
		all = append(all, Words{l})
	}
	return all, err
}

// ByCode finds a language by the first part of its addresses, and false for none.
func ByCode(code string) (Words, bool) {
	list, _ := languages() // a server that started has read them
	for _, l := range list {
		if l.code == code {
			return Words{l}, true
		}
	}
	return Words{}, false
}

// Messages lists the ids of a language's messages; none for English.
func (w Words) Messages() []string {
	var ids []string
	if w.language != nil {
		for id := range w.language.messages {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Message is one message with its plural forms; nil where there is none.
func (w Words) Message(id string) *i18n.Message {
	if w.language == nil {
		return nil
	}
	return w.language.messages[id]
}
