package views

import (
	"io"
	"net"
	"net/netip"
	"sync"
)

// connections is a listener that bounds how many connections are open at once, in all and
// of one reader: otherwise whoever opens them all and says nothing keeps everybody out.
// Those beyond the bound of all wait in the system's queue; those beyond a reader's are
// closed. (netutil.LimitListener knows no readers, and hides from net/http that a file can
// go to a socket without passing through memory.)
type connections struct {
	net.Listener
	counted func(netip.Addr) (key uint64, ok bool) // the reader of an address; false for whom no bound holds
	each    int
	places  chan struct{}
	closed  chan struct{}
	close   func() error

	mu   sync.Mutex
	open map[uint64]int // by reader
}

func newConnections(l net.Listener, most, each int, counted func(netip.Addr) (uint64, bool)) *connections {
	x := &connections{Listener: l, counted: counted, each: each, places: make(chan struct{}, most), closed: make(chan struct{}), open: map[uint64]int{}}
	x.close = sync.OnceValue(func() error {
		close(x.closed)
		return l.Close()
	})
	return x
}

// Close ends Accept, also where it waits for a place.
func (x *connections) Close() error { return x.close() }

// Accept waits for a place, then for a connection that its reader may have.
func (x *connections) Accept() (net.Conn, error) {
	for {
		select {
		case x.places <- struct{}{}:
		case <-x.closed:
			return nil, net.ErrClosed
		}
		c, err := x.Listener.Accept()
		if err != nil {
			<-x.places
			return nil, err
		}
		key, counted := x.counted(addrOf(c.RemoteAddr().String()))
		if !counted {
			return x.held(c, func() {}), nil
		}
		if x.enter(key) {
			return x.held(c, func() { x.leave(key) }), nil
		}
		c.Close()
		<-x.places
	}
}

func (x *connections) enter(key uint64) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.open[key] >= x.each {
		return false
	}
	x.open[key]++
	return true
}

func (x *connections) leave(key uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.open[key]--; x.open[key] == 0 {
		delete(x.open, key)
	}
}

func (x *connections) held(c net.Conn, leave func()) net.Conn {
	return &connection{Conn: c, release: sync.OnceFunc(func() { leave(); <-x.places })}
}

// connection gives its place back when it is closed.
type connection struct {
	net.Conn
	release func()
}

// Close closes it; twice does no more.
func (c *connection) Close() error {
	defer c.release()
	return c.Conn.Close()
}

// ReadFrom lets the system send a file.
func (c *connection) ReadFrom(from io.Reader) (int64, error) {
	if to, ok := c.Conn.(io.ReaderFrom); ok {
		return to.ReadFrom(from)
	}
	return io.Copy(struct{ io.Writer }{c.Conn}, from)
}

// CloseWrite lets net/http end an answer to somebody who is still sending.
func (c *connection) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}
