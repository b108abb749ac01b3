package views

import (
	"slices"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "language-statements", Story: Languages, Place: 1,
	Name:     "Who said which language the app had",
	Subtitle: "What sources said of the languages of CBP One, by part of the app, June 2022 to January 2025",
	Level:    data.Transcribed,
	Datasets: []string{"app-languages", "language-count-claims", "sources"},
	Key:      []string{"entry_id", "language"},
	Columns: []Head{
		{Column: "part", Label: "Part of the app", Form: Status},
		{Column: "who", Label: "Who says so", Form: Status},
		{Column: "said_in", Label: "Said in"},
		{Column: "language", Label: "Language", Form: Status},
		{Column: "says", Label: "Says it is", Form: Status},
		{Column: "says_count", Label: "Says how many", Unit: "languages"},
		{Column: "entry_id", Label: "Entry"},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "evidence", Label: "Evidence", Form: Status},
		{Column: "source_id", Label: "Source", Form: Link},
		{Column: "locator", Label: "Place in the source"},
		{Column: "release_id", Label: "Release"},
	},
	Filters: []Filter{byKind("Part of the app", "part", nil), byConfidence(confident...)},
	Headline: func(f Frame) string {
		if f.Facts.Int("say_three")+f.Facts.Int("say_five") == 0 {
			return f.T(noFigures)
		}
		return f.T("Languages of the app: {three} sources say three, {five} say five.", "three", f.Facts.Int("say_three"), "five", f.Facts.Int("say_five"))
	},
	Figure: drawLanguageStatements,
	Share:  shareLanguageStatements,
	How:    "Each row is one source, each column a language. The sources on the app as a whole are sorted by how many languages they say it had. Read along a row to see what one source says, and down a column to see who contradicts whom. “Listed” means that the source only names the language in its list. An empty field means that it says nothing of that language.",
	Counts: "What sources said, at the time they said it.",
	Not:    "What the app offered: nobody could test that afterwards. It does not say how well a language was translated, or what its users spoke. Portuguese and Russian are contested, not absent.",
	Notes: []locale.Msg{
		"Three languages means English, Spanish and Haitian Creole. Five adds Portuguese and Russian.",
		"The headline counts every source on the app as a whole, also those rated low. The drawing and the table leave out what is rated low; a line under the drawing says so.",
		"Sources may speak of other days and versions of the app. No source says when a language was taken away.",
		"The notice by CBP names five languages, but may mean its information page and not the app.",
	},
})

// languageColumns are the columns of the matrix, in order; others follow, then those
// that a source did not name.
var languageColumns = []string{"English", "Spanish", "Haitian Creole", "Portuguese", "Russian"}

const languageUnnamed = "not named"

// wholeApp is the part that is no part.
const wholeApp = "The app as a whole"

// languageNames are the columns in the reader's language.
func languageNames(f Frame) []string {
	names := make([]string, len(languageColumns))
	for i, l := range languageColumns {
		names[i] = f.Value(l)
	}
	return names
}

func drawLanguageStatements(f Frame) chart.Figure {
	fig := chart.Figure{
		X: chart.Rows(languageNames(f)...),
		Y: chart.Axis{Scale: chart.Categories},
		Kinds: []chart.Kind{
			{Name: f.Value("available"), Glyph: chart.Filled}, {Name: f.Value("listed"), Glyph: chart.Square}, {Name: f.Value("partial"), Glyph: chart.Ring},
			{Name: f.Value("missing"), Glyph: chart.Hollow}, {Name: f.Value("unclear"), Glyph: chart.About},
		},
	}
	dots := map[string]*chart.Series{}
	panel := func(title string) int {
		i := slices.IndexFunc(fig.Panels, func(p chart.Panel) bool { return p.Title == title })
		if i < 0 {
			i = len(fig.Panels)
			fig.Panels = append(fig.Panels, chart.Panel{Title: title})
			dots[title] = &chart.Series{Name: title, Color: chart.C1}
		}
		return i
	}
	unnamed := false
	f.Each(func(r data.Row) {
		language, title := f.Value(r.Text("language")), statementPanel(f.Words, r)
		p := &fig.Panels[panel(title)]
		row := f.Value(r.Text("who")) + ", " + saidIn(r.Text("said_in"), f.Words.ShortMonth)
		if !slices.Contains(p.Rows, row) {
			p.Rows = append(p.Rows, row)
		}
		if r.Text("language") == languageUnnamed {
			unnamed = true
		} else if !slices.Contains(fig.X.Rows, language) {
			fig.X.Rows = append(fig.X.Rows, language)
		}
		label := f.T("{who}, {when}: {language} {says} ({part})", "who", f.Value(r.Text("who")), "when", saidIn(r.Text("said_in"), f.Words.Month), "language", language, "says", f.Value(r.Text("says")), "part", f.Value(r.Text("part")))
		dots[title].Points = append(dots[title].Points, chart.Point{From: f.from(r), Col: language, Row: row, Kind: f.Value(r.Text("says")), Value: chart.V(1), Label: label, Low: r.Text("confidence") == "low"})
	})
	if unnamed {
		fig.X.Rows = append(fig.X.Rows, f.Value(languageUnnamed))
	}
	for i, p := range fig.Panels {
		fig.Panels[i].Layers = []chart.Layer{chart.Dots{Series: []chart.Series{*dots[p.Title]}}}
	}
	var low []string
	for _, side := range []struct {
		column string
		says   locale.Msg
	}{{"low_three", "{n} of the sources that say three"}, {"low_five", "{n} of the sources that say five"}} {
		if n := f.Facts.Int(side.column); n > 0 {
			low = append(low, f.T(side.says, "n", n))
		}
	}
	if len(low) > 0 {
		fig.Notes = []string{f.T("Rated low and not drawn: {which}.", "which", f.Words.Join(low))}
	}
	return fig
}

// statementPanel puts the sources on the app as a whole together by how many languages
// they name: three and five stand apart, each with who says so.
func statementPanel(w Words, r data.Row) string {
	part := enumWords(w, r.Text("part"))
	switch {
	case r.Text("part") != wholeApp:
		return part
	case r.Has("says_count"):
		return w.T("{part}, said to have {count} languages", "part", part, "count", w.Small(r.Int("says_count")))
	default:
		return w.T("{part}, no number said", "part", part)
	}
}

// saidIn writes a year, or a year and month as write does.
func saidIn(text string, write func(time.Time) string) string {
	if t, err := time.Parse("2006-01", text); err == nil {
		return write(t)
	}
	return text
}
