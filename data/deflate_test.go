package data

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/klauspost/compress/flate"
)

// TestDeflaterKeepsEveryByte: of nothing, of less than a block, of exactly one and of many, written in parts of any size;
// and the bytes are the same on any number of cores.
func TestDeflaterKeepsEveryByte(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, deflateBlock - 1, deflateBlock, deflateBlock + 1, 5*deflateBlock + 12345} {
		text := make([]byte, size)
		for i := range text {
			text[i] = "0123456789,\n"[chance.IntN(12)]
		}
		var before []byte
		for _, cores := range []int{1, 2, 7} {
			was := runtime.GOMAXPROCS(cores)
			var out bytes.Buffer
			d := newDeflater(&out)
			for rest := text; len(rest) > 0; {
				n := min(len(rest), 1+chance.IntN(deflateBlock+deflateBlock/2))
				if _, err := d.Write(rest[:n]); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			err := d.Close()
			runtime.GOMAXPROCS(was)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(flate.NewReader(bytes.NewReader(out.Bytes())))
			if err != nil || !bytes.Equal(got, text) {
				t.Errorf("%d bytes came back as %d, %v", size, len(got), err)
			}
			if before != nil && !bytes.Equal(before, out.Bytes()) {
				t.Errorf("%d bytes: %d cores write other bytes", size, cores)
			}
			before = out.Bytes()
		}
	}
}

// TestDeflaterTellsOfAFailure: a disk that is full is known when the stream is closed, and nobody waits for ever.
func TestDeflaterTellsOfAFailure(t *testing.T) {
	full := errors.New("no room")
	d := newDeflater(writerFunc(func([]byte) (int, error) { return 0, full }))
	if _, err := d.Write(make([]byte, 20*deflateBlock)); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); !errors.Is(err, full) {
		t.Errorf("err = %v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
