package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"citas/data"
	"citas/data/remote"
	"citas/etl"
	"citas/etl/upstream"
	"citas/views"
)

type serveCommand struct {
	BaseURL string `help:"Address of the site as readers see it." env:"CITAS_BASE_URL"`

	siteFlags `embed:""`

	MetricsAddr string `help:"Private address for Prometheus metrics and pprof, such as 127.0.0.1:9090." env:"CITAS_METRICS_ADDR"`
	Webhook     string `help:"Address that is told as JSON when a run fails or leaves a release out." env:"CITAS_WEBHOOK"`

	listenFlags `embed:""`
	fromFlags   `embed:""`
	gateFlags   `embed:""`
	signFlags   `embed:""`
	fetchFlags  `embed:""`
}

// Stopping takes at most stopWithin in all.
const (
	stopWithin = 4 * time.Second
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
	if err := c.check(c.BaseURL); err != nil {
		return err
	}
	keys, err := c.allKeys()
	if err != nil {
		return err
	}
	log := e.logger()
	store := data.NewStore(e.dataDir, data.Published())
	defer store.Close()
	watched, err := e.loadConfig(gates)
	if err != nil {
		return err
	}
	watch := etl.NewWatch(watched)
	config := c.config(e, store)
	config.BaseURL, config.Watched, config.PublicKeys = c.BaseURL, watch, keys
	config.TrustedProxies, config.OnionURL, config.RateLimit, config.MaxConnections, config.AccessLog = c.TrustedProxy, c.OnionURL, c.RateLimit, c.MaxConnections, c.AccessLog
	var replica *remote.Replica
	if c.From != "" {
		bucket, err := remote.Open(e.ctx, c.From)
		if err != nil {
			return exit{exitUsage, "--from: " + err.Error()}
		}
		defer bucket.Close()
		replica = remote.NewReplica(bucket, e.dataDir)
		config.KeptOut, config.Watched = replica, nil
	}
	site, err := views.New(config)
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	front, err := c.open(e.ctx, site, c.Public, c.BaseURL, e.dataDir)
	if err != nil {
		return err
	}
	if _, err := store.Refresh(e.ctx); worthSaying(err) {
		log.Error("edition", "error", err)
	}

	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	var work sync.WaitGroup
	heard, stopHearing, err := c.listen(ctx, log, newMetrics(store, watch, time.Now))
	if err != nil {
		front.close()
		return err
	}
	defer stopHearing()
	if replica != nil {
		work.Go(func() { c.followBucket(ctx, replica, store, log) })
	} else {
		turn := c.turns(e, store, gates, heard)
		work.Go(func() {
			turn(ctx, "start")
			if err := c.schedule(ctx, e, turn); err != nil && ctx.Err() == nil {
				log.Error("schedule", "error", err)
			}
		})
		work.Go(func() {
			follower{store: store, log: log, repair: func() { work.Go(func() { turn(ctx, "damage") }) }}.run(ctx)
		})
	}
	work.Go(func() { site.Warm(ctx) })
	served := make(chan error, 1)
	go func() { served <- front.serve() }()
	go front.certify(log)
	log.Info("listening", "address", front.at)
	select {
	case err = <-served:
	case <-ctx.Done():
		stop, cancelStop := context.WithTimeout(context.Background(), stopWithin)
		defer cancelStop()
		err = front.stop(stop)
	}
	cancel()
	work.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// allKeys are the public keys to show: that of the key in use first.
func (c serveCommand) allKeys() ([]data.PublicKey, error) {
	keys, err := c.keys()
	if err != nil {
		return nil, err
	}
	signer, err := c.signer()
	if signer != nil {
		own := signer.Public()
		keys = append([]data.PublicKey{own}, slices.DeleteFunc(keys, func(k data.PublicKey) bool { return k.ID() == own.ID() })...)
	}
	return keys, err
}

// listen starts what hears of every run: the metrics, and the webhook if there is one.
func (c serveCommand) listen(ctx context.Context, log *slog.Logger, m *metrics) (heard func(etl.Run), stop func(), err error) {
	heard, stop = m.heard, func() {}
	if c.Webhook != "" {
		hook, err := newWebhook(c.Webhook, log)
		if err != nil {
			return nil, nil, err
		}
		go hook.run(ctx)
		heard = func(r etl.Run) { m.heard(r); hook.heard(r) }
	}
	if c.MetricsAddr != "" {
		var at string
		if stop, at, err = m.serve(ctx, c.MetricsAddr); err != nil {
			return nil, nil, err
		}
		log.Info("metrics", "at", "http://"+at+"/metrics") // not "address=": that is the site's
	}
	return heard, stop, nil
}

// schedule gives every source its turns until ctx ends, at first those that it missed.
func (c serveCommand) schedule(ctx context.Context, e *env, turn func(context.Context, string)) error {
	t := etl.Timetable{Registry: etl.Published(), Log: e.logger(), Grace: stopWithin}
	if c.FetchContact != "" {
		var err error
		if t.LastAsked, err = etl.LastAsked(e.dataDir, t.Registry, time.Now()); err != nil {
			return err
		}
	}
	return etl.Schedule(ctx, t, turn)
}

// work is a run for a source: ask its publisher, if it can be asked and a contact is
// given, then load. The client is closed with done.
func (c serveCommand) work(e *env, gates etl.Gates, source string) (w etl.Work, done func(), err error) {
	cfg, err := e.loadConfig(gates)
	if err != nil {
		return w, nil, err
	}
	cfg.Progress = etl.Quiet{}
	if cfg.Signer, err = c.signer(); err != nil {
		return w, nil, err
	}
	w = etl.Work{Load: &cfg, For: source}
	s, err := etl.Published().Source(source)
	if err != nil || s.Discovery == nil || c.FetchContact == "" {
		return w, func() {}, nil // the load at the start, or a source that nobody asks
	}
	client, err := c.client()
	if err != nil {
		return w, nil, err
	}
	ask := e.fetchConfig(client)
	w.Fetch, w.Sources = &ask, []string{source}
	return w, client.Close, nil
}

// turns returns the task that a schedule runs: its work, then serve what was built. A
// fetch that fails does not keep the load from running.
func (c serveCommand) turns(e *env, store *data.Store, gates etl.Gates, heard func(etl.Run)) func(context.Context, string) {
	log := e.logger()
	return func(ctx context.Context, source string) {
		w, done, err := c.work(e, gates, source)
		if err != nil {
			log.Error("run", "for", source, "error", err)
			return
		}
		defer done()
		w.Heard = heard
		d, err := w.Do(ctx)
		if ctx.Err() != nil {
			return
		}
		if d.FetchErr != nil {
			log.Error("fetch failed: the archive stays", "for", source, "error", d.FetchErr)
		}
		if err == nil {
			log.Info("load", "for", source, "edition", d.Report.Edition, "unchanged", d.Report.Unchanged,
				"held", len(d.Report.Quarantined), "seconds", d.Report.Elapsed.Seconds())
			_, err = store.Refresh(ctx)
		}
		if err != nil {
			log.Error("load failed: the last edition stays", "for", source, "error", err)
		}
	}
}
