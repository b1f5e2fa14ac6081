"""Finds what looks like a provision in evened-out text: ``10 kap. 2 och 15 a §§``, ``10:15 a``, ``art. 6.1 e``.

Which statute it belongs to is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_SIGN = r"(?:§\ ?§|§|paragraf(?:en|erna)?\b|par\.)"
_SECTION = rf"\d{{1,3}}(?!\d){_LETTER}?"
_RANGE = rf"{_SECTION}(?:(?:\ ?{_SIGN})?\ ?-\ ?(?:{_SECTION}|[a-z](?![a-zåäöé])))?"
_AND = r"(?:\ ?,\ ?|\ och(?:/eller)?\ |\ eller\ |\ samt\ |\ resp(?:\.|ektive)?\ |\ ?/\ ?|\ ?&\ ?)"
_LIST = rf"{_RANGE}(?:{_AND}{_RANGE}){{0,15}}"
_CHAPTER_NUMBER = r"\d{1,2}(?!\d)(?:\ ?[a-z](?![a-zåäöé]))?"
_CHAPTER_LIST = rf"{_CHAPTER_NUMBER}(?:(?:{_AND}|\ ?-\ ?){_CHAPTER_NUMBER}){{0,5}}"
_WORD_CHAPTER = r"(?:kap(?:itlet|itel)?\b\.?|kaptl?\.)"
_MISREAD_SIGN = r"(?:\$|(?-i:S)\b)"
"""What a scanned § may come out as; believed only after a chapter."""
_ORDINAL = r"(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|1\ ?a|[2-9]\ ?e|1:a|2:a|[3-9]:e)"
_POINTS = r"\d{1,2}(?:\ ?-\ ?\d{1,2}|\ och\ \d{1,2}(?!\ ?(?:§|kap)))?\b(?!\ ?(?:§|kap|men\b|:|,\ \d))"
_BEFORE_ACT = r"(?=\ (?:i\ )?(?:(?-i:[A-ZÅÄÖ][A-Za-z]?[A-Z])|[a-zåäö]+(?:lag|balk|förordning)|lag))"
_DETAIL = rf"""
    (?:\ ?,?\ ?(?:
        {_ORDINAL}(?:\ (?:och|eller)\ {_ORDINAL}|\ ?-\ ?{_ORDINAL})?\ (?:stycke(?:t|na)?|st\b\.?)(?:\ {_POINTS})?
      | \d(?:(?:\ och\ |\ ?-\ ?)\d)?\ ?st\b\.?(?:\ {_POINTS})?
      | \d\ ?men(?:ingen)?\b\.?
      | (?-i:ff?)\b\.?
      | st(?:ycke)?\b\.?\ \d\b
      | {_ORDINAL}\ (?:punkten|meningen|men\b\.?|ledet|strecksatsen)
      | p(?:unkt(?:en|erna)?\b|\b\.?)\ ?{_POINTS}
      | \d{{1,2}}\ ?p\b\.?
      | {_POINTS}{_BEFORE_ACT}
    )){{0,4}}
"""
_ARTICLE_LETTER = r"\(?[a-hj-z](?![\wåäö])\)?(?!\ kap)"
"""Not ``i``, which most often is a word."""
_ARTICLE = rf"""
    (?P<number>\d{{1,3}})(?!\d)
    (?:\.(?P<dotted>\d{{1,2}})|\ ?\((?P<bracketed>\d{{1,2}})\)|\ p(?:unkt(?:en)?|\.)\ ?(?P<worded>\d{{1,2}})
      |\ (?P<ordinal>första|andra|tredje|fjärde)\ punkten|\ ?-\ ?(?P<last>\d{{1,3}})(?![\d.]))?
    (?P<paragraph>\ (?:första|andra|tredje)\ stycket)?
    (?:(?:\ ?\.?|,?\ (?:led(?:et|en)?|litt(?:era|\.)?|bokstav(?:en)?)\ )
      (?P<letters>{_ARTICLE_LETTER}(?:(?:,\ |\ och\ |\ eller\ |\ ?-\ ?){_ARTICLE_LETTER}){{0,9}}))?
