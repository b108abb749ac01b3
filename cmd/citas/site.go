package main

import (
	"time"

	"citas/data"
	"citas/views"
)

// siteFlags say who is behind a site, whether it is served or written as files.
type siteFlags struct {
	Public bool `help:"The site faces the public: refuse to start without publisher and contacts." env:"CITAS_PUBLIC"`

	Publisher          string `help:"Who publishes this site." env:"CITAS_PUBLISHER"`
	Funding            string `help:"Who pays for it." env:"CITAS_FUNDING"`
	PressContact       string `help:"Contact for the press." env:"CITAS_PRESS_CONTACT"`
	CorrectionsContact string `help:"Contact for corrections." env:"CITAS_CORRECTIONS_CONTACT"`
	SecurityContact    string `help:"Contact for security reports." env:"CITAS_SECURITY_CONTACT"`

	PublicKey []string `help:"Public key (minisign) that editions are or were signed with, as text or file; shown on /about. Repeatable, today's first." env:"CITAS_PUBLIC_KEY"`
}

// keys are the public keys that readers verify editions with.
func (f siteFlags) keys() ([]data.PublicKey, error) { return publicKeys("--public-key", f.PublicKey) }

// config is a site over a store, without what only some commands know.
func (f siteFlags) config(e *env, store *data.Store) views.Config {
	return views.Config{
		Store: store, KeptOut: data.Quarantine{Dir: e.dataDir}, Log: e.logger(), Version: version(), Now: time.Now, Public: f.Public,
		Publisher: f.Publisher, Funding: f.Funding, PressContact: f.PressContact,
		CorrectionsContact: f.CorrectionsContact, SecurityContact: f.SecurityContact,
	}
}
