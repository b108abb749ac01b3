package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"gocloud.dev/blob"

	"citas/data"
)

// Pointer names the edition that is current from its number on.
type Pointer struct {
	Format      int       `json:"format"`
	Number      int       `json:"number"`
	Edition     string    `json:"edition"`
	Label       string    `json:"label"`
	Manifest    data.File `json:"manifest"` // path from the root of the bucket
	PublishedAt string    `json:"published_at"`
	Version     string    `json:"version"` // of the program that published it
}

const pointerFormat = 1

var pointerKey = regexp.MustCompile(`^pointers/(\d{6,9})\.json$`)

func keyOf(number int) string { return fmt.Sprintf("pointers/%06d.json", number) }

// manifestKey is where the manifest of an edition lies in a bucket.
func manifestKey(edition string) string { return "editions/" + edition + "/manifest.json" }

// Key is where a file of an edition lies: under the last part of its address on the site.
func Key(m *data.Manifest, f data.File) string {
	name := f.Name()
	if m.Bundle != nil && f.Path == m.Bundle.Path {
		name = "citas-" + m.Edition + ".zip"
	}
	return "editions/" + m.Edition + "/" + name
}

// Numbers lists the pointers of a bucket, lowest first.
func (b *Bucket) Numbers(ctx context.Context) ([]int, error) {
	var list []int
	objects := b.blobs.List(&blob.ListOptions{Prefix: "pointers/"})
	for {
		o, err := objects.Next(ctx)
		if errors.Is(err, io.EOF) {
			return list, nil // the store lists keys in order, and numbers of one width so are too
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", b.address, data.ErrUnavailable, err)
		}
		if found := pointerKey.FindStringSubmatch(o.Key); found != nil {
			n, err := strconv.Atoi(found[1])
			if err == nil {
				list = append(list, n)
			}
		}
	}
}

// Pointer reads one pointer. It fails with data.ErrNotFound when there is none of that
// number, and with data.ErrInvalid, naming it, when it is not one.
func (b *Bucket) Pointer(ctx context.Context, number int) (Pointer, error) {
	raw, err := b.read(ctx, keyOf(number))
	if err != nil {
		return Pointer{}, err
	}
	return pointerFrom(raw, number)
}

// pointerFrom reads the bytes of the pointer of a number.
func pointerFrom(raw []byte, number int) (Pointer, error) {
	p := Pointer{}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("%s: %w: %w", keyOf(number), data.ErrInvalid, err)
	}
	if p.Format != pointerFormat || p.Number != number || p.Manifest.Path != manifestKey(p.Edition) {
		return p, fmt.Errorf("%s: %w: it says number %d of format %d and names %q", keyOf(number), data.ErrInvalid, p.Number, p.Format, p.Manifest.Path)
	}
	return p, nil
}

// Current is the pointer of the highest number, or data.ErrNotFound in a bucket without
// any.
func (b *Bucket) Current(ctx context.Context) (Pointer, error) {
	list, err := b.Numbers(ctx)
	if err != nil {
		return Pointer{}, err
	}
	if len(list) == 0 {
		return Pointer{}, fmt.Errorf("%s: %w: nothing was published there", b.address, data.ErrNotFound)
	}
	return b.Pointer(ctx, list[len(list)-1])
}
