"""One answer: from what was typed to a typed value, or a Swedish sentence about what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Union

from generator.library.fields import YES_NO, parse_day
from generator.library.model import Question, QuestionType
from generator.reference import UnknownMunicipality, municipality
from generator.reference.areas import all_vulnerable_areas

POLICE = "polisen"
"""The party id of Polismyndigheten; a municipality's is its code."""

Row = Mapping[str, "Value"]
Value = Union[str, bool, int, date, tuple[str, ...], tuple[Row, ...]]  # noqa: UP007 - recursive alias

_MAX_TEXT = 200
_MAX_LONG_TEXT = 4000
MAX_ROWS = 20
"""Rows of a group or a list, where the question does not say another number."""
_MAX_MUNICIPALITIES = 20
_MAX_NUMBER = 10**9
_LARGEST_WHOLE = 10**18  # longer numbers are no answers, and Python refuses to write out very long ones
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_MONTH_NAMES = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_DAY_IN_DIGITS = re.compile(r"([0-9]{4}) ?([0-9]{2}) ?([0-9]{2})")
_DAY_IN_WORDS = re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[a-z]+) (?P<year>[0-9]{4})")
_SHOWN = 60
_MONTHS, _DAYS, _COORDINATION_DAYS = range(1, 13), range(1, 32), range(61, 92)
_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_PLANE_END = 0xFFFE
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of all that follows, our own text included. The marks LRM and RLM do not, and are kept."""
_PERSONAL_NUMBER = re.compile(r"(?:19|20)?([0-9]{6})[-+ ]?([0-9]{4})")


class ValueProblem(ValueError):  # noqa: N818 - what is wrong with an answer, not with the program
    """What is wrong with a value, as a Swedish sentence without the question's name."""


def is_empty(value: Value) -> bool:
    """Whether the value says nothing: empty text or an empty list."""
    return value in ("", ())


def read_value(question: Question, given: object) -> Value:
    """The typed value of one answer. Raises ValueProblem. An empty answer gives "" or ()."""
    if given is None:
        return ""
    return _READERS[question.type](question, given)


def _text(question: Question, given: object, lines: bool = False) -> str:
    text = _line_ends(_plain(given)).strip()
    if "\n" in text and not lines:
        raise ValueProblem("svaret ska stå på en enda rad. Ta bort radbrytningen.")
    for character in text:
        if character in _TURNING:
            raise ValueProblem(f"tecknet U+{ord(character):04X} vänder på texten runt omkring. Ta bort det.")
        if _is_forbidden(character) and character != "\n":
            raise ValueProblem(f"tecknet U+{ord(character):04X} kan inte skrivas i ett dokument. Ta bort det.")
    limit = _limit(question.maximum, _MAX_LONG_TEXT if lines else _MAX_TEXT)
    if len(text) > limit:
        raise ValueProblem(f"texten är {len(text)} tecken. Högst {limit} tecken får plats.")
    return text


def _plain(given: object) -> str:
    """What was given as text in NFC. A field holds one text, whole number or day; nothing else is guessed at."""
    if type(given) is date:
        return given.isoformat()
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) <= _LARGEST_WHOLE:
        return str(given)
    if not isinstance(given, str):
        raise ValueProblem("svaret ska vara ett enda värde.")
    return unicodedata.normalize("NFC", given)


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _limit(stated: int | None, usual: int) -> int:
    return usual if stated is None else stated


def _is_forbidden(character: str) -> bool:
    """Control characters, surrogates and non-characters: XML and PDF cannot hold them."""
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cs") or (code & _PLANE_END) == _PLANE_END or code in _NONCHARACTERS
    )


def _long_text(question: Question, given: object) -> str:
    return _text(question, given, lines=True)


def _choice(question: Question, given: object) -> str:
    text = _word(given)
    if text and question.choice(text) is None:
        allowed = ", ".join(choice.id for choice in question.choices)
        raise ValueProblem(f"”{short(text)}” går inte att välja. Tillåtna: {allowed}.")
    return text


def _multi(question: Question, given: object) -> tuple[str, ...]:
    chosen = {_choice(question, item) for item in _items(given, len(question.choices))}
    return tuple(choice.id for choice in question.choices if choice.id in chosen)


def _yes_no(question: Question, given: object) -> Value:
    if isinstance(given, bool):
        return given
    text = _word(given)
    if text and text not in YES_NO:
        raise ValueProblem(f"”{short(text)}” är inte ja eller nej.")
    return YES_NO[text] if text else ""


def _date(question: Question, given: object) -> Value:
    text = _word(given)
    if not text:
        return ""
    day = parse_day(text) or _day_from_words(text) or (_day_from_digits(text) if isinstance(given, str) else None)
    if day is None or not _EARLIEST <= day <= _LATEST:
        examples = "2026-01-31 eller 31 januari 2026"
        raise ValueProblem(f"”{short(text)}” är ingen dag. Skriv år, månad och dag, till exempel {examples}.")
    return day


def _day_from_digits(text: str) -> date | None:
    """The day as a telephone's digits write it, ``20270101`` or ``2027 01 01``, or None when it is not a day."""
    written = _DAY_IN_DIGITS.fullmatch(text)
    return parse_day("-".join(written.groups())) if written else None


