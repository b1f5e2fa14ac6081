"""Finds what looks like a provision in evened-out text: ``10 kap. 2 och 15 a §§``, ``10:15 a``, ``art. 6.1 e``.

Which statute it belongs to is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_WIDEST_RANGE = 60
# Every repetition below has an end: a text of nothing but digits and commas must not take for ever.


class Form(StrEnum):
    """How a provision is written, which decides how much else it could be."""

    SIGN = "paragraftecken"
    COLON = "kolon"
    """``10:15``, which could be a time."""
    CHAPTER = "kapitel"
    ARTICLE = "artikel"


@dataclass(frozen=True)
class Unit:
    """One provision, or several of one chapter written together."""

    start: int
    end: int
    form: Form
    chapters: tuple[str, ...]
    """``2 a``; empty for acts without chapters. Several only when no section is named."""
    sections: tuple[str, ...] = ()
    """``15 a``; for an article ``6.1 e``."""
    detail: str = ""
    """Paragraph and point, as written."""


_LETTER = r"(?:\ ?[a-z](?![a-zåäöé0-9]))"
_SECTION = rf"\d{{1,3}}{_LETTER}?"
_RANGE = rf"{_SECTION}(?:\ ?-\ ?(?:{_SECTION}|[a-z](?![a-zåäöé])))?"
_AND = r"(?:\ ?,\ ?|\ och\ |\ eller\ |\ samt\ |\ resp(?:\.|ektive)?\ |\ ?/\ ?|\ ?&\ ?)"
_LIST = rf"{_RANGE}(?:{_AND}{_RANGE}){{0,15}}"
_CHAPTER_NUMBER = r"\d{1,2}(?:\ ?[a-z](?![a-zåäöé]))?"
_CHAPTER_LIST = rf"{_CHAPTER_NUMBER}(?:(?:{_AND}|\ ?-\ ?){_CHAPTER_NUMBER}){{0,5}}"
_WORD_CHAPTER = r"(?:kap(?:itlet|itel)?\b\.?|kaptl?\.)"
_SIGN = r"(?:§\ ?§|§|paragraf(?:en|erna)?\b|par\.)"
_ORDINAL = r"(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|1\ ?a|[2-9]\ ?e|1:a|2:a|[3-9]:e)"
_POINTS = r"\d{1,2}(?:\ ?-\ ?\d{1,2}|\ och\ \d{1,2}(?!\ ?(?:§|kap)))?\b(?!\ ?(?:§|kap|:|,\ \d))"
_BEFORE_ACT = r"(?=\ (?:i\ )?(?:(?-i:[A-ZÅÄÖ][A-Za-z]?[A-Z])|[a-zåäö]+(?:lag|balk|förordning)|lag))"
_DETAIL = rf"""
    (?:\ ?,?\ ?(?:
        {_ORDINAL}\ (?:(?:och|eller)\ {_ORDINAL}\ )?(?:stycke(?:t|na)?|st\b\.?)(?:\ {_POINTS})?
      | \d\ ?st\b\.?(?:\ {_POINTS})?
      | st(?:ycke)?\b\.?\ \d\b
      | {_ORDINAL}\ (?:punkten|meningen|ledet|strecksatsen)
      | p(?:unkt(?:en|erna)?\b|\b\.?)\ ?{_POINTS}
      | \d{{1,2}}\ ?p\b\.?
      | {_POINTS}{_BEFORE_ACT}
    )){{0,4}}
