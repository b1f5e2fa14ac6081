"""Reads ``documents/*.yaml``: one plan per document kind, with parts, pages, annexes and blank forms."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.library.content_file import read_content
from generator.library.fields import Fields
from generator.library.markdown import parse_text
from generator.library.model import (
    BlankForm,
    DocumentPlan,
    PlanAnnex,
    PlanItem,
    PlanKind,
    PlanPage,
    PlanPart,
    PlanTitle,
)
from generator.library.reader import Findings, YamlList, YamlMap, YamlValue, parse_content
from generator.library.template import InlineTemplate, ParagraphTemplate
from generator.library.wording import CLAUSE_ID


def read_plan(path: Path, file: str) -> tuple[DocumentPlan | None, Findings]:
    """The plan in the file, or None, and every finding."""
    findings = Findings(file)
    text = read_content(path, findings)
    root = parse_content(text, findings) if text is not None else None
    plan = _plan(root, path, findings) if root is not None else None
    if plan is None:
        findings.unread.add(path.stem)
    return plan, findings


def _plan(root: YamlMap, path: Path, findings: Findings) -> DocumentPlan | None:
    fields = Fields(root, findings, "Planen")
    plan_id = fields.take_text("id", required=True)
    if (plan_id and plan_id != path.stem) or not CLAUSE_ID.fullmatch(path.stem):
        message = f"Id ”{plan_id}” ska vara detsamma som filens namn, ”{path.stem}”, med a–z, siffror och bindestreck."
        findings.add(fields.line("id"), "plan-id", message)
    kind = fields.take_choice("slag", [kind.value for kind in PlanKind])
    registration = [_registration(mapping, findings) for mapping in fields.take_maps("diarienummer")]
    plan = DocumentPlan(
        id=path.stem,
        title=fields.take_printed("titel", required=True),
        subtitle=_inline(fields, "undertitel", findings),
        kind=PlanKind(kind or PlanKind.AGREEMENT),
        description=fields.take_text("beskrivning", required=True),
        parts=tuple(_part(mapping, findings) for mapping in fields.take_maps("delar", required=True)),
        pages=tuple(_page(mapping, findings) for mapping in fields.take_maps("sidor")),
        annexes=tuple(_annex(mapping, findings, "Bilagan") for mapping in fields.take_maps("bilagor")),
        companions=tuple(
            _annex(mapping, findings, "Följehandlingen") for mapping in fields.take_maps("följehandlingar")
        ),
        blanks=tuple(_blank(mapping, findings) for mapping in fields.take_maps("blanketter")),
        titles=tuple(_title(mapping, findings) for mapping in fields.take_maps("titlar")),
        registration=tuple((label, question) for label, question, _ in registration),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        file=findings.file,
        lines={
            **{key: fields.line(key) for key in ("undertitel", "sidor", "blanketter")},
            **{f"diarienummer: {question}": line for _, question, line in registration},
        },
    )
    fields.finish()
    return plan if kind else None


def _inline(fields: Fields, key: str, findings: Findings) -> tuple[InlineTemplate, ...]:
    text = fields.take_text(key)
    if not text:
        return ()
    line, before = fields.line(key), len(findings.found)
    blocks = parse_text(text, findings, line).blocks
    if len(blocks) == 1 and isinstance(blocks[0], ParagraphTemplate):
        return blocks[0].inlines
    if len(findings.found) == before:
        findings.add(line, "plan-text", f"”{key}” ska vara en rad löpande text, utan listor och tabeller.")
    return ()


def _take_id(fields: Fields) -> str:
    """An id that becomes a file name or an address."""
    name = fields.take_text("id", required=True)
    if name and not CLAUSE_ID.fullmatch(name):
        message = f"Id ”{name}” ska bestå av a–z, siffror och bindestreck."
        fields.findings.add(fields.line("id"), "plan-id", message)
    return name


def _part(mapping: YamlMap, findings: Findings) -> PlanPart:
    fields = Fields(mapping, findings, "Delen")
    part_id = _take_id(fields)
    heading = fields.take_printed("rubrik", required=True)
    items = [_item(value, line, findings) for value, line in fields.take_list("innehåll", required=True)]
    fields.finish()
    return PlanPart(part_id, heading, tuple(item for item in items if item is not None), mapping.line)


def _item(value: YamlValue, line: int, findings: Findings) -> PlanItem | None:
    if isinstance(value, str) and value:
        return PlanItem(clause=value, line=line)
    if not isinstance(value, YamlMap):
        message = "Skriv ett klausul-id, {klausul: id, valfri: ja} eller {plats: namn, krävs: ja}."
        findings.add(line, "plan-innehall", message)
        return None
    return _clause_item(value, line, findings) if "klausul" in value.entries else _place_item(value, line, findings)


def _clause_item(mapping: YamlMap, line: int, findings: Findings) -> PlanItem | None:
    """A clause that says more of itself than its id: that a draft can do without it."""
    fields = Fields(mapping, findings, "Klausulen i planen")
    clause, optional = fields.take_text("klausul", required=True), fields.take_flag("valfri")
    fields.finish()
    return PlanItem(clause=clause, line=line, option=clause if optional else "") if clause else None


def _place_item(mapping: YamlMap, line: int, findings: Findings) -> PlanItem | None:
    fields = Fields(mapping, findings, "Platsen")
    place, required = fields.take_text("plats", required=True), fields.take_flag("krävs")
    optional = fields.take_flag("valfri")
    fields.finish()
    if required and optional:
        message = f"Platsen ”{place}” kan inte både krävas och vara valfri. Stryk ”krävs: ja” eller ”valfri: ja”."
        findings.add(line, "plan-valfri", message)
    return PlanItem(place=place, required=required, line=line, option=place if optional else "") if place else None


def _page(mapping: YamlMap, findings: Findings) -> PlanPage:
    fields = Fields(mapping, findings, "Sidan")
    page_id, heading = _take_id(fields), fields.take_text("rubrik", required=True)
    lead, questions = fields.take_text("ingress"), fields.take_lines("frågor", required=True)
    fields.finish()
    return PlanPage(page_id, heading, lead, tuple(questions), questions)


def _annex(mapping: YamlMap, findings: Findings, name: str) -> PlanAnnex:
    """A plan that comes along; only what stands beside the agreement may be made once for each row of a group."""
    fields = Fields(mapping, findings, name)
    plan, conditions = fields.take_text("plan", required=True), fields.take_conditions("villkor")
    each = fields.take_text("per") if name == "Följehandlingen" else ""
    annex = PlanAnnex(plan, conditions, mapping.line, each)
    fields.finish()
    return annex


def _title(mapping: YamlMap, findings: Findings) -> PlanTitle:
    fields = Fields(mapping, findings, "Titeln")
    title = PlanTitle(fields.take_conditions("villkor"), fields.take_printed("titel", required=True), mapping.line)
    fields.finish()
    return title


def _registration(mapping: YamlMap, findings: Findings) -> tuple[str, str, int]:
    fields = Fields(mapping, findings, "Diarienumret")
    label, question = fields.take_printed("etikett", required=True), fields.take_text("fråga", required=True)
    fields.finish()
    return label, question, fields.line("fråga")


def _blank(mapping: YamlMap, findings: Findings) -> BlankForm:
    fields = Fields(mapping, findings, "Blanketten")
    answers = fields.take_map("svar")
    blank = BlankForm(
        _take_id(fields),
        fields.take_printed("titel", required=True),
        fields.take_text("användning", required=True),
        {key: plain(value) for key, value in answers.entries.items()} if answers else {},
        mapping.line,
        answers.lines if answers else {},
    )
    fields.finish()
    return blank


def plain(value: YamlValue) -> object:
    """Text, lists and dicts without lines."""
    if isinstance(value, YamlMap):
        return {key: plain(item) for key, item in value.entries.items()}
    if isinstance(value, YamlList):
        return [plain(item) for item in value.items]
    return value
