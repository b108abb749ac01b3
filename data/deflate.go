package data

import (
	"bytes"
	"io"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate"
)

// deflateBlock is how much text is compressed by itself. The bytes follow from it, not from how many are at work.
const deflateBlock = 1 << 20

// flateWriters are used again: each holds a megabyte.
var flateWriters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 6)
	if err != nil {
		panic(err) // no such level
	}
	return w
}}

// deflater compresses blocks side by side and writes them in their order: one stream, as flate reads it.
type deflater struct {
	to    io.Writer
	block []byte
	queue chan chan []byte // of what the blocks became
	done  chan error
}

func newDeflater(to io.Writer) *deflater {
	d := &deflater{to: to, queue: make(chan chan []byte, runtime.GOMAXPROCS(0)), done: make(chan error, 1)}
	go d.write()
	return d
}

// write ends when the queue is closed; after a failure it takes blocks and forgets them.
func (d *deflater) write() {
	var failed error
	for next := range d.queue {
		if block := <-next; failed == nil {
			_, failed = d.to.Write(block)
		}
	}
	d.done <- failed
}

// Write never fails: what went wrong behind it comes up in Close.
func (d *deflater) Write(text []byte) (int, error) {
	for rest := text; len(rest) > 0; {
		n := min(len(rest), deflateBlock-len(d.block))
		d.block = append(d.block, rest[:n]...)
		if rest = rest[n:]; len(d.block) == deflateBlock {
			d.send((*flate.Writer).Flush)
		}
	}
	return len(text), nil
}

// send lets the block be compressed, up to an end that Flush or Close writes.
func (d *deflater) send(end func(*flate.Writer) error) {
	block, became := d.block, make(chan []byte, 1)
	d.block = make([]byte, 0, deflateBlock)
	d.queue <- became // waits while as many are at work as there are cores
	go func() {
		var out bytes.Buffer // takes everything: its writer does not fail
		w := flateWriters.Get().(*flate.Writer)
		w.Reset(&out)
		_, _ = w.Write(block)
		_ = end(w)
		flateWriters.Put(w)
		became <- out.Bytes()
	}()
}

// Close ends the stream. What it goes to stays open.
func (d *deflater) Close() error {
	d.send((*flate.Writer).Close)
	close(d.queue)
	return <-d.done
}
