package views

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"citas/data"
)

// formats are the endings of machine-readable addresses.
var formats = []string{"csv", "parquet", "json", "jsonl", "xlsx", "duckdb", "svg", "png", "atom", "txt", "ico", "xml", "zip", "md", "cff", "js", "bib", "ris", "minisig", "pub"}

// machine reports whether an address is for programs: they get problems in JSON, and
// may read it from other sites.
func machine(address string) bool {
	if strings.HasPrefix(address, "/api/") || strings.HasPrefix(address, "/static/") || address == "/healthz" || address == "/readyz" || address == "/oembed" {
		return true
	}
	return slices.Contains(formats, strings.TrimPrefix(path.Ext(address), "."))
}

// splitName takes the format off the last part of an address: appointments-processed.csv
// is the dataset and "csv"; without a dot the format is empty.
func splitName(name string) (id, format string) {
	id, format, _ = strings.Cut(name, ".")
	return id, format
}

// query is the request's parameters, or a ParamError when they cannot be read.
func (r *Request) query() (url.Values, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, &data.ParamError{Param: "?", Found: r.URL.RawQuery, Expected: "name=value, joined by &, with % escapes"}
	}
	if r.dated {
		delete(values, asOfParam)
	}
	if !machine(r.URL.Path) {
		maps.DeleteFunc(values, func(name string, _ []string) bool { return appended(name) })
	}
	return values, nil
}

// known fails with a ParamError when the request has a parameter that is not in valid.
func (r *Request) known(valid ...string) error {
	values, err := r.query()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(valid, name) {
			if r.dated {
				valid = append(slices.Clone(valid), asOfParam)
			}
			return unknownParam(name, values[name], valid)
		}
	}
	return nil
}

func unknownParam(name string, values, valid []string) error {
	e := &data.ParamError{Param: name, Found: strings.Join(values, ", "), Expected: "no parameters at this address"}
	if len(valid) > 0 {
		e.Expected, e.Valid = "one of the parameters", valid
	}
	return e
}

// appended reports whether a parameter was added by a site that links to one of our
// pages; those are forgiven.
func appended(name string) bool {
	return strings.HasPrefix(name, "utm_") || slices.Contains([]string{"fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "ref"}, name)
}
