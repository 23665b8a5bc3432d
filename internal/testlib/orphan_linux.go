package testlib

import (
	"os/exec"
	"syscall"
)

// namespaces says that isolate works here.
const namespaces = true

// dieWithTest makes the kernel end the child when the test is killed and can clean
// up nothing itself, as after a timeout.
func dieWithTest(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
}

// isolate runs the child in mount and process namespaces of its own, of which it is
// the first process: what it mounts nobody else sees, and when it dies, with the
// test at the latest, all that it started dies with it.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Pdeathsig:    syscall.SIGKILL,
		Cloneflags:   syscall.CLONE_NEWPID,
		Unshareflags: syscall.CLONE_NEWNS, // mounts are made private, too
	}
}
