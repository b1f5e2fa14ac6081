"""Reads YAML strictly: every scalar is text, nothing is guessed, every slip gets a line. The only importer of yaml.

PyYAML on its own turns ``2017:30`` into 121050 and lets the last of two equal keys win. Here a file becomes nodes
with lines, and only mappings, lists and text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.errors import Finding

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # composes nodes only; nothing is constructed
_STANDARD_TAG = "tag:yaml.org,2002:"


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

    def add(self, line: int, rule: str, message: str) -> None:
        """Note an error at that line (1-based; 0 for the whole file)."""
        self.found.append(Finding(self.file, line, rule, message))


def read_text(path: Path, findings: Findings) -> str | None:
    """The file's text in NFC with ``\\n`` line ends, or None with a finding when it is not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        findings.add(0, "fil-kodning", "Filen är inte UTF-8. Spara den med kodningen UTF-8.")
        return None
    except OSError as error:
        findings.add(0, "fil-saknas", f"Filen går inte att läsa: {error.strerror}.")
        return None
    if "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        findings.add(line, "fil-tabb", "Raden innehåller ett tabbtecken. Använd mellanslag.")
        return None
    return unicodedata.normalize("NFC", text)


def parse_yaml(text: str, findings: Findings, first_line: int = 1) -> YamlMap | None:
    """The mapping that the text holds, or None with a finding. ``first_line`` is where the text starts in its file."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        findings.add(line, "yaml-fel", _explain(error))
        return None
    except yaml.YAMLError:
        findings.add(first_line, "yaml-fel", "Filen innehåller ett otillåtet tecken.")
        return None
    if not isinstance(node, yaml.MappingNode):
        findings.add(first_line, "yaml-form", "Här ska stå nycklar med värden, till exempel ”id: exempel”.")
        return None
    value = _value(node, findings, first_line)
    return value if isinstance(value, YamlMap) else None


def _explain(error: yaml.MarkedYAMLError) -> str:
    """The parser's complaint as a Swedish sentence with the usual remedy."""
    problem = str(error.problem or error.context or "")
    if "mapping values are not allowed" in problem:
        return 'Raden har ett kolon för mycket. Sätt värdet inom citattecken, till exempel "skäl: text".'
    if "cannot start any token" in problem:
        return "Värdet börjar med ett otillåtet tecken. Sätt värdet inom raka citattecken."
    if "could not find expected" in problem or "expected <block end>" in problem:
        return "Raden passar inte in. Kontrollera indrag, kolon och citattecken här och på raden före."
    if "found unexpected end of stream" in problem:
        return "Ett citattecken eller en hakparentes öppnas men stängs aldrig."
    return "Raden går inte att läsa. Kontrollera indrag, kolon och raka citattecken."


def _value(node: yaml.Node, findings: Findings, first_line: int) -> YamlValue:
    line = first_line + node.start_mark.line
    if not str(node.tag).startswith(_STANDARD_TAG):
        findings.add(line, "yaml-tagg", f"”{node.tag}” är inte tillåtet. Skriv värdet som vanlig text.")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, findings, first_line)
    if isinstance(node, yaml.SequenceNode):
        children = [_value(child, findings, first_line) for child in node.value]
        return YamlList(children, line, [first_line + child.start_mark.line for child in node.value])
    return str(node.value).strip()


def _mapping(node: yaml.MappingNode, findings: Findings, first_line: int) -> YamlMap:
    result = YamlMap(line=first_line + node.start_mark.line)
    for key_node, value_node in node.value:
        line = first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            findings.add(line, "yaml-nyckel", "En nyckel ska vara ett ord följt av kolon.")
            continue
        key = str(key_node.value)
        if key in result.entries:
            findings.add(line, "yaml-dubbel-nyckel", f"Nyckeln ”{key}” står två gånger. Ta bort den ena.")
            continue
        result.entries[key] = _value(value_node, findings, first_line)
        result.lines[key] = line
    return result
