"""Starting the others: where their things lie, how they are timed, and how one that is not here is told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from time import perf_counter

from tests.bench.measured import Measured
from tests.tools import REPOSITORY

FOLDER = REPOSITORY / "var" / "bench"
_LIMIT = 300


class Missing(Exception):  # noqa: N818 - no error of ours: the participant is not on this machine
    """The participant cannot take part; the message says why."""


def told(command: list[str], extra: dict[str, str] | None = None) -> str:
    """What a worker printed; ``extra`` is added to its environment."""
    environment = {**os.environ, **(extra or {})}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=_LIMIT, env=environment, cwd=REPOSITORY
    )
    return done.stdout


def time_command(row: Measured, command: list[str]) -> None:
    """Time a command and note the memory of the largest process that it waited for."""
    start = perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Missing(f"{Path(command[0]).name} avbröt med {child.returncode}")
    row.times.append(perf_counter() - start)
    row.work.append(used.ru_utime + used.ru_stime)
    row.peak_kb = max(row.peak_kb, used.ru_maxrss)


def quietly(*command: str) -> None:
    """Run a command whose failure shows later, as a participant that is missing."""
    subprocess.run(command, capture_output=True, check=False, timeout=_LIMIT)
