package etl_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"citas/data"
	"citas/etl"
)

// A site is verified by what it says of itself; whatever it sends, reading ends.
func TestVerifySite(t *testing.T) {
	const table = "name,n\na,1\nb,2\n"
	describe := func(path, content string) string {
		return fmt.Sprintf(`{"edition":{"id":"0123456789abcdef","label":"2026-11-23"},"resources":[{"name":"t","path":%q,"bytes":%d,"hash":"sha256:%x","rows":2,
			"schema":{"fields":[{"name":"name","type":"string"},{"name":"n","type":"integer"}],"primaryKey":["name"]}}]}`, path, len(content), sha256.Sum256([]byte(content)))
	}
	redirect := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
	}
	tests := []struct {
		name, description string
		table             http.HandlerFunc
		problem           string // in the report
		err               error
	}{
		{"sound", describe("/t.csv", table), nil, "", nil},
		{"redirected", describe("/old.csv", table), nil, "", nil},
		{"other bytes", describe("/t.csv", strings.Replace(table, "2", "3", 1)), nil, "found SHA-256", nil},
		{"a broken row", describe("/t.csv", table+"c,x\n"), func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, table+"c,x\n") }, `row 4, column n: found "x"`, nil},
		{"longer than it says", describe("/t.csv", table), func(w http.ResponseWriter, _ *http.Request) {
			for range 1 << 12 {
				if _, err := fmt.Fprint(w, strings.Repeat("x,1\n", 1<<10)); err != nil {
					return
				}
			}
		}, "found SHA-256", nil},
		{"gone", describe("/gone.csv", table), nil, "", data.ErrUnavailable},
		{"redirected without end", describe("/loop.csv", table), nil, "", data.ErrUnavailable},
		{"led to a file of this machine", describe("file:///etc/hostname", table), nil, "", data.ErrInvalid},
		{"redirected to one", describe("/local.csv", table), nil, "", data.ErrUnavailable},
		{"no description", "<html>", nil, "", data.ErrInvalid},
		{"an empty description", "{}", nil, "", data.ErrInvalid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			mux := http.NewServeMux()
			mux.HandleFunc("/datapackage.json", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, test.description) })
			if test.table == nil {
				test.table = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, table) }
			}
			mux.HandleFunc("/t.csv", test.table)
			mux.HandleFunc("/old.csv", redirect("/t.csv"))
			mux.HandleFunc("/loop.csv", redirect("/loop.csv"))
			mux.HandleFunc("/local.csv", redirect("file:///etc/hostname"))
			server := httptest.NewServer(mux)
			defer server.Close()
			report, _, err := etl.VerifySite(t.Context(), server.URL, data.Published(), nil)
			if !errors.Is(err, test.err) {
				t.Fatalf("error %v, want %v", err, test.err)
			}
			if all := strings.Join(report.Problems, "\n"); (all == "") != (test.problem == "") || !strings.Contains(all, test.problem) {
				t.Errorf("found %q, want %q", all, test.problem)
			}
			if err == nil && test.problem == "" && (report.Rows != 2 || len(report.Notes) != 1) {
				t.Errorf("report %+v", report)
			}
		})
	}
	for _, address := range []string{"ftp://example.org", "http://", "::"} {
		if _, _, err := etl.VerifySite(t.Context(), address, data.Published(), nil); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
