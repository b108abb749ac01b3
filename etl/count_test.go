package etl

import "testing"

func TestWorkbookCount(t *testing.T) {
	for raw, want := range map[string]string{
		"45630": "45630", "45630.0": "45630", "4.563E4": "45630", "4.563E+04": "45630", "0": "0", " X ": "X", "NA": "NA", "": "",
		"007.0": "7",
	} {
		if got, ok := workbookCount(raw); !ok || got != want {
			t.Errorf("workbookCount(%q) = %q, %v; want %q", raw, got, ok, want)
		}
	}
	for _, raw := range []string{"-1", "1.5", "1e-1", "1e99", "x", "N/A", "-", "D", "NaN", "Inf", "0x10", "1_000", "1,000", "#REF!", "9999999999999999"} {
		if got, ok := workbookCount(raw); ok {
			t.Errorf("workbookCount(%q) = %q, want a refusal", raw, got)
		}
	}
}

func TestIsCount(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "9584": true, "123456789012345": true,
		"": false, "00": false, "07": false, "9584.0": false, "+1": false, "-1": false, " 1": false, "1234567890123456": false, "١": false,
	} {
		if isCount(s) != want {
			t.Errorf("isCount(%q) = %v", s, !want)
		}
	}
}
