"""The HTML picture: valid, semantic, without styles in the markup, and unmoved by what people type."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Document, DocumentKind, Field, FieldKind, FieldRow, Reference, Section
from generator.formats.html import FragmentOptions, HtmlFormat, render_fragment
from generator.formats.options import RenderOptions
from tests.formats.sample import DAY, HOSTILE, SAMPLES, paragraph, run, sample_agreement, sample_annex, sample_form

EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
EVERY_STATE = pytest.mark.parametrize("fillable", [False, True], ids=["for-a-pen", "fillable"])


def page(document: Document, fillable: bool = False) -> str:
    return HtmlFormat().render(document, RenderOptions(fillable=fillable)).decode()


def fragment(document: Document, options: FragmentOptions | None = None) -> BeautifulSoup:
    return BeautifulSoup(render_fragment(document, options), "html5lib")


@EVERY_SAMPLE
@EVERY_STATE
def test_the_page_is_valid_html(sample, fillable: bool) -> None:
    html5lib.HTMLParser(strict=True).parse(page(sample(), fillable))


@EVERY_SAMPLE
def test_the_page_is_swedish_with_one_h1_and_its_title_tells_nothing_about_a_person(sample) -> None:
    document = sample()
    soup = BeautifulSoup(page(document), "html5lib")
    assert soup.html is not None and soup.html["lang"] == "sv-SE"
    assert [heading.text for heading in soup.select("h1")] == [document.title]
    told = {DocumentKind.PERSON: "Handling", DocumentKind.ANNEX: f"{document.annex_label}: {document.title}"}
    assert soup.select("title")[0].text == told.get(document.kind, document.title)


def test_the_page_in_another_language_says_which() -> None:
    soup = BeautifulSoup(page(replace(sample_form(), language="en-GB")), "html5lib")
    assert soup.html is not None and soup.html["lang"] == "en-GB"


@EVERY_SAMPLE
def test_the_page_fetches_nothing_and_runs_nothing(sample) -> None:
    soup = BeautifulSoup(page(sample()), "html5lib")
    assert soup.select("script, link, img, iframe, object, embed, form, base") == []
    assert "url(" not in soup.select("style")[0].text


@EVERY_SAMPLE
@EVERY_STATE
def test_the_fragment_fits_a_strict_content_security_policy(sample, fillable: bool) -> None:
    soup = fragment(sample(), FragmentOptions(fillable=fillable))
    assert soup.select("style, script, [style]") == []
    attributes = {attribute for element in soup.find_all(True) for attribute in element.attrs}
    assert not any(attribute.startswith("on") for attribute in attributes)


@EVERY_SAMPLE
def test_the_fragment_is_one_article_in_the_documents_language(sample) -> None:
    soup = fragment(sample())
    assert soup.body is not None
    assert [child.name for child in soup.body.find_all(recursive=False)] == ["article"]
    assert soup.select("article")[0]["lang"] == "sv-SE"


@EVERY_SAMPLE
def test_every_section_is_found_by_its_anchor_and_headed_by_its_number(sample) -> None:
    document = sample()
    soup = fragment(document)
    shown = [(element["id"], element.find(["h2", "h3"]).text) for element in soup.select("section")]
    assert shown == [(part.anchor, f"{part.number} {part.heading}".strip()) for _, part in document.walk()]


@EVERY_SAMPLE
def test_heading_levels_are_never_skipped(sample) -> None:
    levels = [int(heading.name[1]) for heading in fragment(sample()).select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EVERY_SAMPLE
def test_no_id_is_used_twice_and_every_link_leads_somewhere(sample) -> None:
    soup = fragment(sample(), FragmentOptions(contents=True))
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {link["href"].removeprefix("#") for link in soup.select("a")} <= set(ids)


def test_a_reference_outside_the_document_is_its_text_without_a_link() -> None:
    document = _document(paragraph("Se punkt ", Reference("i-ett-annat-dokument", "7.3"), "."))
    soup = fragment(document)
    assert soup.select("a") == []
    assert soup.select("section p")[0].text == "Se punkt 7.3."


def test_a_table_names_its_columns_and_rows() -> None:
    table = fragment(sample_agreement()).select("table")[0]
    assert table.select("caption")[0].text == "Kontaktvägar under och utanför kontorstid"
    assert [header.text for header in table.select("thead th[scope=col]")] == ["Funktion", "Part", "Nås på", "Tid"]
    assert [header.text for header in table.select("tbody th[scope=row]")][:2] == ["Kontaktperson", "Socialjour"]


def test_lists_print_the_labels_of_the_document() -> None:
    soup = fragment(sample_agreement())
    assert [label.text for label in soup.select("ol.letters")[0].select(".item-label")] == ["a)", "b)", "c)"]
    assert {label.text for label in soup.select("ul.dashes .item-label")} == {"–"}


def test_what_is_to_be_confirmed_or_missing_stands_out() -> None:
    marks = [(mark["class"], mark.text) for mark in fragment(sample_agreement()).select("mark")]
    assert marks == [
        (["confirm"], "[BEKRÄFTA: rutinen för anmälan, socialchefen]"), (["missing"], "[ange funktion]"),
    ]


def test_every_control_has_a_name_of_its_own_and_one_that_people_understand() -> None:
    soup = fragment(sample_form(), FragmentOptions(fillable=True, signature_fields=True))
    controls = soup.select("input, textarea")
    names = [control["name"] for control in controls if control.get("type") != "radio"]
    assert sorted(names) == [
        "parter.annan", "parter.kriminalvarden", "parter.polisen", "person-datum", "person-namn", "person-nummer",
        "tid-slut", "tid-upplast", "undantag", "underskrift-person",
    ]
    assert [control["title"] for control in controls if control.get("type") == "radio"] == [
        "Behöver du tolk? Ja", "Behöver du tolk? Nej", "Behöver du tolk? Vet inte",
    ]
    assert soup.select("[name=tid-slut]")[0]["title"] == "Sista dag för samtycket (åååå-mm-dd)"
    assert soup.select("[name=undantag]")[0]["title"] == "Uppgifter som inte får delas (skriv fritt)"
    assert all(control["title"] for control in controls)


def test_a_paper_for_a_pen_has_no_controls() -> None:
    assert fragment(sample_form()).select("input, textarea, select") == []


def test_boxes_say_in_words_whether_they_are_ticked() -> None:
    boxes = fragment(sample_form()).select(".options .box")
    assert [(box.text, box["aria-label"]) for box in boxes] == [
        ("☑", "Ikryssad ruta"), ("☐", "Tom ruta"), ("☐", "Tom ruta"), ("☑", "Ikryssad ruta"),
    ]


@pytest.mark.parametrize("kind", DocumentKind)
def test_the_place_for_the_secrecy_mark_is_empty_and_only_where_it_may_be_needed(kind: DocumentKind) -> None:
    places = fragment(replace(sample_annex(), kind=kind)).select(".secrecy-mark")
    is_for_all = kind in (DocumentKind.AGREEMENT, DocumentKind.OFFICIAL)
    expected = [] if is_for_all else ["Plats för myndighetens sekretessmarkering"]
    assert [place.text for place in places] == expected


def test_contents_list_every_section_with_a_link() -> None:
    document = sample_agreement()
    entries = fragment(document, FragmentOptions(contents=True)).select(".contents li .entry")
    assert [entry.text for entry in entries] == [f"{part.number} {part.heading}" for _, part in document.walk()]


def test_a_hint_stands_beside_the_label_when_the_field_is_alone_and_beside_the_field_otherwise() -> None:
    field = Field("a", FieldKind.TEXT, "Ålder", hint="hela år")
    document = _document(FieldRow("Ålder", (field,)), FieldRow("Ålder", (run("cirka "), field)))
    alone, together = fragment(document).select(".field-row")
    assert [part.text for part in alone.select("p")] == ["Ålder (hela år)", ""]
    assert [part.text.strip() for part in together.select("p")] == ["Ålder", "cirka  (hela år)"]


def test_hostile_text_makes_no_element_and_no_attribute() -> None:
    def shape(document: Document) -> list[tuple[str, list[str]]]:
        soup = fragment(document, FragmentOptions(fillable=True, contents=True))
        return [(element.name, sorted(element.attrs)) for element in soup.find_all(True)]

    for sample in SAMPLES:
        assert shape(sample(HOSTILE)) == shape(sample("Åsa"))


class _Text(HTMLParser):
    found = ""

    def handle_data(self, data: str) -> None:
        self.found += data


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80))
def test_any_text_comes_out_of_the_markup_as_it_went_in(typed: str) -> None:
    reader = _Text()
    reader.feed(str(render_fragment(_document(paragraph(f"<{typed}>")))))
    reader.close()
    assert f"<{typed}>" in reader.found


def _document(*blocks: object) -> Document:
    return Document("prov", DocumentKind.AGREEMENT, "Prov", DAY, (Section("ett", "1", "Ett", blocks),))  # type: ignore[arg-type]
