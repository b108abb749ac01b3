package data

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed licences/*.txt
var licenceTexts embed.FS

// bundleName is the file of an edition that holds everything.
const bundleName = "citas.zip"

// zipEpoch is 1 January 1980 as ZIP writes it, the time of every file in a bundle.
const zipEpoch = 1<<5 | 1

// Bundle is what the ZIP of an edition tells beside the tables. It is collected before
// the database closes and written when the edition is sealed.
type Bundle struct {
	about   *Metadata
	changes []Change
}

// Bundle collects what the bundle of the edition being built will say. The exports must
// have been written.
func (b *Builder) Bundle(ctx context.Context, m *Manifest) (*Bundle, error) {
	about, err := describe(ctx, b, b.catalog, m)
	if err != nil {
		return nil, err
	}
	changes, err := changesIn(ctx, b, b.catalog, b.StatedBy)
	return &Bundle{about: about, changes: changes}, err
}

// write makes the ZIP in the folder of the edition. Its bytes follow from the manifest
// (label and time of building are in it), the exports, the key and the manifest of the edition
// before: fixed order, fixed times, no extra fields, a compressor of a fixed version.
func (x *Bundle) write(folder string, before *Manifest, signer *Signer) (File, error) {
	out, err := os.Create(filepath.Join(folder, bundleName))
	if err != nil {
		return File{}, err
	}
	if err := errors.Join(x.writeTo(out, folder, before, signer), out.Close()); err != nil {
		return File{}, fmt.Errorf("bundle: %w", err)
	}
	return hashFile(folder, bundleName, "zip")
}

func (x *Bundle) writeTo(w io.Writer, folder string, before *Manifest, signer *Signer) error {
	z := &bundleWriter{zip: zip.NewWriter(w)}
	z.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return newDeflater(w), nil })
	inside := Addresses{File: func(id, format string) string { return "data/" + id + "." + format }}
	beside := Addresses{File: func(id, format string) string { return id + "." + format }}

	z.text("README.md", x.readme())
	z.text("CHANGELOG.md", x.changelog(before))
	z.made("CITATION.cff", func() ([]byte, error) { return x.about.CitationFile(inside) })
	z.text("LICENSE", x.licence())
	for _, l := range x.about.Licences() {
		text, err := licenceTexts.ReadFile("licences/" + l.ID + ".txt")
		if errors.Is(err, fs.ErrNotExist) {
			continue // the public domain has no text
		}
		z.made("LICENSES/"+l.ID+".txt", func() ([]byte, error) { return text, err })
	}
	z.made("datapackage.json", func() ([]byte, error) { return x.about.DataPackage(inside) })
	for _, t := range x.about.Tables {
		z.file("data/"+t.ID+".csv", filesPath(folder, t.ID+".csv"), zip.Deflate)
		z.made("data/"+t.ID+".csv-metadata.json", func() ([]byte, error) { return x.about.CSVW(t, beside) })
		z.file("data/"+t.ID+".parquet", filesPath(folder, t.ID+".parquet"), zip.Store)
	}
	z.made("data/csv-metadata.json", func() ([]byte, error) { return x.about.CSVWGroup(beside) })
	sums := z.sums.String()
	z.text(sumsName, sums)
	if signer != nil { // the list names every other file, so this signs them all
		z.made(sumsName+signatureEnding, func() ([]byte, error) { return signer.sign([]byte(sums), signedWords(x.about.Manifest)), nil })
	}
	return errors.Join(z.err, z.zip.Close())
}

// bundleWriter fills a ZIP and notes the hash of each file. After a failure it does
// nothing more.
type bundleWriter struct {
	zip  *zip.Writer
	sums bytes.Buffer // as sha256sum writes them
	err  error
}

func (z *bundleWriter) text(name, text string) {
	z.made(name, func() ([]byte, error) { return []byte(text), nil })
}

func (z *bundleWriter) made(name string, content func() ([]byte, error)) {
	if z.err != nil {
		return
	}
	made, err := content()
	if err != nil {
		z.err = fmt.Errorf("%s: %w", name, err)
		return
	}
	z.add(name, bytes.NewReader(made), zip.Deflate)
}

func (z *bundleWriter) file(name, path string, method uint16) {
	if z.err != nil {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		z.err = err
		return
	}
	defer f.Close()
	z.add(name, f, method)
}

func (z *bundleWriter) add(name string, content io.Reader, method uint16) {
	//lint:ignore SA1019 Modified would add an extra field; the plain date of ZIP does not
	entry, err := z.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, ModifiedDate: zipEpoch})
	if err != nil {
		z.err = err
		return
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(entry, h), content); err != nil {
		z.err = fmt.Errorf("%s: %w", name, err)
		return
	}
	fmt.Fprintf(&z.sums, "%s  %s\n", hex.EncodeToString(h.Sum(nil)), name)
}
