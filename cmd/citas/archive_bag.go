package main

import (
	"errors"
	"fmt"
	"time"

	"citas/data"
	"citas/etl"
)

type archiveExportCommand struct {
	Dir string `arg:"" help:"Folder to write; it must not exist." type:"path"`
}

// Run writes the archive as a bag.
func (c archiveExportCommand) Run(e *env) error {
	b, err := etl.OpenArchive(e.dataDir).Export(e.ctx, c.Dir, etl.BagInfo{Version: version(), Now: time.Now()})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "exported %d documents (%d bytes) and %d lines of the index to %s\n", b.Documents, b.Bytes, b.Lines, c.Dir)
	return nil
}

type archiveImportCommand struct {
	Dir string `arg:"" help:"Folder of the bag." type:"existingdir"`
}

// Run takes a bag into the archive.
func (c archiveImportCommand) Run(e *env) error {
	b, err := etl.Import(e.ctx, e.dataDir, c.Dir, etl.Published())
	if err != nil {
		if errors.Is(err, data.ErrInvalid) {
			return fmt.Errorf("import: nothing was taken: %w", err)
		}
		return err
	}
	fmt.Fprintf(e.out, "the bag is whole: %d documents (%d bytes), of which %d are new, and %d new lines of the index\n", b.Documents, b.Bytes, b.New, b.Lines)
	return nil
}
