"""A municipality's own wordings laid over the library: read, checked and proved like any other, or left out and told.

A local wording takes the place of the library's from the first day of the wording it replaces, so that the agreement's
day decides as before. Where it has a fault the library's text is used and the fault is told; nothing stops.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from generator.errors import Finding, Severity
from generator.library.checks import check_library
from generator.library.checks_text import citation_ids, inlines_of
from generator.library.content_file import clean
from generator.library.model import Clause, DocumentPlan, Library, PlanItem, Wording
from generator.library.personal_data import personal_numbers
from generator.library.reader import Findings
from generator.library.template import Slot
from generator.library.wording import parse_wording

LOCAL_AREA = "lokala-texter"
OWN_PREFIX = "egen-"
"""What the id of a clause of one's own begins with, so that it never meets one of the library's."""
_GUIDANCE = "> [!VÄGLEDNING]"
_HEADER_LINES = 9
"""How many lines ``_as_file`` puts before the text."""
_LONGEST_TEXT = 20_000
_LONGEST_LINE = 300
_NO_PERSON = "En lydelse får inte handla om en enskild person. Ta bort det."
Prove = Callable[[Library], Iterable[Finding]]
"""What proves a library for every combination of answers; the rooms above know how."""


class LocalKind(StrEnum):
    """What a local wording does."""

    REPLACE = "ersätter"
    """Stands instead of the library's text, under the same conditions."""
    ADD = "läggs till"
    """Stands after a clause of the library, whenever that one is there."""


@dataclass(frozen=True)
class LocalWording:
    """A text of a municipality's own."""

    kind: LocalKind
    clause: str
    """REPLACE: the clause replaced. ADD: an id of its own that begins with ``egen-``."""
    heading: str
    text: str
    """In the Markdown subset of the clauses, without a header and without guidance."""
    reason: str
    """Why, in Swedish; kept with the text and never printed."""
    base: str = ""
    """REPLACE: sha256 of the library's wording that it was written against."""
    base_text: str = ""
    """REPLACE: that wording's text, to show what has changed nationally since."""
    after: str = ""
    """ADD: the clause that it stands after."""
    plan: str = ""
    """ADD: the plan that it stands in."""


@dataclass(frozen=True)
class Overlaid:
    """A library with local wordings, and what kept some of them out."""

    library: Library
    used: Mapping[str, LocalWording]
    """Clause → the local wording in use."""
    refused: Mapping[str, tuple[Finding, ...]]
    """Clause → why its local wording is not used."""
    outdated: tuple[str, ...]
    """Clauses in use whose national text has changed since the local one was written."""


def text_of(wording: Wording) -> str:
    """A wording's text as somebody would go on writing it: without its guidance."""
    blocks = wording.source.strip().split("\n\n")
    return "\n\n".join(block for block in blocks if not block.startswith(_GUIDANCE)).strip()


def overlay(library: Library, local: Iterable[LocalWording], day: date, prove: Prove) -> Overlaid:
    """The library with those local wordings that have no fault: all together, or else one on top of the other."""
    given, known = tuple(local), _errors(library, prove)
    # Proving takes most of the time, and nearly always nothing is wrong: then once is enough.
    together = _together(library, given, day)
    if together is not None and all(found in known for found in _errors(together, prove)):
        found = Overlaid(together, {each.clause: each for each in given}, {}, ())
    else:
        found = _one_by_one(
            library, given, day, lambda tried: [each for each in _errors(tried, prove) if each not in known]
        )
    wordings = library.wordings_at(day)
    replaced = (each for each in found.used.values() if each.kind is LocalKind.REPLACE)
    outdated = tuple(each.clause for each in replaced if wordings[each.clause].sha256 != each.base)
    return replace(found, outdated=outdated)


def _one_by_one(library: Library, local: Iterable[LocalWording], day: date, new_errors: Prove) -> Overlaid:
    """Each wording on top of those before it that had no fault."""
    used: dict[str, LocalWording] = {}
    refused: dict[str, tuple[Finding, ...]] = {}
    laid = library
    for each in local:
        tried, findings = _lay(laid, each, day)
        if tried is not None and not findings:
            findings = [on_its_line(found) for found in new_errors(tried)]
        if tried is None or findings:
            refused[each.clause] = tuple(findings)
        else:
            laid, used[each.clause] = tried, each
    return Overlaid(laid, used, refused, ())


def _together(library: Library, local: Iterable[LocalWording], day: date) -> Library | None:
    """The library with all of them, or None when one of them cannot be read."""
    laid = library
    for each in local:
        tried, findings = _lay(laid, each, day)
        if tried is None or findings:
            return None
        laid = tried
    return laid


def _errors(library: Library, prove: Prove) -> list[Finding]:
    found = [*check_library(library), *prove(library)]
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _lay(library: Library, local: LocalWording, day: date) -> tuple[Library | None, list[Finding]]:
    """The library with one more local wording, or what is wrong with it."""
    base = library.wordings_at(day).get(local.clause if local.kind is LocalKind.REPLACE else local.after)
    file = f"{LOCAL_AREA}/{local.clause}"
    if base is None:
        message = "Klausulen finns inte i biblioteket den dagen. Ta bort den lokala texten eller flytta den."
        return None, [Finding(file, 0, "lokal-klausul-saknas", message)]
    findings = Findings(file)
    wording = read_local(local, base, findings)
    if wording is None or findings.found:
        return None, list(findings.found)
    if local.kind is LocalKind.REPLACE:
        return _replaced(library, base, wording), []
    return _added(library, local, wording)


