package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"citas/data"
	"citas/etl"
)

// rebuildSeconds is up to how long reading the releases of an edition may have taken for
// `verify` to rebuild it unasked.
const rebuildSeconds = 30

type verifyCommand struct {
	Target    string   `arg:"" optional:"" help:"What to verify: a data directory, the folder of an edition, citas-{edition}.zip or its unpacked folder, or the address of a site. Left out: the data directory."`
	Rebuild   string   `help:"Rebuild the edition of a data directory from its archive and compare every byte of its exports: yes, no, or auto: if that is quick." enum:"auto,yes,no" default:"auto"`
	Pub       []string `help:"Public key (minisign), as text or file: the edition must be signed with it. Repeatable: with any of them." env:"CITAS_PUB"`
	gateFlags `embed:""`
}

// Run verifies one thing, whatever it is, and fails with a line for each problem.
func (c verifyCommand) Run(e *env) error {
	target := c.Target
	keys, err := publicKeys("--pub", c.Pub)
	if err != nil {
		return err
	}
	if strings.Contains(target, "://") {
		if !strings.HasPrefix(target, "http://") && !strings.HasPrefix(target, "https://") {
			return exit{exitUsage, fmt.Sprintf("verify %s: expected http:// or https://", target)}
		}
		report, words, err := etl.VerifySite(e.ctx, target, data.Published(), keys)
		return e.packageVerified(target, report, words, err)
	}
	if target == "" {
		return c.dataDir(e, e.dataDir, keys)
	}
	info, err := os.Stat(target)
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(target, name))
		return err == nil
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return exit{exitUsage, fmt.Sprintf("verify %s: there is no such file or folder", target)}
	case err != nil:
		return err
	case !info.IsDir():
		report, words, err := data.VerifyZip(e.ctx, target, data.Published(), keys)
		return e.packageVerified(target, report, words, err)
	case has("manifest.json"):
		return c.folder(e, target, keys)
	case has("datapackage.json"):
		words, err := signed(target, "SHA256SUMS", keys)
		if err != nil {
			return err
		}
		report, err := data.VerifyPackage(e.ctx, os.DirFS(target), nil, data.Published())
		return e.packageVerified(target, report, words, err)
	case has("current.json"):
		return c.dataDir(e, target, keys)
	}
	return exit{exitUsage, fmt.Sprintf("verify %s: expected current.json (a data directory), manifest.json (an edition) or datapackage.json (an unpacked bundle) in it", target)}
}

// folder verifies the folder of one edition.
func (c verifyCommand) folder(e *env, folder string, keys []data.PublicKey) error {
	if c.Rebuild == "yes" {
		return exit{exitUsage, "verify --rebuild=yes: expected a data directory: only that has the archive to build from"}
	}
	words, err := signed(folder, "manifest.json", keys)
	if err != nil {
		return err
	}
	m, problems, err := data.VerifyFolder(e.ctx, folder, data.Published())
	if err != nil {
		return err
	}
	if err := e.told(folder, problems); err != nil {
		return err
	}
	e.signedBy(words)
	fmt.Fprintf(e.out, "edition %s (%s): every hash, row, key, order and check holds\n", m.Edition, m.Label)
	return nil
}

// signed verifies the signature of a file in a folder, if there are keys to do it with.
func signed(folder, name string, keys []data.PublicKey) (words string, err error) {
	if len(keys) == 0 {
		return "", nil
	}
	words, err = data.VerifySignature(os.DirFS(folder), name, keys)
	if err != nil {
		return "", fmt.Errorf("verify %s: %w", folder, err)
	}
	return words, nil
}

// signedBy tells what a signature says.
func (e *env) signedBy(words string) {
	if words != "" {
		fmt.Fprintf(e.out, "signed: %s\n", words)
	}
}

// dataDir verifies the current edition of a data directory and its archive.
func (c verifyCommand) dataDir(e *env, dir string, keys []data.PublicKey) error {
	id, err := data.CurrentEdition(dir)
	if err != nil {
		return err
	}
	m, err := data.ReadManifest(dir, id)
	if err != nil {
		return err
	}
	words, err := signed(filepath.Join(dir, "editions", id), "manifest.json", keys)
	if err != nil {
		return err
	}
	problems, err := data.Verify(e.ctx, dir, id, data.Published())
	if err != nil {
		return err
	}
	archive := etl.OpenArchive(dir)
	entries, err := archive.Entries()
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if _, err := archive.Read(entry); err != nil {
			problems = append(problems, err.Error())
		}
	}
	rebuilt := "not rebuilt"
	if len(problems) == 0 {
		if rebuilt, problems, err = c.rebuild(e, dir, m); err != nil {
			return err
		}
	}
	if err := e.told(dir, problems); err != nil {
		return err
	}
	e.signedBy(words)
	fmt.Fprintf(e.out, "edition %s (%s) and %d archived documents: every hash, row, key, order and check holds; %s\n", id, m.Label, len(entries), rebuilt)
	return nil
}

// rebuild builds the edition again if that was asked for, or is quick.
func (c verifyCommand) rebuild(e *env, dir string, m *data.Manifest) (words string, problems []string, err error) {
	var millis int64
	for _, s := range m.Sources {
		millis += s.Millis
	}
	switch {
	case c.Rebuild == "no":
		return "not rebuilt", nil, nil
	case c.Rebuild == "auto" && millis > rebuildSeconds*1000:
		return fmt.Sprintf("not rebuilt, which would take about %d s (--rebuild=yes)", millis/1000), nil, nil
	}
	gates, err := c.gates()
	if err != nil {
		return "", nil, err
	}
	cfg, err := e.loadConfig(gates)
	if err != nil {
		return "", nil, err
	}
	cfg.Dir, cfg.Progress, cfg.Log = dir, etl.Quiet{}, slog.New(slog.DiscardHandler)
	problems, err = etl.Rebuild(e.ctx, cfg, m)
	if errors.Is(err, etl.ErrOtherCode) && c.Rebuild == "auto" {
		return "not rebuilt: " + etl.ErrOtherCode.Error(), nil, nil
	}
	return "rebuilt from the archive to the same bytes", problems, err
}

// packageVerified tells what was found in a bundle or at a site.
func (e *env) packageVerified(target string, r data.PackageReport, words string, err error) error {
	if err != nil {
		return fmt.Errorf("verify %s: %w", target, err)
	}
	for _, note := range r.Notes {
		fmt.Fprintln(e.out, note)
	}
	if err := e.told(target, r.Problems); err != nil {
		return err
	}
	e.signedBy(words)
	fmt.Fprintf(e.out, "%s: edition %s (%s): %d tables with %d rows: every hash, row, key, reference, order and rule holds\n", target, r.Edition, r.Label, r.Tables, r.Rows)
	return nil
}

// told prints problems, a line each, and fails if there are any.
func (e *env) told(target string, problems []string) error {
	for _, p := range problems {
		fmt.Fprintln(e.out, p)
	}
	switch len(problems) {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("verify %s: 1 problem", target)
	}
	return fmt.Errorf("verify %s: %d problems", target, len(problems))
}