def _day_from_words(text: str) -> date | None:
    """The day written as the documents print it, ``1 januari 2027``, or None when it is not a day."""
    written = _DAY_IN_WORDS.fullmatch(text.lower())
    if written is None or written["month"] not in _MONTH_NAMES:
        return None
    month = _MONTH_NAMES.index(written["month"]) + 1
    return parse_day(f"{written['year']}-{month:02}-{int(written['day']):02}")


def _number(question: Question, given: object) -> Value:
    text = re.sub(r"\s", "", _word(given))
    if not text:
        return ""
    low, high = question.minimum or 0, _limit(question.maximum, _MAX_NUMBER)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MAX_NUMBER)) and low <= int(text) <= high):
        raise ValueProblem(f"”{short(text)}” ska vara ett heltal från {low} till {high}.")
    return int(text)


def _text_list(question: Question, given: object) -> tuple[str, ...]:
    """One text for each line or item. An equal line twice is refused rather than dropped: nothing typed is lost."""
    items = _line_ends(given).split("\n") if isinstance(given, str) else _items(given, 10 * MAX_ROWS)
    one = Question(question.id, QuestionType.TEXT, question.wording, question.label)
    texts = [text for text in (_text(one, item) for item in items) if text]
    maximum = _limit(question.maximum, MAX_ROWS)
    if len(texts) > maximum:
        raise ValueProblem(f"du har {len(texts)} rader. Högst {maximum} får plats.")
    for text, count in Counter(texts).items():
        if count > 1:
            raise ValueProblem(f"”{short(text)}” står {count} gånger. Skriv det en gång.")
    return tuple(texts)


def _municipalities(question: Question, given: object) -> tuple[str, ...]:
    codes = [_word(item) for item in _items(given, 10 * _MAX_MUNICIPALITIES)]
    for code in codes:
        try:
            municipality(code)
        except UnknownMunicipality:
            message = f'koden ”{short(code)}” finns inte. Skriv kommunens fyra siffror, till exempel "0484".'
            raise ValueProblem(message) from None
    if len(set(codes)) > _MAX_MUNICIPALITIES:
        raise ValueProblem(f"du har valt {len(set(codes))} kommuner. Högst {_MAX_MUNICIPALITIES} får plats.")
    return tuple(dict.fromkeys(codes))


def _areas(question: Question, given: object) -> tuple[str, ...]:
    known = {area.name for area in all_vulnerable_areas()}
    names = [_word(item) for item in _items(given, len(known))]
    for name in names:
        if name not in known:
            raise ValueProblem(f"området ”{short(name)}” finns inte i polisens lista.")
    return tuple(dict.fromkeys(names))


def _personal_number(question: Question, given: object) -> str:
    text = _word(given)
    if text and not is_personal_number(text):
        raise ValueProblem(
            "numret är inget person- eller samordningsnummer. Kontrollera siffrorna, tolv eller tio stycken."
        )
    return text


def is_personal_number(text: str) -> bool:
    """Whether the text is a Swedish personal or coordination number with a right check digit (SKV 704, SKV 707)."""
    match = _PERSONAL_NUMBER.fullmatch(text.strip())
    if match is None:
        return False
    digits = match.group(1) + match.group(2)
    day = int(digits[4:6])
    if int(digits[2:4]) not in _MONTHS or not (day in _DAYS or day in _COORDINATION_DAYS):
        return False
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _party(question: Question, given: object) -> str:
    text = _word(given)
    if text and text != POLICE:
        try:
            municipality(text)
        except UnknownMunicipality:
            message = f"”{short(text)}” är ingen part. Skriv kommunens fyra siffror eller ”{POLICE}”."
            raise ValueProblem(message) from None
    return text


def _word(given: object) -> str:
    return _plain(given).strip()


def _items(given: object, limit: int) -> list[object]:
    """The items of a list answer; a single value is a list of one."""
    if isinstance(given, Mapping | bool):
        raise ValueProblem("svaret ska vara en lista, till exempel [a, b].")
    if not isinstance(given, list | tuple):
        return [given] if _word(given) else []
    if len(given) > limit:
        raise ValueProblem(f"listan har {len(given)} rader. Högst {limit} är tillåtna.")
    return [item for item in given if item is not None and not (isinstance(item, str) and not item.strip())]


def short(text: str) -> str:
    """The text as shown in a message: never so long that it drowns it."""
    shown = "".join(character if character.isprintable() else "�" for character in text[:_SHOWN])
    return shown if len(text) <= _SHOWN else f"{shown}…"


_READERS: Mapping[QuestionType, Callable[[Question, object], Value]] = {
    QuestionType.MUNICIPALITIES: _municipalities,
    QuestionType.CHOICE: _choice,
    QuestionType.MULTI: _multi,
    QuestionType.YES_NO: _yes_no,
    QuestionType.TEXT: _text,
    QuestionType.LONG_TEXT: _long_text,
    QuestionType.DATE: _date,
    QuestionType.NUMBER: _number,
    QuestionType.MONEY: _number,
    QuestionType.TEXT_LIST: _text_list,
    QuestionType.AREAS: _areas,
    QuestionType.PARTY: _party,
    QuestionType.PERSONAL_NUMBER: _personal_number,
}