def mark_of(local: LocalWording) -> str:
    """What a review is a review of: the words, and the national wording that they stand instead of."""
    text = clean(local.text.replace("\r\n", "\n").strip(), Findings(""))
    heading = " ".join(local.heading.split())
    return hashlib.sha256("\0".join((heading, text, local.base, local.after)).encode()).hexdigest()


def read_local(local: LocalWording, base: Wording, findings: Findings) -> Wording | None:
    """The local text as a wording, read like a clause file; adds every finding, on the lines of the text itself."""
    if len(local.text) > _LONGEST_TEXT or len(local.heading) > _LONGEST_LINE or len(local.reason) > _LONGEST_TEXT:
        findings.add(0, "lokal-for-lang", f"Texten är för lång. Högst {_LONGEST_TEXT} tecken.")
        return None
    text = clean(local.text.replace("\r\n", "\n").strip(), findings)
    _look_through(local, text, findings)
    placeholder = Findings(findings.file)
    wording = parse_wording(_as_file(base, text), base.clause, base.first_day, placeholder)
    for found in map(on_its_line, placeholder.found):
        findings.add(found.line, found.rule, found.message)
    heading = " ".join(local.heading.split())
    if not heading:
        findings.add(0, "lokal-rubrik", "Rubriken saknas. Skriv en kort rubrik utan punkt.")
    if not local.reason.strip():
        findings.add(0, "lokal-skal", "Skälet saknas. Skriv varför texten avviker.")
    if wording is None:
        return None
    own = local.kind is LocalKind.ADD
    return replace(
        wording,
        clause=local.clause,
        heading=heading,
        conditions=base.conditions,
        sources=tuple(dict.fromkeys((*(() if own else base.sources), *cited_in(wording)))),
        place="" if own else base.place,
        requires=() if own else base.requires,
        excludes=() if own else base.excludes,
        guidance=base.guidance,
        reason=local.reason.strip(),
        sha256=mark_of(local),
        file=findings.file,
        lines={f"lagrum: {each}": line for each, line in cited_in(wording).items()},
    )


def _look_through(local: LocalWording, text: str, findings: Findings) -> None:
    """Add what no local text may hold, whatever it says."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "[!VÄGLEDNING" in line:
            findings.add(number, "lokal-vagledning", "Vägledning skrivs i biblioteket. Skriv skälet i stället.")
        for each in personal_numbers(line):
            findings.add(number, "lokal-person", f"”{each}” ser ut som ett personnummer. {_NO_PERSON}")
    for each in personal_numbers(f"{local.heading}\n{local.reason}"):
        findings.add(0, "lokal-person", f"”{each}” i rubriken eller skälet ser ut som ett personnummer. {_NO_PERSON}")


def cited_in(wording: Wording) -> dict[str, int]:
    """The provisions that a text names, each with the line of the file where it does so first."""
    slots = [each for each in inlines_of(wording.blocks) if isinstance(each, Slot) and each.filter == "lagrum"]
    return {each: slot.line for slot in reversed(slots) for each in citation_ids(slot.literal)}


def is_local(wording: Wording) -> bool:
    """Whether a wording was laid over the library."""
    return wording.file.startswith(f"{LOCAL_AREA}/")


def on_its_line(found: Finding) -> Finding:
    """A finding with the line of the text itself, when it is about a local text."""
    return replace(found, line=max(found.line - _HEADER_LINES, 0)) if found.file.startswith(LOCAL_AREA) else found


def _as_file(base: Wording, text: str) -> str:
    """A clause file around the text; its header says nothing that is used."""
    front = f"---\nid: {base.clause}\nrubrik: Rubrik\nansvarig: {base.owner}\nskäl: Lokal text.\n---\n"
    return f"{front}{_GUIDANCE}\n> Lokal text.\n\n{text}\n"


def _replaced(library: Library, base: Wording, wording: Wording) -> Library:
    clause = library.clauses[base.clause]
    wordings = tuple(wording if each is base else each for each in clause.wordings)
    return replace(library, clauses={**library.clauses, clause.id: replace(clause, wordings=wordings)})


def _added(library: Library, local: LocalWording, wording: Wording) -> tuple[Library | None, list[Finding]]:
    plan = library.plans.get(local.plan)
    if not local.clause.startswith(OWN_PREFIX) or local.clause in library.clauses or plan is None:
        message = f"En egen klausul ska ha ett eget id som börjar med ”{OWN_PREFIX}” och stå i ett dokument som finns."
        return None, [Finding(wording.file, 0, "lokal-id", message)]
    placed = _with_item(plan, local, library)
    if placed is None:
        message = f"Klausulen ”{local.after}” står inte i dokumentet, så det finns ingen plats efter den."
        return None, [Finding(wording.file, 0, "lokal-plats", message)]
    clause = Clause(local.clause, LOCAL_AREA, (wording,))
    clauses = {**library.clauses, local.clause: clause}
    return replace(library, clauses=clauses, plans={**library.plans, plan.id: placed}), []


def _with_item(plan: DocumentPlan, local: LocalWording, library: Library) -> DocumentPlan | None:
    """The plan with the clause right after the one it follows, or after the place where that one stands."""
    parts = []
    for part in plan.parts:
        items = list(part.items)
        for number, item in reversed(list(enumerate(part.items))):
            if item.clause == local.after or (item.place and local.after in library.places.get(item.place, ())):
                items.insert(number + 1, PlanItem(clause=local.clause, option=item.option))
        grown = len(items) > len(part.items)
        # A part with one clause may share its id with it; with two, each needs its own anchor.
        shared = grown and part.id in library.clauses
        parts.append(replace(part, items=tuple(items), id=f"del-{part.id}" if shared else part.id))
    made = replace(plan, parts=tuple(parts))
    return made if len(made.items) > len(plan.items) else None
