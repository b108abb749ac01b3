package views

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// changeSentences tell what a release did to one dataset.
func changeSentences(c data.Change) string {
	text := coverWords(c)
	if c.Before == "" {
		return text + " First release of this table held here: nothing to compare it with."
	}
	if c.Cells() == 0 {
		return text + " No cell of " + c.Before + " changed, of " + counted(c.Shared, "cell", "cells") + " compared." + relabelledWords(c)
	}
	text += fmt.Sprintf(" Against %s: %s changed, %s added, %s withdrawn; %s in both.", c.Before,
		counted(int64(c.Kinds[data.Changed]), "cell", "cells"), grouped(int64(c.Kinds[data.Added])), grouped(int64(c.Kinds[data.Withdrawn])), stand(c.Shared))
	if x := c.Largest; x != nil {
		text += " Largest change: " + cellWords(*x) + ": " + figureWords(x.Old) + " → " + figureWords(x.New) + " " + x.Unit + "."
	}
	return text + relabelledWords(c)
}

func stand(n int64) string {
	if n == 1 {
		return "1 stands"
	}
	return grouped(n) + " stand"
}

func relabelledWords(c data.Change) string {
	if n := int64(c.Kinds[data.Relabelled]); n > 0 {
		return " " + counted(n, "cell has", "cells have") + " another printed name and the same value."
	}
	return ""
}

// coverWords says which time a release states.
func coverWords(c data.Change) string {
	switch {
	case !c.First.IsZero():
		return "Covers " + Words{}.Month(c.First) + " to " + Words{}.Month(c.Last) + "."
	case c.FirstYear > 0 && c.FirstYear == c.LastYear:
		return fmt.Sprintf("Covers FY%d.", c.FirstYear)
	case c.FirstYear > 0:
		return fmt.Sprintf("Covers FY%d to FY%d.", c.FirstYear, c.LastYear)
	}
	return counted(c.Rows, "row", "rows") + "."
}

// cellWords names a cell: its time, then the rest of its key.
func cellWords(x data.Revised) string {
	var parts []string
	switch {
	case !x.Month.IsZero():
		parts = append(parts, Words{}.Month(x.Month))
	case x.Year > 0:
		parts = append(parts, fmt.Sprintf("FY%d", x.Year))
	}
	for _, w := range x.Where {
		parts = append(parts, spaced(w))
	}
	return strings.Join(parts, ", ")
}

func figureWords(v any) string {
	switch v := v.(type) {
	case int64:
		return grouped(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return "no value"
}

// revisionsHref leads to what a release changed, cell by cell.
func revisionsHref(c data.Change) string {
	if c.Before == "" {
		return ""
	}
	return "/data/" + c.Dataset.ID + "/revisions?from=" + url.QueryEscape(c.Before) + "&to=" + url.QueryEscape(c.Release)
}

// changeModels are the changes of a release for its entry on a page.
func changeModels(changes []data.Change) []page.DatasetChange {
	var list []page.DatasetChange
	for _, c := range changes {
		list = append(list, page.DatasetChange{
			Dataset: layout.Link{Text: c.Dataset.Title, Href: "/data/" + c.Dataset.ID},
			Text:    changeSentences(c), Uncompared: c.Uncompared, Revisions: revisionsHref(c),
		})
	}
	return list
}

// keptModel is a release that is kept out, with what decides about it.
func (s *Server) keptModel(h data.Held) (*page.KeptOut, error) {
	m := &page.KeptOut{
		Release: h.Release, State: h.State, Reason: h.Reason, Finding: h.Finding, File: h.FileName, SHA256: h.SHA256,
		Published: dayWords(h.Published, "day"), Since: dayWords(h.Since[:min(10, len(h.Since))], "day"), Series: layout.Link{Text: h.Source, Href: "/sources/" + h.Source},
	}
	if h.State == data.StateHeld {
		m.Command = "citas releases accept " + h.Release + ` --reason "…"`
	}
	if s.config.KeptOut == nil {
		return m, nil
	}
	sums, err := s.config.KeptOut.Sums(h)
	for _, d := range sums {
		m.Diffs = append(m.Diffs, fmt.Sprintf("Against %s it would change %s, add %s and withdraw %s; together %s.", d.Before,
			counted(int64(d.Kinds[data.Changed]), "cell", "cells"), grouped(int64(d.Kinds[data.Added])), grouped(int64(d.Kinds[data.Withdrawn])), signed(d.Net, Words{})))
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
