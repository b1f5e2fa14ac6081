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
_JOINED = re.compile(r"s? ?-? ?(?:och|&) ")
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
                self._by_name[_key(name)] = (*self._by_name.get(_key(name), ()), act)
        names = [name for act in self._known for name in act.names]
        self._short = frozenset(filter(is_abbreviation, names))
        self._amending = frozenset(each.amended_by for each in library.sources.values() if each.amended_by)
        self._pattern = _pattern(names)

    def find(self, text: str) -> Iterator[ActMention]:
        """Every mention, in order."""
        place = 0
        while match := self._pattern.search(text, place):
            mention = self._mention(match)
            yield mention
            place = mention.end

    def known(self, number: str) -> NamedAct | None:
        """The statute with that number."""
        return self._by_number.get(number)

    def is_unique(self, name: str) -> bool:
        """Whether a name is that of one statute only."""
        return len(self._by_name.get(_key(name), ())) == 1

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
        acts = self._of_name(name)
        if number in self._amending and acts:
            number = ""
        if number:
            known = self._by_number.get(number)
            acts = (known,) if known else ()
        naming = Naming.STATED
        is_short = match["abbreviation"] and (len(name) < _SHORTEST_ALONE or name not in self._short)
        if (is_short or match["form"]) and not number:
            naming = Naming.ALONE_UNSURE
        return ActMention(match.start(), self._end(match, acts), naming, name, number, acts)

    def _end(self, match: re.Match[str], acts: tuple[NamedAct, ...]) -> int:
        """Where the mention ends: before an abbreviation that is another statute's, as in ``SoL (2001:453), LVU``."""
        beside = set(re.findall(r"[^\W\d_]+", match["beside"] or ""))
        if acts and beside and not any(beside & set(act.names) for act in acts):
            return match.start("beside")
        return match.end()

    def _of_name(self, name: str) -> tuple[NamedAct, ...]:
        """The known statutes that are called so, also misspelt or in the genitive."""
        key = _key(name)
        return self._by_name.get(key.removesuffix("s"), self._by_name.get(key, ()))

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
    full = "|".join(_misspelt(re.escape(name)) for name in ordered if not is_abbreviation(name)) or r"(?!)"
    abbreviations = [name for name in ordered if is_abbreviation(name)]
    short = "|".join(map(re.escape, abbreviations)) or r"(?!)"
    loose = "|".join(re.escape(name) for name in abbreviations if len(name) >= _SHORTEST_ALONE) or r"(?!)"
    beside = rf"\ ?\((?:{short})\)|,\ (?:{short})(?=[,\ ])"
    number = rf"(?:\ ?\(?(?:SFS\ ?)?(?P<number5>{_SFS})\b(?:\ ?[,;]\ ?(?:{short}))?\)?)?(?P<beside>{beside})?"
    ending = "(?:lag|balk|förordning|kungörelse)"
    title = "|".join(re.escape(name.partition(" ")[2]) for name in ordered if name.startswith("lagen ")) or r"(?!)"
    return re.compile(
        rf"""
        (?P<same>\ba\.\ ?a\.|\ba\.\ ?l\.|\ba\.\ lag\b
            |(?i:\b(?:samma|nämnda|sistnämnda|ovannämnda)\ (?:lag|balk|förordning|författning)\b)
            |(?i:\blagens\b)|(?i:\blagen\b)(?!\ ?\(|\ om\ |\ med\ |\ angående\ |\ av\ |\ \d{{4}}:))
      | (?P<year>\b(?P<y>\d{{4}})\ års\ (?P<y_name>(?i:[a-zåäöé]{{2,50}}(?:lag|balk|ordning|form)))(?i:en|n)?s?\b)
      | (?P<named>
            \b(?:(?P<name>(?i:{full}))(?i:s\b)?|(?P<abbreviation>{short}|(?i:{loose})\b)(?::?s\b)?)(?![a-zåäöéA-ZÅÄÖ]|-[a-zåäö]){number}
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


def _key(name: str) -> str:
    """What a name is looked up by: in any case, and however ``offentlighets- och`` is put together."""
    return _JOINED.sub("s och ", name.casefold())


def _misspelt(name: str) -> str:
    """A pattern for a name that also takes its usual misspellings: ``offentlighets och``, ``offentlighet- &``."""
    return name.replace(r"s\-\ och\ ", r"s?\ ?-?\ ?(?:och|&)\ ")


def is_abbreviation(name: str) -> bool:
    """``SoL`` and ``GDPR``, but not ``polislagen``."""
    return " " not in name and sum(letter.isupper() for letter in name) > 1 and ":" not in name
