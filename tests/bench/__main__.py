"""Measures ours and the others side by side and prints a table: ``python -m tests.bench [OMGÅNGAR]``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial

from tests.bench import office, peers
from tests.bench.measured import Measured, table
from tests.bench.running import Missing
from tests.tools import REPOSITORY

_ROUNDS = 3
MEMORY_MB = 250


def _ours(name: str, row: Measured, times: int) -> None:
    command = [sys.executable, "-m", "tests.bench.worker", name, str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    row.add(done.stdout)


WORKER = "en arbetare, alla filer"
"""A whole worker of the service that has made every file of the agreement: what it takes of the machine's memory."""
PARTICIPANTS: list[tuple[str, Callable[[Measured, int], None], int]] = [
    # Name, how it is measured, runs in each round.
    ("regler med förklaringar", partial(_ours, "regler"), 10),
    ("DOCX", partial(_ours, "docx"), 10),
    ("docxtpl, enkel mall", partial(_ours, "docxtpl"), 10),
    ("docxtemplater, enkel mall", peers.docxtemplater, 10),
    ("PDF", partial(_ours, "pdf"), 5),
    ("PDF en gång till", partial(_ours, "pdf-igen"), 10),
    ("Chromium, kall", peers.chromium, 2),
    ("LibreOffice, kall", office.cold, 1),
    ("LibreOffice, varm (unoserver)", office.warm, 5),
    ("Typst, enkla stycken", peers.typst, 10),
    ("blankett, ny", partial(_ours, "blankett"), 5),
    ("blankett ur minnet", partial(_ours, "blankett-igen"), 10),
    (WORKER, partial(_ours, "tjansten"), 2),
]
AGAINST = {
    "DOCX": "docxtemplater, enkel mall",
    "docxtpl, enkel mall": "DOCX",
    "docxtemplater, enkel mall": "DOCX",
    "PDF": "LibreOffice, varm (unoserver)",
    "Chromium, kall": "PDF",
    "LibreOffice, kall": "PDF",
    "LibreOffice, varm (unoserver)": "PDF",
    "Typst, enkla stycken": "PDF",
}


def main(rounds: int) -> None:
    """Measure all in turn, round after round, so that a busy moment of the machine hits nobody alone."""
    peers.install()
    peers.prepare()
    rows = [Measured(name) for name, _, _ in PARTICIPANTS]
    for number in range(1, rounds + 1):
        print(f"Omgång {number} av {rounds}", file=sys.stderr)
        for row, (_, measure, times) in zip(rows, PARTICIPANTS, strict=True):
            if row.missing:
                continue
            try:
                measure(row, times)
            except (Missing, subprocess.SubprocessError, OSError) as reason:
                row.missing = str(reason) if isinstance(reason, Missing) else f"avbröts: {type(reason).__name__}"
    print(table(rows, AGAINST))
    print(summary(rows))


def summary(rows: list[Measured]) -> str:
    """Who did not take part and why, and whether a worker keeps within its memory."""
    absent = "; ".join(f"{row.name} ({row.missing})" for row in rows if row.missing)
    lines = [f"Deltog inte: {absent}." if absent else "Alla deltog."]
    memory = next((row.peak_kb / 1024 for row in rows if row.name == WORKER and not row.missing), None)
    if memory is not None:
        lines.append(f"En arbetare tog som mest {memory:.0f} MB; målet är under {MEMORY_MB}.")
    return "\n".join(lines)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
