"""Reads YAML strictly: every scalar is text, nothing is guessed, every slip gets a line. The only importer of yaml.

PyYAML on its own turns ``2017:30`` into 121050 and lets the last of two equal keys win. Here a file becomes nodes
with lines, and only mappings, lists and text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.errors import Finding
from generator.library import yaml_slips

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # composes nodes only; nothing is constructed
_STANDARD_TAG = "tag:yaml.org,2002:"
_RESOLVED_TAGS = frozenset(
    _STANDARD_TAG + kind
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")
)
"""What PyYAML itself calls values that carry no tag."""
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_SLIPS = 50
_MAX_DEPTH = 20


@dataclass
class YamlList:
    """A list with the line it starts on and the line of each item."""

    items: list[YamlValue]
    line: int
    lines: list[int]


@dataclass
class YamlMap:
    """A mapping with the line it starts on and the line of each key."""

    entries: dict[str, YamlValue] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 1


YamlValue = str | YamlList | YamlMap


@dataclass
class Findings:
    """Collects findings about one file while it is read."""

    file: str
    found: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Names that stand in the file but could not be read, so that nobody says that they do not exist."""

    def add(self, line: int, rule: str, message: str) -> None:
        """Note an error at that line (1-based; 0 for the whole file)."""
        self.found.append(Finding(self.file, line, rule, message))


