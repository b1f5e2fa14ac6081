"""The Word file and the PDF of every case hold the same words and numbers, as other programs read them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.document import Cell, Document, Field, Table
from generator.formats.registry import get_format
from tests.cases.documents import CASES, made
from tests.formats.reading import body_words, comparable, pdf_text
from tests.tools import require_tool


def documents() -> dict[str, tuple[Document, bytes]]:
    """Every document of every case as a Word file, by case and document."""
    found = {}
    for case in CASES:
        texts, options = made(case)
        for document in texts:
            found[f"{case}-{document.id}"] = (document, get_format("docx").render(document, options))
    return found


@pytest.fixture(scope="module")
def read_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What LibreOffice reads in each Word file. It is started once, with a profile that disturbs nobody's."""
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    soffice = require_tool("soffice", "libreoffice-writer")
    for name, (_, content) in documents().items():
        (folder / f"{name}.docx").write_bytes(content)
    command = [soffice, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless"]
    paths = sorted(map(str, folder.glob("*.docx")))
    options = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*command, *options, *paths], check=True, capture_output=True, timeout=280)
    return {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.glob("*.txt")}


@pytest.mark.parametrize("case", CASES)
def test_word_and_pdf_have_the_same_words_and_numbers(case: str, read_by_libreoffice: dict[str, str]) -> None:
    texts, options = made(case)
    for document in texts:
        pdf = without_repeated_headers(document, pdf_text(get_format("pdf").render(document, options)))
        word = read_by_libreoffice[f"{case}-{document.id}"]
        # LibreOffice shows the dash of a list as its own bullet.
        assert body_words(document, word.replace("•", "–")) == body_words(document, pdf)


def without_repeated_headers(document: Document, text: str) -> str:
    """The text of a PDF without the header rows that stand again at the top of a page where a table goes on."""
    tables = [block for _, section in document.walk() for block in section.blocks if isinstance(block, Table)]
    headers = {run_texts(table.header) for table in tables}
    begun = {run_texts(table.header) + run_texts(table.rows[0]) for table in tables if table.rows}
    first, *pages = (comparable(page) for page in text.split("\f"))
    for page in pages:
        repeated = next((header for header in headers if page.startswith(header) and header in first), "")
        is_new = any(page.startswith(each) and each not in first for each in begun)
        first += page if is_new else page.removeprefix(repeated)
    return first


def run_texts(row: tuple[Cell, ...]) -> str:
    """The words of a row."""
    return comparable("".join(each.text for cell in row for each in cell.inlines if not isinstance(each, Field)))
