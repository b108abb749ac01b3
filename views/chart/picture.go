package chart

import (
	"fmt"
	"math"
)

// Drawable is what can be drawn: a Figure, or the Sheet of a chart that is a table.
type Drawable interface {
	draw(o Options) (*Scene, error)
}

func (f Figure) draw(o Options) (*Scene, error) { return Draw(f, o) }

// Picture is an image of a fixed shape that travels without its page: words, a drawing, where it comes from. The words keep
// their size; the drawing is laid out anew for the room that they leave, in the largest type that fits.
type Picture struct {
	Name                  string // of the figure, for errors
	Width, Height         int    // of the image in px
	Title, Subtitle, Flag string
	Source, Credit        string   // at the foot
	Drawing               Drawable // nil: the words stand alone
}

// Type sizes of a picture in px of the image. It is looked at smaller than it is, at about half.
const (
	pictureText   = 24.0
	pictureSource = 20.0
	pictureSmall  = 17.0
	picturePad    = 44.0
)

// leastPlot is the height of a plot in a picture, in px of the drawing.
const leastPlot = 104.0

// scales are tried in turn: image px for one px of the drawing.
func scales() []float64 { return []float64{2, 1.8, 1.6, 1.4, 1.2, 1} }

// Scene lays the picture out in px of the image. A drawing that fits at no scale is left out: the words say the finding.
func (p Picture) Scene() (*Scene, error) {
	if p.Drawing == nil {
		return p.words(), nil
	}
	for _, k := range scales() {
		for _, frame := range p.frames() {
			o := Options{Width: int(frame.room.width() / k), Height: int(frame.room.height() / k), least: leastPlot}
			if o.Width < 280 || o.Height < 100 {
				continue
			}
			drawn, err := p.Drawing.draw(o)
			if err != nil {
				return nil, fmt.Errorf("picture of %q: %w", p.Name, err)
			}
			if drawn.Height > float64(o.Height)+0.5 {
				continue
			}
			frame.scene.Title, frame.scene.Desc = drawn.Title, drawn.Desc
			drawn.copyTo(frame.scene, frame.room, k)
			return frame.scene, nil
		}
	}
	return p.words(), nil
}

// PNG paints the picture.
func (p Picture) PNG() ([]byte, error) {
	scene, err := p.Scene()
	if err != nil {
		return nil, err
	}
	return scene.PNG(p.Height, 1)
}

// frame is a picture with its words, and the room they leave.
type frame struct {
	scene *Scene
	room  Box
}

// frames are the ways to share a picture out: words over the drawing and, on wide ones, beside it.
func (p Picture) frames() []frame {
	over := p.over()
	if p.Width*10 < p.Height*14 {
		return []frame{over}
	}
	return []frame{over, p.beside()}
}

func (p Picture) canvas() *Scene {
	return &Scene{ID: "picture", Figure: p.Name, Width: float64(p.Width), Height: float64(p.Height)}
}

// column writes wrapped paragraphs into a column of a scene.
type column struct {
	out       *Scene
	x, width  float64
	y         float64 // foot of what is written
	downwards bool
}

// write sets a paragraph under what is there or, upwards, over it.
func (c *column) write(class string, f font, s string, gap float64) {
	lines := f.wrap(s, c.width)
	if len(lines) == 0 {
		return
	}
	h := f.line() * float64(len(lines))
	top := c.y + gap
	if !c.downwards {
		top = c.y - gap - h
	}
	for i, line := range lines {
		c.out.add(textItem(class, f, c.x, top+f.size+f.line()*float64(i), Start, line))
	}
	c.y = top
	if c.downwards {
		c.y += h
	}
}

// fitting is the largest of the sizes at which s takes at most n lines and no word is cut, or the smallest.
func fitting(s string, width float64, n int, sizes ...float64) font {
	f := font{bold: true}
	for _, f.size = range sizes {
		if len(f.wrap(s, width)) <= n && f.widestWord(s) <= width {
			break
		}
	}
	return f
}

