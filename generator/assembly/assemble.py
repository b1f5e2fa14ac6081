"""The main path: answers → situation → selection → numbering → ``DocumentSet``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator.assembly.answers import read_answers
from generator.assembly.companions import companions
from generator.assembly.contradictions import contradictions
from generator.assembly.fill import Filler
from generator.assembly.manifest import Witness
from generator.assembly.number import NumberedPart, Numbering, number
from generator.assembly.printing import day_in_words, printed
from generator.assembly.select import select, selection_of
from generator.assembly.situation import Situation
from generator.document import Document, DocumentKind, DocumentSet, Reference, Run, Section, WordingRef
from generator.errors import AnswersError
from generator.library.conditions import all_hold
from generator.library.model import BlankForm, DocumentPlan, Library, PlanKind, Wording

_NAMES_IN_HEADER = 3
_KINDS = {
    PlanKind.AGREEMENT: DocumentKind.AGREEMENT,
    PlanKind.ANNEX: DocumentKind.ANNEX,
    PlanKind.OFFICIAL: DocumentKind.OFFICIAL,
    PlanKind.PERSON: DocumentKind.PERSON,
}


def situation_for(library: Library, plan: DocumentPlan, raw: Mapping[str, object], day: date) -> Situation:
    """The situation for complete answers. Raises AnswersError with every problem, missing answers included."""
    situation = Situation(library, plan, read_answers(library, plan, raw), day)
    problems = [*situation.missing(), *contradictions(situation)]
    if problems:
        raise AnswersError(problems)
    return situation


def assemble(library: Library, plan: DocumentPlan, raw: Mapping[str, object], day: date) -> DocumentSet:
    """The document with its annexes for complete answers. Raises AnswersError or another GeneratorError."""
    return document_set(situation_for(library, plan, raw, day))


def document_set(situation: Situation) -> DocumentSet:
    """The document with its annexes for a situation, complete or not."""
    annexes = _annex_labels(situation)
    witness = Witness(situation)
    main = _document(witness, annexes)
    made = []
    for plan_id, label in annexes.items():
        plan = situation.library.plans[plan_id]
        made.append(replace(_document(situation.seen_from(plan), annexes), annex_label=_capital(label)))
    made.extend(replace(_document(seen, annexes), id=name) for name, seen in companions(situation))
    return DocumentSet(main, tuple(made), witness.manifest(main))


def blank_form(library: Library, plan: DocumentPlan, blank: BlankForm, day: date) -> Document:
    """A blank form: what the form does not fix and can be printed becomes a field."""
    answers = read_answers(library, plan, blank.answers)
    document = document_set(Situation(library, plan, answers, day)).main
    return replace(document, id=blank.id, title=blank.title)


def main_document(situation: Situation) -> Document:
    """The main document alone, for a situation complete or not: the same as the set's, several times faster."""
    return _document(situation, _annex_labels(situation))


def document_of(situation: Situation, clauses: Collection[str]) -> tuple[Document, Filler]:
    """The main document holding exactly those clauses, whatever the answers call for, and what fills in its texts."""
    annexes = _annex_labels(situation)
    numbering = number(selection_of(situation, clauses))
    return _document(situation, annexes, numbering), Filler(situation, numbering.targets, annexes)


def _annex_labels(situation: Situation) -> dict[str, str]:
    """Plan id → ``bilaga 1`` for the annexes that come along. A single annex is numbered too."""
    chosen = [annex.plan for annex in situation.plan.annexes if all_hold(annex.conditions, situation.facts)]
    return {plan_id: f"bilaga {index}" for index, plan_id in enumerate(chosen, start=1)}


def _document(situation: Situation, annexes: Mapping[str, str], chosen: Numbering | None = None) -> Document:
    numbering = chosen or number(select(situation))
    filler = Filler(situation, numbering.targets, annexes)
    subtitle = filler.inlines(situation.plan.subtitle)
    sections = tuple(_sections(numbering, filler))
    return Document(
        id=situation.plan.id,
        plan=situation.plan.id,
        kind=_KINDS[situation.plan.kind],
        title=_title(situation),
        day=situation.day,
        sections=sections,
        subtitle="".join(inline.text for inline in subtitle if isinstance(inline, Run | Reference)),
        parties=_parties(situation),
        registration=tuple(_registration(situation)),
        version_note=_version_note(situation, numbering),
    )


def _title(situation: Situation) -> str:
    fitting = (special.title for special in situation.plan.titles if all_hold(special.conditions, situation.facts))
    return next(fitting, situation.plan.title)


def _sections(numbering: Numbering, filler: Filler) -> Iterator[Section]:
    for part in numbering.parts:
        yield _sole_section(part, filler) if len(part.clauses) == 1 else _section(part, filler)


def _sole_section(part: NumberedPart, filler: Filler) -> Section:
    wording, heading = part.clauses[0].wording, part.part.heading
    return Section(part.part.id, part.number, heading, filler.fill(wording, heading), wording=_mark(wording))


def _section(part: NumberedPart, filler: Filler) -> Section:
    children = tuple(
        Section(
            clause.anchor,
            clause.number,
            clause.wording.heading,
            filler.fill(clause.wording, clause.wording.heading),
            wording=_mark(clause.wording),
        )
        for clause in part.clauses
    )
    return Section(part.part.id, part.number, part.part.heading, sections=children)


def _mark(wording: Wording) -> WordingRef:
    return WordingRef(wording.clause, wording.first_day, wording.sha256)


def _parties(situation: Situation) -> str:
    """The page header's line; empty for a person's document, which names nobody."""
    if situation.plan.kind is PlanKind.PERSON or not situation.municipalities:
        return ""
    names = [each.legal_name for each in situation.municipalities]
    shown = names if len(names) <= _NAMES_IN_HEADER else [*names[:2], f"{len(names) - 2} kommuner till"]
    return f"{', '.join(shown)} – Polismyndigheten"


def _registration(situation: Situation) -> Iterator[tuple[str, str]]:
    for label, name in situation.plan.registration:
        question_id, _, part_id = name.partition(".")
        question = situation.library.questions[question_id]
        if not part_id:
            value = situation.value(question_id)
            yield label, "" if value is None else printed(question, value, situation)
            continue
        rows = situation.rows(question_id)
        for row in rows:
            name_of_row = " ".join(str(row.get(part.id, "")) for part in question.parts if part.id == "namn")
            full = f"{label}, {name_of_row}" if len(rows) > 1 and name_of_row else label
            yield full, str(row.get(part_id, ""))


def _version_note(situation: Situation, numbering: Numbering) -> str:
    sources = situation.library.sources
    cited = {source for part in numbering.parts for clause in part.clauses for source in clause.wording.sources}
    checked = [day for source in cited if source in sources and (day := sources[source].checked) is not None]
    note = f"Klausulbibliotek {situation.library.version}"
    if situation.plan.kind is PlanKind.PERSON:
        note = f"Version {situation.library.version}"
    return f"{note}. {_checked(min(checked), max(checked))}" if checked else f"{note}."


def _checked(first: date, last: date) -> str:
    """When the cited sources were read: one day, or the first and the last."""
    if first == last:
        return f"Rättsläge kontrollerat t.o.m. {day_in_words(first)}."
    return f"Lagrum kontrollerade mellan {day_in_words(first)} och {day_in_words(last)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
