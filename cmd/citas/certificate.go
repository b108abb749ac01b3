package main

import (
	"crypto/tls"
	"os"
	"sync"
	"time"
)

// certificateEvery is how often the files of a certificate are looked at.
const certificateEvery = time.Minute

// keyPair is a certificate in files that something else renews.
type keyPair struct {
	cert, key string
	now       func() time.Time

	mu      sync.Mutex
	current *tls.Certificate
	changed time.Time // of the certificate's file
	looked  time.Time
}

func newKeyPair(cert, key string, now func() time.Time) (*keyPair, error) {
	p := &keyPair{cert: cert, key: key, now: now}
	return p, p.read()
}

// read loads the files if the certificate is another than before.
func (p *keyPair) read() error {
	p.looked = p.now()
	info, err := os.Stat(p.cert)
	if err != nil {
		return err
	}
	if info.ModTime().Equal(p.changed) {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(p.cert, p.key)
	if err != nil {
		return err
	}
	p.current, p.changed = &pair, info.ModTime()
	return nil
}

// certificate is for tls.Config: the newest that could be read. One that is half written
// leaves the one before in place.
func (p *keyPair) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now().Sub(p.looked) >= certificateEvery {
		_ = p.read()
	}
	return p.current, nil
}
