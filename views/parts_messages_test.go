package views

import (
	"go/ast"
	"go/constant"
	"go/types"
	"maps"
	"slices"
	"testing"

	"golang.org/x/tools/go/packages"

	"citas/data"
	"citas/data/datatest"
	"citas/views/locale"
)

// TestPartsHaveTheirMessages: a language of some parts has every message of these: whatever the notice, the frame of a page, the
// leads of the stories, the takeaways of their charts, /help and /privacy can come to say, with any data on any day.
func TestPartsHaveTheirMessages(t *testing.T) {
	loaded, err := speakers()
	if err != nil {
		t.Fatal(err)
	}
	all, err := locale.All()
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(loaded)
	for _, part := range []string{"notice", "frame", "leads", "takeaways", "/help", "/privacy"} {
		ids := parts[part]
		if len(ids) < 4 {
			t.Errorf("found only %d messages of %s: %q", len(ids), part, slices.Collect(maps.Keys(ids)))
		}
		for _, w := range all {
			if w.Whole() {
				continue
			}
			for _, id := range slices.Sorted(maps.Keys(ids)) {
				if !w.Has(locale.Msg(id)) && id != saidInEnglish {
					t.Errorf("%s.toml lacks %q, which %s says", w.Code(), id, part)
				}
			}
		}
	}
}

// saidInEnglish is said in English in every language, for whoever can mend the words beside it.
const saidInEnglish = "awaiting review by a speaker: correct it"

// bodyOnly are functions within the frame that speak the language of the main part.
var bodyOnly = []string{"asOf", "feedTwins"}

// partsOf finds the messages of each part: those that its functions say, and the functions that these call.
func partsOf(loaded []*packages.Package) map[string]map[string]bool {
	declared := map[types.Object]ast.Node{}
	info := map[ast.Node]*types.Info{}
	parts := map[string]map[string]bool{}
	roots := map[string][]ast.Node{}
	root := func(part string, n ast.Node) { roots[part] = append(roots[part], n) }
	functions := map[string]string{
		"NoticeIn": "notice", "NoticeInBrief": "notice", "notices": "notice", "Unreviewed": "notice",
		"Shell": "frame", "masthead": "frame", "footer": "frame", "tongues": "frame", "site": "frame",
		"Help": "/help", "help": "/help", "Privacy": "/privacy", "privacy": "/privacy",
	}
	fields := map[string]map[string]string{"Chart": {"Headline": "takeaways"}, "storyPage": {"leads": "leads", "title": "leads"}}
	for _, pkg := range loaded {
		for _, file := range pkg.Syntax {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					declared[pkg.TypesInfo.Defs[n.Name]], info[n] = n, pkg.TypesInfo
					if part := functions[n.Name.Name]; part != "" {
						root(part, n)
					}
				case *ast.ValueSpec:
					for _, name := range n.Names {
						declared[pkg.TypesInfo.Defs[name]], info[n] = n, pkg.TypesInfo
					}
				case *ast.CompositeLit:
					named, ok := types.Unalias(pkg.TypesInfo.TypeOf(n)).(*types.Named)
					if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "citas/views" {
						return true
					}
					for _, element := range n.Elts {
						if story, ok := element.(*ast.KeyValueExpr); ok && types.ExprString(story.Key) == "Story" && types.ExprString(story.Value) == "Method" {
							return true // on no story, so without a takeaway
						}
					}
					for _, element := range n.Elts {
						if kv, ok := element.(*ast.KeyValueExpr); ok {
							if key, ok := kv.Key.(*ast.Ident); ok && fields[named.Obj().Name()][key.Name] != "" {
								info[kv.Value] = pkg.TypesInfo
								root(fields[named.Obj().Name()][key.Name], kv.Value)
							}
						}
					}
				}
				return true
			})
		}
	}
	for part, nodes := range roots {
		parts[part] = map[string]bool{}
		seen := map[ast.Node]bool{}
		var walk func(n ast.Node, in *types.Info)
		walk = func(n ast.Node, in *types.Info) {
			if seen[n] {
				return
			}
			seen[n] = true
			ast.Inspect(n, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if tv := in.Types[e]; tv.Value != nil && tv.Value.Kind() == constant.String && isMessage(tv.Type) {
						if id := constant.StringVal(tv.Value); id != "" {
							parts[part][id] = true
						}
						return false
					}
				}
				if name, ok := n.(*ast.Ident); ok && !slices.Contains(bodyOnly, name.Name) {
					if declaration := declared[in.Uses[name]]; declaration != nil {
						walk(declaration, info[declaration])
					}
				}
				return true
			})
		}
		for _, n := range nodes {
			walk(n, info[n])
		}
	}
	return parts
}

// TestPartsHaveTheirValues: what leads and takeaways are filled with is in the language too.
func TestPartsHaveTheirValues(t *testing.T) {
	all, err := locale.All()
	if err != nil {
		t.Fatal(err)
	}
	edition := datatest.Edition(t)
	values := func(dataset, column string, where ...data.Condition) []string {
		table, err := edition.Select(t.Context(), data.Select{Dataset: dataset, Where: where})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		table.Each(func(row data.Row) {
			if dataset != "appointments-processed" || len(row.Text("nationality")) == 2 {
				list = append(list, row.Text(column))
			}
		})
		slices.Sort(list)
		if list = slices.Compact(list); len(list) == 0 {
			t.Fatalf("no %s in %s", column, dataset)
		}
		return list
	}
	for _, w := range all[1:] {
		for _, country := range values("appointments-processed", "nationality_label") {
			if !w.Has(enumMessage(country)) && !cldrNames(w) {
				t.Errorf("%s.toml does not name %s", w.Code(), country)
			}
		}
		for _, population := range values("wait-times", "population", data.Condition{Field: "statistic", Values: []string{"mean"}}, data.Condition{Field: "method", Values: []string{"agency_statement"}}, data.Condition{Field: "place", Values: []string{"border_wide"}}) {
			if averageOf(w, population) == population {
				t.Errorf("in %s an average is of %q", w.Code(), population)
			}
		}
	}
}
