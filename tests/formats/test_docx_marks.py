"""Clauses can be found again in a Word file that has travelled, and nothing can be found in a file about a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.document import Document, DocumentKind, Section, WordingRef
from generator.formats.docx import DocxFormat
from generator.formats.docx.properties import WORDINGS_NAMESPACE
from generator.formats.options import RenderOptions
from generator.marks import (
    MAX_BOOKMARK,
    MAX_TAG,
    clause_bookmark,
    clause_tag,
    digest,
    fit,
    read_clause_bookmark,
    section_bookmarks,
    shorten,
)
from tests.formats.docx_reader import W, part, parts_of, text_of, value, values
from tests.formats.sample import DAY, SAMPLES, paragraph, sample_agreement, sample_annex, sample_form

BOOKMARK = r"[A-Za-z_][A-Za-z0-9_]{0,39}"
clause_ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,6}", fullmatch=True)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def made(document: Document, **options: object) -> bytes:
    return DocxFormat().render(document, RenderOptions(**options))  # type: ignore[arg-type]


def clause(anchor: str, number: str, clause_id: str, *children: Section) -> Section:
    wording = WordingRef(clause_id, date(2025, 12, 1), "a" * 64)
    return Section(anchor, number, f"Rubrik {number}", (paragraph(f"Text {number}"),), children, wording)


def names_of(content: bytes) -> list[str]:
    return [start.get(f"{W}name", "") for start in part(content).iter(f"{W}bookmarkStart")]


# --- Names -----------------------------------------------------------------------------------------------------------


@given(clause_ids, days, st.integers(1, 99))
def test_a_clause_s_bookmark_can_be_read_back(clause_id, first_day, occurrence) -> None:
    name = clause_bookmark(clause_id, first_day, occurrence)
    mark = read_clause_bookmark(name)
    assert len(name) <= MAX_BOOKMARK
    assert mark is not None
    assert mark.first_day == first_day
    assert mark.digest == digest(clause_id)
    assert mark.clause in (clause_id, "")


def test_a_bookmark_holds_the_clause_and_the_day_in_plain_sight() -> None:
    assert clause_bookmark("samtycke-gemensamt", date(2025, 12, 1)) == "k_20251201_samtycke_gemensamt"
    assert clause_bookmark("samtycke-gemensamt", date(2025, 12, 1), 2) == "k_20251201_samtycke_gemensamt__2"
    long = clause_bookmark("samtycke-till-informationsutbyte", date(2025, 12, 1))
    assert long.startswith("h_20251201_samtycke_till_in_")


@given(st.text(max_size=60), days)
def test_any_id_gives_a_name_that_word_accepts(clause_id, first_day) -> None:
    name = clause_bookmark(clause_id, first_day)
    mark = read_clause_bookmark(name)
    assert len(name) <= MAX_BOOKMARK
    assert mark is not None
    assert mark.digest == digest(clause_id)


def test_other_bookmarks_are_nobody_s_clause() -> None:
    for name in ("_s_kontakt", "_Toc123", "OLE_LINK1", "k_20259999_x", "k_2025_x", "k_20251201_", "x_20251201_x"):
        assert read_clause_bookmark(name) is None


@given(st.lists(st.text(st.sampled_from("abAB-._0"), min_size=1, max_size=50), unique=True, max_size=8))
def test_every_section_has_a_bookmark_of_its_own(anchors) -> None:
    names = section_bookmarks(anchors)
    assert list(names) == anchors
    assert len({name.casefold() for name in names.values()}) == len(anchors)
    assert max(map(len, names.values()), default=0) <= MAX_BOOKMARK


@given(st.text(max_size=200), st.text(max_size=200))
def test_names_and_titles_fit_within_word_s_limit(one, other) -> None:
    assert len(fit(one)) <= MAX_TAG
    assert len(shorten(one)) <= MAX_TAG
    assert len(clause_tag(one, DAY)) <= MAX_TAG
    if len(one) > MAX_TAG and " ".join(one.split()) != " ".join(other.split()):
        assert fit(one) != fit(other)


# --- In the file -----------------------------------------------------------------------------------------------------


def test_each_clause_lies_in_a_content_control_with_its_id_and_day() -> None:
    document = sample_agreement()
    controls = [
        (value(control.find(f"{W}sdtPr/{W}tag")), text_of(control))
        for control in part(made(document)).iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}tag") is not None
    ]
    clauses = [section for _, section in document.walk() if section.wording]
    assert [tag for tag, _ in controls] == [f"{section.anchor}@2025-12-01" for section in clauses]
    for (_, text), section in zip(controls, clauses, strict=True):
        assert text.startswith(section.heading)


def test_each_clause_lies_in_a_bookmark_from_its_heading_to_its_last_word() -> None:
    document = sample_agreement()
    texts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for node in part(made(document)).iter():
        if node.tag == f"{W}bookmarkStart":
            names[node.get(f"{W}id", "")] = node.get(f"{W}name", "")
            texts[node.get(f"{W}name", "")] = []
        elif node.tag == f"{W}t":
            for open_name in names.values():
                texts[open_name].append(node.text or "")
        elif node.tag == f"{W}bookmarkEnd":
            del names[node.get(f"{W}id", "")]
    marked = {name: words for name, words in texts.items() if read_clause_bookmark(name)}
    clauses = [section for _, section in document.walk() if section.wording]
    assert [words[0] for words in marked.values()] == [section.heading for section in clauses]
    assert marked["k_20251201_bilagor"][-1] == "bilaga 2, Kontaktuppgifter."
    assert names == {}


def test_a_clause_within_a_clause_lies_within_it() -> None:
    content = made(Document("prov", DocumentKind.AGREEMENT, "Prov", DAY, (
        clause("a", "1", "yttre", clause("b", "1.1", "inre")), clause("c", "2", "yttre"))))
    outer = next(part(content).iter(f"{W}sdt"))
    assert [value(tag) for tag in outer.iter(f"{W}tag")] == ["yttre@2025-12-01", "inre@2025-12-01"]
    clauses = [name for name in names_of(content) if read_clause_bookmark(name)]
    assert clauses == ["k_20251201_yttre", "k_20251201_inre", "k_20251201_yttre__2"]


def test_no_two_marks_in_a_file_share_a_name_or_a_number() -> None:
    for sample in SAMPLES:
        content = made(sample(), fillable=True)
        numbers = Counter(start.get(f"{W}id") for start in part(content).iter(f"{W}bookmarkStart"))
        names = Counter(name.casefold() for name in names_of(content))
        controls = Counter(values(content, "id"))
        assert max([*numbers.values(), *names.values(), *controls.values()]) == 1


def test_an_agreement_carries_the_list_of_its_wordings() -> None:
    document = sample_agreement()
    content = made(document)
    listing = part(content, "customXml/item1.xml")
    assert listing.attrib == {"dokument": document.id, "dag": "2026-11-21"}
    found = [
        WordingRef(row.attrib["klausul"], date.fromisoformat(row.attrib["dag"]), row.attrib["sha256"])
        for row in listing
    ]
    assert tuple(found) == document.wordings
    assert {row.tag for row in listing} == {f"{{{WORDINGS_NAMESPACE}}}lydelse"}
    assert [row.attrib["bokmarke"] for row in listing] == [name for name in names_of(content) if name[0] in "kh"]


def test_a_document_without_clauses_carries_no_list() -> None:
    assert not [name for name in parts_of(made(sample_annex())) if name.startswith("customXml")]


def test_a_file_about_a_person_carries_no_trace_of_clauses() -> None:
    form = replace(sample_form(), sections=(clause("a", "1", "rubrik-text", clause("b", "1.1", "inre-text")),))
    content = made(form, fillable=True)
    assert names_of(content) == ["_s_a", "_s_b"]
    assert list(part(content).iter(f"{W}sdt")) == []
    parts = parts_of(content)
    assert not [name for name in parts if name.startswith("customXml")]
    assert not [name for name, xml in parts.items() if b"rubrik-text" in xml or b"2025-12-01" in xml]
