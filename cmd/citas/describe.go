package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"citas/data"
	"citas/etl"
)

type sourcesCommand struct{}

// Run lists the recurring sources.
func (sourcesCommand) Run(e *env) error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "source\tstate\tformats\tschedule (UTC)\ttitle")
	for _, s := range etl.Published().Sources() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.ID, s.State, strings.Join(s.Formats, " "), s.Schedule, s.Title)
	}
	return w.Flush()
}

type datasetsCommand struct {
	ID string `arg:"" optional:"" help:"Dataset to describe."`

	ReadWith string `help:"Print the statement with which a query engine reads the dataset of the current edition in place: ${engines}." placeholder:"ENGINE"`
	At       string `help:"With --read-with: where the edition was published, such as s3://bucket; without it, the data directory." placeholder:"URL"`
}

// Run lists the datasets, or prints the dictionary of one.
func (c datasetsCommand) Run(e *env) error {
	if c.ReadWith != "" || c.At != "" {
		return c.readWith(e)
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	if c.ID == "" {
		fmt.Fprintln(w, "dataset\tlevel\tone row is\ttitle")
		for _, d := range data.Published().Sorted() {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.ID, d.Level, d.Grain, d.Title)
		}
		return w.Flush()
	}
	d, err := data.Published().Dataset(c.ID)
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	fmt.Fprintf(e.out, "%s: %s\n\n%s\n\nOne row is %s. Key: %s.\n\n", d.ID, d.Title, d.Summary, d.Grain, strings.Join(d.Key, ", "))
	fmt.Fprintln(w, "field\ttype\tunit\tmeaning")
	for _, f := range d.Fields {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.Name, f.Type, f.Unit, f.Doc)
	}
	return w.Flush()
}

// readWith prints the statement of an engine.
func (c datasetsCommand) readWith(e *env) error {
	if c.ID == "" || c.ReadWith == "" {
		return exit{exitUsage, "datasets: expected a dataset and --read-with ENGINE"}
	}
	d, err := data.Published().Dataset(c.ID)
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	id, err := data.CurrentEdition(e.dataDir)
	if err != nil {
		return err
	}
	m, err := data.ReadManifest(e.dataDir, id)
	if err != nil {
		return err
	}
	at := filepath.Join(data.EditionFolder(e.dataDir, id), "files")
	if c.At != "" {
		at = strings.TrimRight(c.At, "/") + "/editions/" + id
	}
	statement, err := m.InPlace(d, c.ReadWith, at)
	if errors.Is(err, data.ErrInvalid) {
		return exit{exitUsage, err.Error()}
	}
	if err == nil {
		_, err = fmt.Fprintln(e.out, statement)
	}
	return err
}

type versionCommand struct{}

// Run prints what this binary is made of.
func (versionCommand) Run(e *env) error {
	fmt.Fprintf(e.out, "citas %s\ncode %s\n", version(), etl.Code())
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintln(e.out, info.GoVersion)
	}
	return nil
}

// version is the version control revision that the binary was built from, if known.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = "+changes"
		}
	}
	if revision == "" {
		return "development build"
	}
	return revision + modified
}