"""
_ARTICLE = r"\d{1,3}(?:\.\d{1,2})?(?:\ ?[a-hj-z]\b\)?)?"

_UNIT = re.compile(
    rf"""
    (?P<article>\bart(?:ikel|iklarna|iklar|\b\.?)\ ?(?P<articles>{_ARTICLE}(?:{_AND}{_ARTICLE}){{0,15}})
        (?P<article_detail>(?:\ (?:första|andra|tredje)\ stycket)?(?:\ (?:led(?:et)?\ )?[a-hj-z]\b\)?(?!\ kap))?))
  | (?P<chaptered>(?<![\d:/.])\b(?P<chapter>{_CHAPTER_NUMBER})\ ?{_WORD_CHAPTER}\ ?,?\ ?
        (?:(?P<sections>{_LIST})\ ?{_SIGN}|{_SIGN}\ ?(?P<sections_after>{_LIST})))(?P<detail1>{_DETAIL})
  | (?P<kap_first>\b{_WORD_CHAPTER}\ ?(?P<chapter2>{_CHAPTER_NUMBER})\ ?,?\ ?
        (?:{_SIGN}\ ?(?P<sections2>{_LIST})|(?P<sections2b>{_LIST})\ ?{_SIGN}))(?P<detail2>{_DETAIL})
  | (?P<sign_first>{_SIGN}\ ?(?P<colon_chapter>{_CHAPTER_NUMBER}):(?P<colon_section>{_SECTION}))
  | (?P<colon>(?<![\d:/.,-])\b(?P<chapter3>{_CHAPTER_NUMBER})\ ?:\ ?(?P<sections3>
        \d{{1,3}}(?:\ ?[a-h](?![a-zåäöé.0-9]))?(?:\ ?-\ ?(?:\d{{1,3}}\b(?!:)(?:\ ?[a-h]\b)?|[a-h]\b))?)
        (?![\d:/])(?:\ ?{_SIGN})?)(?P<detail3>{_DETAIL})
  | (?P<plain>(?<![\d:/.])\b(?P<sections4>{_LIST})\ ?{_SIGN})(?P<detail4>{_DETAIL})
  | (?P<sign>{_SIGN}\ ?(?P<sections5>{_LIST}))(?P<detail5>{_DETAIL})
  | (?P<only_chapter>(?<![\d:/.])\b(?P<chapters>{_CHAPTER_LIST})\ ?{_WORD_CHAPTER})
  | (?P<only_chapter_after>\b{_WORD_CHAPTER}\ ?(?P<chapters_after>{_CHAPTER_LIST}))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ITEM = re.compile(rf"(?P<first>{_SECTION})(?:\ ?-\ ?(?P<last>{_SECTION}|[a-z]))?", re.IGNORECASE | re.VERBOSE)
_PARTS = re.compile(r"(\d+) ?([a-z]?)", re.IGNORECASE)


def find_units(text: str) -> Iterator[Unit]:
    """Everything in the text that looks like a provision, in order, none inside another."""
    for match in _UNIT.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        detail = next((value.strip(" ,") for name, value in groups.items() if name.startswith("detail")), "")
        end = match.end() if detail else match.start() + len(match.group().rstrip(" ,"))
        yield _unit(groups, match.start(), end, detail)


def _unit(groups: dict[str, str], start: int, end: int, detail: str) -> Unit:
    if "article" in groups:
        return Unit(start, end, Form.ARTICLE, (), _articles(groups), groups["article_detail"].strip())
    if "chapters" in groups or "chapters_after" in groups:
        return Unit(start, end, Form.CHAPTER, _expanded(groups.get("chapters") or groups["chapters_after"]))
    if "colon_chapter" in groups:
        return Unit(start, end, Form.SIGN, (_spaced(groups["colon_chapter"]),), (_spaced(groups["colon_section"]),))
    chapter = next((groups[name] for name in ("chapter", "chapter2", "chapter3") if name in groups), "")
    sections = next(value for name, value in groups.items() if name.startswith("sections"))
    form = Form.COLON if "colon" in groups and "§" not in groups["colon"] else Form.SIGN
    return Unit(start, end, form, (_spaced(chapter),) if chapter else (), _expanded(sections), detail)


def _articles(groups: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        re.sub(r" ?([a-z])\)?$", r" \1", each.strip())
        for each in re.split(_AND.replace("\\ ", " "), groups["articles"])
    )


def _expanded(listed: str) -> tuple[str, ...]:
    """``2, 15 a-c`` → 2, 15 a, 15 b, 15 c."""
    found: list[str] = []
    for match in _ITEM.finditer(listed):
        found.extend(_between(match["first"], match["last"]) if match["last"] else (_spaced(match["first"]),))
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> Iterator[str]:
    """What can be known of a range: numbers in between, or letters of one number; else only its ends."""
    number, letter = _split(first)
    last_number, last_letter = _split(last if last[0].isdigit() else f"{number} {last}")
    if number == last_number and letter and letter <= last_letter:
        yield from (f"{number} {chr(code)}" for code in range(ord(letter), ord(last_letter) + 1))
    elif not letter and not last_letter and number < last_number <= number + _WIDEST_RANGE:
        yield from map(str, range(number, last_number + 1))
    else:
        yield from (_spaced(first), _spaced(last if last[0].isdigit() else f"{number} {last}"))


def _split(section: str) -> tuple[int, str]:
    match = _PARTS.fullmatch(section.strip())
    return (int(match[1]), match[2].casefold()) if match else (0, "")


def _spaced(number: str) -> str:
    """``15A`` and ``15 a`` are written ``15 a``; leading zeros are not."""
    value, letter = _split(number)
    return f"{value} {letter}".strip()
