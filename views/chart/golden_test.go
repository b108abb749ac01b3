package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; look at it and run with -update", name)
	}
}

func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func TestGoldenFigures(t *testing.T) {
	for _, f := range figures() {
		t.Run(f.ID, func(t *testing.T) {
			for _, w := range []int{360, 720} {
				svg, err := SVG(f, Options{Width: w})
				if err != nil {
					t.Fatal(err)
				}
				golden(t, fmt.Sprintf("%s-%d.svg", f.ID, w), string(svg))
				if again, _ := SVG(f, Options{Width: w}); again != svg {
					t.Error("two drawings differ")
				}
				if strings.Contains(string(svg), "style") {
					t.Error("inline drawing carries style")
				}
				if err := wellFormed(string(svg)); err != nil {
					t.Error(err)
				}
				alone, err := SVG(f, Options{Width: w, Standalone: true, Title: "A <headline> & more", Source: "Source: OHSS"})
				if err != nil {
					t.Fatal(err)
				}
				if err := wellFormed(string(alone)); err != nil {
					t.Error("standalone:", err)
				}
				for _, part := range []string{"<style>", "prefers-color-scheme:dark", `role="img"`, "<title id=", "<desc id="} {
					if !strings.Contains(string(alone), part) {
						t.Errorf("standalone drawing lacks %s", part)
					}
				}
			}
		})
	}
}

func TestGoldenWords(t *testing.T) {
	var b strings.Builder
	for _, f := range figures() {
		fmt.Fprintf(&b, "%s\n%s\n\n", f.ID, Describe(f))
	}
	golden(t, "describe.txt", b.String())
	golden(t, "chart.css", CSS())
}

func TestScenesAreReadable(t *testing.T) {
	for _, f := range figures() {
		for _, o := range []Options{{Width: 320}, {Width: 360}, {Width: 480}, {Width: 720}, {Width: 1080}, {Width: 600, Height: 315, Title: "A headline that says what was found, in as many words as it takes", Subtitle: "What is measured, where and when", Source: "Source: OHSS, August 2024 release. CC BY 4.0"}} {
			scene, err := Draw(f, o)
			if err != nil {
				t.Fatal(err)
			}
			readable(t, fmt.Sprintf("%s at %d", f.ID, o.Width), scene)
		}
	}
}

func readable(t *testing.T, name string, s *Scene) {
	t.Helper()
	for _, p := range s.Overlaps() {
		if p.B == "" {
			t.Errorf("%s: %q leaves the drawing", name, p.A)
		} else {
			t.Errorf("%s: %q covers %q", name, p.A, p.B)
		}
	}
	for _, it := range s.Items {
		if it.Shape == Text && it.Size < minText {
			t.Errorf("%s: %q is %g px", name, it.Text, it.Size)
		}
		if !it.finite() {
			t.Errorf("%s: coordinates of %+v", name, it)
		}
	}
}

func TestPNG(t *testing.T) {
	for _, f := range figures() {
		for _, o := range []Options{{Width: 360, Scale: 2}, {Width: 600, Height: 315, Scale: 2, Title: "A headline", Source: "Source: OHSS"}} {
			b, err := PNG(f, o)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if got := img.Bounds().Dx(); got != o.Width*2 {
				t.Errorf("%s: %d px wide, want %d", f.ID, got, o.Width*2)
			}
			if got := img.Bounds().Dy(); o.Height > 0 && got != o.Height*2 {
				t.Errorf("%s: %d px high, want %d", f.ID, got, o.Height*2)
			}
		}
	}
}
