"""Reads the CSV tables that lie beside this module: strictly, as text, with file and line in every error.

What the columns mean is not known here; each table's own module gives them types.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from generator.errors import GeneratorError


class ReferenceDataError(GeneratorError):
    """A reference table cannot be used; the message names file and line."""

    code = "referensdata-fel"


@dataclass(frozen=True)
class Row:
    """One line of a table, with the place it came from."""

    file: str
    line: int
    """1-based line in the file; the heading is line 1."""
    values: Mapping[str, str]

    def optional(self, column: str) -> str:
        """The cell's text, possibly empty."""
        return self.values[column]

    def text(self, column: str) -> str:
        """The cell's text; an empty cell raises ReferenceDataError."""
        value = self.values[column]
        if not value:
            raise self.error(f"kolumnen {column} är tom")
        return value

    def number(self, column: str) -> int:
        """The cell as a whole number written with the digits 0–9 only; anything else raises ReferenceDataError."""
        value = self.values[column]
        if not (value.isascii() and value.isdigit()):
            raise self.error(f"kolumnen {column} ska vara ett heltal men är ”{value}”")
        return int(value)

    def error(self, message: str) -> ReferenceDataError:
        """An error that points at this row, for the caller to raise."""
        return ReferenceDataError(f"{self.file}:{self.line}: {message}")


def parse_table(file: str, lines: Iterable[str], columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows of a comma-separated table whose heading is exactly ``columns``; text in Unicode form C, ends trimmed.

    Raises ReferenceDataError when the heading differs, a row is short or long, or the quoting is broken.
    """
    reader = csv.reader(lines, strict=True)
    rows: list[Row] = []
    try:
        heading = tuple(next(reader, ()))
        if heading != columns:
            raise ReferenceDataError(f"{file}:1: rubrikraden ska vara {','.join(columns)} men är {','.join(heading)}")
        for cells in reader:
            if len(cells) != len(columns):
                message = f"raden ska ha {len(columns)} kolumner men har {len(cells)}"
                raise ReferenceDataError(f"{file}:{reader.line_num}: {message}")
            clean = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
            rows.append(Row(file, reader.line_num, dict(zip(columns, clean, strict=True))))
    except csv.Error as error:
        raise ReferenceDataError(f"{file}:{reader.line_num}: {error}") from error
    return tuple(rows)


def read_table(file: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows of a table shipped in this package. Raises ReferenceDataError as ``parse_table`` does."""
    text = (files("generator.reference") / file).read_text(encoding="utf-8")
    return parse_table(file, text.splitlines(keepends=True), columns)
