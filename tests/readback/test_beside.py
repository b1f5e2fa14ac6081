"""Texts that stand beside each other in a table, as where people sign, are read one after the other, line by line."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as WordDocument

from generator.document import SignatureBlock, SignatureRow, Signer
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from generator.readback.word_package import open_word
from generator.readback.word_reader import read_lines
from tests.formats.test_docx_text import one_section

ROWS = (SignatureRow("Namn", "Åsa"), SignatureRow("Ort och datum"))


def lines_of(content: bytes) -> list[str]:
    return [line.accepted for line in read_lines(open_word(content))]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_line_of_everybody_who_signs_is_a_line_of_its_own(count: int) -> None:
    block = SignatureBlock(tuple(Signer(f"u{place}", f"För {place}", ROWS) for place in range(count)))
    read = lines_of(DocxFormat().render(one_section(block), RenderOptions()))
    whole = [line for place in range(count) for line in (f"För {place}", "Underskrift", "Namn Åsa", "Ort och datum")]
    assert read[-4 * count :] == whole


def test_a_row_of_a_table_is_one_line_with_its_cells_apart() -> None:
    document = WordDocument()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Socialtjänsten", "010-10 10 10"
    table.cell(0, 1).add_paragraph("dygnet runt")
    stream = BytesIO()
    document.save(stream)
    assert lines_of(stream.getvalue()) == ["Socialtjänsten | 010-10 10 10 dygnet runt"]
