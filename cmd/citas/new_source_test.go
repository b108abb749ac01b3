package main

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// Whoever adds a source touches nothing that is there: a source, a dataset and a chart are a
// file each, with a query and a case. The program is built with such files laid over the
// module, and everything shows them.
func TestASourceIsOneFile(t *testing.T) {
	if testing.Short() || os.Getenv("CITAS_REALDATA") == "" {
		t.Skip("set CITAS_REALDATA to the folder of official files to build the program with one more source")
	}
	files, err := txtar.ParseFile(filepath.Join("testdata", "new_source.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir, module := t.TempDir(), filepath.Join("..", "..")
	if module, err = filepath.Abs(module); err != nil {
		t.Fatal(err)
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for i, f := range files.Files {
		path := filepath.Join(dir, filepath.Base(f.Name))
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(f.Name, "/") {
			place := filepath.Join(module, filepath.FromSlash(f.Name))
			if _, err := os.Stat(place); err == nil {
				t.Fatalf("section %d: %s is there already: a new source must touch nothing", i, f.Name)
			}
			overlay.Replace[place] = path
		}
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	citas := filepath.Join(dir, "citas")
	build := exec.CommandContext(t.Context(), "go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", citas, ".")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	data := filepath.Join(dir, "var")
	run := func(code int, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), citas, append([]string{"--data-dir", data}, args...)...)
		said, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != code {
			t.Fatalf("citas %s: %v\n%s", strings.Join(args, " "), err, said)
		}
		return string(said)
	}
	for _, c := range []struct{ args, says string }{
		{"sources", "us-visa-waits active .csv 50 13 * * 4 Visa"},
		{"datasets us-visa-waits", "One row is one post and kind of visa on one day."},
		{"status", "us-visa-waits active by hand"},
	} {
		if said := strings.Join(strings.Fields(run(exitDone, strings.Fields(c.args)...)), " "); !strings.Contains(said, c.says) {
			t.Errorf("citas %s does not say %q:\n%s", c.args, c.says, said)
		}
	}
	run(exitDone, "archive", "add", "--source", "us-visa-waits", "--published", "2025-03-06", filepath.Join(dir, "document.csv"))
	run(exitDone, "archive", "add", "--source", "us-visa-waits", "--published", "2025-03-07", filepath.Join(dir, "damaged.csv"))
	if said := run(exitQuarantined, "load"); !strings.Contains(said, `us-visa-waits@2025-03-07 refused: damaged.csv, cell A1: found "asof_date", "Town"`) {
		t.Errorf("load says\n%s", said)
	}
	run(exitDone, "verify", "--rebuild=no")
	at := serving(t, exec.CommandContext(t.Context(), citas, "--data-dir", data, "serve", "--addr", "127.0.0.1:0"))
	for path, says := range map[string]string{
		"/status": "Visa Appointment Wait Times", "/sources/us-visa-waits": "Visa Appointment Wait Times", "/data/us-visa-waits": "Waits for visa appointments",
		"/api/v1/status": `"source":"us-visa-waits"`, "/charts/us-visa-waits": "is in Accra", "/charts/us-visa-waits.svg": "<svg", "/charts/us-visa-waits.csv": "Accra",
		"/wait-times": "is in Accra", "/data.json": "us-visa-waits", "/data/us-visa-waits/revisions": "us-visa-waits", "/search?q=visa": "us-visa-waits",
	} {
		if body := answer(at + path); !strings.Contains(body, says) {
			t.Errorf("%s does not say %q: %.300s", path, says, body)
		}
	}
	if got, want := firstColumns(t, answer(at+"/data/us-visa-waits.csv"), 1), firstColumns(t, string(section(files, "want.csv")), 0); got != want {
		t.Errorf("rows:\n%s\nwant\n%s", got, want)
	}
}

func section(a *txtar.Archive, name string) []byte {
	for _, f := range a.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// firstColumns are the first four cells of each record but those skipped, a line each.
func firstColumns(t *testing.T, text string, skip int) string {
	t.Helper()
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = -1
	records, err := in.ReadAll()
	if err != nil || len(records) <= skip {
		t.Fatalf("%d records, %v", len(records), err)
	}
	var lines []string
	for _, r := range records[skip:] {
		lines = append(lines, strings.Join(r[:min(4, len(r))], "|"))
	}
	return strings.Join(lines, "\n")
}

// serving starts a server and returns its address when it is ready; it ends with the test.
func serving(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var log syncLog
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if at := listening.FindStringSubmatch(log.String()); at != nil && status(at[1]+"/readyz") == http.StatusOK {
			return at[1]
		}
	}
	t.Fatalf("it never became ready:\n%s", log.String())
	return ""
}
