package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"citas/etl"
	"citas/etl/upstream"
)

// The exit code tells a page that has changed from a publisher that could not be asked.
func TestCheckSaysWhatAProbeMeans(t *testing.T) {
	probe := func(source string, state upstream.Kind, trouble string) etl.Probe {
		p := etl.Probe{Check: etl.SourceCheck{Source: source, State: state, Error: trouble}}
		if trouble == "" {
			p.Check.Listed, p.Check.Newest, p.Bytes = 2, "fy21-fy24-nov", "2526131"
		} else {
			p.Check.Problems = []etl.Problem{{URL: "https://agency.example", Kind: state, Words: trouble}}
		}
		return p
	}
	found, redesigned, blocked := probe("a", etl.Found, ""), probe("b", etl.Redesigned, "lists no .csv file any more"), probe("c", upstream.Blocked, "answers 403")
	for name, c := range map[string]struct {
		probes []etl.Probe
		code   int
		says   string
	}{
		"all found":        {[]etl.Probe{found, found}, exitDone, ""},
		"a page changed":   {[]etl.Probe{found, redesigned}, exitFailed, "1 of 2 pages no longer yield"},
		"not let in":       {[]etl.Probe{found, blocked}, exitNotAsked, "1 of 2 publishers could not be asked"},
		"both, and one is": {[]etl.Probe{blocked, redesigned}, exitFailed, "1 of 2 pages no longer yield"},
	} {
		var out, trouble bytes.Buffer
		err := (&env{out: &out, err: &trouble}).probed(c.probes)
		code := exitDone
		var asked exit
		switch {
		case errors.As(err, &asked):
			code = asked.code
		case err != nil:
			code = exitFailed
		}
		if code != c.code || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: exit code %d, %v", name, code, err)
		}
		if !strings.Contains(out.String(), "fy21-fy24-nov") && len(c.probes) > 0 && c.probes[0].Check.Sound() {
			t.Errorf("%s: prints %s", name, out.String())
		}
		if (trouble.Len() > 0) != (c.code != exitDone) {
			t.Errorf("%s: says %q", name, trouble.String())
		}
	}
}
