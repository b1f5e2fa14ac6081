"""Citations are found as people write them, and the register says what it knows of each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir
from generator.review.citation_status import Status
from generator.review.citations import Citation, find_citations
from tests.review.citation_table import TABLE, Row

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(clauses_dir())


def told(citation: Citation) -> str:
    """A citation as the table writes it."""
    verdict = citation.verdict
    if verdict.status is Status.UNCLEAR:
        return f"oklar | {', '.join(verdict.possible)}".strip()
    parts = [verdict.id, verdict.status.value, *verdict.successors]
    if verdict.status is Status.REPEALED and not verdict.successors:
        assert "[BEKRÄFTA" in verdict.note
        parts.append("[BEKRÄFTA]")
    return " | ".join(parts)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(row.text.split())[:60])
def test_each_way_to_write_a_citation_is_read_as_it_was_meant(row: Row, library: Library) -> None:
    found = find_citations(row.text, library, DAY)
    assert [told(each) for each in found.citations] == list(row.expected)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(row.text.split())[:60])
def test_each_citation_is_found_inside_an_agreement_too(row: Row, library: Library) -> None:
    before, after = "Parterna är överens om följande.\n\nDetta vilar på (", ").\n\nUnderskrift den 4 maj."
    found = find_citations(before + row.text + after, library, DAY)
    assert [told(each) for each in found.citations] == list(row.expected)


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(TABLE) >= 60
    assert len({row.text for row in TABLE}) == len(TABLE)


def test_a_citation_says_where_in_the_text_it_stands(library: Library) -> None:
    text = "Enligt 10\N{NO-BREAK SPACE}kap.\n28 § offentlighets-\noch sekretesslagen lämnas uppgiften."
    citation = find_citations(text, library, DAY).citations[0]
    assert text[citation.start : citation.end] == "10\N{NO-BREAK SPACE}kap.\n28 § offentlighets-\noch sekretesslagen"
    assert citation.text == "10 kap. 28 § offentlighets- och sekretesslagen"
    assert citation.passage == "Enligt 10 kap. 28 § offentlighets- och sekretesslagen lämnas uppgiften."


def test_the_paragraph_and_point_are_kept_as_written(library: Library) -> None:
    citation = find_citations("12 kap. 1 § första stycket 3 OSL", library, DAY).citations[0]
    assert citation.detail == "första stycket 3"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (date(2020, 5, 4), "SoL2001 2:1 | upphävd | SoL 4:1"),
        (date(2025, 6, 30), "SoL2001 2:1 | upphävd | SoL 4:1"),
        (date(2025, 7, 1), "SoL 2:1 | okänd bestämmelse"),
    ],
)
def test_the_day_of_the_agreement_tells_an_old_statute_from_a_new_one(
    written: date, expected: str, library: Library
) -> None:
    found = find_citations("2 kap. 1 § socialtjänstlagen", library, DAY, written)
    assert [told(each) for each in found.citations] == [expected]


@pytest.mark.parametrize(("written", "status"), [(date(2025, 11, 30), "ändrad"), (date(2025, 12, 1), "gäller")])
def test_an_amendment_counts_only_when_it_came_after_the_agreement(
    written: date, status: str, library: Library
) -> None:
    found = find_citations("10 kap. 15 a § OSL", library, DAY, written)
    assert [each.status.value for each in found.citations] == [status]


def test_a_provision_that_is_not_in_force_yet_is_told(library: Library) -> None:
    found = find_citations("13 kap. 1 § socialtjänstlagen (2025:400)", library, date(2025, 6, 30))
    assert [each.status for each in found.citations] == [Status.NOT_YET]


def test_the_old_statute_is_in_force_on_a_day_before_it_was_repealed(library: Library) -> None:
    found = find_citations("2 kap. 1 § socialtjänstlagen (2001:453)", library, date(2025, 6, 30))
    assert [each.status for each in found.citations] == [Status.IN_FORCE]


@pytest.mark.parametrize("source_id", load_library(clauses_dir()).sources)
def test_every_provision_in_the_register_is_found_as_our_own_documents_write_it(
    source_id: str, library: Library
) -> None:
    source = library.sources[source_id]
    act = library.acts[source.act]
    chapter = f"{source.chapter} kap. " if source.chapter else ""
    sfs = f" ({act.sfs})" if act.sfs not in act.first_name else ""
    found = find_citations(f"Se {chapter}{source.section} § {act.first_name}{sfs}.", library, DAY)
    assert [each.verdict.id for each in found.citations] == [source_id]
    assert found.citations[0].verdict.heading == source.heading


def test_other_references_are_recognised_and_are_no_statutes(library: Library) -> None:
    found = find_citations("Se prop. 2024/25:89 s. 12, NJA 2005 s. 805, HSLF-FS 2016:40 och PM 2017:6.", library, DAY)
    assert [(each.text, each.kind.value) for each in found.others] == [
        ("prop. 2024/25:89 s. 12", "förarbete"),
        ("NJA 2005 s. 805", "avgörande"),
        ("HSLF-FS 2016:40", "föreskrift"),
        ("PM 2017:6", "annat"),
    ]


SHARED = (
    (
        "Har samtycke getts kan sekretessen hävas enl. 10 kap 1 § OSL. Varje kommun har det yttersta ansvaret enligt "
        "2 kap. 1 § socialtjänstlagen.",
        ["OSL 10:1 | okänd bestämmelse", "oklar | SoL2001 2:1, SoL 2:1"],
    ),
    ("Enligt polislagen (2 § p.4) är polisen skyldig att lämna hjälp.", ["PL 2 | ändrad"]),
)
"""How guidance for such agreements has cited the law."""


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_citations_in_guidance_that_circulates_are_found(text: str, expected: list[str], library: Library) -> None:
    assert [told(each) for each in find_citations(text, library, DAY).citations] == expected


@given(st.text(max_size=300))
def test_no_text_breaks_the_search_and_every_citation_lies_in_it(text: str) -> None:
    library = load_library(Path(__file__).parent.parent / "assembly" / "small_library")
    for citation in find_citations(text, library, DAY).citations:
        assert 0 <= citation.start < citation.end <= len(text)
        assert " ".join(text[citation.start : citation.end].split()) == citation.text


@given(
    st.lists(
        st.sampled_from(
            [
                "10 kap. ",
                "15 a ",
                "§",
                "§§ ",
                "OSL",
                " ",
                "SoL ",
                ", ",
                "och ",
                "\n",
                "-",
                "2001:453",
                "(",
                ")",
                "samma lag ",
                "a.a. ",
                "artikel 6 ",
                "lagen ",
                "4:1 ",
                "gamla ",
                "kl. ",
                "första stycket ",
                "artikel 6(1)",
                "(e) ",
                "10 kap ",
                "osl:s ",
                "ff. ",
                "$ ",
            ]
        ),
        max_size=40,
    )
)
def test_pieces_of_citations_in_any_order_are_read_without_a_slip(pieces: list[str]) -> None:
    text = "".join(pieces)
    library = _real()
    for citation in find_citations(text, library, DAY).citations:
        assert " ".join(text[citation.start : citation.end].split()) == citation.text


_LIBRARIES: list[Library] = []


def _real() -> Library:
    """The real library, read once: hypothesis and fixtures do not mix."""
    if not _LIBRARIES:
        _LIBRARIES.append(load_library(clauses_dir()))
    return _LIBRARIES[0]


MORE = (
    "art. 6.1 e, ",
    "6(1)(e) ",
    "28 § 10 kap. ",
    "offentlighets och ",
    "a och ",
    "1 § - ",
    "st. 2 ",
    "artikel 1 ",
    "SoL, ",
)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece", ["1 ", "a", "§", "1 § ", "10:1 ", "SoL ", "- ", "\n ", "1 a, ", "lag", "(", "1-", *MORE]
)
def test_a_hostile_repetition_is_read_in_reasonable_time(piece: str, library: Library) -> None:
    found = find_citations(piece * (30_000 // len(piece)), library, DAY)
    assert isinstance(found.citations, tuple)
