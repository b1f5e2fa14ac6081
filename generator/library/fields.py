"""Takes typed values out of what the reader read, and says in Swedish what was found and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from generator.library.reader import Findings, YamlList, YamlMap, YamlValue

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
YES_NO = {"ja": True, "nej": False}


class Fields:
    """One mapping being read. Every ``take_*`` marks its key as known; ``finish`` reports the rest."""

    def __init__(self, mapping: YamlMap, findings: Findings, what: str) -> None:
        """``what`` names the mapping in messages, for example ``klausulen``."""
        self.mapping = mapping
        self.findings = findings
        self.what = what
        self._known: list[str] = []

    def line(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is missing."""
        return self.mapping.lines.get(key, self.mapping.line)

    def _raw(self, key: str, required: bool) -> YamlValue | None:
        self._known.append(key)
        value = self.mapping.entries.get(key)
        if required and (value is None or value == ""):
            self.findings.add(self.mapping.line, "nyckel-saknas", f"{self.what} saknar ”{key}:”.")
        return value

    def take_text(self, key: str, required: bool = False) -> str:
        """The text, or an empty string."""
        value = self._raw(key, required)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        self._wrong(key, "text på en rad")
        return ""

    def take_choice(self, key: str, allowed: Iterable[str], required: bool = True) -> str:
        """One of the allowed words. An absent or wrong key gives the first allowed word, or "" when not required."""
        options = tuple(allowed)
        value = self.take_text(key, required)
        if value in options:
            return value
        if value:
            self._wrong(key, "något av " + ", ".join(options), value)
        return options[0] if required else ""

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
        if not value.isascii() or not value.isdigit():
            self._wrong(key, "ett heltal", value)
            return None
        return int(value)

    def take_list(self, key: str, required: bool = False) -> list[tuple[YamlValue, int]]:
        """The items with their lines; a missing key is an empty list."""
        value = self._raw(key, required)
        if value is None:
            return []
        if isinstance(value, YamlList):
            return list(zip(value.items, value.lines, strict=True))
        self._wrong(key, "en lista, till exempel [a, b]")
        return []

    def take_texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        texts = []
        for item, line in self.take_list(key, required):
            if isinstance(item, str):
                texts.append(item)
            else:
                self.findings.add(line, "varde-form", f"”{key}” ska vara en lista med text.")
        return tuple(texts)

    def take_conditions(self, key: str) -> tuple[tuple[str, int], ...]:
        """Condition texts with lines; ``fakta: a | b`` may stand as a one-pair mapping in the list."""
        result = []
        for item, line in self.take_list(key):
            if isinstance(item, str):
                result.append((item, line))
            elif isinstance(item, YamlMap) and len(item.entries) == 1:
                fact, value = next(iter(item.entries.items()))
                result.append((f"{fact}: {value}" if isinstance(value, str) else fact, line))
            else:
                self.findings.add(
                    line, "villkor-form", "Skriv villkoret som ”uppgift”, ”inte uppgift” eller ”uppgift: a | b”."
                )
        return tuple(result)

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
        for key in self.mapping.entries:
            if key not in self._known:
                allowed = ", ".join(self._known)
                message = f"{self.what} har den okända nyckeln ”{key}”. Tillåtna: {allowed}."
                self.findings.add(self.mapping.lines[key], "nyckel-okand", message)

    def _wrong(self, key: str, wanted: str, found: str = "") -> None:
        said = f" Där står ”{found}”." if found else ""
        self.findings.add(self.line(key), "varde-form", f"”{key}” ska vara {wanted}.{said}")


def parse_day(text: str) -> date | None:
    """The day written ``2026-01-31``, or None when it is not a day."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
