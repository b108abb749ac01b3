package data

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
)

// packLevel of the compressed twins: a second for each 100 MB of CSV, a tenth of its size.
const packLevel = 3

// Packed opens the gzip twin of a finished file, given by its path and the SHA-256 of
// its content; the caller closes it. It is made once and kept among the files made on
// request.
func (s *Store) Packed(ctx context.Context, path, hash string) (File, *os.File, error) {
	return s.files.get(ctx, fileJob{
		name: packedName(hash), format: "gz", lane: s.files.packs, grows: true,
		write: func(ctx context.Context, to string) error { return pack(ctx, path, to) },
	})
}

// FindPacked is Packed if the twin is there already; else it is nil.
func (s *Store) FindPacked(hash string) (File, *os.File) {
	file, open, _ := s.files.find(packedName(hash))
	return file, open
}

func packedName(hash string) string { return "packed-" + hash + ".gz" }

func pack(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	z, _ := gzip.NewWriterLevel(out, packLevel) // the level is valid
	_, err = io.Copy(z, untilDone{ctx, in})
	return errors.Join(err, z.Close(), out.Close())
}

// untilDone reads until a context ends.
type untilDone struct {
	ctx context.Context
	io.Reader
}

func (r untilDone) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
