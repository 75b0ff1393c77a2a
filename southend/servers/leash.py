"""Run a program that ends when the process that asked for it ends, however that ends.

Called as a script by processes.start; the standard library alone, so that it costs little.
Usage: leash.py PARENT PROGRAM [ARGUMENT…]
"""

import ctypes
import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>


def main(parent: int, command: list[str]) -> None:
    """Ask the kernel for SIGTERM at the parent's death, then become the program.

    Other kernels than Linux have no such request; there an orderly stop is all there is.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("The process that asked for this one is gone.")
    os.execvp(command[0], command)  # noqa: S606 - the whole purpose: no shell, one program


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
