package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"citas/data"
	"citas/etl"
	"citas/etl/upstream"
	"citas/views"
)

type serveCommand struct {
	Addr    string `help:"Address to listen on." default:"127.0.0.1:8080" env:"CITAS_ADDR"`
	Public  bool   `help:"The site faces the public: refuse to start without publisher and contacts." env:"CITAS_PUBLIC"`
	BaseURL string `help:"Address of the site as readers see it." env:"CITAS_BASE_URL"`

	Publisher          string `help:"Who publishes this site." env:"CITAS_PUBLISHER"`
	Funding            string `help:"Who pays for it." env:"CITAS_FUNDING"`
	PressContact       string `help:"Contact for the press." env:"CITAS_PRESS_CONTACT"`
	CorrectionsContact string `help:"Contact for corrections." env:"CITAS_CORRECTIONS_CONTACT"`
	SecurityContact    string `help:"Contact for security reports." env:"CITAS_SECURITY_CONTACT"`

	gateFlags  `embed:""`
	fetchFlags `embed:""`
}

// Time limits of the server. Stopping takes at most stopWithin in all.
const (
	stopWithin    = 4 * time.Second
	readHeader    = 5 * time.Second
	readRequest   = 10 * time.Second
	writeResponse = 2 * time.Minute
	idle          = 2 * time.Minute
	followEvery   = 2 * time.Second
)

// Run serves until the context ends, building the first edition while it already
// listens, and loading again at each source's times.
func (c serveCommand) Run(e *env) error {
	gates, err := c.gates()
	if err != nil {
		return err
	}
	if c.FetchContact != "" {
		if err := upstream.ValidContact(c.FetchContact); err != nil {
			return exit{exitUsage, "--fetch-contact: " + err.Error()}
		}
	}
	log := e.logger()
	store := data.NewStore(e.dataDir, data.Published())
	defer store.Close()
	site, err := views.New(views.Config{
		Store: store, KeptOut: data.Quarantine{Dir: e.dataDir}, Log: log, Version: version(), Now: time.Now, Public: c.Public, BaseURL: c.BaseURL,
		Publisher: c.Publisher, Funding: c.Funding, PressContact: c.PressContact,
		CorrectionsContact: c.CorrectionsContact, SecurityContact: c.SecurityContact,
	})
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	listener, err := (&net.ListenConfig{}).Listen(e.ctx, "tcp", c.Addr)
	if err != nil {
		return err
	}
	if tcp, ok := listener.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() && !c.Public {
		listener.Close()
		return exit{exitUsage, fmt.Sprintf("--addr %s can be reached from other machines: say --public and give the contacts", c.Addr)}
	}
	server := &http.Server{
		Handler: site.Handler(), ReadHeaderTimeout: readHeader, ReadTimeout: readRequest, WriteTimeout: writeResponse,
		IdleTimeout: idle, MaxHeaderBytes: 32 << 10,
	}
	if _, err := store.Refresh(e.ctx); err != nil && !errors.Is(err, data.ErrUnavailable) && !errors.Is(err, data.ErrNotFound) {
		log.Error("edition", "error", err)
	}

	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	var work sync.WaitGroup
	load := e.loadAndServe(store, gates, c.fetchOnSchedule(e))
	work.Go(func() {
		load(ctx, "start")
		if err := etl.Schedule(ctx, etl.Published(), log, stopWithin, load); err != nil && ctx.Err() == nil {
			log.Error("schedule", "error", err)
		}
	})
	work.Go(func() { follow(ctx, store, e) })
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	log.Info("listening", "address", "http://"+listener.Addr().String())
	select {
	case err = <-served:
	case <-ctx.Done():
		stop, cancelStop := context.WithTimeout(context.Background(), stopWithin)
		defer cancelStop()
		if err = server.Shutdown(stop); err != nil {
			err = server.Close() // readers that would not leave
		}
	}
	cancel()
	work.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// fetchOnSchedule is what asks a source's publisher before a scheduled load; nil
// without a contact, as it is by default.
func (c serveCommand) fetchOnSchedule(e *env) func(ctx context.Context, source string) error {
	if c.FetchContact == "" {
		return nil
	}
	return func(ctx context.Context, source string) error {
		s, err := etl.Published().Source(source)
		if err != nil || s.Discovery == nil {
			return nil // the load at the start, or a source that nobody asks
		}
		_, err = c.fetch(ctx, e, source)
		return err
	}
}

// loadAndServe returns the task that a schedule runs: fetch, if fetch is not nil, load,
// then serve what was built. A fetch that fails does not keep the load from running.
func (e *env) loadAndServe(store *data.Store, gates etl.Gates, fetch func(context.Context, string) error) func(context.Context, string) {
	log := e.logger()
	return func(ctx context.Context, source string) {
		if fetch != nil {
			if err := fetch(ctx, source); err != nil && ctx.Err() == nil {
				log.Error("fetch failed: the archive stays", "for", source, "error", err)
			}
		}
		cfg, err := e.loadConfig(gates)
		if err == nil {
			cfg.Progress = etl.Quiet{}
			var report etl.Report
			if report, err = etl.Load(ctx, cfg); err == nil {
				log.Info("load", "for", source, "edition", report.Edition, "unchanged", report.Unchanged,
					"held", len(report.Quarantined), "seconds", report.Elapsed.Seconds())
				_, err = store.Refresh(ctx)
			}
		}
		if err != nil && ctx.Err() == nil {
			log.Error("load failed: the last edition stays", "for", source, "error", err)
		}
	}
}

// follow swaps to editions that another process publishes in the same data directory.
func follow(ctx context.Context, store *data.Store, e *env) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	last := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		_, err := store.Refresh(ctx)
		text := ""
		if err != nil && !errors.Is(err, data.ErrUnavailable) {
			text = err.Error()
		}
		if text != last && text != "" { // said once, not every two seconds
			e.logger().Error("edition", "error", text)
		}
		last = text
	}
}
