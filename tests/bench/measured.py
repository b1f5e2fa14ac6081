"""One row of the table: how long, how much memory, how large a file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Measured:
    """What was measured of one participant, in all rounds."""

    name: str
    about: str = ""
    times: list[float] = field(default_factory=list)
    """Seconds."""
    peak_kb: int = 0
    size: int = 0
    missing: str = ""
    """Why nothing could be measured; empty when something was."""

    def add(self, told: str) -> None:
        """Take in what a worker told, as JSON with ``times``, ``peak_kb`` and ``size``."""
        data = json.loads(told)
        self.times += data["times"]
        self.peak_kb = max(self.peak_kb, data["peak_kb"])
        self.size = data["size"]

    @property
    def milliseconds(self) -> float:
        """The median."""
        return 1000 * median(self.times)


def table(rows: list[Measured], against: dict[str, str]) -> str:
    """The rows as text. ``against`` says which other row a row is compared with."""
    by_name = {row.name: row for row in rows}
    shown = [["", "median", "kvot", "mot", "minne", "fil"]]
    for row in rows:
        if row.missing:
            shown.append([row.name, "saknas", "", "", "", row.missing])
            continue
        other = by_name.get(against.get(row.name, ""))
        ratio = f"{row.milliseconds / other.milliseconds:.2f}" if other and other.times else ""
        size = f"{row.size / 1000:.0f} kB" if row.size else ""
        name = other.name if ratio and other else ""
        shown.append([row.name, f"{row.milliseconds:.1f} ms", ratio, name, f"{row.peak_kb / 1024:.0f} MB", size])
    widths = [max(len(line[column]) for line in shown) for column in range(len(shown[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, 3) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in shown
    )
