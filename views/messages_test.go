package views

import (
	"go/ast"
	"go/constant"
	"go/types"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/tools/go/packages"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
	"citas/views/locale"
)

// saidIDs is every message of the program, with the files that say it.
type saidIDs map[string][]string

func (s saidIDs) add(id, file string) {
	if !slices.Contains(s[id], file) {
		s[id] = append(s[id], file)
	}
}

// addValue adds a value that is words, not a code, a number or a name.
func (s saidIDs) addValue(value, file string) {
	if hasWord.MatchString(value) {
		s.add(string(enumMessage(value)), file)
	}
}

var hasWord = regexp.MustCompile(`[a-z]{2}`)

// worded are the enumerated fields whose values pages write in words.
var worded = []string{"status", "confidence", "qualifier", "quantity", "unit", "basis", "still_waiting", "statistic", "method", "evidence", "says", "kind", "said_by", "topic", "clock_start", "clock_end", "access", "measure", "severity", "licence"}

// speakers are the packages that say something.
var speakers = sync.OnceValues(func() ([]*packages.Package, error) {
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile,
	}, "citas/views", "citas/views/layout", "citas/views/page", "citas/views/chart", "citas/views/locale")
	if err != nil {
		return nil, err
	}
	for _, pkg := range loaded {
		for _, problem := range pkg.Errors {
			return nil, problem
		}
	}
	return loaded, nil
})

// messages finds every constant of type locale.Msg, wherever it stands: the compiler knows
// them all. The declarations of datasets are texts of another package; they are added.
var messages = sync.OnceValues(func() (saidIDs, error) {
	loaded, err := speakers()
	if err != nil {
		return nil, err
	}
	list := saidIDs{}
	for _, pkg := range loaded {
		for _, file := range pkg.Syntax {
			name := strings.TrimSuffix(filepath.Base(pkg.Fset.Position(file.Pos()).Filename), "_templ.go")
			ast.Inspect(file, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				if call, ok := e.(*ast.CallExpr); ok && concealed(pkg.TypesInfo, call) {
					list.add("untranslated: "+types.ExprString(call), name)
				}
				tv := pkg.TypesInfo.Types[e]
				if tv.Value == nil || tv.Value.Kind() != constant.String || !isMessage(tv.Type) {
					return true
				}
				if id := constant.StringVal(tv.Value); id != "" {
					list.add(id, name)
				}
				return false
			})
		}
	}
	return list, nil
})

func isMessage(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Msg" && named.Obj().Pkg().Path() == "citas/views/locale"
}

// concealed reports whether a template writes a message as it is, in English.
func concealed(info *types.Info, call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	return ok && strings.HasPrefix(f.Sel.Name, "Join") && len(call.Args) > 0 && isMessage(info.Types[call.Args[0]].Type)
}

