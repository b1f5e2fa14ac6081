"""A paper in two languages: the same words in every format, each tagged with the language it is in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from generator.document import (
    Cell,
    ChoiceList,
    Document,
    DocumentKind,
    Field,
    FieldKind,
    FieldRow,
    ListBlock,
    ListItem,
    Option,
    Paragraph,
    Reference,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.formats.options import RenderOptions
from generator.formats.registry import FORMAT_NAMES, get_format
from generator.languages import SWEDISH_FURNITURE, Furniture, TwoLanguages, beside
from tests.formats.docx_reader import part
from tests.formats.reading import READERS, WHOLE_READERS, body_words, elements_in, open_pdf
from tests.tools import require_tool

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_LANG = "lang"
EVERY_FORMAT = pytest.mark.parametrize("name", FORMAT_NAMES)
FILLABLE = RenderOptions(fillable=True, signature_fields=True)


def two(own: str, other: str) -> str:
    return beside(own, other, "en")


def said(text: str, style: RunStyle = RunStyle.PLAIN) -> Run:
    return Run(text, style, "en")


def bilingual(**changed: object) -> Document:
    """A form with every kind of block, in Swedish and English."""
    name = Field("namn", FieldKind.TEXT, two("Namn", "Name"), two("Skriv tydligt.", "Write clearly."))
    day = Field("dag", FieldKind.DATE, two("Dag", "Day"))
    answers = (two("Ja", "Yes"), two("Nej", "No"))
    choice = Field("val", FieldKind.CHOICE, two("Vill du?", "Do you want to?"), "", answers)
    box = Field("parter.polis", FieldKind.CHECKBOX, two("Parter: Polisen", "Parties: The police"))
    blocks = (
        Paragraph((Run("Läs allt, se punkt\u00a0"), Reference("b", "2"), Run("."))),
        Paragraph((said("Read everything, "), said("please", RunStyle.STRONG), said("."))),
        Paragraph((said("See point\u00a0"), Reference("b", "2", "en"))),
        ListBlock(False, (ListItem("–", (Run("Ett"),)),)),
        ListBlock(False, (ListItem("–", (said("One"),)),)),
        FieldRow(name.label, (name,)),
        FieldRow(day.label, (day,)),
        FieldRow(choice.label, (choice,)),
        ChoiceList(two("Parter", "Parties"), (Option(two("Polisen", "The police"), False, box),)),
        Table("", (Cell((Run("Vad"), Run("\n"), said("What"))),), ((Cell((Run("Sak"), Run("\n"), said("Thing"))),),)),
    )
    signer = Signer("u", two("Du", "You"), (SignatureRow(two("Ort", "Place")),), two("Underskrift", "Signature"))
    sections = (
        Section("a", "1", two("Om pappret", "About the paper"), blocks),
        Section("b", "2", two("Slut", "End"), (SignatureBlock((signer,)),)),
    )
    lead = (Paragraph((Run("Svenskan gäller."),)), Paragraph((said("The Swedish is binding."),)))
    furniture = Furniture(page=two("Sida", "Page"), day_form=two("åååå-mm-dd", "yyyy-mm-dd"))
    made = {"id": "d", "kind": DocumentKind.PERSON, "title": "Blad", "day": date(2026, 11, 21), "sections": sections,
            "version_note": "Version 1.", "lead": lead, "furniture": furniture, "other_language": "en"}
    return Document(**{**made, **changed})  # type: ignore[arg-type]


ENGLISH = (
    *("The Swedish is binding.", "About the paper", "Read everything, ", "please", ".", "See ", "point\u00a0", "2"),
    *("One", "Name", "Write clearly.", "Day", "Do you want to?", "Yes", "No", "Parties", "The police"),
    *("What", "Thing", "End", "You", "Signature", "Place"),
)
"""All that is in English in the body, in reading order."""


def made(name: str, document: Document, options: RenderOptions | None = None) -> bytes:
    return get_format(name).render(document, options or RenderOptions())


@EVERY_FORMAT
def test_every_format_has_both_languages_in_the_same_order(name: str) -> None:
    document = bilingual()
    expected = body_words(document, READERS["txt"](made("txt", document)))
    assert body_words(document, READERS[name](made(name, document))) == expected


@EVERY_FORMAT
def test_which_language_is_binding_is_said_before_the_first_heading(name: str) -> None:
    text = " ".join(READERS[name](made(name, bilingual())).split())
    places = [text.index(words) for words in ("Svenskan gäller.", "The Swedish is binding.", "Om pappret")]
    assert places == sorted(places)


class _Languages(HTMLParser):
    """The texts in each language, by the nearest ``lang`` above them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._above = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "input", "meta", "col"):
            self._above.append(dict(attrs).get(XML_LANG) or self._above[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content changes nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "input", "meta", "col"):
            self._above.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append((self._above[-1], data.strip()))


@pytest.mark.parametrize("options", [RenderOptions(), FILLABLE], ids=["penna", "ifyllbar"])
def test_a_page_says_of_every_english_word_that_it_is_english_and_of_no_other(options: RenderOptions) -> None:
    reader = _Languages()
    reader.feed(made("html", bilingual(), options).decode())
    assert [text for language, text in reader.found if language == "en"] == [each.strip() for each in ENGLISH]
    assert ("sv-SE", "2") in reader.found  # the same number in a Swedish sentence
    assert {language for language, _ in reader.found} == {"sv-SE", "en"}


@pytest.mark.parametrize("options", [RenderOptions(), FILLABLE], ids=["penna", "ifyllbar"])
def test_a_word_file_says_of_every_english_word_that_it_is_english(options: RenderOptions) -> None:
    document = part(made("docx", bilingual(), options))
    english = [
        "".join(text.text or "" for text in run.iter(f"{W}t"))
        for run in document.iter(f"{W}r")
        for language in run.iterfind(f"{W}rPr/{W}lang[@{W}val='en']")
        if language is not None
    ]
    in_a_menu = {"Yes", "No"} if options.fillable else set()
    expected = [each for each in ENGLISH if each not in in_a_menu]
    assert [each for each in english if each] == [*joined(expected)]


def joined(texts: list[str]) -> Iterator[str]:
    """The texts as a Word file has them: there a run of text is not split before what belongs with the next."""
    start = ""
    for text in texts:
        if text == "See ":
            start = text
        else:
            yield start + text
            start = ""


def test_a_number_that_word_works_out_anew_stays_in_the_language_of_its_sentence() -> None:
    document = part(made("docx", bilingual()))
    (english,) = (each for each in document.iter(f"{W}p") if "See point" in "".join(each.itertext()))
    *telling, end = english.iter(f"{W}r")
    assert [run.find(f"{W}rPr/{W}lang").get(f"{W}val") for run in telling] == ["en"] * 5
    assert end.find(f"{W}fldChar").get(f"{W}fldCharType") == "end"


@pytest.mark.parametrize("options", [RenderOptions(), FILLABLE], ids=["penna", "ifyllbar"])
def test_a_pdf_tags_every_english_word_with_its_language_and_no_other(options: RenderOptions, tmp_path: Path) -> None:
    found = spoken(made("pdf", bilingual(), options), tmp_path / "prov.pdf")
    assert {language for language, _ in found} == {"sv-SE", "en"}
    english, swedish = (
        ["".join(text.split()) for spoken_in, text in found if spoken_in == language] for language in ("en", "sv-SE")
    )
    assert "".join(english) == "".join("".join(ENGLISH).split())
    assert not any(text in english for text in swedish if text.isalpha())


def spoken(content: bytes, path: Path) -> list[tuple[str, str]]:
    """Every piece of text of a PDF in reading order, with the language that its tags say."""
    path.write_bytes(content)
    program = require_tool("pdfinfo", "poppler-utils")
    tree = subprocess.run([program, "-struct-text", path], capture_output=True, text=True, check=True).stdout
    languages = languages_of(open_pdf(content))
    found: list[tuple[str, str]] = []
    above: list[tuple[int, str]] = []
    for line in tree.splitlines():
        depth, said = len(line) - len(line.lstrip()), line.strip()
        while above and above[-1][0] >= depth:
            above.pop()
        if said.startswith('"'):
            found.append((above[-1][1], said.strip('"')))
        elif not said.startswith(("Object", "/")):
            above.append((depth, next(languages)))
    assert next(languages, None) is None
    return found


def languages_of(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The language of each element of a PDF, its own or the one of what it is in."""

    def walk(element: pikepdf.Object, around: str) -> Iterator[str]:
        language = str(element.get("/Lang", around))
        yield language
        for kid in elements_in(element):
            yield from walk(kid, language)

    yield from walk(pdf.Root.StructTreeRoot.K[0], str(pdf.Root.Lang))


def test_a_document_in_one_language_tags_none() -> None:
    section = Section("a", "1", "Om", (Paragraph((Run("Text."),)),))
    plain = Document("d", DocumentKind.PERSON, "Blad", date.min, (section,))
    assert b"foreign\"" not in made("html", plain)
    assert [each for each in part(made("docx", plain)).iter(f"{W}lang")] == []
    pdf = open_pdf(made("pdf", plain))
    assert [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each] == [pdf.Root]


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_the_page_number_is_said_in_both_languages(name: str) -> None:
    whole = WHOLE_READERS[name](made(name, bilingual()))
    assert "Sida / Page 1 (1)" in " ".join(whole.split())
    assert "Sida 1 (1)" in " ".join(WHOLE_READERS[name](made(name, bilingual(furniture=SWEDISH_FURNITURE))).split())


def test_a_field_of_a_pdf_is_named_in_both_languages() -> None:
    pdf = open_pdf(made("pdf", bilingual(), FILLABLE))
    names = {str(field.get("/T")): str(field.get("/TU", "")) for field in pdf.Root.AcroForm.Fields}
    assert names["namn"] == "Namn / Name (Skriv tydligt. / Write clearly.)"
    assert names["dag"] == "Dag / Day (åååå-mm-dd / yyyy-mm-dd)"
    assert names["val"] == "Vill du? / Do you want to?"


def test_a_page_word_of_any_kind_is_only_a_word() -> None:
    odd = Furniture(page='"; } \\ @page { size: A3')
    shown = WHOLE_READERS["pdf"](made("pdf", bilingual(furniture=odd)))
    assert '"; } \\ @page { size: A3 1 (1)' in " ".join(shown.split())


# --- A paper to read -------------------------------------------------------------------------------------------------


def test_a_reading_aid_is_set_in_large_type_without_the_box_for_secrecy() -> None:
    plain, aid = bilingual(), bilingual(is_reading_aid=True)
    small, large = (letter_sizes(made("docx", each)) for each in (plain, aid))
    assert len(small) > 10
    letters = [pair for pair in zip(small, large, strict=True) if pair[0] > 10]  # the rest only holds a rule apart
    assert all(after >= before * 1.2 for before, after in letters)
    box = SWEDISH_FURNITURE.secrecy_box
    assert box in WHOLE_READERS["txt"](made("txt", plain))
    assert [name for name in FORMAT_NAMES if box in WHOLE_READERS[name](made(name, aid))] == []
    assert b'class="document document-person document-aid"' in made("html", aid)


def letter_sizes(content: bytes) -> list[int]:
    """Every size of letters that the styles name, in half points."""
    return [int(size.get(f"{W}val", "0")) for size in part(content, "word/styles.xml").iter(f"{W}sz")]


# --- The words themselves --------------------------------------------------------------------------------------------


def test_a_text_in_two_languages_is_the_text_that_is_printed() -> None:
    text = beside("Namn", "Name", "en")
    assert isinstance(text, TwoLanguages)
    assert (text, text.own, text.other, text.language) == ("Namn / Name", "Namn", "Name", "en")
    assert hash(text) == hash("Namn / Name")


@pytest.mark.parametrize(("own", "other", "shown"), [("a", "a", "a"), ("", "b", "b"), ("a", "", "a"), ("", "", "")])
def test_a_text_that_is_the_same_in_both_stands_once(own: str, other: str, shown: str) -> None:
    text = beside(own, other, "en")
    assert text == shown
    assert not isinstance(text, TwoLanguages)