"""
_UNNAMED_ARTICLE = re.sub(r"\?P<\w+>", "?:", _ARTICLE)
_POINT_WORDS = {"första": "1", "andra": "2", "tredje": "3", "fjärde": "4"}

_UNIT = re.compile(
    rf"""
    (?P<article>\bart(?:ikel|iklarna|iklar|\b\.?)\ ?
        (?P<articles>{_UNNAMED_ARTICLE}(?:{_AND}{_UNNAMED_ARTICLE}){{0,15}}))
  | (?P<chaptered>(?<![\d:/.])\b(?P<chapter>{_CHAPTER_NUMBER})\ ?{_WORD_CHAPTER}\ ?,?\ ?
        (?:(?P<sections>{_LIST})\ ?(?:{_SIGN}|{_MISREAD_SIGN})|{_SIGN}\ ?(?P<sections_after>{_LIST})))
        (?P<detail1>{_DETAIL})
  | (?P<kap_first>\b{_WORD_CHAPTER}\ ?(?P<chapter2>{_CHAPTER_NUMBER})\ ?,?\ ?
        (?:{_SIGN}\ ?(?P<sections2>{_LIST})|(?P<sections2b>{_LIST})\ ?{_SIGN}))(?P<detail2>{_DETAIL})
  | (?P<sign_first>{_SIGN}\ ?(?P<colon_chapter>{_CHAPTER_NUMBER}):(?P<colon_section>{_SECTION}))
  | (?P<colon>(?<![\d:/.,-])\b(?P<chapter3>{_CHAPTER_NUMBER})\ ?:\ ?(?P<sections3>
        \d{{1,3}}(?:\ ?[a-h](?![a-zåäöé.0-9]))?
        (?:\ ?-\ ?(?:(?:(?P=chapter3):)?\d{{1,3}}\b(?!:)(?:\ ?[a-h]\b)?|[a-h]\b))?)
        (?![\d:/])(?:\ ?{_SIGN})?)(?P<detail3>{_DETAIL})
  | (?P<reversed>(?:(?<![\d:/.])\b(?P<sections6>{_LIST})\ ?{_SIGN}|{_SIGN}\ ?(?P<sections6b>{_LIST}))\ (?:i\ )?
        (?:(?P<chapter4>{_CHAPTER_NUMBER})\ ?{_WORD_CHAPTER}|{_WORD_CHAPTER}\ ?(?P<chapter4b>{_CHAPTER_NUMBER}))
        (?!\.?\ ?,?\ ?(?:{_SECTION}|{_SIGN})))
  | (?P<plain>(?<![\d:/.])\b(?P<sections4>{_LIST})\ ?{_SIGN})(?P<detail4>{_DETAIL})
  | (?P<sign>{_SIGN}\ ?(?P<sections5>{_LIST}))(?P<detail5>{_DETAIL})
  | (?P<only_chapter>(?<![\d:/.])\b(?P<chapters>{_CHAPTER_LIST})\ ?{_WORD_CHAPTER})
  | (?P<only_chapter_after>\b{_WORD_CHAPTER}\ ?(?P<chapters_after>{_CHAPTER_LIST})(?!\ ?{_SIGN}))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONE_ARTICLE = re.compile(_ARTICLE, re.IGNORECASE | re.VERBOSE)
_LETTERS = re.compile(r"\b([a-z])\b(?:\)? ?- ?\(?([a-z])\b)?", re.IGNORECASE)
_SIGNS_OR_CHAPTERS = re.compile(rf"\ ?{_SIGN}|\d+:", re.IGNORECASE | re.VERBOSE)
_ITEM = re.compile(rf"(?P<first>{_SECTION})(?:\ ?-\ ?(?P<last>{_SECTION}|[a-z]))?", re.IGNORECASE | re.VERBOSE)
_CHAPTER_GROUP = re.compile(r"chapter\d?b?")
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
        articles = list(_ONE_ARTICLE.finditer(groups["articles"]))
        paragraphs = ", ".join(each["paragraph"].strip() for each in articles if each["paragraph"])
        return Unit(start, end, Form.ARTICLE, (), tuple(_articles(articles)), paragraphs)
    if "chapters" in groups or "chapters_after" in groups:
        return Unit(start, end, Form.CHAPTER, _expanded(groups.get("chapters") or groups["chapters_after"]))
    if "colon_chapter" in groups:
        return Unit(start, end, Form.SIGN, (_spaced(groups["colon_chapter"]),), (_spaced(groups["colon_section"]),))
    chapter = next((value for name, value in groups.items() if _CHAPTER_GROUP.fullmatch(name)), "")
    sections = next(value for name, value in groups.items() if name.startswith("sections"))
    form = Form.COLON if "colon" in groups and "§" not in groups["colon"] else Form.SIGN
    return Unit(start, end, form, (_spaced(chapter),) if chapter else (), _expanded(sections), detail)


def _articles(found: Iterable[re.Match[str]]) -> Iterator[str]:
    """``6.1 c och e`` → 6.1 c, 6.1 e."""
    for each in found:
        point = each["dotted"] or each["bracketed"] or each["worded"] or _POINT_WORDS.get(str(each["ordinal"]).lower())
        article = f"{each['number']}.{point}" if point else each["number"]
        letters = tuple(_letters(each["letters"] or ""))
        if each["last"]:
            yield from _between(each["number"], each["last"])
        elif letters:
            yield from (f"{article} {letter}" for letter in letters)
        else:
            yield article


def _letters(listed: str) -> Iterator[str]:
    """``a-c och f`` → a, b, c, f."""
    for match in _LETTERS.finditer(listed):
        first, last = match[1].lower(), (match[2] or match[1]).lower()
        yield from (chr(code) for code in range(ord(first), max(ord(first), ord(last)) + 1))


def _expanded(listed: str) -> tuple[str, ...]:
    """``2, 15 a-c`` → 2, 15 a, 15 b, 15 c."""
    found: list[str] = []
    for match in _ITEM.finditer(_SIGNS_OR_CHAPTERS.sub("", listed)):
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
