package views

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// changeSentences tell what a release did to one dataset.
func changeSentences(w Words, c data.Change) string {
	text := coverWords(w, c)
	if c.Before == "" {
		return text + " " + w.T("First release of this table held here: nothing to compare it with.")
	}
	if c.Cells() == 0 {
		return text + " " + w.T("No cell of {release} changed, of {cells} compared.", "release", c.Before, "cells", cellsWords(w, c.Shared)) + relabelledWords(w, c)
	}
	text += " " + w.T("Against {release}: {changed} changed, {added} added, {withdrawn} withdrawn; {shared} stand in both.", "release", c.Before,
		"changed", cellsWords(w, int64(c.Kinds[data.Changed])), "added", c.Kinds[data.Added], "withdrawn", c.Kinds[data.Withdrawn], "shared", c.Shared)
	if x := c.Largest; x != nil {
		text += " " + w.T("Largest change: {cell}: {old} → {new} {unit}.", "cell", cellWords(w, *x), "old", figureWords(w, x.Old), "new", figureWords(w, x.New), "unit", w.T(locale.Msg(x.Unit)))
	}
	return text + relabelledWords(w, c)
}

// cellsWords counts cells.
func cellsWords(w Words, n int64) string { return w.N(n, "{n} cell", "{n} cells") }

func relabelledWords(w Words, c data.Change) string {
	if n := int64(c.Kinds[data.Relabelled]); n > 0 {
		return " " + w.N(n, "1 cell has another printed name and the same value.", "{n} cells have another printed name and the same value.")
	}
	return ""
}

// coverWords says which time a release states.
func coverWords(w Words, c data.Change) string {
	switch {
	case !c.First.IsZero():
		return w.T("Covers {from} to {to}.", "from", w.Month(c.First), "to", w.Month(c.Last))
	case c.FirstYear > 0 && c.FirstYear == c.LastYear:
		return w.T("Covers {year}.", "year", w.FiscalYear(int(c.FirstYear)))
	case c.FirstYear > 0:
		return w.T("Covers {from} to {to}.", "from", w.FiscalYear(int(c.FirstYear)), "to", w.FiscalYear(int(c.LastYear)))
	}
	return w.N(c.Rows, "{n} row", "{n} rows") + "."
}

// cellWords names a cell: its time, then the rest of its key.
func cellWords(w Words, x data.Revised) string {
	var parts []string
	switch {
	case !x.Month.IsZero():
		parts = append(parts, w.Month(x.Month))
	case x.Year > 0:
		parts = append(parts, w.FiscalYear(int(x.Year)))
	}
	for _, part := range x.Where {
		parts = append(parts, spaced(part))
	}
	return strings.Join(parts, ", ")
}

func figureWords(w Words, v any) string {
	switch v := v.(type) {
	case int64:
		return w.Count(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return w.T("no value")
}

// revisionsHref leads to what a release changed, cell by cell.
func revisionsHref(c data.Change) string {
	if c.Before == "" {
		return ""
	}
	return "/data/" + c.Dataset.ID + "/revisions?from=" + url.QueryEscape(c.Before) + "&to=" + url.QueryEscape(c.Release)
}

// changeModels are the changes of a release for its entry on a page.
func changeModels(w Words, changes []data.Change) []page.DatasetChange {
	var list []page.DatasetChange
	for _, c := range changes {
		list = append(list, page.DatasetChange{
			Dataset: layout.Link{Text: titleOf(w, c.Dataset), Href: "/data/" + c.Dataset.ID},
			Text:    changeSentences(w, c), Uncompared: c.Uncompared, Revisions: revisionsHref(c),
		})
	}
	return list
}

// keptModel is a release that is kept out, with what decides about it.
func (s *Server) keptModel(w Words, h data.Held) (*page.KeptOut, error) {
	m := &page.KeptOut{
		Release: h.Release, State: h.State, Reason: h.Reason, Finding: h.Finding, File: h.FileName, SHA256: h.SHA256,
		Published: w.DayOf(h.Published, "day"), Since: w.DayOf(h.Since[:min(10, len(h.Since))], "day"), Series: layout.Link{Text: h.Source, Href: "/sources/" + h.Source},
	}
	if h.State == data.StateHeld {
		m.Command = "citas releases accept " + h.Release + ` --reason "…"`
	}
	if s.config.KeptOut == nil {
		return m, nil
	}
	sums, err := s.config.KeptOut.Sums(h)
	for _, d := range sums {
		m.Diffs = append(m.Diffs, w.T("Against {release} it would change {changed}, add {added} and withdraw {withdrawn}; together {net}.", "release", d.Before,
			"changed", cellsWords(w, int64(d.Kinds[data.Changed])), "added", d.Kinds[data.Added], "withdrawn", d.Kinds[data.Withdrawn], "net", signed(d.Net, w)))
	}
	return m, err
}

// keptKey fingerprints what is kept out, for the key of an answer that shows it; empty
// when nothing is.
func (r *Request) keptKey() string {
	if len(r.Kept) == 0 {
		return ""
	}
	h := sha256.New()
	json.NewEncoder(h).Encode(r.Kept) // a struct of texts into a hash cannot fail
	return hex.EncodeToString(h.Sum(nil)) + " "
}
