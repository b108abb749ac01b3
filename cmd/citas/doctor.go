package main

import (
	"fmt"
	"text/tabwriter"
	"time"
)

type doctorCommand struct {
	Online bool `help:"Also ask every publisher's host for its robots.txt, and compare the clock with theirs."`

	BaseURL string `help:"As for serve." env:"CITAS_BASE_URL"`
	Webhook string `help:"As for serve." env:"CITAS_WEBHOOK"`

	siteFlags  `embed:""`
	fetchFlags `embed:""`
}

// level is how a finding is to be taken.
type level string

const (
	sound level = "ok"
	noted level = "note"
	wrong level = "WRONG"
)

// finding is one thing that was looked at, and what to do about it.
type finding struct {
	level level
	about string
	found string
	do    string // empty where nothing is to be done
}

// doctor collects findings.
type doctor struct {
	env  *env
	now  time.Time
	list []finding
}

func (d *doctor) add(l level, about, do, found string, args ...any) {
	d.list = append(d.list, finding{l, about, fmt.Sprintf(found, args...), do})
}

// Run looks at everything and fails if something is wrong. It writes nothing but a file
// that it takes away again.
func (c doctorCommand) Run(e *env) error {
	d := &doctor{env: e, now: time.Now()}
	d.versions()
	if d.directory() {
		d.journals()
		d.lock()
		d.edition()
		d.archive()
	}
	d.disk()
	d.clock()
	c.settings(d)
	if c.Online {
		if err := c.hosts(d); err != nil {
			return err
		}
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	bad := 0
	for _, f := range d.list {
		text := f.found
		if f.do != "" {
			text += ": " + f.do
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.level, f.about, text)
		if f.level == wrong {
			bad++
		}
	}
	w.Flush()
	if bad > 0 {
		return fmt.Errorf("doctor: %d of %d things are wrong", bad, len(d.list))
	}
	return nil
}
