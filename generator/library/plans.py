"""Reads ``documents/*.yaml``: one plan per document kind, with parts, pages, annexes and blank forms."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
from generator.library.reader import Findings, YamlList, YamlMap, YamlValue, parse_yaml, read_text
from generator.library.template import InlineTemplate, ParagraphTemplate
from generator.library.wording import CLAUSE_ID, take_conditions


def read_plan(path: Path, file: str) -> tuple[DocumentPlan | None, Findings]:
    """The plan in the file, or None, and every finding."""
    findings = Findings(file)
    text = read_text(path, findings)
    root = parse_yaml(text, findings) if text is not None else None
    if root is None:
        return None, findings
    fields = Fields(root, findings, "planen")
    plan_id = fields.take_text("id", required=True)
    if plan_id != path.stem or not CLAUSE_ID.fullmatch(path.stem):
        findings.add(fields.line("id"), "plan-id", f"Id ”{plan_id}” ska vara detsamma som filens namn, ”{path.stem}”.")
    plan = DocumentPlan(
        id=path.stem,
        title=fields.take_text("titel", required=True),
        subtitle=_inline(fields, "undertitel", findings),
        kind=PlanKind(fields.take_choice("slag", [kind.value for kind in PlanKind])),
        description=fields.take_text("beskrivning", required=True),
        parts=tuple(_part(mapping, findings) for mapping in fields.take_maps("delar", required=True)),
        pages=tuple(_page(mapping, findings) for mapping in fields.take_maps("sidor")),
        annexes=tuple(_annex(mapping, findings) for mapping in fields.take_maps("bilagor")),
        blanks=tuple(_blank(mapping, findings) for mapping in fields.take_maps("blanketter")),
        titles=tuple(_title(mapping, findings) for mapping in fields.take_maps("titlar")),
        registration=tuple(_registration(mapping, findings) for mapping in fields.take_maps("diarienummer")),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        file=file,
    )
    fields.finish()
    return plan, findings


def _inline(fields: Fields, key: str, findings: Findings) -> tuple[InlineTemplate, ...]:
    text = fields.take_text(key)
    if not text:
        return ()
    line = fields.line(key)
    blocks = parse_text(text, findings, line).blocks
    if len(blocks) == 1 and isinstance(blocks[0], ParagraphTemplate):
        return blocks[0].inlines
    findings.add(line, "plan-text", f"”{key}” ska vara en rad löpande text.")
    return ()


def _part(mapping: YamlMap, findings: Findings) -> PlanPart:
    fields = Fields(mapping, findings, "delen")
    part_id = fields.take_text("id", required=True)
    heading = fields.take_text("rubrik", required=True)
    items = tuple(_item(value, line, findings) for value, line in fields.take_list("innehåll", required=True))
    fields.finish()
    return PlanPart(part_id, heading, items)


def _item(value: YamlValue, line: int, findings: Findings) -> PlanItem:
    if isinstance(value, str):
        return PlanItem(clause=value, line=line)
    if isinstance(value, YamlList):
        findings.add(line, "plan-innehall", "Skriv ett klausul-id eller {plats: namn, krävs: ja}.")
        return PlanItem(line=line)
    fields = Fields(value, findings, "platsen")
    item = PlanItem(place=fields.take_text("plats", required=True), required=fields.take_flag("krävs"), line=line)
    fields.finish()
    return item


def _page(mapping: YamlMap, findings: Findings) -> PlanPage:
    fields = Fields(mapping, findings, "sidan")
    page = PlanPage(
        fields.take_text("id", required=True),
        fields.take_text("rubrik", required=True),
        fields.take_text("ingress"),
        fields.take_texts("frågor", required=True),
    )
    fields.finish()
    return page


def _annex(mapping: YamlMap, findings: Findings) -> PlanAnnex:
    fields = Fields(mapping, findings, "bilagan")
    annex = PlanAnnex(fields.take_text("plan", required=True), take_conditions(fields, "villkor"), mapping.line)
    fields.finish()
    return annex


def _title(mapping: YamlMap, findings: Findings) -> PlanTitle:
    fields = Fields(mapping, findings, "titeln")
    title = PlanTitle(take_conditions(fields, "villkor"), fields.take_text("titel", required=True))
    fields.finish()
    return title


def _registration(mapping: YamlMap, findings: Findings) -> tuple[str, str]:
    fields = Fields(mapping, findings, "diarienumret")
    pair = (fields.take_text("etikett", required=True), fields.take_text("fråga", required=True))
    fields.finish()
    return pair


def _blank(mapping: YamlMap, findings: Findings) -> BlankForm:
    fields = Fields(mapping, findings, "blanketten")
    answers = fields.take_map("svar")
    blank = BlankForm(
        fields.take_text("id", required=True),
        fields.take_text("titel", required=True),
        fields.take_text("användning", required=True),
        {key: plain(value) for key, value in answers.entries.items()} if answers else {},
        mapping.line,
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
