package testlib

import (
	"os/exec"
	"syscall"
)

// dieWithTest makes the kernel end the child when the test is killed and can clean
// up nothing itself, as after a timeout.
func dieWithTest(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
}
