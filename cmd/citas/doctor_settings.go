package main

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"citas/etl"
	"citas/etl/upstream"
)

// settings are what serve would refuse to start with, or do less without.
func (c doctorCommand) settings(d *doctor) {
	facing := c.config(d.env, nil)
	facing.BaseURL = c.BaseURL
	switch err := facing.Check(); {
	case err != nil:
		d.add(wrong, "public mode", "set it as a flag or as CITAS_…, see citas serve --help", "%v", err)
	case !c.Public:
		d.add(noted, "public mode", "set CITAS_PUBLIC=1 and the contacts before readers from outside come", "off: the site answers this machine only")
	case c.BaseURL == "":
		d.add(noted, "public mode", "set CITAS_BASE_URL", "on; without its own address the site has no sitemap and its descriptions no whole addresses")
	default:
		d.add(sound, "public mode", "", "on, published by %s", c.Publisher)
	}
	switch err := upstream.ValidContact(c.FetchContact); {
	case c.FetchContact == "":
		d.add(noted, "fetching", "set CITAS_FETCH_CONTACT", "off: no publisher is asked without a contact")
	case err != nil:
		d.add(wrong, "fetching", "give a mail or https address in CITAS_FETCH_CONTACT", "%v", err)
	default:
		d.add(sound, "fetching", "", "on, as %s", c.FetchContact)
	}
	if c.Webhook != "" {
		if _, err := newWebhook(c.Webhook, d.env.logger()); err != nil {
			d.add(wrong, "webhook", "mend CITAS_WEBHOOK", "%v", err)
		}
	}
}

// hosts asks every host that a source may be fetched from for its robots.txt.
func (c doctorCommand) hosts(d *doctor) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	for _, host := range sourceHosts() {
		answer, err := client.Get(d.env.ctx, upstream.Request{URL: "https://" + host + "/robots.txt", Hosts: []string{host}, MaxBytes: 1 << 20})
		if d.env.ctx.Err() != nil {
			return d.env.ctx.Err()
		}
		var t *upstream.Trouble
		if errors.As(err, &t) && (t.Kind == upstream.Removed || t.Kind == upstream.Refused) {
			d.add(sound, "host "+host, "", "answers")
			continue
		}
		if err != nil {
			d.add(wrong, "host "+host, "see whether a browser on this network can reach it; a firewall may need to let https out", "%v", err)
			continue
		}
		d.add(sound, "host "+host, "", "answers")
		if theirs, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
			if off := answer.At.Sub(theirs); max(off, -off) > clockSlack {
				d.add(wrong, "clock", "set it, or let a time service do so", "differs from that of %s by %s", host, off.Round(time.Second))
			}
		}
	}
	return nil
}

// sourceHosts are the hosts of all sources that can be fetched.
func sourceHosts() (hosts []string) {
	for _, s := range etl.Published().Sources() {
		if s.Discovery == nil {
			continue
		}
		hosts = append(hosts, s.Discovery.Hosts...)
		if u, err := url.Parse(s.Discovery.Copies); err == nil && u.Host != "" {
			hosts = append(hosts, u.Host)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}
