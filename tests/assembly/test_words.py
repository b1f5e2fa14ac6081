"""Prepared words bend for every municipality there is: one or several, kommun, stad or Region Gotland."""

from __future__ import annotations

import re

import pytest

from generator.assembly.situation import Situation
from generator.assembly.words import unanswered, word
from generator.library.words import WORD_NAMES
from generator.reference import all_municipalities
from tests.assembly.known import BJURHOLM, ESKILSTUNA, GOTEBORG, GOTLAND, situation

TOWNS = [each for each in all_municipalities() if each.legal_name.casefold().endswith(" stad")]
INLAND = ["2422", "2418", "2417"]


def words(seen: Situation) -> dict[str, str]:
    return {name: word(name, seen) for name in WORD_NAMES}


def bent(*codes: str, **raw: object) -> dict[str, str]:
    return words(situation({"kommuner": list(codes), **raw}))


@pytest.mark.parametrize("municipality", all_municipalities(), ids=lambda each: each.code)
def test_every_word_is_said_for_every_municipality(municipality) -> None:
    said = bent(municipality.code)
    assert all(re.fullmatch(r"\S(.*\S)?", text) for text in said.values())
    assert said["kommunens_namn"] == municipality.legal_name
    assert said["varje_kommun"] == said["kommunen"] and said["varje_kommuns"] == said["kommunens"]
    assert said["kommunens"].endswith("s") and said["kommunens_namns"].endswith("s")
    assert not said["kommunens_namns"].endswith("ss")


@pytest.mark.parametrize("several", [INLAND, [BJURHOLM, GOTLAND], [GOTEBORG, ESKILSTUNA]])
def test_several_municipalities_are_kommuner(several: list[str]) -> None:
    said = bent(*several)
    assert (said["kommunen"], said["kommunens"], said["varje_kommun"]) == ("kommunerna", "kommunernas", "varje kommun")
    assert (said["kommunen_den"], said["kommunen_dess"], said["alla_parter"]) == ("de", "deras", "alla parter")


def test_several_municipalities_are_named_in_the_order_given() -> None:
    said = bent(*INLAND)
    assert said["kommunens_namn"] == "Sorsele kommun, Malå kommun och Norsjö kommun"
    assert said["kommunens_namns"] == "Sorsele kommuns, Malå kommuns och Norsjö kommuns"


def test_there_are_fourteen_that_call_themselves_stad() -> None:
    assert len(TOWNS) == 14


@pytest.mark.parametrize("town", TOWNS, ids=lambda each: each.code)
def test_a_stad_is_a_stad(town) -> None:
    said = bent(town.code)
    assert (said["kommunen"], said["kommunens"], said["varje_kommun"]) == ("staden", "stadens", "staden")
    assert (said["kommunen_den"], said["kommunen_dess"]) == ("den", "dess")


def test_region_gotland_keeps_its_name() -> None:
    said = bent(GOTLAND)
    assert (said["kommunen"], said["kommunens"], said["kommunens_namns"]) == (
        "Region Gotland",
        "Region Gotlands",
        "Region Gotlands",
    )


def test_one_board() -> None:
    said = bent(ESKILSTUNA)
    assert (said["nämnden"], said["nämndens"], said["varje_nämnd"]) == (
        "socialnämnden",
        "socialnämndens",
        "socialnämnden",
    )
    assert said["nämndens_namn"] == "socialnämnden i Eskilstuna kommun"


def test_several_boards_in_one_municipality() -> None:
    rows = [{"kommun": GOTEBORG, "namn": f"socialnämnden {part}"} for part in ("Centrum", "Hisingen", "Nordost")]
    said = bent(GOTEBORG, namnder=rows)
    assert (said["nämnden"], said["nämndens"], said["varje_nämnd"]) == ("nämnderna", "nämndernas", "varje nämnd")
    assert said["nämndens_namn"] == (
        "socialnämnden Centrum, socialnämnden Hisingen och socialnämnden Nordost i Göteborgs Stad"
    )


def test_boards_in_several_municipalities() -> None:
    assert bent(ESKILSTUNA, BJURHOLM)["nämndens_namn"] == (
        "socialnämnden i Eskilstuna kommun och socialnämnden i Bjurholms kommun"
    )


@pytest.mark.parametrize(
    ("raw", "unit"),
    [
        ({"polisdistrikt": ["Eskilstuna"]}, "lokalpolisområde Eskilstuna"),
        ({"polisdistrikt": ["LPO Eskilstuna"]}, "lokalpolisområde Eskilstuna"),
        ({"polisdistrikt": ["A", "B", "C"]}, "lokalpolisområdena A, B och C"),
        ({"polisdistrikt": []}, "lokalpolisområdet"),
        ({"polisniva": "polisomrade"}, "polisområde Södermanland"),
        ({"polisniva": "polisomrade", "polisomrade": "polisområde Södermanland"}, "polisområde Södermanland"),
        ({"polisniva": "polisregion"}, "polisregion Öst"),
    ],
)
def test_the_police_unit_follows_the_level(raw: dict[str, object], unit: str) -> None:
    assert bent(ESKILSTUNA, **raw)["polisenheten"] == unit


def test_the_text_calls_itself_what_it_is() -> None:
    assert bent(ESKILSTUNA)["överenskommelsen"] == "överenskommelsen"
    assert bent(ESKILSTUNA, form="bilaga")["överenskommelsens"] == "bilagans"


def test_without_answers_every_word_can_still_be_said() -> None:
    assert all(words(situation({})).values())
    assert all(words(situation({}, "blad")).values())


@pytest.mark.parametrize(
    ("name", "raw", "question"),
    [
        ("kommunens_namn", {}, "kommuner"),
        ("kommunens_namns", {}, "kommuner"),
        ("nämndens_namn", {}, "namnder"),
        ("polisregionen", {}, "polisregion"),
        ("polisområdet", {}, "polisomrade"),
        ("polisenheten", {}, "polisdistrikt"),
        ("polisenheten", {"polisniva": "polisomrade"}, "polisomrade"),
        ("polisenheten", {"polisniva": "polisregion"}, "polisregion"),
        ("kommunen", {}, ""),
        ("kommunens_namn", {"kommuner": [ESKILSTUNA]}, ""),
        ("polisenheten", {"kommuner": [ESKILSTUNA]}, ""),
    ],
)
def test_a_name_that_nobody_has_given_is_known_to_be_missing(name: str, raw: dict[str, object], question: str) -> None:
    assert unanswered(name, situation(raw)) == question


def test_a_word_outside_the_list_is_no_word() -> None:
    with pytest.raises(KeyError):
        word("kommunalrådet", situation({}))
