package e2e_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"testing"

	"citas/static"
)

// checkSQL lets the reader's browser compute what the server has computed: the rows are the same, under the site's policy, and no
// query leaves the browser.
func checkSQL(t *testing.T, s *site) {
	if _, ok := static.Embedded().Engine(); !ok {
		t.Skip("the query engine is not built in: make sql-assets")
	}
	t.Run("server", func(t *testing.T) { askInBrowser(t, s, s) })
	t.Run("files", func(t *testing.T) { askInBrowser(t, s, &site{url: serveFiles(t), browser: s.browser}) })
}

// askInBrowser asks the page of queries of one site, and holds its rows against another's answers.
func askInBrowser(t *testing.T, s, asked *site) {
	b := asked.open(t)
	b.visit("/sql/#q=" + url.PathEscape("SELECT * FROM published_statements"))
	eval[bool](b, `(() => { window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective + ' ' + e.blockedURI)); return true })()`)
	eval[bool](b, `(document.getElementById('sql-load').click(), true)`)
	answer := func() [][]string {
		b.wait(`!document.getElementById('sql-csv').hidden && /rows/.test(document.getElementById('sql-status').textContent)`)
		return eval[[][]string](b, `[...document.querySelectorAll('#sql-rows tr')].map(tr => [...tr.children].map(c => c.textContent))`)
	}
	want := s.csv(t, "/data/published-statements.csv")
	same(t, "published_statements", answer(), want)

	ask := func(query string) [][]string {
		eval[bool](b, `(document.getElementById('sql-status').textContent = '', location.hash = '#q=' + encodeURIComponent(`+quote(query)+`), true)`)
		return answer()
	}
	var groups struct {
		Groups []struct {
			Group map[string]string
			Value json.Number
		}
	}
	if err := json.NewDecoder(s.get(t, "/api/v1/datasets/appointments-processed/aggregate?fn=sum&measure=appointments&group=nationality&period=fiscal_year").Body).Decode(&groups); err != nil {
		t.Fatal(err)
	}
	summed := [][]string{{"nationality", "n"}}
	for _, g := range groups.Groups {
		summed = append(summed, []string{g.Group["nationality"], g.Value.String()})
	}
	same(t, "sums by nationality", ask("SELECT nationality, sum(appointments) AS n FROM appointments_processed WHERE period = 'fiscal_year' GROUP BY nationality ORDER BY nationality"), summed)
	if broken := eval[[]string](b, `broken`); len(broken) > 0 {
		t.Errorf("the policy was broken: %v", broken)
	}
	eval[bool](b, `(document.getElementById('sql-status').textContent = '', location.hash = '#q=SELECT+nothing', true)`)
	b.wait(`/did not work/.test(document.getElementById('sql-status').textContent)`)
}

func same(t *testing.T, what string, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: the browser has %d rows, the server %d", what, len(got), len(want))
	}
	for i := range want {
		for j := range want[i] {
			if !slices.Equal(got[i], want[i]) && got[i][j] != want[i][j] {
				t.Errorf("%s, row %d, %s: the browser has %q, the server %q", what, i, want[0][j], got[i][j], want[i][j])
			}
		}
	}
}

func quote(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}
