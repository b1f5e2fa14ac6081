"""The prepared words of ``library.words``, bent for the parties of one situation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.assembly.situation import Situation
from generator.reference import (
    PartyWords,
    formal_district,
    genitive,
    police_region,
    swedish_list,
    words_for,
)

_NOBODY = "kommunen"


def word(name: str, situation: Situation) -> str:
    """What a prepared word becomes. Raises KeyError for a word that is not in the closed list."""
    return _WORDS[name](situation)


def unanswered(name: str, situation: Situation) -> str:
    """Id of the question whose answer a party's name lacks, when the word can only be said in general terms; else "".

    Only names are counted: ``kommunen`` reads well without an answer, ``kommunens namn`` says nothing.
    """
    wanted = _NAMED_BY.get(name, "")
    if name == "polisenheten":
        wanted = _UNIT_NAMED_BY.get(str(situation.value("polisniva")), "polisdistrikt")
    return wanted if wanted in situation.library.questions and situation.value(wanted) is None else ""


_NAMED_BY = {
    "kommunens_namn": "kommuner",
    "kommunens_namns": "kommuner",
    "nämndens_namn": "namnder",
    "polisområdet": "polisomrade",
    "polisregionen": "polisregion",
}
_UNIT_NAMED_BY = {"polisomrade": "polisomrade", "polisregion": "polisregion"}


def _parties(situation: Situation) -> PartyWords | None:
    return words_for(situation.municipalities) if situation.municipalities else None


def _party_word(attribute: str, fallback: str) -> Callable[[Situation], str]:
    def bent(situation: Situation) -> str:
        words = _parties(situation)
        return str(getattr(words, attribute)) if words else fallback

    return bent


def _by_number(one: str, several: str) -> Callable[[Situation], str]:
    return lambda situation: several if len(situation.municipalities) > 1 else one


def _board(situation: Situation) -> str:
    rows = situation.rows("namnder")
    return str(rows[0].get("namn", "nämnden")) if len(rows) == 1 else ("nämnderna" if rows else "nämnden")


def _each_board(situation: Situation) -> str:
    return _board(situation) if len(situation.rows("namnder")) <= 1 else "varje nämnd"


def _boards_named(situation: Situation) -> str:
    names: dict[str, list[str]] = {}
    for row in situation.rows("namnder"):
        names.setdefault(str(row.get("kommun", "")), []).append(str(row.get("namn", "nämnden")))
    described = [
        f"{swedish_list(boards)} i {situation.party_name(code)}" if code else swedish_list(boards)
        for code, boards in names.items()
    ]
    return swedish_list(described) or "nämnden"


def _police_area(situation: Situation) -> str:
    name = situation.value("polisomrade")
    return f"polisområde {str(name).removeprefix('polisområde ')}" if name else "polisområdet"


def _police_region(situation: Situation) -> str:
    code = situation.value("polisregion")
    return police_region(code).formal if isinstance(code, str) else "polisregionen"


def _police_unit(situation: Situation) -> str:
    level = situation.value("polisniva")
    if level == "polisregion":
        return _police_region(situation)
    if level == "polisomrade":
        return _police_area(situation)
    districts = situation.texts("polisdistrikt")
    if len(districts) > 1:
        names = [formal_district(name).removeprefix("lokalpolisområde ") for name in districts]
        return f"lokalpolisområdena {swedish_list(names)}"
    return formal_district(districts[0]) if districts else "lokalpolisområdet"


def _form(one: str, annex: str) -> Callable[[Situation], str]:
    return lambda situation: annex if situation.facts.get("form") == "bilaga" else one


_WORDS: Mapping[str, Callable[[Situation], str]] = {
    "kommunen": _party_word("role", _NOBODY),
    "kommunens": _party_word("role_genitive", "kommunens"),
    "kommunen_den": _by_number("den", "de"),
    "kommunen_dess": _by_number("dess", "deras"),
    "varje_kommun": _party_word("each", _NOBODY),
    "varje_kommuns": _party_word("each_genitive", "kommunens"),
    "kommunens_namn": _party_word("formal", _NOBODY),
    "kommunens_namns": _party_word("formal_genitive", "kommunens"),
    "nämnden": _board,
    "nämndens": lambda situation: genitive(_board(situation)),
    "varje_nämnd": _each_board,
    "nämndens_namn": _boards_named,
    "polisen": lambda _: "Polismyndigheten",
    "polisens": lambda _: "Polismyndighetens",
    "polisenheten": _police_unit,
    "polisområdet": _police_area,
    "polisregionen": _police_region,
    "parterna": lambda _: "parterna",
    "parternas": lambda _: "parternas",
    "alla_parter": _by_number("båda parterna", "alla parter"),
    "överenskommelsen": _form("överenskommelsen", "bilagan"),
    "överenskommelsens": _form("överenskommelsens", "bilagans"),
}
