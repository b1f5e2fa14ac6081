"""Reads ``lagrum.yaml``: the statutes and every provision that wordings may cite."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.library.fields import Fields
from generator.library.model import Act, LegalSource
from generator.library.nearby import hint
from generator.library.reader import Findings, YamlMap

_SOURCE_ID = re.compile(r"(?P<act>[A-Za-zÅÄÖåäö0-9]+) (?:(?P<chapter>\d+(?: [a-z])?):)?(?P<section>\d+(?: [a-z])?)")
_SFS = re.compile(r"[0-9]{4}:[0-9]+")


def read_sources(root: YamlMap, findings: Findings) -> tuple[dict[str, Act], dict[str, LegalSource]]:
    """Acts and provisions by id."""
    fields = Fields(root, findings, "Filen")
    acts: dict[str, Act] = {}
    sources: dict[str, LegalSource] = {}
    for act_id, mapping, _ in _entries(fields, "författningar", findings):
        acts[act_id] = _act(act_id, mapping, findings)
    for source_id, mapping, line in _entries(fields, "lagrum", findings):
        source = _source(source_id, mapping, line, findings)
        if source is not None:
            sources[source_id] = source
    fields.finish()
    for source in sources.values():
        _check(source, acts, sources, findings)
    return acts, sources


def _check(
    source: LegalSource, acts: Mapping[str, Act], sources: Mapping[str, LegalSource], findings: Findings
) -> None:
    if source.act not in acts and source.act not in findings.unread:
        message = f"Lagen ”{source.act}” finns inte under ”författningar:”. Tillåtna: {', '.join(acts)}."
        findings.add(source.line, "lagrum-lag", message)
    if source.replaced_by and source.replaced_by not in sources and source.replaced_by not in findings.unread:
        message = f"”{source.replaced_by}” finns inte i registret.{hint(source.replaced_by, sources)}"
        findings.add(source.line, "lagrum-okant", message)
    last = source.valid_to or source.repealed
    if source.valid_from and last and last < source.valid_from:
        message = f"”{source.id}” slutar gälla {last.isoformat()}, före {source.valid_from.isoformat()} då det börjar."
        findings.add(source.line, "lagrum-datum", message)


def _entries(fields: Fields, key: str, findings: Findings) -> list[tuple[str, YamlMap, int]]:
    section = fields.take_map(key, required=True)
    found = []
    for entry_id, value in (section.entries if section else {}).items():
        line = section.lines[entry_id] if section else 0
        if isinstance(value, YamlMap):
            found.append((entry_id, value, line))
        else:
            findings.unread.add(entry_id)
            findings.add(line, "varde-form", f"”{entry_id}” ska ha nycklar med värden.")
    return found


def _act(act_id: str, mapping: YamlMap, findings: Findings) -> Act:
    fields = Fields(mapping, findings, f"”{act_id}”")
    name = fields.take_text("namn", required=True)
    sfs = fields.take_text("sfs", required=True)
    if sfs and not _SFS.fullmatch(sfs):
        findings.add(fields.line("sfs"), "lagrum-sfs", f"”{sfs}” är inget SFS-nummer. Skriv det som 2025:400.")
    act = Act(act_id, name, fields.take_text("först", required=True), sfs)
    fields.finish()
    return act


def _source(source_id: str, mapping: YamlMap, line: int, findings: Findings) -> LegalSource | None:
    match = _SOURCE_ID.fullmatch(source_id)
    if match is None:
        findings.unread.add(source_id)
        findings.add(line, "lagrum-id", f"”{source_id}” är inget lagrum. Skriv det som ”SoL 4:1” eller ”PL 2 a”.")
        return None
    fields = Fields(mapping, findings, f"Lagrummet ”{source_id}”")
    source = LegalSource(
        id=source_id,
        act=match["act"],
        chapter=match["chapter"] or "",
        section=match["section"],
        heading=fields.take_text("rubrik", required=True),
        checked=fields.take_date("kontrollerad", required=True),
        origin=fields.take_text("källa", required=True),
        valid_from=fields.take_date("från"),
        valid_to=fields.take_date("till"),
        repealed=fields.take_date("upphävd"),
        replaced_by=fields.take_text("ersatt_av"),
        amended_by=fields.take_text("lydelse"),
        preparatory_works=fields.take_text("förarbeten"),
        line=line,
    )
    fields.finish()
    return source
