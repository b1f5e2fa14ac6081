"""Legal sources in running text, as Swedish lawyers write them."""

from __future__ import annotations

import pytest

from generator.assembly.citations import Citations
from generator.library.checks_text import citation_ids
from tests.assembly.known import real, small

_ = "\N{NO-BREAK SPACE}"


def written(literal: str) -> str:
    """One citation with its no-break spaces shown as ~."""
    return Citations(small()).write(literal).replace(_, "~")


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("SoL 4:1", "4~kap. 1~§ socialtjänstlagen (2025:400)"),
        ("BrF 9", "9~§ lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete"),
        ("OSL 10:15 a", "10~kap. 15~a~§ offentlighets- och sekretesslagen (2009:400)"),
        ("OSL 12:2, OSL 12:3", "12~kap. 2 och 3~§§ offentlighets- och sekretesslagen (2009:400)"),
        (
            "OSL 10:15 a, OSL 12:2, OSL 12:3",
            "10~kap. 15~a~§ och 12~kap. 2 och 3~§§ offentlighets- och sekretesslagen (2009:400)",
        ),
        (
            "SoL 4:1, SoL 4:2, OSL 12:2",
            "4~kap. 1 och 2~§§ socialtjänstlagen (2025:400) och "
            "12~kap. 2~§ offentlighets- och sekretesslagen (2009:400)",
        ),
        (
            "SoL 4:1, OSL 12:2, SoL 10:1",
            "4~kap. 1~§ socialtjänstlagen (2025:400), 12~kap. 2~§ offentlighets- och sekretesslagen (2009:400) och "
            "10~kap. 1~§ socialtjänstlagen",
        ),
    ],
)
def test_citations_are_grouped_by_statute_and_chapter(literal: str, text: str) -> None:
    assert written(literal) == text


def test_a_statute_carries_its_number_at_the_first_mention_only() -> None:
    citations = Citations(small())
    assert "(2025:400)" in citations.write("SoL 4:1")
    assert "(2025:400)" not in citations.write("SoL 4:2")
    assert "(2009:400)" in citations.write("OSL 12:2, SoL 4:1")


def test_each_document_has_its_own_first_mention() -> None:
    assert Citations(small()).write("SoL 4:1") == Citations(small()).write("SoL 4:1")


@pytest.mark.parametrize("source", real().sources)
def test_every_provision_in_the_register_can_be_cited(source: str) -> None:
    text = Citations(real()).write(source)
    act = real().acts[real().sources[source].act]
    assert text.endswith(act.first_name)
    assert f"{_}§ " in text and "§§" not in text
    assert text[0].isdigit()


def test_ids_are_separated_by_commas() -> None:
    assert citation_ids("OSL 12:2, OSL 12:3") == ("OSL 12:2", "OSL 12:3")
