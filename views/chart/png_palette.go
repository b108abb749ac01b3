package chart

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"slices"
)

// mostColours of a palette: a byte says which.
const mostColours = 256

// withPalette gives an opaque image a palette: a byte for a pixel, which is packed in less
// time and room. A drawing has few colours, and some hundred more along the edges of its
// letters and lines, on a few pixels in a hundred: beyond the most frequent ones those
// take the nearest.
func withPalette(img *image.RGBA) *image.Paletted {
	counts := map[[4]byte]int{}
	eachRun(img.Pix, func(colour [4]byte, _, n int) { counts[colour] += n })
	colours := make([][4]byte, 0, len(counts))
	for c := range counts {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(a, b [4]byte) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), bytes.Compare(a[:], b[:]))
	})
	var palette color.Palette
	at := map[[4]byte]byte{}
	for i, c := range colours {
		rgba := color.RGBA{c[0], c[1], c[2], c[3]}
		if i < mostColours {
			palette = append(palette, rgba)
			at[c] = byte(i)
		} else {
			at[c] = byte(palette.Index(rgba))
		}
	}
	out := image.NewPaletted(img.Bounds(), palette)
	eachRun(img.Pix, func(colour [4]byte, first, n int) {
		index := at[colour]
		for i := range out.Pix[first : first+n] {
			out.Pix[first+i] = index
		}
	})
	return out
}

// eachRun visits the runs of pixels of one colour, of which an image of a drawing has
// far fewer than pixels. The pixels must lie without gaps, as those of a whole image do.
func eachRun(pix []byte, visit func(colour [4]byte, first, n int)) {
	for i := 0; i < len(pix); {
		colour, first := [4]byte(pix[i:]), i
		for i += 4; i < len(pix) && [4]byte(pix[i:]) == colour; i += 4 {
		}
		visit(colour, first/4, (i-first)/4)
	}
}