// declared returns names that a language may have a word for, and adds what is said of values, and by packages that know no languages.
func declared(t *testing.T, list saidIDs) (named map[string]bool) {
	t.Helper()
	named = map[string]bool{}
	for _, l := range []data.Level{data.AsPublished, data.Transcribed, data.Derived, data.Modelled} {
		list.add(l.Words(), "dataset.go")
	}
	edition := datatest.Edition(t)
	for _, c := range Charts() {
		frame, err := loadRows(t.Context(), edition, c, Words{})
		if err != nil {
			t.Fatal(err)
		}
		for _, head := range c.Columns {
			if head.Form != Status && head.Form != Said && head.Form != Country {
				continue
			}
			shown := frame
			if head.Form == Country { // CLDR names the others
				for _, name := range distinct(frame, head.Column) {
					named[string(enumMessage(name))] = true
				}
				shown = frame.where(func(r data.Row) bool { return len(r.Text(c.listing().Country)) != 2 })
			}
			for _, value := range distinct(shown, head.Column) {
				if head.Column == "who" || head.Column == "place" { // mostly names
					named[string(enumMessage(value))] = true
				} else {
					list.addValue(value, "values of charts")
				}
			}
		}
	}
	for _, d := range edition.Catalog().Datasets() {
		for _, text := range append([]string{d.Title, d.Summary, d.Counts, d.Not, d.Grain}, d.Notes...) {
			list.add(text, d.ID)
		}
		for _, f := range d.Fields {
			if slices.Contains(d.Key, f.Name) || isFigure(d, f) {
				list.add(string(columnMessage(f.Name)), d.ID)
			}
			for _, text := range []string{f.Doc, f.Unit} {
				if text != "" {
					list.add(text, d.ID+"."+f.Name)
				}
			}
			for _, term := range f.Enum {
				if term.Meaning != "" {
					list.add(term.Meaning, d.ID+"."+f.Name)
				} else { // a reader of another language is told at least the word
					list.addValue(term.Value, d.ID+"."+f.Name)
				}
			}
		}
		for _, check := range d.AllChecks() {
			if m, _, _ := columnRule(d, check.Title); m == "" {
				list.add(check.Title, check.ID)
			}
		}
		for _, f := range d.Fields {
			if slices.Contains(worded, f.Name) {
				for _, term := range f.Enum {
					list.addValue(term.Value, "values of datasets")
				}
			}
		}
	}
	s, err := New(Config{Store: datatest.Store(t), Version: "test", BaseURL: "https://citas.example"})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range describedTexts(s.description) {
		list.add(text, "openapi.json")
	}
	for _, p := range data.Places {
		named[string(enumMessage(p.Name))] = true
	}
	for _, x := range []struct{ dataset, column, where, is string }{
		{"territories", "region", "", ""}, {"allocation-rules", "value", "unit", "category"}, {"claims", "unit", "", ""}, {"nationality-languages", "official_status", "", ""},
	} {
		rows, err := edition.Select(t.Context(), data.Select{Dataset: x.dataset})
		if err != nil {
			t.Fatal(err)
		}
		rows.Each(func(r data.Row) {
			if x.where == "" || r.Text(x.where) == x.is {
				list.addValue(r.Text(x.column), "rows of "+x.dataset)
			}
		})
	}
	list.addValue(data.BlankCell, "profile.go")
	for _, set := range []string{"three", "five"} {
		list.addValue(set+" languages", "chart_coverage_estimate.go")
	}
	for _, licence := range data.Licences {
		list.add(licence.Title, "licence.go")
		list.add(licence.Credit, "licence.go")
	}
	quantity, _ := data.Claims.Field("quantity")
	for _, term := range quantity.Enum {
		list.add(term.Meaning, "dataset_claims.go")
	}
	for _, x := range []struct{ dataset, column string }{{"events", "title"}, {"claim-conflicts", "question"}} {
		rows, err := edition.Select(t.Context(), data.Select{Dataset: x.dataset})
		if err != nil {
			t.Fatal(err)
		}
		rows.Each(func(r data.Row) { list.add(r.Text(x.column), "rows of "+x.dataset) })
	}
	for _, text := range chart.Phrases() {
		list.add(text, "phrases.go")
	}
	lead, err := edition.Query(t.Context(), "lead-languages")
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range strings.Split(lead.Row(0).Text("three_by")+"; "+lead.Row(0).Text("five_by"), "; ") {
		named[string(enumMessage(who))] = true
	}
	for _, unit := range []string{"day", "days", "week", "weeks", "month", "months", "year", "years", "more than", "up to", "about", "at least"} { // of lengthPattern
		list.addValue(unit, "value_words.go")
	}
	return named
}

// describedTexts are those of the OpenAPI document that /api shows.
func describedTexts(doc *huma.OpenAPI) []string {
	list := paragraphs(doc.Info.Description)
	for _, path := range doc.Paths {
		list = append(list, path.Get.Summary, path.Get.Description)
		for _, p := range path.Get.Parameters {
			list = append(list, p.Description)
		}
		for status, response := range path.Get.Responses {
			if status >= "400" {
				list = append(list, response.Description)
			}
		}
	}
	for _, schema := range doc.Components.Schemas.Map() {
		for _, member := range schema.Properties {
			list = append(list, member.Description)
		}
	}
	return slices.DeleteFunc(list, func(text string) bool { return text == "" })
}

// asks are messages that a language file says of its language; its other messages are texts.
var asks = regexp.MustCompile(`^(language|numbers|extent|review)\|`)

// TestEveryMessageIsTranslated: a language that speaks for the whole site has every
// message, and no language has one that nobody says.
func TestEveryMessageIsTranslated(t *testing.T) {
	list, err := messages()
	if err != nil {
		t.Fatal(err)
	}
	named := declared(t, list)
	all, err := locale.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range all[1:] {
		if w.Whole() {
			for _, id := range slices.Sorted(maps.Keys(list)) {
				if !w.Has(locale.Msg(id)) {
					t.Errorf("%s.toml lacks %q (%s)", w.Code(), id, strings.Join(list[id], ", "))
				}
			}
		}
		for _, id := range w.Messages() {
			if list[id] == nil && !named[id] && !asks.MatchString(id) {
				t.Errorf("%s.toml has %q, which nothing says", w.Code(), id)
			}
		}
	}
}
