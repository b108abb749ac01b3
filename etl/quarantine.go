package etl

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"citas/data"
)

// document identifies the bytes of a release across ids: a day may be corrected, the
// bytes stay.
func document(r data.Release) string { return r.Source + r.SHA256 }

// recall remembers what is kept out before anything is read: what a person rejected,
// what this same code refused, and what a gate held beside the same neighbours under
// the same limits.
func (l *loader) recall() error {
	var err error
	if l.decided, err = decided(l.cfg.Dir); err != nil {
		return err
	}
	list, err := data.ListHeld(l.cfg.Dir)
	if err != nil {
		return err
	}
	for _, h := range list {
		l.before[h.Source+h.SHA256] = h
		if h.State == data.StateRefused && h.Code == l.code {
			l.held[h.Source+h.SHA256] = h
		}
	}
	if l.all, err = l.inputs(); err != nil {
		return err
	}
	for _, in := range l.all {
		if d := l.decided[document(in.release)]; d.Decision == Reject && in.source.ID != "curated" {
			l.held[document(in.release)] = l.rejected(in, d)
		}
	}
	for _, h := range list {
		if h.State == data.StateHeld && h.Under == l.under(h.Source+h.SHA256) {
			if _, decided := l.decided[h.Source+h.SHA256]; !decided {
				l.held[h.Source+h.SHA256] = h
			}
		}
	}
	return nil
}

// rejected is the record of a release that a person keeps out; it goes on to say what a
// gate or a reader had found.
func (l *loader) rejected(in input, d Decision) data.Held {
	h := record(in, data.StateRejected, d.Reason)
	h.Decision, h.Since = Reject, d.At
	switch before := l.before[document(in.release)]; before.State {
	case data.StateRejected:
		h.Finding = before.Finding
	default:
		h.Finding = before.Reason
	}
	return h
}

// out reports whether a release is kept out. The figures that come with the program
// stay when the document that they were read from is refused; when a person rejects
// the release, they go too.
func (l *loader) out(in input) bool {
	h, held := l.held[document(in.release)]
	return held && (in.release.Basis == "document" || h.State == data.StateRejected)
}

// under fingerprints what a gate judges a document by: the limits, and every release of
// its source up to it that can be read, with the decisions on them. What is published
// later is compared with it and not the other way, so it opens no case again.
func (l *loader) under(judged string) string {
	h := sha256.New()
	fmt.Fprintln(h, l.code, l.cfg.Gates.fingerprint())
	last := slices.IndexFunc(l.all, func(in input) bool { return document(in.release) == judged })
	for _, in := range l.all[:last+1] {
		held, kept := l.held[document(in.release)]
		if in.release.Source != l.all[last].release.Source || (kept && held.State != data.StateHeld && l.out(in)) {
			continue
		}
		fmt.Fprintln(h, in.release.ID, in.release.SHA256, in.release.Basis, in.release.Decision)
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

func record(in input, state, reason string) data.Held {
	r := in.release
	return data.Held{Release: r.ID, Source: r.Source, FileName: r.FileName, Published: r.Published, SHA256: r.SHA256, State: state, Reason: reason}
}

// refuse puts a release that cannot be read or breaks a rule into quarantine. What
// comes with the program cannot be refused: its fault is ours, and the load fails.
func (l *loader) refuse(in input, reason error) error {
	if in.release.Basis != "document" {
		return fmt.Errorf("%s, which comes with the program: %w", in.release.ID, reason)
	}
	if data.DiskFull(reason) { // nor is this the document's fault
		return reason
	}
	h := record(in, data.StateRefused, reason.Error())
	if !errors.Is(reason, errArchive) { // not the document's fault: the next load looks again
		h.Code = l.code
	}
	return l.keepOut(h, nil)
}

// keepOut records a release as refused or held, with what it would change.
func (l *loader) keepOut(h data.Held, diffs []*data.Revisions) error {
	key := h.Source + h.SHA256
	h.Since = l.cfg.Now().UTC().Format(time.RFC3339)
	if before := l.before[key]; before.State == h.State {
		h.Since = before.Since
	}
	l.held[key] = h
	l.cfg.Log.Warn("release "+h.State, "release", h.Release, "file", h.FileName, "reason", h.Reason)
	// The record last: it never speaks of a diff that is not there.
	return errors.Join(h.SaveDiffs(l.cfg.Dir, diffs), h.Save(l.cfg.Dir))
}

// settle makes the quarantine say what this load decided: what it accepted leaves,
// what a person rejected is listed.
func (l *loader) settle() error {
	list, err := data.ListHeld(l.cfg.Dir)
	if err != nil {
		return err
	}
	for _, h := range list {
		if _, still := l.held[h.Source+h.SHA256]; !still {
			if err := h.Remove(l.cfg.Dir); err != nil {
				return err
			}
		}
	}
	for _, h := range l.held {
		if h.State == data.StateRejected && h != l.before[h.Source+h.SHA256] {
			if err := h.Save(l.cfg.Dir); err != nil {
				return err
			}
		}
	}
	return nil
}

// rejections are the decisions that keep a release at hand out, oldest release first.
func (l *loader) rejections() []Decision {
	var list []Decision
	seen := map[string]bool{}
	for _, in := range l.all {
		key := document(in.release)
		if l.held[key].State == data.StateRejected && !seen[key] {
			seen[key] = true
			list = append(list, l.decided[key])
		}
	}
	return list
}

// fingerprint is the limits as text, for what depends on them.
func (g Gates) fingerprint() string {
	raw, err := json.Marshal(g.orDefault())
	if err != nil {
		panic(err) // three numbers
	}
	return string(raw)
}
