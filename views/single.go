package views

import (
	"fmt"

	"citas/views/locale"
	"citas/views/staticsite"
)

// SinglePages are the pages that the single file has, in the order of reading: the stories, every chart, then what stands behind them.
func SinglePages() []string {
	list := []string{"/", "/allocations", "/wait-times", "/languages"}
	for _, c := range Charts() {
		list = append(list, "/charts/"+c.ID)
	}
	return append(list, "/claims", "/missing", "/method", "/glossary", "/sources", "/help")
}

// SingleWords are what the single file says of itself in a language, and how the addresses of the language begin. It fails for a
// language that the site does not have as a whole.
func SingleWords(code string) (staticsite.SingleWords, string, error) {
	w := locale.Words{}
	if code != "en" {
		var ok bool
		if w, ok = locale.ByCode(code); !ok || !w.Whole() {
			return staticsite.SingleWords{}, "", fmt.Errorf("language %q: expected one that the whole site is in, such as en or es", code)
		}
	}
	return staticsite.SingleWords{
		Contents: w.T("In this file"), Data: w.T("The data, with their hashes"), File: w.T("File"), Table: w.T("Table"), Out: w.T("not in this file: too large"),
		About: w.T("This file is the record in one piece: it needs no network, no server and no script. Search, filters and other days need the site."),
	}, w.Prefix(), nil
}
