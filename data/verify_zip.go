package data

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// Limits of a bundle: what a stranger's ZIP may ask of this machine.
const (
	maxBundleFiles = 1000
	maxBundleFile  = 4 << 30 // bytes of one file
	maxBundleBytes = 8 << 30 // bytes of all
)

// VerifyZip verifies the bundle of an edition, as VerifyPackage does, and, with keys, the
// signature in it, whose words come first.
func VerifyZip(ctx context.Context, path string, c *Catalog, keys []PublicKey) (PackageReport, string, error) {
	z, err := openBundle(path)
	if err != nil {
		return PackageReport{}, "", err
	}
	defer z.Close()
	words := ""
	if len(keys) > 0 {
		if words, err = VerifySignature(z, sumsName, keys); err != nil {
			return PackageReport{}, "", err
		}
	}
	r, err := VerifyPackage(ctx, z, nil, c)
	return r, words, err
}

// openBundle opens a ZIP within the limits of a bundle.
func openBundle(path string) (*zip.ReadCloser, error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", path, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, ErrInvalid, err)
	}
	if err := withinLimits(path, z); err != nil {
		z.Close()
		return nil, err
	}
	return z, nil
}

func withinLimits(path string, z *zip.ReadCloser) error {
	total, names := uint64(0), map[string]bool{}
	for _, f := range z.File {
		total += f.UncompressedSize64
		switch {
		case !fs.ValidPath(f.Name) && !f.FileInfo().IsDir():
			return fmt.Errorf("%s: %w: the name %q leads out of the bundle", path, ErrInvalid, f.Name)
		case names[f.Name]:
			return fmt.Errorf("%s: %w: two files are named %s", path, ErrInvalid, f.Name)
		case f.UncompressedSize64 > maxBundleFile || total > maxBundleBytes || len(z.File) > maxBundleFiles:
			return fmt.Errorf("%s: %w: larger than a bundle may be: %s", path, ErrInvalid, f.Name)
		}
		names[f.Name] = true
	}
	return nil
}
