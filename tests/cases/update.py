"""Writes what the cases give now: ``python -m tests.cases.update [FALL …]``. Read the difference before committing."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.cases.documents import CASES, expected_file, text_of


def update(cases: Sequence[str]) -> int:
    """Write the expected text of these cases, or of all; 2 when a name is no case."""
    unknown = [case for case in cases if case not in CASES]
    if unknown:
        print(f"Fallet ”{unknown[0]}” finns inte. Fall som finns: {', '.join(CASES)}.", file=sys.stderr)
        return 2
    for case in cases or CASES:
        path, text = expected_file(case), text_of(case)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(update(sys.argv[1:]))
