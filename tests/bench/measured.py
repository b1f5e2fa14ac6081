"""One row of the table: how long, how much work of a processor, how much memory, how large a file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from statistics import median

_WORDS = (0, 5)
"""Columns of words, which begin to the left."""


@dataclass
class Measured:
    """What was measured of one participant, in all rounds."""

    name: str
    about: str = ""
    times: list[float] = field(default_factory=list)
    """Seconds."""
    work: list[float] = field(default_factory=list)
    """Seconds of processor time, of the process and of those that it waited for; empty when it tells of none. On a
    machine that others use too it says more than the clock."""
    peak_kb: int = 0
    size: int = 0
    missing: str = ""
    """Why nothing could be measured; empty when something was."""

    def add(self, told: str) -> None:
        """Take in what a worker told, as JSON with ``times``, ``work``, ``peak_kb`` and ``size``."""
        data = json.loads(told)
        self.times += data["times"]
        self.work += data.get("work", [])
        self.peak_kb = max(self.peak_kb, data["peak_kb"])
        self.size = data["size"]

    @property
    def milliseconds(self) -> float:
        """The median."""
        return 1000 * median(self.times)

    @property
    def processor(self) -> float:
        """The median of processor time, in milliseconds; 0 when none is told."""
        return 1000 * median(self.work) if self.work else 0.0


def table(rows: list[Measured], against: dict[str, str]) -> str:
    """The rows as text. ``against`` says which other row a row is compared with."""
    by_name = {row.name: row for row in rows}
    shown = [["", "median", "kvot", "processor", "kvot", "mot", "minne", "fil"]]
    for row in rows:
        if row.missing:
            shown.append([row.name, "saknas", "", "", "", "", "", row.missing])
            continue
        other = by_name.get(against.get(row.name, ""))
        size = f"{row.size / 1000:.0f} kB" if row.size else ""
        name = other.name if other and other.times else ""
        shown.append([
            row.name, _time(row.milliseconds), _ratio(row.milliseconds, other.milliseconds if name and other else 0),
            _time(row.processor), _ratio(row.processor, other.processor if other else 0),
            name, f"{row.peak_kb / 1024:.0f} MB", size,
        ])
    widths = [max(len(line[column]) for line in shown) for column in range(len(shown[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in _WORDS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in shown
    )


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.1f} ms" if milliseconds else ""


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if one and other else ""
