package views

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"net/url"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

// leastPictureText is the smallest type in a shared picture, in px of the image: no less
// than 12 px where the picture is shown at six sevenths of its width.
const leastPictureText = 14.0

// Every chart in every shape: no text on another or outside, none too small, and a
// drawing in it.
func TestSharedPictures(t *testing.T) {
	s, err := New(Config{Store: datatest.Store(t), BaseURL: "https://citas.example"})
	if err != nil {
		t.Fatal(err)
	}
	e := datatest.Edition(t)
	for _, c := range Charts() {
		q, err := wholeChart(context.Background(), e, c, Words{})
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range pictureSizes {
			if !size.shared() {
				continue
			}
			p, err := s.picture(context.Background(), e, q, size)
			if err != nil {
				t.Fatal(err)
			}
			scene, err := p.Scene()
			if err != nil {
				t.Fatal(err)
			}
			for _, pair := range scene.Overlaps() {
				t.Errorf("%s, %s: %q and %q", c.ID, size.name, pair.A, pair.B)
			}
			shapes := 0
			for _, it := range scene.Items {
				if it.Shape != chart.Text {
					shapes++
				} else if it.Size < leastPictureText {
					t.Errorf("%s, %s: %q is %.1f px", c.ID, size.name, it.Text, it.Size)
				}
			}
			if shapes == 0 {
				t.Errorf("%s, %s: nothing is drawn", c.ID, size.name)
			}
		}
	}
}

// No shared picture marks a single case (editorial.md, rule 8): none of its texts joins
// a place or a nationality with a month of one.
func TestSharedPicturesShowNoSingleCase(t *testing.T) {
	e := datatest.Edition(t)
	for _, id := range []string{"waits-reported", "waits-where"} {
		c, err := ChartByID(id)
		if err != nil {
			t.Fatal(err)
		}
		q, err := wholeChart(context.Background(), e, c, Words{})
		if err != nil {
			t.Fatal(err)
		}
		scene, err := chart.Draw(q.drawable(true).(chart.Figure), chart.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range scene.Items {
			if it.Datum == nil || it.Datum.I < 0 {
				continue
			}
			if strings.Contains(it.Datum.Label, " 2023") || strings.Contains(it.Datum.Label, " 2024") {
				t.Errorf("%s: a mark says %q", id, it.Datum.Label)
			}
		}
	}
}

func TestPictureSizes(t *testing.T) {
	for _, q := range []string{"size=huge", "size=", "size=1x&size=2x"} {
		values, _ := url.ParseQuery(q)
		_, err := pictureSizeOf(values)
		var param *data.ParamError
		if !errors.As(err, &param) || len(param.Valid) != len(pictureSizes) {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// Before anything was published, a picture still says so.
func TestPictureOfNothing(t *testing.T) {
	s, err := New(Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	e := datatest.Edition(t).At(onDay(2020, 1, 1))
	for _, c := range Charts() {
		q, err := wholeChart(context.Background(), e, c, Words{})
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.picture(context.Background(), e, q, pictureSizes[2])
		if err != nil {
			t.Fatal(err)
		}
		b, err := p.PNG()
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
		} else if _, err := png.Decode(bytes.NewReader(b)); err != nil {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
}
