"""The pocket card is one page that says what matters, in whatever agreement it comes along."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest

from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from tests.cases.documents import CASES, made
from tests.formats.reading import open_pdf
from tests.tools import require_tool

CARD = "fickkort"
WITH_CARD = [case for case in CASES if any(document.plan == CARD for document in made(case)[0])]


def card(case: str) -> tuple[Document, RenderOptions]:
    documents, options = made(case)
    return next(document for document in documents if document.plan == CARD), options


def text(case: str) -> str:
    document, options = card(case)
    return get_format("txt").render(document, options).decode()


@pytest.mark.parametrize("case", WITH_CARD)
def test_the_card_is_one_page_of_paper(case: str) -> None:
    document, options = card(case)
    assert len(open_pdf(get_format("pdf").render(document, options)).pages) == 1


def test_the_word_file_is_one_page_too_even_with_the_fonts_of_another_machine(tmp_path: Path) -> None:
    soffice = require_tool("soffice", "libreoffice-writer")
    for case in WITH_CARD:
        document, options = card(case)
        (tmp_path / f"{case}.docx").write_bytes(get_format("docx").render(document, options))
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "pdf"]
    files = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=280)
    pages = {path.stem: len(pikepdf.open(path).pages) for path in tmp_path.glob("*.pdf")}
    assert pages == dict.fromkeys(WITH_CARD, 1)


@pytest.mark.parametrize("case", WITH_CARD)
def test_the_card_says_whom_to_ring_what_not_to_write_and_asks_the_age_first(case: str) -> None:
    words = text(case)
    assert {"112", "114"} <= set(words.replace(",", " ").replace(".", " ").split())
    assert "e-post, kalender eller sms" in words
    assert "Kväll, natt och helg" in words
    steps = [line for line in words.splitlines() if line[1:3] == ") "]
    assert steps[0].startswith("a) Fråga: Är du under 18 år?")
