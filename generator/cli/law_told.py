"""How the commands about the law tell what they found, as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.library.model import Library
from generator.review.citations import Citation
from generator.review.law_change import Affected
from generator.review.register import RegisterRow, provision_name
from generator.review.scan import Passage, Scan

Told = dict[str, object]


def row_told(library: Library, row: RegisterRow) -> Told:
    """One provision of the register."""
    source = row.source
    return {
        "id": source.id,
        "namn": provision_name(library, source),
        "rubrik": source.heading,
        "status": row.status,
        "fran": source.valid_from.isoformat() if source.valid_from else None,
        "upphavd": source.repealed.isoformat() if source.repealed else None,
        "ersatt_av": source.replaced_by or None,
        "lydelse": source.amended_by or None,
        "kontrollerad": source.checked.isoformat() if source.checked else None,
        "gammal_kontroll": row.is_old,
        "kalla": source.origin,
        "forarbeten": source.preparatory_works or None,
        "klausuler": list(row.clauses),
        "planer": list(row.plans),
    }


def row_lines(row: RegisterRow) -> Iterator[str]:
    """One provision of the register, for people."""
    source = row.source
    more = f", ersatt av {source.replaced_by}" if source.replaced_by else ""
    more += f", lydelse {source.amended_by}" if source.amended_by else ""
    old = " Läs den på nytt." if row.is_old else ""
    yield f"{source.id}  {source.heading}: {row.status}{more}. Kontrollerad {source.checked}.{old}"
    if row.clauses:
        yield f"    {_counted(len(row.clauses))}: {', '.join(row.clauses)}"


def citation_told(citation: Citation) -> Told:
    """One citation in a scanned text."""
    verdict = citation.verdict
    return {
        "text": citation.text,
        "start": citation.start,
        "slut": citation.end,
        "lagrum": verdict.id or None,
        "forfattning": verdict.act or None,
        "kapitel": verdict.chapter or None,
        "paragraf": verdict.section or None,
        "narmare": citation.detail or None,
        "status": verdict.status.value,
        "rubrik": verdict.heading or None,
        "kontrollerad": verdict.checked.isoformat() if verdict.checked else None,
        "ersatt_av": list(verdict.successors),
        "mojliga": list(verdict.possible),
        "forklaring": verdict.note,
        "stalle": citation.passage,
    }


def scan_told(scan: Scan) -> Told:
    """Everything found in a scanned text."""
    return {
        "hanvisningar": [citation_told(each) for each in scan.citations],
        "annat": [{"text": each.text, "slag": each.kind.value} for each in scan.others],
        "delar": [
            {
                "id": each.part.id,
                "namn": each.part.name,
                "verkar_finnas": each.seems_present,
                "skal": each.part.reason,
                "klausuler": list(each.part.clauses),
                "stallen": _passages(each.passages),
            }
            for each in scan.parts
        ],
        "varningar": [{"skal": each.warning.reason, "stallen": _passages(each.passages)} for each in scan.warnings],
    }


def scan_lines(scan: Scan) -> Iterator[str]:
    """Everything found in a scanned text, for people."""
    yield f"Hänvisningar till författningar: {len(scan.citations)}"
    for citation in scan.citations:
        shown = f" = {citation.verdict.id}" if citation.verdict.id else ""
        heading = f" ({citation.verdict.heading})" if citation.verdict.heading else ""
        yield f"  {citation.status.value.upper()}  ”{citation.text}”{shown}{heading}. {citation.verdict.note}"
    if scan.others:
        yield f"Annat som nämns: {', '.join(each.text for each in scan.others)}"
    missing = [each.part for each in scan.parts if not each.seems_present]
    yield "Förslag att kontrollera. Orden nedan tyder på att en del finns; de bevisar det inte."
    for found in scan.parts:
        if found.seems_present:
            yield f"  VERKAR FINNAS  {found.part.name}: ”{found.passages[0].text}”"
    for part in missing:
        yield f"  VERKAR SAKNAS  {part.name}. {part.reason}"
    for warning in scan.warnings:
        yield f"  STANNA VID  ”{warning.passages[0].text}” {warning.warning.reason}"


def affected_lines(affected: Affected) -> Iterator[str]:
    """What a change of the law touches, for people."""
    change = affected.change
    successor = f" av {change.successor}" if change.successor else ""
    named = ", ".join(change.provisions)
    yield f"{named}: {change.fate.value}{successor} från {change.first_day.isoformat()}."
    yield f"{_counted(len(affected.clauses))} berörs, i {len(affected.plans)} dokument: {', '.join(affected.plans)}"
    for each in affected.wordings:
        how = "nämns i texten" if each.in_text else "ligger till grund"
        yield f"  {each.wording.clause} ({each.wording.heading}): {', '.join(each.provisions)} {how}"
    yield "Att göra:"
    for task in affected.tasks:
        yield f"  [{task.who}] {task.where}: {task.what}"


def _passages(passages: Iterable[Passage]) -> list[Told]:
    return [{"tecken": each.sign, "text": each.text} for each in passages]


def _counted(clauses: int) -> str:
    return f"{clauses} {'klausul' if clauses == 1 else 'klausuler'}"
