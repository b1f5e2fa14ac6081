"""Finds where a text names a statute: by name, abbreviation, number, year, or as ”samma lag”. Also what is none.

Names and numbers come from ``kannetecken.yaml`` and the register. What they do not know is still found by its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.library.model import Library
from generator.library.signs import NamedAct

_SFS = r"\d{4}:\d{1,4}"
_SHORTEST_ALONE = 3
"""Letters of an abbreviation that is believed without a provision beside it."""


class Naming(StrEnum):
    """How sure it is that a statute is meant."""

    STATED = "utsatt"
    ALONE_UNSURE = "bara med paragraf"
    """Counts only beside a provision: two letters, a bare number, a word that ends as names of statutes do."""
    SAME = "samma"
    """”samma lag”: the one before."""


@dataclass(frozen=True)
class ActMention:
    """A place where a statute is named."""

    start: int
    end: int
    naming: Naming
    name: str
    """As written, without number."""
    number: str = ""
    """As written; empty when none is."""
    acts: tuple[NamedAct, ...] = ()
    """The known statutes it may be; several when an old and a new one share the name."""


class NotStatute(StrEnum):
    """Other references that lawyers write; recognised so that their numbers are not taken for statutes."""

    PREPARATORY = "förarbete"
    CASE = "avgörande"
    REGULATION = "föreskrift"
    OTHER = "annat"


_NOT_STATUTES: tuple[tuple[NotStatute, str], ...] = (
    (
        NotStatute.PREPARATORY,
        r"(?:\bprop(?:\.|ositionen|osition)?\ ?\d{4}(?:/\d{2,4})?:\d+"
        r"|\bbet(?:\.|änkande)?\ ?\d{4}/\d{2,4}:[A-Za-zÅÄÖåäö]{1,20}\d+"
        r"|\brskr\.?\ ?(?:\d{4}/\d{2,4}:)?\d+|\bSOU\ ?\d{4}:\d+|\bDs\ ?\d{4}:\d+|\bdir\.?\ ?\d{4}:\d+)"
        r"(?:,?\ s(?:\.|id\.?)\ ?\d+(?:\ ?-\ ?\d+)?(?:\ ?ff?\b\.?)?)?",
    ),
    (
        NotStatute.CASE,
        r"\b(?:NJA|RÅ|HFD|RH|MÖD|AD|JO)\ ?\d{4}(?:/\d{2,4})?,?\ ?(?:s\.|ref\.?|not\.?|nr)\ ?\d+|\bHFD\ \d{4}:\d+",
    ),
    (
        NotStatute.REGULATION,
        r"\b(?:SOSFS|HSLF-FS|PMFS|RPSFS|RPS\ FS|RA-FS|MSBFS|IMYFS|DIFS|KVFS|SKOLFS|SIVFS|AFS)\ ?\d{4}:\d+"
        r"|\bFAP\ ?\d+-\d+",
    ),
    (
        NotStatute.OTHER,
        r"\bPM\ ?\d{4}:\d+|\bJu\d{4}/\d+(?:/[A-ZÅÄÖa-zåäö]+)?|\b(?:d(?:iarie)?nr|Dnr)\b[:.]?\ ?[\w.:/-]{0,40}\d",
    ),
)
_NOT_STATUTE = re.compile(
    "|".join(f"(?P<k{index}>{pattern})" for index, (_, pattern) in enumerate(_NOT_STATUTES)), re.VERBOSE | re.IGNORECASE
)


def other_references(text: str) -> Iterator[tuple[int, int, NotStatute]]:
    """Preparatory works, court decisions, regulations and file numbers: start, end, what it is."""
    for match in _NOT_STATUTE.finditer(text):
        yield match.start(), match.end(), _NOT_STATUTES[int(str(match.lastgroup)[1:])][0]


class ActFinder:
    """Finds mentions of statutes with the names that one library knows."""

    def __init__(self, library: Library) -> None:
        self._known = _known_acts(library)
        self._by_number = {act.number: act for act in self._known}
        self._by_name: dict[str, tuple[NamedAct, ...]] = {}
        for act in self._known:
            for name in act.names:
                self._by_name[name.casefold()] = (*self._by_name.get(name.casefold(), ()), act)
        self._pattern = _pattern([name for act in self._known for name in act.names])

    def find(self, text: str) -> Iterator[ActMention]:
        """Every mention, in order."""
        for match in self._pattern.finditer(text):
            yield self._mention(match)

    def known(self, number: str) -> NamedAct | None:
        """The statute with that number."""
        return self._by_number.get(number)

    def is_unique(self, name: str) -> bool:
        """Whether a name is that of one statute only."""
        return len(self._by_name.get(name.casefold(), ())) == 1

    def _mention(self, match: re.Match[str]) -> ActMention:
        start, end = match.span()
        if match["same"]:
            return ActMention(start, end, Naming.SAME, match["same"])
        if match["named"]:
            return self._named(match)
        if match["year"]:
            return ActMention(start, end, Naming.STATED, match["year"], acts=self._of_year(match["y"], match["y_name"]))
        number = next(match[name] for name in ("number1", "number2", "number3", "number4") if match[name])
        known = self._by_number.get(number)
        is_bare = bool(match["number4"])
        naming = Naming.ALONE_UNSURE if is_bare and known is None else Naming.STATED
        name = (match["kind"] or "").strip()
        return ActMention(start, end, naming, name, number, (known,) if known else ())

    def _named(self, match: re.Match[str]) -> ActMention:
        name, number = match["name"] or match["abbreviation"] or match["form"], match["number5"] or ""
        acts = self._by_name.get(name.casefold().removesuffix("s"), self._by_name.get(name.casefold(), ()))
        if number:
            known = self._by_number.get(number)
            acts = (known,) if known else ()
        naming = Naming.STATED
        is_short = match["abbreviation"] and len(name) < _SHORTEST_ALONE
        if (is_short or match["form"]) and not number:
            naming = Naming.ALONE_UNSURE
        return ActMention(match.start(), match.end(), naming, name, number, acts)

    def _of_year(self, year: str, name: str) -> tuple[NamedAct, ...]:
        """``2001 års socialtjänstlag``: of that year and with that name, less its ending."""
        stem = name.casefold()
        return tuple(
            act
            for act in self._known
            if act.number.startswith(year) and any(each.casefold().startswith(stem) for each in act.names)
        )


def _known_acts(library: Library) -> tuple[NamedAct, ...]:
    """The statutes of the file, and those of the register that the file does not name."""
    named = library.signs.acts
    listed = {act.act for act in named if act.act}
    numbers = {act.number for act in named}
    more = [
        NamedAct(act.sfs, (act.name, act.id), act.id)
        for act in library.acts.values()
        if act.id not in listed and act.sfs not in numbers
    ]
    by_sfs = {act.sfs: act.id for act in library.acts.values()}
    return (*(replace(act, act=act.act or by_sfs.get(act.number, "")) for act in named), *more)


def _pattern(names: list[str]) -> re.Pattern[str]:
    """One pattern for every way to name a statute; full names in any case, abbreviations as they are written."""
    ordered = sorted(set(names), key=len, reverse=True)
    full = "|".join(re.escape(name) for name in ordered if not is_abbreviation(name)) or r"(?!)"
    short = "|".join(re.escape(name) for name in ordered if is_abbreviation(name)) or r"(?!)"
    beside = rf"\ ?\((?:{short})\)|,\ (?:{short})(?=[,\ ])"
    number = rf"(?:\ ?\(?(?:SFS\ ?)?(?P<number5>{_SFS})\b(?:\ ?[,;]\ ?(?:{short}))?\)?)?(?:{beside})?"
    ending = "(?:lag|balk|förordning|kungörelse)"
    title = "|".join(re.escape(name.partition(" ")[2]) for name in ordered if name.startswith("lagen ")) or r"(?!)"
    return re.compile(
        rf"""
        (?P<same>\ba\.\ ?a\.|\ba\.\ ?l\.|\ba\.\ lag\b
            |(?i:\b(?:samma|nämnda|sistnämnda)\ (?:lag|balk|förordning|författning)\b)
            |(?i:\blagens\b)|(?i:\blagen\b)(?!\ ?\(|\ om\ |\ med\ |\ angående\ |\ av\ |\ \d{{4}}:))
      | (?P<year>\b(?P<y>\d{{4}})\ års\ (?P<y_name>(?i:[a-zåäöé]{{2,50}}(?:lag|balk|ordning|form)))(?i:en|n)?s?\b)
      | (?P<named>
            \b(?:(?P<name>(?i:{full}))(?i:s\b)?|(?P<abbreviation>{short})(?:s\b)?)(?![a-zåäöéA-ZÅÄÖ]|-[a-zåäö]){number}
          | \b(?P<form>(?i:(?:[a-zåäöé]{{1,40}}-\ och\ )?[a-zåäöé]{{2,50}}{ending}(?:en|n)s?\b))
            (?!\ ?\((?:SFS\ ?)?\d{{4}}:)
        )
      | (?P<kind>(?i:\b(?:[a-zåäöé]{{1,40}}-\ och\ )?[a-zåäöé]{{0,50}}{ending}(?:en|n)?s?))\ ?
            \((?:SFS\ ?)?(?P<number1>{_SFS})[^)]{{0,20}}\)(?:\ (?i:{title}))?
      | (?:\b[Ff]örordning(?:en)?\ )?\(EU\)\ ?(?:nr\ )?(?P<number2>\d{{4}}/\d+)
      | \bSFS(?:-?\ ?nr\.?)?:?\ ?(?P<number3>{_SFS})
      | (?<![\d:/-])\(?\b(?P<number4>{_SFS})\b(?![\d:/])\)?
        """,
        re.VERBOSE,
    )


def is_abbreviation(name: str) -> bool:
    """``SoL`` and ``GDPR``, but not ``polislagen``."""
    return " " not in name and sum(letter.isupper() for letter in name) > 1 and ":" not in name
