"""Reads one clause wording: ``<area>/<clause-id>/<yyyy-mm-dd>.md``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.library.content_file import read_content
from generator.library.fields import Fields, parse_day
from generator.library.markdown import ClauseText, parse_text
from generator.library.model import ROLES, Wording
from generator.library.reader import Findings, YamlMap, parse_content

CLAUSE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FRONT = re.compile(r"---[ ]*\n(?:(.*?)\n)?---[ ]*(?:\n(.*)|\Z)", re.DOTALL)
_LISTS = ("lagrum", "kräver", "oförenlig")


def read_wording(path: Path, file: str) -> tuple[Wording | None, Findings]:
    """The wording in the file, or None, and every finding. ``file`` is the path shown in findings."""
    findings = Findings(file)
    if not CLAUSE_ID.fullmatch(path.parent.name):
        findings.add(0, "klausul-id", f"Mappen ”{path.parent.name}” ska bestå av a–z, siffror och bindestreck.")
    first_day = parse_day(path.stem)
    if first_day is None:
        message = f"Filen heter ”{path.name}”. Den ska heta efter lydelsens första dag, som 2026-01-31.md."
        findings.add(0, "fil-namn", message)
    wording = _read(path, first_day or date.min, findings)
    if wording is None or first_day is None:
        findings.unread.add(path.parent.name)
    return (wording if first_day else None), findings


def _read(path: Path, first_day: date, findings: Findings) -> Wording | None:
    text = read_content(path, findings)
    if text is None:
        return None
    wording = parse_wording(text, path.parent.name, first_day, findings)
    return wording and replace(wording, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def parse_wording(text: str, clause: str, first_day: date, findings: Findings) -> Wording | None:
    """The wording that a file with this text would hold; None when it cannot be read. Adds every finding."""
    opened = open_front(text, findings)
    if opened is None:
        return None
    front, body_text, body_line = opened
    before = len(findings.found)
    body = parse_text(body_text, findings, body_line)
    is_readable = len(findings.found) == before
    if front is None:
        return None
    fields = Fields(front, findings, "Klausulen")
    _check_id(fields, clause, findings)
    withdrawn = fields.take_flag("upphör")
    listed = {key: fields.take_lines(key) for key in _LISTS}
    wording = Wording(
        clause=clause,
        first_day=first_day,
        heading=fields.take_printed("rubrik", required=not withdrawn),
        conditions=fields.take_conditions("villkor"),
        sources=tuple(listed["lagrum"]),
        owner=fields.take_choice("ansvarig", ROLES, required=not withdrawn),
        reason=fields.take_text("skäl", required=True),
        place=fields.take_text("plats"),
        requires=tuple(listed["kräver"]),
        excludes=tuple(listed["oförenlig"]),
        withdrawn=withdrawn,
        blocks=body.blocks,
        guidance=body.guidance,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file=findings.file,
        body_line=body_line,
        source=body_text,
        lines=_lines(fields, listed),
    )
    fields.finish()
    if is_readable:
        _check_body(wording, body, findings)
    return wording


def open_front(text: str, findings: Findings) -> tuple[YamlMap | None, str, int] | None:
    """The keys between the lines of dashes (None when they cannot be read), the text below and the line it begins on.

    None with a finding when the file does not begin so.
    """
    match = _FRONT.match(text)
    if match is None:
        _report_front(text, findings)
        return None
    front = parse_content(match.group(1) or "", findings, first_line=2)
    last_line = text.rstrip().count("\n") + 1
    body_line = min(text[: match.start(2)].count("\n") + 1, last_line) if match.group(2) else last_line
    return front, match.group(2) or "", body_line


def _report_front(text: str, findings: Findings) -> None:
    """Say which of the two lines with dashes is missing, at the line where it belongs."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        findings.add(1, "fil-huvud", "Filen ska börja med en rad ”---”, sedan nycklar och en ny rad ”---”.")
        return
    body = (number for number, line in enumerate(lines[1:], start=2) if not line.strip() or line.startswith((">", "#")))
    findings.add(next(body, 1), "fil-huvud", "Före texten ska det stå en rad ”---” som avslutar nycklarna.")


def _check_id(fields: Fields, folder: str, findings: Findings) -> None:
    clause_id = fields.take_text("id", required=True)
    if clause_id and clause_id != folder:
        message = f"Id ”{clause_id}” skiljer sig från mappens namn ”{folder}”. De ska vara lika."
        findings.add(fields.line("id"), "klausul-id", message)


def _lines(fields: Fields, listed: dict[str, dict[str, int]]) -> dict[str, int]:
    """Where each key stands, and each thing listed under it."""
    keys = {key: fields.line(key) for key in ("rubrik", "plats", "villkor", "upphör", *_LISTS) if fields.has(key)}
    items = {f"{key}: {item}": line for key, items in listed.items() for item, line in items.items()}
    return {**keys, **items}


def _check_body(wording: Wording, body: ClauseText, findings: Findings) -> None:
    if wording.withdrawn and body.blocks:
        findings.add(wording.body_line, "klausul-upphor", "En klausul som upphör ska inte ha någon text.")
    elif not wording.withdrawn and not body.blocks:
        message = "Klausulen har en rubrik men ingen text. Skriv texten under raden ”---”."
        findings.add(wording.body_line, "klausul-tom", message)
