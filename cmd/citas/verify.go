package main

import (
	"fmt"

	"citas/data"
	"citas/etl"
)

type verifyCommand struct{}

// Run checks the current edition and the archive against their hashes.
func (verifyCommand) Run(e *env) error {
	id, err := data.CurrentEdition(e.dataDir)
	if err != nil {
		return err
	}
	problems, err := data.Verify(e.ctx, e.dataDir, id, data.Published())
	if err != nil {
		return err
	}
	archive := etl.OpenArchive(e.dataDir)
	entries, err := archive.Entries()
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if _, err := archive.Read(entry); err != nil {
			problems = append(problems, err.Error())
		}
	}
	for _, p := range problems {
		fmt.Fprintln(e.out, p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("verify: edition %s and archive: %d problems", id, len(problems))
	}
	fmt.Fprintf(e.out, "edition %s and %d archived documents: every hash, row count, key and order holds\n", id, len(entries))
	return nil
}
