package staticsite

import (
	"context"
	"net/url"
)

// endings are those of precompressed twins, by content coding: by them servers find them.
var endings = map[string]string{"br": ".br", "zstd": ".zst", "gzip": ".gz"}

// Twin is the name of the twin of a file in a content coding.
func Twin(file, coding string) string { return file + endings[coding] }

// twins writes the compressed forms of an answer that the site has.
func (x *export) twins(ctx context.Context, u *url.URL, file string) error {
	for _, c := range x.Codings {
		got, err := x.get(ctx, u, c)
		if err != nil {
			return err
		}
		if got.header.Get("Content-Encoding") == c {
			err = x.tree.take(Twin(file, c), got)
		}
		got.discard()
		if err != nil {
			return err
		}
	}
	return nil
}

// pack writes the compressed forms of a page, whose bytes are not those of the site.
func (x *export) pack(a *answer, body []byte) error {
	for _, c := range x.Codings {
		sent := sentAs(a.head)
		sent.Coding = c
		if err := x.tree.put(Twin(a.file, c), x.Pack(body, c), sent); err != nil {
			return err
		}
	}
	return nil
}
