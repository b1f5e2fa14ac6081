"""A file without a manifest is told by its footer what it seems to be."""

from __future__ import annotations

import pytest

from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.readback.footers import Footer, footer_of
from tests.cases.documents import made


def a_file(case: str, extension: str, place: int) -> bytes:
    documents, options = made(case)
    return get_format(extension).render(documents[place], RenderOptions(draft=options.draft))


@pytest.mark.parametrize("extension", ["docx", "pdf"])
@pytest.mark.parametrize(("case", "place", "footer"), [("vuxen", 0, Footer.PERSON), ("bjurholm", 1, Footer.ANNEX)])
def test_our_own_files_are_known(case: str, place: int, footer: Footer, extension: str) -> None:
    assert footer_of(a_file(case, extension, place)) is footer


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 avbruten", b"PK\x03\x04 avbruten", b"text", b"\x00" * 100])
def test_what_cannot_be_read_is_unknown(content: bytes) -> None:
    assert footer_of(content) is Footer.UNKNOWN
