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

// VerifyZip verifies the bundle of an edition, as VerifyPackage does.
func VerifyZip(ctx context.Context, path string, c *Catalog) (PackageReport, error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, fs.ErrNotExist) {
		return PackageReport{}, fmt.Errorf("%s: %w", path, ErrNotFound)
	}
	if err != nil {
		return PackageReport{}, fmt.Errorf("%s: %w: %w", path, ErrInvalid, err)
	}
	defer z.Close()
	total, names := uint64(0), map[string]bool{}
	for _, f := range z.File {
		total += f.UncompressedSize64
		switch {
		case !fs.ValidPath(f.Name) && !f.FileInfo().IsDir():
			return PackageReport{}, fmt.Errorf("%s: %w: the name %q leads out of the bundle", path, ErrInvalid, f.Name)
		case names[f.Name]:
			return PackageReport{}, fmt.Errorf("%s: %w: two files are named %s", path, ErrInvalid, f.Name)
		case f.UncompressedSize64 > maxBundleFile || total > maxBundleBytes || len(z.File) > maxBundleFiles:
			return PackageReport{}, fmt.Errorf("%s: %w: larger than a bundle may be: %s", path, ErrInvalid, f.Name)
		}
		names[f.Name] = true
	}
	return VerifyPackage(ctx, z, nil, c)
}
