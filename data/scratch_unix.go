//go:build unix

package data

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock on a file that ends with the process, unless another has it.
func tryLock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// alive reports whether a process runs, ours or another user's.
func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
