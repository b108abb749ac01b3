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

	"golang.org/x/tools/go/packages"

	"citas/views/chart"
	"citas/views/locale"
)

// said is every message of the program, with the files that say it.
type said map[string][]string

func (s said) add(id, file string) {
	if !slices.Contains(s[id], file) {
		s[id] = append(s[id], file)
	}
}

// messages finds every constant of type locale.Msg, wherever it stands: the compiler knows
// them all. The declarations of datasets are texts of another package; they are added.
var messages = sync.OnceValues(func() (said, error) {
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile,
	}, "citas/views", "citas/views/layout", "citas/views/page", "citas/views/chart", "citas/views/locale")
	if err != nil {
		return nil, err
	}
	list := said{}
	for _, pkg := range loaded {
		for _, problem := range pkg.Errors {
			return nil, problem
		}
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
	declared(list)
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

// declared adds what packages say that know no languages.
func declared(list said) {
	for _, text := range chart.Phrases() {
		list.add(text, "phrases.go")
	}
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
			if list[id] == nil {
				t.Errorf("%s.toml has %q, which nothing says", w.Code(), id)
			}
		}
	}
}
