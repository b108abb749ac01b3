package staticsite

import (
	"context"
	"net/url"
)

// codings are the content codings of precompressed twins, with the endings by which
// servers find them.
var codings = []struct{ name, ending string }{{"br", ".br"}, {"zstd", ".zst"}, {"gzip", ".gz"}}

// twins writes the compressed forms of an answer that the site has.
func (x *export) twins(ctx context.Context, u *url.URL, file string) error {
	for _, c := range codings {
		got, err := x.get(ctx, u, c.name)
		if err != nil {
			return err
		}
		if got.header.Get("Content-Encoding") == c.name {
			err = x.tree.take(file+c.ending, got)
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
	for _, c := range codings {
		sent := sentAs(a.head)
		sent.Coding = c.name
		if err := x.tree.put(a.file+c.ending, x.Pack(body, c.name), sent); err != nil {
			return err
		}
	}
	return nil
}
