"""Long work for tests. It is called in another process, so it tells what it does in files."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from generator.errors import GeneratorError
from generator.web.job_kinds import IsCancelled, ReportProgress, register


def count(report_progress: ReportProgress, is_cancelled: IsCancelled, arguments: Mapping[str, object]) -> object:
    """Counts as far as it is asked to; with ``vanta``, until it is stopped or let go on by a file."""
    number = int(str(arguments["antal"]))
    for each in range(number):
        report_progress(each + 1, number)
    while arguments.get("vanta") and not is_cancelled() and not Path(str(arguments["vanta"])).exists():
        time.sleep(0.02)
    return {"antal": number, "process": os.getpid(), "prio": os.nice(0), "ord": "räksmörgås"}


def refuse(_: ReportProgress, __: IsCancelled, ___: Mapping[str, object]) -> object:
    raise GeneratorError("Planen finns inte längre.")


def fail(_: ReportProgress, __: IsCancelled, ___: Mapping[str, object]) -> object:
    raise ValueError("hemligt")


def answer_oddly(_: ReportProgress, __: IsCancelled, ___: Mapping[str, object]) -> object:
    return {1, 2}


def die(_: ReportProgress, __: IsCancelled, ___: Mapping[str, object]) -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def turn_a_deaf_ear(_: ReportProgress, __: IsCancelled, arguments: Mapping[str, object]) -> object:
    Path(str(arguments["fil"])).write_text(str(os.getpid()), encoding="ascii")
    time.sleep(300)
    return None


for work in (count, refuse, fail, answer_oddly, die, turn_a_deaf_ear):
    register(f"prov-{work.__name__}", work, "Ett prov", "health.health" if work is count else "")
