"""What a change of the law touches: as JSON, as rows for a spreadsheet, and as a document to work from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.assembly.printing import day_in_words
from generator.document import Block, Cell, Document, DocumentKind, Paragraph, Run, Section, Table
from generator.library.model import Library
from generator.review.entered_changes import change_words
from generator.review.law_change import Affected

ROW_NAMES = ("slag", "vad", "var", "ansvarig", "klausuler")
_ID = "lagandring"


@dataclass(frozen=True)
class TouchedAgreement:
    """A stored agreement that rests on a provision."""

    id: str
    name: str
    status: str
    """In words."""
    is_signed: bool
    clauses: tuple[str, ...]
    """Ids of its clauses that rest on the provision."""


def affected_told(affected: Affected) -> dict[str, object]:
    """What a change of the law touches, as JSON has it."""
    change = affected.change
    return {
        "lagrum": list(change.provisions),
        "fran": change.first_day.isoformat(),
        "andring": change.fate.value,
        "ersatt_av": change.successor or None,
        "klausuler": [
            {
                "id": each.wording.clause,
                "rubrik": each.wording.heading,
                "lydelse": each.wording.first_day.isoformat(),
                "fil": each.wording.file,
                "ansvarig": each.wording.owner,
                "lagrum": list(each.provisions),
                "i_texten": list(each.in_text),
            }
            for each in affected.wordings
        ],
        "planer": list(affected.plans),
        "krav": [{"dokument": each.plan, "skal": each.reason} for each in affected.requirements],
        "att_gora": [{"vad": each.what, "fil": each.where, "ansvarig": each.who} for each in affected.tasks],
    }


def agreements_told(agreements: Iterable[TouchedAgreement]) -> list[dict[str, object]]:
    """The agreements that it touches, as JSON has them."""
    return [
        {"id": each.id, "namn": each.name, "status": each.status, "klausuler": list(each.clauses)}
        for each in agreements
    ]


def worklist_rows(affected: Affected, agreements: Iterable[TouchedAgreement]) -> Iterator[tuple[str, ...]]:
    """The worklist as rows under ``ROW_NAMES``: what to do, the clauses, and the agreements."""
    for task in affected.tasks:
        yield "att göra", task.what, task.where, task.who, ""
    for each in affected.wordings:
        yield "klausul", each.wording.heading, each.wording.file, each.wording.owner, each.wording.clause
    for agreement in agreements:
        kind = "undertecknad överenskommelse" if agreement.is_signed else "överenskommelse"
        yield kind, agreement.name, agreement.status, "", ", ".join(agreement.clauses)


def worklist_document(
    library: Library, affected: Affected, agreements: Sequence[TouchedAgreement], day: date
) -> Document:
    """The worklist as a document, as it was on a day."""
    parts = (
        ("Att göra", _tasks(affected)),
        ("Klausuler som vilar på bestämmelsen", _clauses(affected)),
        ("Utkast", _agreements([each for each in agreements if not each.is_signed])),
        ("Undertecknade överenskommelser", _agreements([each for each in agreements if each.is_signed])),
    )
    sections = tuple(
        Section(f"{_ID}-{number}", str(number), heading, (block,)) for number, (heading, block) in enumerate(parts, 1)
    )
    told = change_words(library, affected.change)
    return Document(
        id=_ID,
        kind=DocumentKind.OFFICIAL,
        title="Arbetslista efter lagändring",
        day=day,
        sections=sections,
        subtitle=f"{told[:1].upper()}{told[1:]}",
        version_note=f"Klausulbibliotek {library.version}. Gjord {day_in_words(day)}.",
    )


def _tasks(affected: Affected) -> Block:
    return _table(("Vad", "Var", "Vem"), [(each.what, each.where, each.who) for each in affected.tasks])


def _clauses(affected: Affected) -> Block:
    rows = [
        (each.wording.heading, "nämns i texten" if each.in_text else "ligger till grund för texten", each.wording.owner)
        for each in affected.wordings
    ]
    return _table(("Klausul", "Bestämmelsen", "Ansvarig"), rows)


def _agreements(agreements: Sequence[TouchedAgreement]) -> Block:
    rows = [(each.name, each.status, str(len(each.clauses))) for each in agreements]
    return _table(("Överenskommelse", "Status", "Klausuler"), rows)


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Block:
    """A table; words instead when there is nothing in it."""
    if not rows:
        return Paragraph((Run("Inget."),))
    return Table("", _cells(header), tuple(map(_cells, rows)), row_headers=True)


def _cells(texts: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(Cell((Run(text),)) for text in texts)