func (p Picture) over() frame {
	s := p.canvas()
	w := s.Width - 2*picturePad
	lines := 2
	if p.Height >= p.Width {
		lines = 3
	}
	head := column{s, picturePad, w, picturePad - 10, true}
	head.write("c-text", fitting(p.Title, w, lines, 50, 46, 42, 38, 34), p.Title, 0)
	head.write("c-quiet", font{size: pictureText}, p.Subtitle, 8)
	head.write("c-text", font{pictureSource, true}, p.Flag, 8)
	foot := p.foot(column{s, picturePad, w, s.Height - picturePad + 14, false}, pictureSource)
	return frame{s, Box{picturePad - 2, head.y + 18, s.Width - picturePad + 2, foot - 14}}
}

// beside sets the words into a column. Where they are many, they are set smaller.
func (p Picture) beside() frame {
	for _, k := range []float64{1, 0.92, 0.84} {
		s := p.canvas()
		w := s.Width*0.36 - picturePad
		head := column{s, picturePad, w, picturePad - 10, true}
		head.write("c-text", fitting(p.Title, w, 5, 40*k, 36*k, 32*k, 28*k), p.Title, 0)
		head.write("c-quiet", font{size: pictureSource * k}, p.Subtitle, 12)
		head.write("c-text", font{pictureSource * k, true}, p.Flag, 12)
		foot := p.foot(column{s, picturePad, w, s.Height - picturePad + 14, false}, pictureSmall*k)
		if foot > head.y+12 {
			return frame{s, Box{picturePad + w + 30, picturePad - 14, s.Width - picturePad + 16, s.Height - picturePad + 16}}
		}
	}
	return frame{}
}

// foot writes where the figures come from, and whose the picture is; it returns its top.
func (p Picture) foot(c column, size float64) float64 {
	c.write("c-quiet", font{size: size}, p.Credit, 0)
	c.write("c-quiet", font{size: size}, p.Source, 6)
	return c.y
}

// words is the picture without a drawing: the sentence is the picture, as large as it may be.
func (p Picture) words() *Scene {
	var s *Scene
	for _, size := range []float64{68, 60, 52, 44, 38} {
		s = p.canvas()
		w := s.Width - 2*picturePad
		head := column{s, picturePad, w, picturePad, true}
		head.write("c-text", font{size, true}, p.Title, 0)
		head.write("c-quiet", font{size: pictureText}, p.Subtitle, 20)
		head.write("c-text", font{pictureSource, true}, p.Flag, 20)
		foot := p.foot(column{s, picturePad, w, s.Height - picturePad + 14, false}, pictureSource)
		if foot > head.y+24 && (font{size, true}).widestWord(p.Title) <= w {
			break
		}
	}
	return s
}

// copyTo sets the drawing into the room of another scene, k px for each of its own.
func (s *Scene) copyTo(out *Scene, room Box, k float64) {
	x := func(v float64) float64 { return room.X0 + v*k }
	y := func(v float64) float64 { return room.Y0 + v*k }
	for _, it := range s.Items {
		it.X, it.Y, it.X2, it.Y2 = x(it.X), y(it.Y), x(it.X2), y(it.Y2)
		it.W, it.H, it.R, it.Size, it.zoom = it.W*k, it.H*k, it.R*k, it.Size*k, k
		path := make([]Seg, len(it.Path))
		for i, seg := range it.Path {
			path[i] = Seg{Op: seg.Op, X: x(seg.X), Y: y(seg.Y), CX: x(seg.CX), CY: y(seg.CY)}
		}
		it.Path = path
		dash := make([]float64, len(it.Dash))
		for i, d := range it.Dash {
			dash[i] = d * k
		}
		it.Dash = dash
		out.add(it)
	}
}

// enlarged is how many times its own px an item is drawn.
func (it Item) enlarged() float64 { return math.Max(it.zoom, 1) }
