"""A file without a manifest is told by its footer what it seems to be."""

from __future__ import annotations

import pytest

from generator.formats.docx import standard_shell
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.readback.footers import Footer, footer_of, no_agreement
from tests.cases.documents import made
from tests.readback.sent import sent


def a_file(case: str, extension: str, place: int) -> bytes:
    documents, options = made(case)
    return get_format(extension).render(documents[place], RenderOptions(draft=options.draft))


@pytest.mark.parametrize("extension", ["docx", "pdf"])
@pytest.mark.parametrize(("case", "place", "footer"), [("vuxen", 0, Footer.PERSON), ("bjurholm", 1, Footer.ANNEX)])
def test_our_own_files_are_known(case: str, place: int, footer: Footer, extension: str) -> None:
    assert footer_of(a_file(case, extension, place)) is footer


def test_a_word_shell_is_known() -> None:
    assert footer_of(standard_shell()) is Footer.SHELL


def test_an_agreement_with_its_manifest_is_never_said_to_be_no_agreement() -> None:
    assert no_agreement(sent("bjurholm").content) == ""
    assert "inte en överenskommelse" in no_agreement(a_file("bjurholm", "docx", 1))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 avbruten", b"PK\x03\x04 avbruten", b"text", b"\x00" * 100])
def test_what_cannot_be_read_is_unknown(content: bytes) -> None:
    assert footer_of(content) is Footer.UNKNOWN
    assert no_agreement(content) == ""
