package views_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views"
)

// live serves the site on a port, under the address that its pages name.
func live(t *testing.T) (base string) {
	t.Helper()
	var site http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { site.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	s, err := views.New(views.Config{Store: datatest.Store(t), BaseURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	site = s.Handler()
	return server.URL
}

func fetch(t *testing.T, address string) []byte {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(answer.Body); err != nil || answer.StatusCode != 200 {
		t.Fatalf("%s: status %d, %v", address, answer.StatusCode, err)
	}
	return b.Bytes()
}

// runText runs a text of a page, with lines added, in a program if it is installed.
func runText(t *testing.T, program []string, text string) string {
	t.Helper()
	if _, err := exec.LookPath(program[0]); err != nil {
		t.Skipf("%s is not installed: its sample was not run", program[0])
	}
	cmd := exec.CommandContext(t.Context(), program[0], append(program[1:], text)...)
	cmd.Env = append(os.Environ(), "no_proxy=*", "NO_PROXY=*")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, text, out)
	}
	return strings.TrimSpace(string(out))
}

// The samples of a dataset's page, run as they are shown, read as many rows as the file
// has, and none takes NA, which is Namibia, for a missing value.
func TestSamplesRun(t *testing.T) {
	base := live(t)
	for _, at := range []struct{ path, namibia string }{
		{"/data/territories", "territory"},
		{"/data/appointments-processed?nationality=VE&as_of=2024-08-31", ""},
	} {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(fetch(t, base+at.path)))
		if err != nil {
			t.Fatal(err)
		}
		text := func(id string) string {
			code := doc.Find("#code-" + id + " code").Text()
			if code == "" {
				t.Fatalf("%s: no sample for %s", at.path, id)
			}
			return code
		}
		id, query, _ := strings.Cut(strings.TrimPrefix(at.path, "/data/"), "?")
		file := fetch(t, base+"/data/"+id+".csv?"+query)
		rows := fmt.Sprint(bytes.Count(file, []byte("\n"))-1, " rows")
		t.Run(id, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Run("curl", func(t *testing.T) {
				runText(t, []string{"sh", "-c"}, text("curl"))
				if got, err := os.ReadFile(id + ".csv"); err != nil || !bytes.Equal(got, file) {
					t.Errorf("another file than the site's, or %v", err)
				}
			})
			programs := []struct {
				id      string
				program []string
				needs   string // a line that fails where a library is missing
				namibia string
			}{
				{"python", []string{"python3", "-c"}, "", "\nprint(sum(row['%s'] == 'NA' for row in rows))"},
				{"pandas", []string{"python3", "-c"}, "import pandas", "\nprint((rows['%s'] == 'NA').sum())"},
				{"r", []string{"Rscript", "-e"}, "", "\ncat(sum(rows$%s == 'NA'))"},
			}
			for _, p := range programs {
				t.Run(p.id, func(t *testing.T) {
					if p.needs != "" && exec.CommandContext(t.Context(), p.program[0], append(p.program[1:], p.needs)...).Run() != nil {
						t.Skipf("%s does not work here: the sample was not run", p.needs)
					}
					code, want := text(p.id), rows
					if at.namibia != "" {
						code, want = code+fmt.Sprintf(p.namibia, at.namibia), rows+"\n1"
					}
					if got := runText(t, p.program, code); got != want {
						t.Errorf("prints %q, want %q", got, want)
					}
				})
			}
			t.Run("duckdb", func(t *testing.T) {
				db, err := sql.Open("duckdb", "") // the driver that data brings
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				code := text("duckdb")
				for line := range strings.Lines(code) {
					if fetched, ok := strings.CutPrefix(line, "-- curl"); ok {
						runText(t, []string{"sh", "-c"}, "curl"+fetched)
					}
				}
				for _, statement := range strings.Split(code, ";\n") {
					if strings.TrimSpace(statement) == "" {
						continue
					}
					var n int
					if err := db.QueryRowContext(t.Context(), statement).Scan(&n); err != nil || fmt.Sprint(n, " rows") != rows {
						t.Errorf("%d rows, want %s (%v) from %s", n, rows, err, statement)
					}
					if at.namibia == "" {
						continue
					}
					namibia := strings.Replace(statement, "count(*)", "count(*) FILTER ("+at.namibia+" = 'NA')", 1)
					if err := db.QueryRowContext(t.Context(), namibia).Scan(&n); err != nil || n != 1 {
						t.Errorf("%d rows of Namibia (%v) from %s", n, err, statement)
					}
				}
			})
		})
	}
}
