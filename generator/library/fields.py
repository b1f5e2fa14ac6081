"""Takes typed values out of what the reader read, and says in Swedish what was found and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from generator.library.conditions import Condition, ConditionSyntaxError, parse_condition
from generator.library.forbidden import forbidden_in
from generator.library.nearby import SAME_WORD, nearest
from generator.library.reader import Findings, YamlList, YamlMap, YamlValue

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")
YES_NO = {"ja": True, "nej": False}


class Fields:
    """One mapping being read. Every ``take_*`` marks its key as known; ``finish`` reports the rest.

    A key that is plainly another one misspelt is read as that one, and only its spelling is reported.
    """

    def __init__(self, mapping: YamlMap, findings: Findings, what: str) -> None:
        """``what`` names the mapping in messages, for example ``Klausulen``."""
        self.mapping = mapping
        self.findings = findings
        self.what = what
        self._written: dict[str, str] = {}
        """Each known key, as it is written in the file."""

    def line(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is missing."""
        return self.mapping.lines.get(self._written.get(key, key), self.mapping.line)

    def has(self, key: str) -> bool:
        """Whether the key has been taken and stands in the file."""
        return self._written.get(key) in self.mapping.entries

    def is_empty(self, key: str) -> bool:
        """Whether a key that has been taken has no value."""
        value = self.mapping.entries.get(self._written[key])
        return value is None or value == "" or (isinstance(value, YamlList) and not value.items)

    def _raw(self, key: str, required: bool) -> YamlValue | None:
        self._written[key] = key if key in self.mapping.entries else self._misspelt(key)
        if required and self.is_empty(key):
            self.findings.add(self.line(key), "nyckel-saknas", f"{self.what} saknar ”{key}:” eller värdet efter den.")
        return self.mapping.entries.get(self._written[key])

    def _misspelt(self, key: str) -> str:
        """The key in the file that is this one misspelt, or the key itself."""
        free = [each for each in self.mapping.entries if each not in self._written.values()]
        return next(iter(nearest(key, free, SAME_WORD)), key)

    def take_text(self, key: str, required: bool = False) -> str:
        """The text, or an empty string."""
        value = self._raw(key, required)
        if value is None:
            return ""
        if not isinstance(value, str) or "\n" in value:
            self._wrong(key, "text på en rad")
            return " ".join(value.split()) if isinstance(value, str) else ""
        return value

    def take_printed(self, key: str, required: bool = False) -> str:
        """Text that is printed as it stands: no braces, no paragraph signs."""
        text = self.take_text(key, required)
        check_printed(text, self.line(key), self.findings)
        return text

    def take_choice(self, key: str, allowed: Iterable[str], required: bool = True) -> str:
        """One of the allowed words; "" when it is missing or another word, which is reported."""
        options = tuple(allowed)
        value = self.take_text(key, required)
        if value in options:
            return value
        if value:
            self._wrong(key, "något av " + ", ".join(options), value)
        return ""

    def take_flag(self, key: str, default: bool = False) -> bool:
        """``ja`` or ``nej`` as a boolean."""
        value = self.take_text(key)
        if value and value not in YES_NO:
            self._wrong(key, "ja eller nej", value)
        return YES_NO.get(value, default)

    def take_date(self, key: str, required: bool = False) -> date | None:
        """A day written ``2026-01-31``."""
        value = self.take_text(key, required)
        if not value:
            return None
        day = parse_day(value)
        if day is None:
            self._wrong(key, "en dag som 2026-01-31", value)
        return day

    def take_number(self, key: str) -> int | None:
        """A whole number, zero or more."""
        value = self.take_text(key)
        if not value:
            return None
        if not _NUMBER.fullmatch(value):
            self._wrong(key, "ett heltal, noll eller mer", value)
            return None
        return int(value)

    def take_list(self, key: str, required: bool = False) -> list[tuple[YamlValue, int]]:
        """The items with their lines; a missing key is an empty list."""
        value = self._raw(key, required)
        if isinstance(value, YamlList):
            return list(zip(value.items, value.lines, strict=True))
        if value:
            self._wrong(key, "en lista, till exempel [a, b]")
        return []

    def _take_words(self, key: str, required: bool = False) -> list[tuple[YamlValue, int]]:
        """Like ``take_list``, but ``a, b`` without brackets is read as it was meant, and reported."""
        items = self.take_list(key, required)
        value = self.mapping.entries.get(self._written[key])
        meant = value.split(",") if isinstance(value, str) and value else []
        return items or [(text.strip(), self.line(key)) for text in meant]

    def take_texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.take_lines(key, required))

    def take_lines(self, key: str, required: bool = False) -> dict[str, int]:
        """A list of texts with the line of each. A text that stands twice is reported and counts once."""
        texts: dict[str, int] = {}
        for item, line in self._take_words(key, required):
            if not isinstance(item, str) or not item:
                self.findings.add(line, "varde-form", f"”{key}” ska vara en lista med text.")
            elif item in texts:
                self.findings.add(line, "varde-dubbel", f"”{item}” står två gånger under ”{key}”.")
            else:
                texts[item] = line
        return texts

    def take_conditions(self, key: str) -> tuple[Condition, ...]:
        """Conditions; ``fakta: a | b`` may stand as a one-pair mapping in the list. A slip becomes a finding."""
        conditions = []
        for item, line in self._take_words(key):
            try:
                conditions.append(parse_condition(_condition_text(item), line))
            except ConditionSyntaxError as error:
                self.findings.add(line, "villkor-form", str(error))
        return tuple(conditions)

    def take_maps(self, key: str, required: bool = False) -> list[YamlMap]:
        """A list of mappings."""
        maps = []
        for item, line in self.take_list(key, required):
            if isinstance(item, YamlMap):
                maps.append(item)
            else:
                self.findings.add(line, "varde-form", f"Varje rad under ”{key}” ska ha nycklar med värden.")
        return maps

    def take_map(self, key: str, required: bool = False) -> YamlMap | None:
        """A mapping, or None."""
        value = self._raw(key, required)
        if value is None or isinstance(value, YamlMap):
            return value
        self._wrong(key, "nycklar med värden")
        return None

    def finish(self) -> None:
        """Report keys that nobody asked for."""
        meant = {written: key for key, written in self._written.items() if written != key}
        for key in self.mapping.entries:
            if key not in self._written.values() or key in meant:
                instead = f" Kanske menas ”{meant[key]}”." if key in meant else ""
                message = f"{self.what} har den okända nyckeln ”{key}”.{instead} Tillåtna: {', '.join(self._written)}."
                self.findings.add(self.mapping.lines[key], "nyckel-okand", message)

    def _wrong(self, key: str, wanted: str, found: str = "") -> None:
        if any(each.line == self.line(key) and each.rule == "yaml-fel" for each in self.findings.found):
            return  # the same slip, seen from another side
        said = f" Där står ”{found}”." if found else ""
        self.findings.add(self.line(key), "varde-form", f"”{key}” ska vara {wanted}.{said}")


def check_printed(text: str, line: int, findings: Findings) -> None:
    """Report what may not stand in a text that is printed as it stands."""
    for _, message in forbidden_in(text):
        findings.add(line, "text-forbjudet", message)
    if "{" in text or "}" in text:
        findings.add(line, "text-uttryck", f"Klamrar fungerar inte här: ”{text}”. Skriv texten utan {{{{ }}}}.")


def _condition_text(item: YamlValue) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, YamlMap) and len(item.entries) == 1:
        fact, value = next(iter(item.entries.items()))
        if isinstance(value, str):
            return f"{fact}: {value}"
    raise ConditionSyntaxError("Skriv villkoret som ”uppgift”, ”inte uppgift” eller ”uppgift: a | b”.")


def parse_day(text: str) -> date | None:
    """The day written ``2026-01-31``, or None when it is not a day."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
