"""The form where a municipality's lawyer decides about a wording: read, and checked as far as it can be alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.library.fields import parse_day
from generator.library.model import Library, Wording
from generator.library.overlay import text_of
from generator.library.personal_data import personal_numbers
from generator.review.own_wordings import Act, OwnAct

_LONGEST_SHOWN = 100_000


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    heading: str = ""
    text: str = ""
    reason: str = ""
    first: str = ""
    last: str = ""
    after: str = ""
    """``plan/clause``: where a clause of the municipality's own stands."""

    def act(self, act: Act, clause: str, library: Library, today: date) -> tuple[OwnAct | None, dict[str, str]]:
        """The act that it asks for, or what is wrong: field → message."""
        problems: dict[str, str] = {}
        first = _day(self.first, "fran", problems) or today
        last = _day(self.last, "till", problems)
        if first < today:
            problems["fran"] = "Den första dagen kan inte ligga bakåt i tiden: det som gällde då ändras inte."
        if last is not None and last < first:
            problems["till"] = "Sista dagen ligger före den första."
        if not self.reason.strip():
            problems["skal"] = "Skälet saknas. Skriv varför."
        elif any(personal_numbers(self.reason)):
            problems["skal"] = "Skälet innehåller något som ser ut som ett personnummer. Ta bort det."
        national = library.wordings_at(first).get(clause)
        if act in (Act.REPLACE, Act.ADOPT) and national is None:
            problems["fran"] = "Klausulen finns inte i biblioteket den dagen."
        if problems:
            return None, problems
        return self._made(act, clause, national, (first, last)), {}

    def _made(self, act: Act, clause: str, national: Wording | None, days: tuple[date, date | None]) -> OwnAct:
        words = {"heading": " ".join(self.heading.split()), "text": self.text.strip()} if act in _WORDED else {}
        base = {"base": national.sha256, "base_text": text_of(national)} if national and act is not Act.WITHDRAW else {}
        plan, _, after = self.after.partition("/")
        place = {"plan": plan, "after": after} if act is Act.ADD else {}
        last = None if act is Act.WITHDRAW else days[1]
        return OwnAct(act, clause, self.reason.strip(), days[0], last, **words, **base, **place)


_WORDED = (Act.REPLACE, Act.ADD)


def read_typed(form: Mapping[str, str]) -> Typed:
    """What was typed, with line ends as they are stored."""
    names = ("rubrik", "text", "skal", "fran", "till", "efter")
    return Typed(*(form.get(name, "").replace("\r\n", "\n")[:_LONGEST_SHOWN] for name in names))


def expected_number(form: Mapping[str, str]) -> int:
    """How many acts there were when the page was made; -1 when the field was tampered with."""
    text = form.get("antal", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1  # noqa: PLR2004


def _day(text: str, field: str, problems: dict[str, str]) -> date | None:
    day = parse_day(text.strip()) if text.strip() else None
    if text.strip() and day is None:
        problems[field] = "Det är ingen dag. Skriv till exempel 2027-01-01."
    return day
