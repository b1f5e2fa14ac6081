"""Reads one clause wording: ``<area>/<clause-id>/<yyyy-mm-dd>.md``."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator.library.conditions import Condition, ConditionSyntaxError, parse_condition
from generator.library.fields import Fields, parse_day
from generator.library.markdown import ClauseText, parse_text
from generator.library.model import ROLES, Wording
from generator.library.reader import Findings, parse_yaml, read_text

CLAUSE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FRONT = re.compile(r"---\n(.*?)\n---\n?(.*)", re.DOTALL)


def read_wording(path: Path, file: str) -> tuple[Wording | None, Findings]:
    """The wording in the file, or None, and every finding. ``file`` is the path shown in findings."""
    findings = Findings(file)
    first_day = parse_day(path.stem)
    if first_day is None:
        findings.add(
            0, "fil-namn", f"Filen heter ”{path.name}”. Den ska heta efter lydelsens första dag, som 2026-01-31.md."
        )
        return None, findings
    text = read_text(path, findings)
    if text is None:
        return None, findings
    match = _FRONT.match(text)
    if match is None:
        findings.add(1, "fil-huvud", "Filen ska börja med en rad ”---”, nycklar och en ny rad ”---”.")
        return None, findings
    front = parse_yaml(match.group(1), findings, first_line=2)
    body_line = text[: match.start(2)].count("\n") + 1
    body = parse_text(match.group(2), findings, body_line)
    if front is None:
        return None, findings
    fields = Fields(front, findings, "klausulen")
    clause_id = fields.take_text("id", required=True)
    if clause_id and clause_id != path.parent.name:
        findings.add(
            fields.line("id"), "klausul-id", f"Id ”{clause_id}” skiljer sig från mappens namn ”{path.parent.name}”."
        )
    if not CLAUSE_ID.fullmatch(path.parent.name):
        findings.add(0, "klausul-id", f"Mappen ”{path.parent.name}” ska bestå av a–z, siffror och bindestreck.")
    withdrawn = fields.take_flag("upphör")
    wording = Wording(
        clause=path.parent.name,
        first_day=first_day,
        heading=fields.take_text("rubrik", required=not withdrawn),
        conditions=take_conditions(fields, "villkor"),
        sources=fields.take_texts("lagrum"),
        owner=fields.take_choice("ansvarig", ROLES, required=not withdrawn),
        reason=fields.take_text("skäl", required=True),
        place=fields.take_text("plats"),
        requires=fields.take_texts("kräver"),
        excludes=fields.take_texts("oförenlig"),
        withdrawn=withdrawn,
        blocks=body.blocks,
        guidance=body.guidance,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        file=file,
        body_line=body_line,
    )
    fields.finish()
    _check_body(wording, body, findings)
    return wording, findings


def _check_body(wording: Wording, body: ClauseText, findings: Findings) -> None:
    if wording.withdrawn and body.blocks:
        findings.add(wording.body_line, "klausul-upphor", "En klausul som upphör ska inte ha någon text.")
    elif not wording.withdrawn and not body.blocks:
        findings.add(wording.body_line, "klausul-tom", "Klausulen har en rubrik men ingen text.")


def take_conditions(fields: Fields, key: str) -> tuple[Condition, ...]:
    """The conditions under a key; a slip becomes a finding."""
    conditions = []
    for text, line in fields.take_conditions(key):
        try:
            conditions.append(parse_condition(text))
        except ConditionSyntaxError as error:
            fields.findings.add(line, "villkor-form", str(error))
    return tuple(conditions)
