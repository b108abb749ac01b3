package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"citas/data"
	"citas/views"
	"citas/views/staticsite"
)

type exportCommand struct {
	Dir string `arg:"" optional:"" help:"Folder for the files: empty, or of an export before." type:"path"`

	SingleFile string `help:"Write one HTML file with pages, charts, tables, sources and data, that opens without a server or a network." type:"path" placeholder:"FILE"`
	Language   string `help:"Language of the single file: en or another of the site." default:"en"`

	Compress bool `help:"Write .br, .zst and .gz beside each text."`

	exportFlags `embed:""`
}

// exportFlags say how a site is written as files.
type exportFlags struct {
	Base string `help:"Address where the files will be served, such as https://example.org. Without it links are relative and work anywhere." env:"CITAS_BASE_URL" placeholder:"URL"`
	Live string `help:"Address of the full site: search, filters and past days lead there instead of being left out." env:"CITAS_LIVE_URL" placeholder:"URL"`

	siteFlags `embed:""`
}

// Run writes the files and says how many changed.
func (c exportCommand) Run(e *env) error {
	if c.SingleFile != "" {
		if err := c.single(e.ctx, e); err != nil || c.Dir == "" {
			return err
		}
	}
	if c.Dir == "" {
		return exit{exitUsage, "export: expected a folder, or --single-file FILE"}
	}
	start := time.Now()
	report, _, err := c.write(e.ctx, e, c.Dir, c.codings())
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d files, %.1f MB, in %s: %d written, %d removed, %.1f s\n",
		report.Files, float64(report.Bytes)/1e6, c.Dir, report.Written, report.Removed, time.Since(start).Seconds())
	return nil
}

func (c exportCommand) codings() []string {
	if c.Compress {
		return []string{"br", "zstd", "gzip"}
	}
	return nil
}

// write exports the current edition into a folder.
func (f exportFlags) write(ctx context.Context, e *env, dir string, codings []string) (staticsite.Report, *data.Manifest, error) {
	none := staticsite.Report{}
	if err := whole("--live", f.Live); err != nil {
		return none, nil, err
	}
	store := data.NewStore(e.dataDir, data.Published())
	defer store.Close()
	edition, err := store.Acquire(ctx)
	if err != nil {
		return none, nil, err
	}
	defer edition.Release()
	m := edition.Manifest
	built, err := time.Parse(time.RFC3339, m.BuiltAt)
	if err != nil {
		return none, nil, fmt.Errorf("edition %s: built_at: %w", m.Edition, err)
	}
	config := f.config(e, store)
	config.BaseURL, config.Now = f.Base, func() time.Time { return built } // the same files whenever they are written
	if config.PublicKeys, err = f.keys(); err != nil {
		return none, nil, err
	}
	site, err := views.New(config)
	if err != nil {
		return none, nil, exit{exitUsage, err.Error()}
	}
	pages, programs, err := site.Everything(ctx)
	if err != nil {
		return none, nil, err
	}
	state, err := f.fingerprint(e, store, m, codings)
	if err != nil {
		return none, nil, err
	}
	x := staticsite.Config{
		Site: site.Handler(), Addresses: pages, Optional: programs, Dir: dir, Base: strings.TrimRight(f.Base, "/"), Live: strings.TrimRight(f.Live, "/"),
		Codings: codings, Pack: views.Packed, State: state,
	}
	progress, end := e.counting("pages and files")
	defer end()
	x.Progress = progress
	report, err := staticsite.Run(ctx, x)
	if err != nil {
		err = fmt.Errorf("export to %s: %w", dir, err)
	}
	return report, m, err
}

// fingerprint is of everything that the files follow from: the editions, what is kept
// out, the flags and the program itself.
func (f exportFlags) fingerprint(e *env, store *data.Store, m *data.Manifest, codings []string) (string, error) {
	h := sha256.New()
	editions, err := store.Editions()
	if err != nil {
		return "", err
	}
	held, err := data.ListHeld(e.dataDir)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(h).Encode([]any{f, m.Edition, editions, held, codings, version()}); err != nil {
		return "", err
	}
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	in, err := os.Open(filepath.Clean(program))
	if err != nil {
		return "", err
	}
	defer in.Close()
	_, err = io.Copy(h, in)
	return hex.EncodeToString(h.Sum(nil)), err
}

// whole checks that a flag is the address of a site, or empty.
func whole(flag, address string) error {
	u, err := url.Parse(address)
	if address == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return nil
	}
	return exit{exitUsage, errors.Join(fmt.Errorf("%s %s: expected https://host", flag, address), err).Error()}
}
