package etl_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// TestRealReleasesPassTheGates: the official files are ordinary, over twenty missing
// issues too; only the one with the damaged header is kept out.
func TestRealReleasesPassTheGates(t *testing.T) {
	r := real(t)
	if log := r.log.String(); strings.Contains(log, "beyond the gates") { // what comes with the program too
		t.Error(log)
	}
	for _, h := range r.report.Quarantined {
		if h.State != data.StateRefused || h.FileName != "sbo-encounters-fy19-fy22.csv" {
			t.Errorf("kept out: %+v", h)
		}
	}
}

// TestADoctoredRealReleaseIsHeld: one figure of a closed year, one jump of 2,000; the
// official file that follows reverts both and passes.
func TestADoctoredRealReleaseIsHeld(t *testing.T) {
	real(t)
	dir := t.TempDir()
	read := func(month string) []byte {
		content, err := os.ReadFile(filepath.Join(os.Getenv("CITAS_REALDATA"), "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-"+month+"-state.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	march := read("mar")
	raise := func(row string, by int) []byte {
		line := regexp.MustCompile(`(?m)^` + row + `.*,Title 8,(\d{2,3})\r$`).FindSubmatchIndex(march)
		if line == nil {
			t.Fatalf("no row %s", row)
		}
		count, err := strconv.Atoi(string(march[line[2]:line[3]]))
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Join([][]byte{march[:line[2]], []byte(strconv.Itoa(count + by)), march[line[3]:]}, nil)
	}
	for _, f := range []struct {
		day     string
		content []byte
	}{
		{"2024-03-22", read("feb")}, {"2024-04-12", raise("2022,FYTD,FEB,Southwest", 1)}, {"2024-04-13", raise(`2024 \(FYTD\),FYTD,DEC,Southwest`, 2000)}, {"2024-04-15", march},
	} {
		entry := etl.Entry{Source: "cbp-encounters", Published: f.day, FileName: f.day + ".csv"}
		if _, _, err := etl.OpenArchive(dir).Add(entry, f.content, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	report, err := etl.Load(t.Context(), datatest.Config(dir))
	if err != nil {
		t.Fatal(err)
	}
	held := heldBy(report)
	for day, want := range map[string]string{
		"2024-04-12": "changes a closed fiscal year: 1 cell of FY2022 in encounters differs from cbp-encounters@2024-03-22",
		"2024-04-13": "changes a cell by more than 25 % and more than 500: 1 cell of encounters differs from cbp-encounters@2024-03-22",
	} {
		if h := held["cbp-encounters@"+day]; h.State != data.StateHeld || !strings.HasPrefix(h.Reason, want) {
			t.Errorf("%s: %+v", day, h)
		}
	}
	if got := accepted(openEdition(t, dir, report.Edition)); got != "2024-03-22 2024-04-15" || len(held) != 2 {
		t.Errorf("accepted %s, held %d", got, len(held))
	}
}
