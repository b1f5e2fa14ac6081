"""Text is read out of what others have made, and what cannot be read is said plainly."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.readback.foreign import MAX_TEXT, ForeignText, read_foreign
from generator.readback.word_package import MAX_FILE, ReturnedFileError
from tests.readback.foreign_files import TEXT, locked, part_of, pdf, saved, with_part, word

WORD_PART = "word/document.xml"


def words(text: str) -> str:
    """The text without its line ends, which every format sets in its own way."""
    return " ".join(text.split())


def refused(content: bytes) -> str:
    with pytest.raises(ReturnedFileError) as caught:
        read_foreign(content)
    return str(caught.value)


# --- What can be read ---


@pytest.mark.parametrize(
    ("content", "kind"),
    [(word(), "Word"), (pdf(), "PDF"), ("\n\n".join(TEXT).encode(), "text")],
    ids=["word", "pdf", "text"],
)
def test_the_same_words_are_read_from_every_kind_of_file(content: bytes, kind: str) -> None:
    found = read_foreign(content)
    assert (found.kind, words(found.text), found.remarks) == (kind, " ".join(TEXT), ())


def test_paragraphs_of_a_word_file_stay_apart() -> None:
    assert read_foreign(word("Ett", "Två")).text == "Ett\n\nTvå"


def test_tables_are_read_cell_by_cell() -> None:
    document = WordDocument()
    document.add_paragraph("Kontakter")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Socialtjänsten", "010-10 10 10"
    assert read_foreign(saved(document)).text.split("\n\n") == ["Kontakter", "Socialtjänsten", "010-10 10 10"]


def test_footnotes_are_read() -> None:
    notes = (
        '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:footnote><w:p><w:r><w:t>Se 12 kap. 2 § OSL.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    content = with_part(word("Text"), "word/footnotes.xml", notes.encode())
    assert read_foreign(content).text == "Text\n\nSe 12 kap. 2 § OSL."


def test_tracked_changes_are_read_as_if_they_were_accepted_and_that_is_told() -> None:
    document = WordDocument()
    paragraph = document.add_paragraph("Enligt ")
    for kind, tag, text in (("w:del", "w:delText", "2 kap. 1 §"), ("w:ins", "w:t", "4 kap. 1 §")):
        change, run, told = OxmlElement(kind), OxmlElement("w:r"), OxmlElement(tag)
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "A")
        told.text = text
        run.append(told)
        change.append(run)
        paragraph._p.append(change)
    found = read_foreign(saved(document))
    assert found.text == "Enligt 4 kap. 1 §"
    assert found.remarks == ("Filen har spårade ändringar. Texten är läst som om de vore godkända.",)


def test_the_text_of_a_text_box_is_read_once() -> None:
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>I rutan</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>I rutan</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    content = word("Före rutan.")
    xml = part_of(content, WORD_PART).replace(b"</w:p>", f"{box}</w:p>".encode(), 1)
    assert read_foreign(with_part(content, WORD_PART, xml)).text == "Före rutan.\n\nI rutan"


def test_a_pdf_that_anybody_may_open_is_read_although_it_is_encrypted() -> None:
    assert words(read_foreign(locked(pdf(), "")).text) == " ".join(TEXT)


def test_pages_without_text_are_told_and_the_others_read() -> None:
    one, two = read_foreign(pdf("\n".join(TEXT), "", "\n".join(TEXT))), read_foreign(pdf("", "\n".join(TEXT), ""))
    assert words(one.text).count(TEXT[1]) == 2
    assert one.remarks == ("Sidan 2 saknar text, troligen för att den är inskannad. Den är inte läst.",)
    assert two.remarks == ("Sidorna 1 och 3 saknar text, troligen för att de är inskannade. De är inte lästa.",)


def test_old_windows_text_is_read_and_the_guess_is_told() -> None:
    found = read_foreign("Överenskommelse på åtta sidor".encode("cp1252"))
    assert found.text == "Överenskommelse på åtta sidor"
    assert "inte UTF-8" in found.remarks[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_whatever_unicode_it_is_in(encoding: str) -> None:
    assert read_foreign("Överenskommelse".encode(encoding)) == ForeignText("Överenskommelse", "text")


def test_what_is_longer_than_anybody_reads_is_cut_and_told() -> None:
    found = read_foreign(b"a " * (MAX_TEXT // 2 + 10))
    assert len(found.text) == MAX_TEXT
    assert "mycket lång" in found.remarks[0]


def test_macros_are_told_and_not_run() -> None:
    found = read_foreign(with_part(word("Text"), "word/vbaProject.bin", b"makro"))
    assert found.text == "Text"
    assert found.remarks == ("Filen innehåller makron. De har inte körts; bara texten är läst.",)


# --- What cannot ---

SCANNED = pdf("", "")
BOMB = zlib.compress(b"\x00" * 60_000_000, 9)
CANNOT = {
    "empty": (b"", "tom"),
    "only spaces": (b"  \n ", "tom"),
    "50 MB": (b"a" * 50_000_000, "för stor: 50 MB"),
    "scanned": (SCANNED, "inskannad"),
    "locked PDF": (locked(pdf(), "hemligt"), "lösenord"),
    "damaged PDF": (pdf()[:2000], "PDF-filen"),
    "no PDF inside": (b"%PDF-1.7\nnonsens", "PDF-filen är skadad"),
    "old Word or locked": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "äldre format"),
    "damaged Word": (word()[:900], "skadad"),
    "another zip": (with_part(word(), WORD_PART, b"")[:30], "skadad"),
    "RTF": (b"{\\rtf1 text}", "RTF-fil"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "bild"),
    "packed": (b"\x1f\x8b" + b"\x00" * 50, "packad"),
    "program": (b"\x7fELF" + b"\x00" * 50, "varken"),
    "no letters": (b"1234 5678", "ingen text"),
    "entities": (
        with_part(
            word(),
            WORD_PART,
            b'<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&a;</w:document>',
        ),
        "XML som Word inte skriver",
    ),
    "bomb": (with_part(word(), WORD_PART, b"<w>" + b" " * 60_000_000 + b"</w>"), "orimligt stor"),
}


@pytest.mark.parametrize(("content", "said"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_read_is_said_in_swedish(content: bytes, said: str) -> None:
    message = refused(content)
    assert said in message
    assert message.endswith(".") and "Error" not in message


def test_a_stream_of_a_pdf_that_swells_is_not_unpacked_without_end() -> None:
    header = f"<< /Length {len(BOMB)} /Filter /FlateDecode >>".encode()
    stream = b"4 0 obj\n" + header + b"\nstream\n" + BOMB + b"\nendstream\nendobj\n"
    page = b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
    pages = b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    root = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    content = b"%PDF-1.7\n" + root + pages + page + stream + b"trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF"
    assert "PDF-filen" in refused(content)


def test_the_limit_is_that_of_every_file_that_is_handed_in() -> None:
    assert "för stor" not in refused(b"1" * MAX_FILE)
    assert "för stor" in refused(b"1" * (MAX_FILE + 1))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04"]))
def test_no_bytes_break_the_reading(noise: bytes, start: bytes) -> None:
    try:
        found = read_foreign(start + noise)
    except ReturnedFileError as error:
        assert str(error).endswith(".")
    else:
        assert any(letter.isalpha() for letter in found.text)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_byte_changed_in_a_file_never_breaks_the_reading(place: int, value: int) -> None:
    for original in (_WORD, _PDF):
        changed = bytearray(original)
        changed[place % len(changed)] = value
        try:
            assert isinstance(read_foreign(bytes(changed)), ForeignText)
        except ReturnedFileError as error:
            assert str(error).endswith(".")


_WORD, _PDF = word(), pdf()


def test_nothing_is_written_anywhere(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("a file was opened"))
    assert read_foreign(_WORD).kind == "Word"
    assert BytesIO(_WORD).read() == _WORD


# --- What can still be read -------------------------------------------------------------------------------------------


def test_of_a_damaged_text_what_comes_before_the_damage_is_read_and_it_is_said() -> None:
    whole = word(*(f"Stycke {number} om samverkan." for number in range(40)))
    xml = part_of(whole, "word/document.xml")
    found = read_foreign(with_part(whole, "word/document.xml", xml[: len(xml) * 2 // 3]))
    assert "Stycke 0 om samverkan." in found.text
    assert "Stycke 39" not in found.text
    assert any("skadad" in each for each in found.remarks)


def test_damaged_footnotes_are_told_of_and_the_text_is_read() -> None:
    found = read_foreign(with_part(word(), "word/footnotes.xml", b"<trasig"))
    assert found.text == "\n\n".join(TEXT)
    assert found.remarks == ("Filens fotnoter är skadade och inte lästa.",)


SWEDISH = "Kommunen och polisen ska hjälpa den som vill lämna, och ingen ska behöva berätta allt för flera. " * 8
OTHERS = {
    "English": "The municipality and the police shall help whoever wants to leave, and tell nobody else of it. " * 8,
    "Norwegian": "Kommunen og politiet skal hjelpe den som vil ut, og ingen skal måtte fortelle alt til flere. " * 8,
    "Danish": "Kommunen og politiet skal hjælpe dem, der vil ud, og ingen skal fortælle det hele til flere. " * 8,
    "Finnish": "Kunta ja poliisi auttavat häntä, joka haluaa lähteä, eikä kenenkään tarvitse kertoa kaikkea. " * 8,
}


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_in_another_language_is_said_to_be(language: str) -> None:
    assert any("inte vara på svenska" in each for each in read_foreign(OTHERS[language].encode()).remarks)
    assert read_foreign(OTHERS[language][:200].encode()).remarks == ()


def test_a_swedish_text_is_not_said_to_be_in_another_language() -> None:
    assert read_foreign(SWEDISH.encode()).remarks == ()
