"""``kannetecken.yaml``: how statutes are named in text from elsewhere, and which words suggest that a part is there.

None of this decides what a document made here says: it is only used to read what others have written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.errors import Finding
from generator.library.fields import Fields
from generator.library.nearby import hint
from generator.library.reader import Findings, YamlMap

SIGNS_FILE = "kannetecken.yaml"
_NUMBER = re.compile(r"[0-9]{4}(?::[0-9]+|/[0-9]+)")


@dataclass(frozen=True)
class NamedAct:
    """A statute as others name it."""

    number: str
    """SFS number ``2001:453``, or ``2016/679`` for an act of the European Union."""
    names: tuple[str, ...]
    """Full names in the definite form, and abbreviations. Two statutes may share one: an old and a new one."""
    act: str = ""
    """Its id in the register, when the register has it."""
    valid_from: date | None = None
    repealed: date | None = None
    replaced_by: str = ""
    """Number of the statute that came instead."""
    line: int = 1


@dataclass(frozen=True)
class PartSigns:
    """A part that an agreement usually needs, and the words that suggest that it is there."""

    id: str
    name: str
    reason: str
    """Why it is needed, in Swedish."""
    signs: tuple[str, ...]
    """``uppsägning*``: words with any ending; ``flytt* + kommun*``: both, close together; ``^syfte``: a heading."""
    clauses: tuple[str, ...] = ()
    """Clauses of ours that say it."""
    line: int = 1


@dataclass(frozen=True)
class WarningSign:
    """Words, or a citation, that should make a lawyer stop."""

    reason: str
    signs: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    """Provisions, as ids, that should not be relied on."""
    line: int = 1


@dataclass(frozen=True)
class Signs:
    """Everything in the file."""

    acts: tuple[NamedAct, ...] = ()
    parts: tuple[PartSigns, ...] = ()
    warnings: tuple[WarningSign, ...] = ()


NO_SIGNS = Signs()
"""A library without the file: nothing is recognised but what the register names."""


def read_signs(root: YamlMap, findings: Findings) -> Signs:
    """The file's content."""
    fields = Fields(root, findings, "Filen")
    found = Signs(
        acts=tuple(_act(each, findings) for each in fields.take_maps("författningar")),
        parts=tuple(_part(each, findings) for each in fields.take_maps("delar")),
        warnings=tuple(_warning(each, findings) for each in fields.take_maps("varningar")),
    )
    fields.finish()
    return found


def _act(mapping: YamlMap, findings: Findings) -> NamedAct:
    fields = Fields(mapping, findings, "Författningen")
    found = NamedAct(
        number=fields.take_text("nummer", required=True),
        names=fields.take_texts("namn", required=True),
        act=fields.take_text("register"),
        valid_from=fields.take_date("från"),
        repealed=fields.take_date("upphävd"),
        replaced_by=fields.take_text("ersatt_av"),
        line=mapping.line,
    )
    for key, number in (("nummer", found.number), ("ersatt_av", found.replaced_by)):
        if number and not _NUMBER.fullmatch(number):
            message = f"”{number}” är inget nummer på en författning. Skriv det som 2025:400 eller 2016/679."
            findings.add(fields.line(key), "kannetecken-nummer", message)
    fields.finish()
    return found


def _part(mapping: YamlMap, findings: Findings) -> PartSigns:
    fields = Fields(mapping, findings, "Delen")
    found = PartSigns(
        id=fields.take_text("id", required=True),
        name=fields.take_text("namn", required=True),
        reason=fields.take_text("skäl", required=True),
        signs=fields.take_texts("tecken", required=True),
        clauses=fields.take_texts("klausuler"),
        line=mapping.line,
    )
    fields.finish()
    return found


def _warning(mapping: YamlMap, findings: Findings) -> WarningSign:
    fields = Fields(mapping, findings, "Varningen")
    found = WarningSign(
        reason=fields.take_text("skäl", required=True),
        signs=fields.take_texts("tecken"),
        citations=fields.take_texts("lagrum"),
        line=mapping.line,
    )
    fields.finish()
    return found


def check_signs(signs: Signs, acts: Mapping[str, object], clauses: Mapping[str, object]) -> Iterator[Finding]:
    """Findings on names that mean nothing: acts outside the register, clauses and numbers that do not exist."""
    numbers = {each.number for each in signs.acts}
    for act in signs.acts:
        if act.act and act.act not in acts:
            message = f"”{act.act}” finns inte bland författningarna i registret.{hint(act.act, acts)}"
            yield Finding(SIGNS_FILE, act.line, "kannetecken-okant-namn", message)
        if act.replaced_by and act.replaced_by not in numbers:
            message = f"”{act.replaced_by}” som ersätter {act.number} finns inte i filen."
            yield Finding(SIGNS_FILE, act.line, "kannetecken-okant-namn", message)
    for part in signs.parts:
        for clause in part.clauses:
            if clause not in clauses:
                message = f"Delen ”{part.id}” nämner klausulen ”{clause}” som inte finns.{hint(clause, clauses)}"
                yield Finding(SIGNS_FILE, part.line, "kannetecken-okant-namn", message)
