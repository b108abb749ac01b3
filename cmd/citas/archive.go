package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"citas/etl"
)

type archiveCommand struct {
	Add    archiveAddCommand    `cmd:"" help:"Add documents to the archive; citas load reads them."`
	List   archiveListCommand   `cmd:"" help:"List the archive."`
	Export archiveExportCommand `cmd:"" help:"Write the whole archive as a bag (BagIt 1.0), to hand it over."`
	Import archiveImportCommand `cmd:"" help:"Take the documents of such a bag, after checking all of it."`
}

type archiveAddCommand struct {
	Source    string   `required:"" help:"Source that published the documents, see: citas sources."`
	Published string   `required:"" help:"Day of publication, YYYY-MM-DD."`
	URL       string   `help:"Address that the document was saved from."`
	Files     []string `arg:"" name:"file" help:"Documents to add." type:"existingfile"`
}

// Run copies the documents into the archive, unread.
func (c archiveAddCommand) Run(e *env) error {
	src, err := etl.Published().Source(c.Source)
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	if src.ID == "curated" {
		return exit{exitUsage, "source curated comes with the program and takes no documents"}
	}
	if _, err := time.Parse(time.DateOnly, c.Published); err != nil {
		return exit{exitUsage, fmt.Sprintf("--published %q: expected a day as YYYY-MM-DD", c.Published)}
	}
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "") {
		return exit{exitUsage, fmt.Sprintf("--url %q: expected an http or https address", c.URL)}
	}
	if c.URL != "" && len(c.Files) > 1 {
		return exit{exitUsage, "--url names one document: add the files one by one"}
	}
	archive := etl.OpenArchive(e.dataDir)
	for _, path := range c.Files {
		if ext := strings.ToLower(filepath.Ext(path)); !slices.Contains(src.Formats, ext) {
			return exit{exitUsage, fmt.Sprintf("%s: source %s publishes %s", path, src.ID, strings.Join(src.Formats, ", "))}
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if info.Size() > etl.MaxDocument {
			return fmt.Errorf("%s: %d bytes, more than %d", path, info.Size(), etl.MaxDocument)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		entry, added, err := archive.Add(etl.Entry{Source: src.ID, Published: c.Published, FileName: filepath.Base(path), URL: c.URL, How: etl.Saved}, content, time.Now())
		if err != nil {
			return err
		}
		if !added {
			fmt.Fprintf(e.out, "already archived: %s as published %s, %s\n", entry.FileName, entry.Published, entry.SHA256)
			continue
		}
		fmt.Fprintf(e.out, "archived %s: %d bytes, %s\n", entry.FileName, entry.Bytes, entry.SHA256)
	}
	return nil
}

type archiveListCommand struct{}

// Run lists the archive's index in order of arrival.
func (archiveListCommand) Run(e *env) error {
	entries, err := etl.OpenArchive(e.dataDir).Entries()
	if err != nil {
		return err
	}
	for _, entry := range entries {
		fmt.Fprintf(e.out, "%s  %s  %s  %d  %s\n", entry.SHA256, entry.Source, entry.Published, entry.Bytes, entry.FileName)
	}
	return nil
}
