"""``python -m generator``."""

from __future__ import annotations

import io
import sys

from generator.cli.main import main

STOPPED = 130
"""What a shell expects of a program that somebody stopped with Ctrl-C."""


def _speak_utf8() -> None:
    """Swedish letters, dashes and quotes come out whatever the machine's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    _speak_utf8()
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(STOPPED)
