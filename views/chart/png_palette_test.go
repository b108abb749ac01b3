package chart

import (
	"image"
	"image/color"
	"testing"
)

// TestPalette: the most frequent colours stay what they are, and of more than a palette
// holds the rarest take the nearest of those.
func TestPalette(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 100, 10))
	for i := range 1000 {
		c := color.RGBA{uint8(i % 256), 40, 80, 255} // each of them three or four times
		if i >= 990 {
			c.G = uint8(i - 990 + 41) // beside one of them
		}
		img.SetRGBA(i%100, i/100, c)
	}
	got := withPalette(img)
	if len(got.Palette) != mostColours {
		t.Fatalf("%d colours in the palette, want %d", len(got.Palette), mostColours)
	}
	for i := range 1000 {
		is, was := color.RGBAModel.Convert(got.At(i%100, i/100)).(color.RGBA), img.RGBAAt(i%100, i/100)
		want := color.RGBA{was.R, 40, 80, 255}
		if is != want {
			t.Fatalf("pixel %d is %v, was %v, want %v", i, is, was, want)
		}
	}
	img = image.NewRGBA(image.Rect(0, 0, 3, 1))
	img.SetRGBA(1, 0, color.RGBA{1, 2, 3, 255})
	if got := withPalette(img); len(got.Palette) != 2 || got.ColorIndexAt(0, 0) != got.ColorIndexAt(2, 0) || got.At(1, 0) != (color.RGBA{1, 2, 3, 255}) {
		t.Errorf("a small image became %v with the palette %v", got.Pix, got.Palette)
	}
}
