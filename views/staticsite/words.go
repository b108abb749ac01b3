package staticsite

import (
	escape "html"
	"net/url"
	"strings"
)

// words are what a copy says of itself, by language. A language that is not here reads
// English.
var words = map[string]struct{ lang, copied, full, muted string }{
	"en": {"en", "This is a copy of the site as files. Pages, charts and tables are whole; search, filters, other orders of rows, past days and the API need the full site.", "The full site", "Needs the full site: not in this copy."},
	"es": {"es", "Esta es una copia del sitio en archivos. Las páginas, los gráficos y las tablas están completos; la búsqueda, los filtros, otros órdenes de filas, los días pasados y la API necesitan el sitio completo.", "El sitio completo", "Necesita el sitio completo: no está en esta copia."},
}

// lang is the language of an address.
func (x *export) lang(at *url.URL) string {
	if first, _, _ := strings.Cut(strings.TrimPrefix(at.Path, "/"), "/"); words[first].lang != "" {
		return first
	}
	return "en"
}

func mutedWords(lang string) string { return words[lang].muted }

// notice begins the content of every page.
func (x *export) notice(lang string) string {
	w := words[lang]
	more := ""
	if x.live != "" {
		more = ` <a href="` + escape.EscapeString(x.live) + `/">` + escape.EscapeString(w.full) + `</a>`
	}
	return `<p class="note" role="note" lang="` + w.lang + `">` + escape.EscapeString(w.copied) + more + `</p>`
}
