"""Files that are handed in as a returned agreement and are damaged, hostile or something else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.readback.returned import State
from generator.readback.word_package import MAX_PART, ReturnedFileError
from tests.formats.docx_reader import packed, parts_of
from tests.readback.sent import read, sent


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(content)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for each, xml in {**parts, name: change(parts.get(name, b""))}.items():
            archive.writestr(each, xml)
    return target.getvalue()


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a file that is no Word file": (lambda _: b"%PDF-1.7 hej", "ingen Word-fil"),
    "an empty file": (lambda _: b"", "ingen Word-fil"),
    "a locked file or one in Word's old format": (lambda _: b"\xd0\xcf\x11\xe0" + bytes(2000), "lösenord"),
    "a damaged file": (lambda content: content[:3000], "skadad"),
    "a file of fifty megabytes": (lambda _: b"PK\x03\x04" + bytes(50_000_000), "för stor"),
    "a file whose text is no XML": (lambda c: changed(c, DOCUMENT, lambda xml: xml[:5000]), "skadad"),
    "a file that declares entities": (
        lambda c: changed(c, DOCUMENT, lambda xml: b'<!DOCTYPE w [<!ENTITY a "b">]>' + xml.split(b"?>", 1)[-1]),
        "inte skriver",
    ),
    "a file that grows without end": (
        lambda c: changed(c, DOCUMENT, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b" " * (MAX_PART + 1))),
        "orimligt stor",
    ),
    "another text": (
        lambda _: foreign("Protokoll", "Nämnden beslutade att köpa in tre nya gräsklippare."),
        "liknar inte",
    ),
    "another language": (
        lambda _: foreign("Minutes", "The board decided to buy three new lawn mowers."),
        "liknar inte",
    ),
}
DOCUMENT = "word/document.xml"


def foreign(heading: str, text: str) -> bytes:
    word = docx.Document()
    word.add_heading(heading)
    word.add_paragraph(text)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_held_against_the_agreement_is_refused_with_the_reason(kind: str) -> None:
    change, reason = REFUSED[kind]
    with pytest.raises(ReturnedFileError, match=reason):
        read(change(sent("bjurholm").content), "bjurholm")


def test_what_is_not_read_of_a_file_is_said() -> None:
    content = changed(sent("bjurholm").content, "word/vbaProject.bin", lambda _: b"makro")
    content = changed(content, DOCUMENT, lambda xml: xml.replace(b"<w:body>", b"<w:body><w:p>%s</w:p>" % TEXT_BOX))
    returned = read(content, "bjurholm")
    assert [each.split()[2] for each in returned.remarks] == ["makron.", "textrutor"]
    assert {each.state for each in returned.clauses} == {State.UNCHANGED}


TEXT_BOX = b"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Hej</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


@settings(max_examples=40)
@given(data=st.data())
def test_no_damage_to_a_file_ends_in_anything_but_a_reading_or_a_refusal(data: st.DataObject) -> None:
    parts = parts_of(sent("bjurholm").content)
    xml = bytearray(parts[DOCUMENT])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(xml) - 40))
        xml[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    try:
        returned = read(packed({**parts, DOCUMENT: bytes(xml)}), "bjurholm")
    except ReturnedFileError as error:
        assert str(error)
    else:
        assert returned.clauses
