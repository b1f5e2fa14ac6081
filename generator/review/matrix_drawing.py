"""The matrix as a drawing: a row for each clause, a group of columns for each size, a square where it comes in."""

from __future__ import annotations

from xml.sax.saxutils import escape

from generator.review.matrix import Matrix, MatrixRow

_SQUARE, _GAP, _ROW = 9, 14, 12
_NAMES, _TOP = 330, 30
_MOST_LETTERS = 52
_IN, _OUT, _INK = "#1f4e5f", "#dfe8eb", "#1b2024"


def matrix_drawing(matrix: Matrix, rows: tuple[MatrixRow, ...]) -> str:
    """An SVG of the rows. Its words also stand in the table."""
    group = _SQUARE * len(matrix.problems) + _GAP
    width = _NAMES + group * len(matrix.references)
    parts = [_word(_NAMES + place * group, 18, each.words) for place, each in enumerate(matrix.references)]
    for line, row in enumerate(rows):
        top = _TOP + line * _ROW
        parts.append(_word(0, top + 9, _short(row.heading)))
        parts += [
            _square(_NAMES + place * group + column * _SQUARE, top, (each.size, problem) in row.fires)
            for place, each in enumerate(matrix.references)
            for column, (problem, _) in enumerate(matrix.problems)
        ]
    height = _TOP + _ROW * len(rows) + 4
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'


def _word(x: int, y: int, text: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="10" fill="{_INK}">{escape(text)}</text>'


def _square(x: int, y: int, is_in: bool) -> str:
    return f'<rect x="{x}" y="{y + 1}" width="8" height="9" fill="{_IN if is_in else _OUT}"/>'


def _short(heading: str) -> str:
    return heading if len(heading) <= _MOST_LETTERS else f"{heading[: _MOST_LETTERS - 1].rstrip()}…"
