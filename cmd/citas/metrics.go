package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"citas/data"
	"citas/etl"
)

// metrics counts what the runs of this process came to, for an operator. It counts no
// reader: the site keeps no record of who reads what.
type metrics struct {
	registry  *prometheus.Registry
	runs      *prometheus.CounterVec
	seconds   *prometheus.HistogramVec
	bytes     prometheus.Counter
	documents prometheus.Counter
	rows      prometheus.Gauge
	held      prometheus.Gauge
}

func newMetrics(store *data.Store, watch *etl.Watch, now func() time.Time) *metrics {
	m := &metrics{
		registry:  prometheus.NewRegistry(),
		runs:      prometheus.NewCounterVec(prometheus.CounterOpts{Name: "citas_runs_total", Help: "Runs, by what they did and what came of it."}, []string{"what", "outcome"}),
		seconds:   prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "citas_run_seconds", Help: "How long runs took.", Buckets: []float64{.1, .5, 1, 5, 15, 60, 300, 900}}, []string{"what"}),
		bytes:     prometheus.NewCounter(prometheus.CounterOpts{Name: "citas_fetched_bytes_total", Help: "Bytes that publishers sent, over the wire."}),
		documents: prometheus.NewCounter(prometheus.CounterOpts{Name: "citas_new_documents_total", Help: "Documents that were not in the archive before."}),
		rows:      prometheus.NewGauge(prometheus.GaugeOpts{Name: "citas_rows", Help: "Rows in the releases of the last load."}),
		held:      prometheus.NewGauge(prometheus.GaugeOpts{Name: "citas_held_releases", Help: "Releases that are refused or wait for a decision, after the last load."}),
	}
	m.registry.MustRegister(m.runs, m.seconds, m.bytes, m.documents, m.rows, m.held, &standing{store: store, watch: watch, now: now})
	return m
}

// heard counts a run.
func (m *metrics) heard(r etl.Run) {
	m.runs.WithLabelValues(r.What, r.Outcome).Inc()
	m.seconds.WithLabelValues(r.What).Observe(float64(r.Millis) / 1000)
	m.bytes.Add(float64(r.Bytes))
	m.documents.Add(float64(r.New))
	if r.Edition != "" {
		m.rows.Set(float64(r.Rows))
		m.held.Set(float64(r.Held))
	}
}

var (
	editionAge  = prometheus.NewDesc("citas_edition_age_seconds", "Time since the edition that is served was built.", nil, nil)
	editionInfo = prometheus.NewDesc("citas_edition_info", "The edition that is served.", []string{"edition", "label"}, nil)
	daysLate    = prometheus.NewDesc("citas_source_days_late", "Days after the day on which a release was expected; 0 within the time allowed.", []string{"source"}, nil)
	sourceState = prometheus.NewDesc("citas_source_state", "1 for the state in which a source is.", []string{"source", "state"}, nil)
	checkAge    = prometheus.NewDesc("citas_source_check_age_seconds", "Time since the publisher was last asked.", []string{"source"}, nil)
)

// standing collects what is so at the moment of a scrape.
type standing struct {
	store *data.Store
	watch *etl.Watch
	now   func() time.Time
}

// Describe names what is collected.
func (s *standing) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{editionAge, editionInfo, daysLate, sourceState, checkAge} {
		out <- d
	}
}

// Collect leaves out what is not known: an edition that is not there has no age.
func (s *standing) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if e, err := s.store.Acquire(context.Background()); err == nil {
		gauge(editionInfo, 1, e.ID(), e.Manifest.Label)
		if at, err := time.Parse(time.RFC3339, e.Manifest.BuiltAt); err == nil {
			gauge(editionAge, s.now().Sub(at).Seconds())
		}
		e.Release()
	}
	list, err := s.watch.Sources()
	if err != nil {
		return
	}
	for _, x := range list {
		gauge(daysLate, float64(x.DaysLate), x.Source)
		gauge(sourceState, 1, x.Source, x.State)
		if at, err := time.Parse(time.RFC3339, x.LastChecked); err == nil {
			gauge(checkAge, s.now().Sub(at).Seconds(), x.Source)
		}
	}
}

// privateWait is for how long the private port waits on whoever came to it.
const privateWait = 10 * time.Second

// handler is the private port: metrics and the profiles of the Go runtime.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}

// serve answers on a private address until ctx ends. It refuses one that the internet
// may reach: profiles tell what is in memory.
func (m *metrics) serve(ctx context.Context, addr string) (stop func(), at string, err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, "", err
	}
	if tcp, ok := listener.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() && !tcp.IP.IsPrivate() {
		listener.Close()
		return nil, "", exit{exitUsage, fmt.Sprintf("--metrics-addr %s: expected a loopback or private address", addr)}
	}
	server := &http.Server{Handler: m.handler(), ReadHeaderTimeout: privateWait, IdleTimeout: privateWait}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return // the site does not stand or fall with its metrics
		}
	}()
	return func() { server.Close(); <-done }, listener.Addr().String(), nil
}
