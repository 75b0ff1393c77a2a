"""The process that reads the files of an import beside the one that writes them.

Run as `python -m incidents.reader_process`. On standard input come the words of the code lists,
then one entry after the other; on standard output goes what became of each, its rows in columns.
A force is asked for by its name, and answered on standard input. It ends when its standard input
does: with the process that asked, however that ends. Loads no Django. ADR 0250.
"""

import gc
import signal
import sys
from typing import Any, BinaryIO

from incidents.intake import Intake
from incidents.read_ahead import ForceAnswer, ForceAsked, HeldAsked, handed_over, hear, say


class AskedForces(dict[str, ForceAnswer]):
    """Forces by name, each asked for once."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        super().__init__()
        self.source, self.target = source, target

    def __missing__(self, name: str) -> ForceAnswer:
        """Ask for one."""
        self[name] = self.ask(ForceAsked(name))
        return self[name]

    def holds(self, name: str) -> bool:
        """Tell whether a force is held."""
        return bool(self.ask(HeldAsked(name)))

    def ask(self, question: ForceAsked | HeldAsked) -> Any:  # noqa: ANN401 - as it is answered
        """Ask the process that writes, which answers when it next wants a file."""
        say(self.target, question)
        return hear(self.source)


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Read what is asked for, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is interrupted, and then ends this
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who asked is gone: nothing is left to do
    gc.disable()  # rows hold no cycles
    try:
        intake = Intake(hear(source), AskedForces(source, target))
        while True:
            say(target, handed_over(intake.read(hear(source))))
    except EOFError:
        return


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