def decode(path: Path, findings: Findings) -> str | None:
    """The file's text as it stands, with ``\\n`` line ends and without a byte order mark, or None with a finding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = bytes(error.object)[: error.start].count(b"\n") + 1
        findings.add(line, "fil-kodning", "Raden är inte UTF-8. Spara filen med kodningen UTF-8.")
    except FileNotFoundError:
        findings.add(0, "fil-saknas", "Filen finns inte. Den behövs.")
    except OSError:
        findings.add(0, "fil-saknas", "Filen går inte att öppna. Den ska vara en vanlig fil som går att läsa.")
    return None


def read_text(path: Path, findings: Findings) -> str | None:
    """A file of answers as text in NFC, or None with a finding when it is not UTF-8 or holds a tab."""
    text = decode(path, findings)
    if text is not None and "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        findings.add(line, "fil-tabb", "Raden innehåller ett tabbtecken. Använd mellanslag.")
        return None
    return None if text is None else unicodedata.normalize("NFC", text)


def parse_yaml(text: str, findings: Findings, first_line: int = 1) -> YamlMap | None:
    """The mapping that the text holds, or None with a finding. ``first_line`` is where the text starts in its file."""
    return _Reading(findings, first_line, is_content=False).read(text)


def parse_content(text: str, findings: Findings, first_line: int = 1) -> YamlMap | None:
    """Like ``parse_yaml`` for what lawyers write: reads past the usual slips, so that all are told at once."""
    return _Reading(findings, first_line, is_content=True).read(text)


class _Reading:
    """One text on its way to mappings, lists and text."""

    def __init__(self, findings: Findings, first_line: int, is_content: bool) -> None:
        self._findings = findings
        self._first_line = first_line
        self._is_content = is_content
        self._lines: list[str] = []

    def read(self, text: str) -> YamlMap | None:
        self._lines = text.split("\n")
        node = self._compose()
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode) or _has_odd_key(node):
            self._add(0, "yaml-form", "Här ska stå nycklar med värden, till exempel ”id: exempel”.")
            return None
        return self._mapping(node)

    def _add(self, index: int, rule: str, message: str) -> None:
        last = len(self._lines) - 1  # the parser may point past the end
        self._findings.add(self._first_line + min(index, last), rule, message)

    def _compose(self) -> yaml.Node | None:
        """The text as nodes. A slip is told and, where its meaning is plain, read as it was meant."""
        mended: set[int] = set()
        while len(mended) < _MAX_SLIPS:
            try:
                return self._compose_once()
            except yaml.MarkedYAMLError as error:
                slip = yaml_slips.explain(_complaint(error), self._lines)
                if slip.line not in mended and not self._is_known(slip.line):
                    self._add(slip.line, "yaml-fel", slip.message)
                if not self._is_content or slip.instead is None or slip.line in mended:
                    return None
                mended.add(slip.line)
                self._lines[slip.instead_line] = slip.instead
            except yaml.YAMLError:
                bad = _UNPRINTABLE.search("\n".join(self._lines))
                index = bad.string[: bad.start()].count("\n") if bad else 0
                self._add(index, "yaml-fel", "Raden innehåller ett otillåtet tecken. Ta bort det.")
                return None
        return None

    def _is_known(self, index: int) -> bool:
        """Whether a tab has been found on the line: then the parser's complaint is about the same slip."""
        line = self._first_line + index
        return any(each.rule == "fil-tabb" and each.line in (line, line - 1) for each in self._findings.found)

    def _compose_once(self) -> yaml.Node | None:
        text = "\n".join(self._lines)
        if not self._is_plain(text):
            return None
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
        if node is None:
            self._add(0, "yaml-form", "Här står inget. Skriv nycklar med värden, till exempel ”id: exempel”.")
        return node

    def _is_plain(self, text: str) -> bool:
        """Whether the text holds no anchors, which would swallow words, and no endless nesting. Told of if not."""
        depth, is_plain = 0, True
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line if event.start_mark else 0
            if depth > _MAX_DEPTH:
                self._add(line, "yaml-djup", f"Här står mer än {_MAX_DEPTH} listor inuti varandra.")
                return False
            if anchor := getattr(event, "anchor", None):
                message = f"”{anchor}” efter & eller * skulle försvinna. Sätt hela värdet inom raka citattecken."
                self._add(line, "yaml-ankare", message)
                is_plain = False
        return is_plain

    def _value(self, node: yaml.Node) -> YamlValue:
        index = node.start_mark.line
        if isinstance(node, yaml.MappingNode) and _has_odd_key(node):
            value: YamlValue = self._braces(node)
        elif isinstance(node, yaml.MappingNode):
            value = self._mapping(node)
        elif isinstance(node, yaml.SequenceNode):
            lines = [self._first_line + child.start_mark.line for child in node.value]
            value = YamlList([self._value(child) for child in node.value], self._first_line + index, lines)
        else:
            value = self._scalar(node)
        if node.tag not in _RESOLVED_TAGS:
            self._add(index, "yaml-tagg", f"”{node.tag}” är inte tillåtet. Sätt värdet inom raka citattecken.")
            return value or str(node.tag).lstrip("!")
        return value

    def _scalar(self, node: yaml.Node) -> str:
        text = str(node.value).strip()
        if getattr(node, "style", None) in ("'", '"', "|", ">"):
            return text
        end = node.end_mark
        lost = yaml_slips.LOST_COMMENT.match(self._lines[end.line], end.column) if end.line < len(self._lines) else None
        if text and lost:
            message = f"”{lost.group().strip()}” läses som en kommentar. Sätt hela värdet inom raka citattecken."
            self._add(end.line, "yaml-kommentar", message)
        return self._unquoted(text, node.start_mark.line)

    def _unquoted(self, text: str, index: int) -> str:
        """Text without curly quotes around the whole of it: they were meant as quotes but would be printed."""
        if not self._is_content or not yaml_slips.is_wrapped(text):
            return text
        message = f"{text} har typografiska citattecken runt hela värdet. Ta bort dem, eller sätt raka utanför."
        self._add(index, "yaml-citattecken", message)
        return text.strip(yaml_slips.CURLY).strip()

    def _braces(self, node: yaml.MappingNode) -> str:
        """``{{ word }}`` that stands bare in YAML, as the text it was meant as."""
        start, end = node.start_mark, node.end_mark
        message = "Ett värde som börjar med en klammer läses som en lista. Sätt hela värdet inom raka citattecken."
        self._add(start.line, "yaml-nyckel", message)
        return self._lines[start.line][start.column : end.column if end.line == start.line else None]

    def _mapping(self, node: yaml.MappingNode) -> YamlMap:
        result = YamlMap(line=self._first_line + node.start_mark.line)
        for key_node, value_node in node.value:
            index = key_node.start_mark.line
            key = self._key(key_node, value_node)
            if key in result.entries:
                self._add(index, "yaml-dubbel-nyckel", f"Nyckeln ”{key}” står två gånger. Ta bort den ena.")
                continue
            result.entries[key] = self._value(value_node)
            result.lines[key] = self._first_line + index
        return result

    def _key(self, key: yaml.ScalarNode, value: yaml.Node) -> str:
        """The key; curly quotes around the key, or around key and value together, are told of and taken away."""
        text, index = str(key.value), key.start_mark.line
        if not isinstance(value, yaml.ScalarNode) or text[:1] not in yaml_slips.CURLY or not self._is_content:
            return self._unquoted(text, index)
        whole = f"{text}: {value.value}"
        if not yaml_slips.is_wrapped(whole) or whole[-1] not in yaml_slips.CURLY:
            return self._unquoted(text, index)
        self._unquoted(whole, index)
        value.value = str(value.value).rstrip(yaml_slips.CURLY)
        return text.lstrip(yaml_slips.CURLY)


def _has_odd_key(node: yaml.MappingNode) -> bool:
    return any(not isinstance(key, yaml.ScalarNode) for key, _ in node.value)


def _complaint(error: yaml.MarkedYAMLError) -> yaml_slips.Complaint:
    problem, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    return yaml_slips.Complaint(
        str(error.context or ""),
        str(error.problem or ""),
        context.line if context else 0,
        problem.line if problem else 0,
    )
