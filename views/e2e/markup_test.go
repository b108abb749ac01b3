package e2e_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const validator = "node_modules/.bin/html-validate"

// checkMarkup asserts that every page, frame and error page is valid HTML: html-validate
// finds nothing against the standard, nor against its rules of accessibility.
func checkMarkup(t *testing.T, s *site) {
	if _, err := os.Stat(validator); err != nil {
		t.Fatalf("%v: npm ci --prefix views/e2e --ignore-scripts", err)
	}
	dir := t.TempDir()
	names := map[string]string{} // addresses by file
	list := append(s.pages(t), s.translated(t)...)
	for _, path := range s.charts(t) {
		list = append(list, "/embed"+path[len("/charts"):])
	}
	for i, path := range append(list, "/data/wait-times?colour=red", "/embed/nothing") {
		file := filepath.Join(dir, fmt.Sprintf("%03d.html", i))
		body, err := io.ReadAll(s.get(t, path).Body)
		if err == nil {
			err = os.WriteFile(file, body, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		names[file] = path
	}
	command := exec.CommandContext(t.Context(), validator, "--config", "htmlvalidate.json", "--formatter", "json", dir)
	report, err := os.Create(filepath.Join(dir, "report")) // into a pipe node writes only its beginning
	if err != nil {
		t.Fatal(err)
	}
	defer report.Close()
	command.Stdout = report
	if _, failed := command.Run().(*exec.ExitError); !failed && command.ProcessState == nil {
		t.Fatal("html-validate does not run")
	}
	out, err := os.ReadFile(report.Name())
	if err != nil {
		t.Fatal(err)
	}
	// Its config leaves out hashes in tags (require-sri): a page loads files from its own site only.
	var files []struct {
		FilePath string `json:"filePath"`
		Messages []struct {
			RuleID, Message, Selector string
			Severity                  int // 2 is an error
		} `json:"messages"`
	}
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatalf("html-validate: %v\n%.400s", err, out)
	}
	for _, f := range files {
		for i, m := range f.Messages {
			if i == 5 {
				t.Errorf("%s: %d more", names[f.FilePath], len(f.Messages)-i)
				break
			}
			t.Errorf("%s, %s: %s (%s)", names[f.FilePath], m.RuleID, m.Message, m.Selector)
		}
	}
	t.Logf("%d pages", len(names))
}
