"""A PDF about a person can be locked with a password; nothing else can, and nothing passes for locked that is not."""

from __future__ import annotations

import logging
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from generator.document import DocumentKind
from generator.errors import RenderError
from generator.formats.options import RenderOptions
from generator.formats.password import checked_password
from generator.formats.pdf import PdfFormat
from generator.formats.registry import FORMAT_NAMES, get_format
from tests.formats.reading import pdf_text
from tests.formats.sample import SAMPLES, sample_agreement, sample_form
from tests.tools import require_tool

CHOSEN = "tre små ord"
LOCKED = RenderOptions(fillable=True, password=CHOSEN)
OPEN = RenderOptions(fillable=True)


def made() -> bytes:
    return PdfFormat().render(sample_form("Åsa"), LOCKED)


def test_without_the_password_nothing_can_be_read() -> None:
    content = made()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(content))
    assert PdfReader(BytesIO(content)).decrypt("fel lösenord") == 0
    for readable in ("Samtycke", "Handling", "person-namn", "pdfuaid", "Bjurholm"):
        assert readable.encode() not in content
        assert readable.encode("utf-16-be") not in content


def test_with_the_password_it_is_the_same_paper_with_the_same_fields() -> None:
    with pikepdf.open(BytesIO(made()), password=CHOSEN) as file:
        opened = BytesIO()
        file.save(opened, encryption=False)
    plain = PdfFormat().render(sample_form("Åsa"), OPEN)
    assert pdf_text(opened.getvalue()) == pdf_text(plain)
    fields = [PdfReader(BytesIO(content)).get_fields() or {} for content in (opened.getvalue(), plain)]
    assert fields[0].keys() == fields[1].keys() != set()


def test_it_is_locked_with_the_strongest_that_the_standard_has_and_may_be_read_aloud() -> None:
    with pikepdf.open(BytesIO(made()), password=CHOSEN) as file:
        assert (file.encryption.R, file.encryption.V, file.encryption.bits) == (6, 5, 256)
        assert {str(file.encryption.stream_method), str(file.encryption.string_method)} == {"EncryptionMethod.aesv3"}
        assert file.trailer.Encrypt.get("/EncryptMetadata", True) is True
        assert file.allow.accessibility


def test_it_is_accessible_and_no_archive_file() -> None:
    with pikepdf.open(BytesIO(made()), password=CHOSEN) as file:
        xmp = file.open_metadata()
        assert "pdfaid:part" not in xmp
        assert (xmp["pdfuaid:part"], xmp["dc:title"]) == ("1", "Handling")
        assert set(file.docinfo.keys()) == {"/Title"}
        assert "/StructTreeRoot" in file.Root


def test_a_locked_file_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    path.write_bytes(made())
    command = [require_tool("qpdf", "qpdf"), f"--password={CHOSEN}", "--check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_key_is_drawn_anew_each_time() -> None:
    assert made() != made()


def test_a_letter_written_in_two_ways_is_one_password() -> None:
    assert checked_password("lo\u0308senord") == checked_password("lösenord")


@pytest.mark.parametrize(("password", "said"), [
    ("", "kort"), ("sjuteck", "kort"), ("å" * 64, "långt"), ("med\nradbrytning", "tecken"),
    ("osynlig\u200bt", "tecken"),
])
def test_a_password_that_would_not_protect_is_refused_without_being_quoted(password: str, said: str) -> None:
    with pytest.raises(RenderError, match=said) as caught:
        PdfFormat().render(sample_form(), RenderOptions(password=password))
    assert not password or password not in str(caught.value)


@pytest.mark.parametrize("name", FORMAT_NAMES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
def test_everything_but_a_persons_pdf_refuses_a_password(name: str, sample) -> None:
    if name == "pdf" and sample().kind is DocumentKind.PERSON:
        return
    with pytest.raises(RenderError, match="Bara en PDF om en person"):
        get_format(name).render(sample(), LOCKED)


def test_the_password_is_never_logged(caplog) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(RenderError):
        made()
        PdfFormat().render(sample_agreement(), LOCKED)
    assert CHOSEN not in caplog.text
