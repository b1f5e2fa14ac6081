"""Proves things about every combination of answers, exactly: by trying all values of the facts that matter.

Each check depends on a handful of facts, so that trying them all takes milliseconds where trying all answers could
never end. An annex is proved for the answers that bring it along.

Whatever is optional may be left out, each by itself. What must be there is therefore sought among that which is not, or
which is left out together with what needs it; what may not meet is tried with everything there. Those are the worst
cases, so that what holds in them holds for every choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.assembly.proof_texts import needs_of, repeated
from generator.assembly.select import wordings_at
from generator.assembly.space import Space
from generator.errors import Finding, Severity
from generator.library.checks_text import inlines_of
from generator.library.conditions import Condition, Facts, FactValue, all_hold
from generator.library.model import DocumentPlan, Library, PlanAnnex, PlanItem, Wording
from generator.library.optional import optional_clauses
from generator.library.template import BlockSlot, Slot

MAX_COMBINATIONS = 2_000_000
_OPTIONAL = " Klausulen är valfri, så ett utkast kan vara utan den."
Conditions = tuple[Condition, ...]


@dataclass(frozen=True)
class Proof:
    """What was proved: how many statements over how many combinations, and what failed."""

    kinds: Mapping[str, int]
    """Rule → how many statements of that kind were tried."""
    combinations: int
    findings: tuple[Finding, ...]

    @property
    def statements(self) -> int:
        """How many there were in all."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class _Document:
    """A plan in the setting where it is made: on its own, or as an annex to a main document."""

    plan: DocumentPlan
    given: Conditions
    """What holds whenever the document is made: the annex's conditions."""
    asked: frozenset[str]
    """The questions of the interview."""
    annexes: Mapping[str, PlanAnnex]
    """The annexes of the main document."""
    items: tuple[tuple[PlanItem, tuple[Wording, ...]], ...]
    """Each item of the plan with the wordings that may stand there."""
    options: Mapping[str, str]
    """Clause → the name under which it can be left out."""

    @property
    def wordings(self) -> dict[str, Wording]:
        """Clause id → wording, for everything that the document could hold."""
        return {wording.clause: wording for _, candidates in self.items for wording in candidates}

    def targets(self, name: str) -> list[Wording]:
        """The wordings that a reference to a clause, a place or a part may lead to."""
        part = next((part for part in self.plan.parts if part.id == name), None)
        return [
            wording
            for item, candidates in self.items
            for wording in candidates
            if name in (wording.clause, item.place) or (part is not None and item in part.items)
        ]

    def lasting(self, wordings: Iterable[Wording], beside: str = "") -> list[Wording]:
        """Those that are there whatever optional is left out, as long as ``beside`` is not."""
        return [each for each in wordings if self.options.get(each.clause, beside) == beside]


class _Prover:
    """Collects statements, tries them, remembers the count."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.document: _Document
        self.kinds: Counter[str] = Counter()
        self.combinations = 0
        self.findings: list[Finding] = []

    def always(self, choices: Iterable[Conditions], holds: Callable[[Facts], bool], failure: Finding) -> None:
        """Note ``failure``, with the first counter-example, unless ``holds`` is true in every combination.

        ``choices`` are the conditions that ``holds`` looks at.
        """
        space = self._space(failure, choices)
        for facts in space or ():
            if all_hold(self.document.given, facts) and not holds(facts):
                message = f"{failure.message} Det händer {_told(self.library, facts)}."
                self.findings.append(replace(failure, message=message))
                return

    def sometimes(self, choices: Iterable[Conditions], holds: Callable[[Facts], bool], failure: Finding) -> None:
        """Note ``failure`` unless ``holds``, which looks at ``choices``, is true in some combination."""
        space = self._space(failure, choices)
        given = self.document.given
        if space is not None and not any(all_hold(given, facts) and holds(facts) for facts in space):
            self.findings.append(failure)

    def _space(self, failure: Finding, choices: Iterable[Conditions]) -> Space | None:
        """All combinations, or None with a finding when they are too many to try."""
        conditions = [*self.document.given, *(each for choice in choices for each in choice)]
        space = Space(self.library, conditions, self.document.asked)
        self.kinds[failure.rule] += 1
        if space.size > MAX_COMBINATIONS:
            message = f"{failure.message} Det går inte att bevisa: {space.size} kombinationer."
            self.findings.append(Finding(failure.file, failure.line, "bevis-for-stort", message))
            return None
        self.combinations += space.size
        return space


def prove(library: Library, day: date) -> Proof:
    """Prove every plan that day: required places filled once, references resolved, no dead clause, relations kept."""
    prover = _Prover(library)
    for document in _documents(library, day):
        prover.document = document
        for item, candidates in document.items:
            _prove_place(prover, item, candidates)
        for wording in document.wordings.values():
            message = f"Klausulen kan aldrig komma med i ”{document.plan.id}”."
            failure = Finding(wording.file, wording.line_of("villkor"), "klausul-dod", message)
            prover.sometimes([wording.conditions], partial(all_hold, wording.conditions), failure)
            _prove_relations(prover, wording)
            _prove_references(prover, wording)
            _prove_printed(prover, wording)
        _prove_text(prover)
    return Proof(prover.kinds, prover.combinations, tuple(dict.fromkeys(prover.findings)))


def _prove_text(prover: _Prover) -> None:
    """The requirements on the document are met, and no two clauses that can meet in it say the same."""
    document, library = prover.document, prover.library
    wordings = tuple(document.wordings.values())
    for requirement in library.requirements:
        if requirement.plan == document.plan.id:
            lasting = needs_of(library, requirement, document.lasting(wordings))
            for (every, _), (needed, failure) in zip(needs_of(library, requirement, wordings), lasting, strict=True):
                hint = _OPTIONAL if len(needed) < len(every) else ""
                told = replace(failure, message=f"{failure.message}{hint}")
                _prove_needed(prover, requirement.conditions, needed, told)
    for both, failure in repeated(wordings):
        prover.always([both], partial(_not_together, both), failure)


def _documents(library: Library, day: date) -> Iterator[_Document]:
    """Every main document and, after it, what comes along."""
    in_force = library.wordings_at(day)
    for main in library.plans.values():
        if main.kind.is_attached:
            continue
        annexes = {annex.plan: annex for annex in main.annexes}
        asked = frozenset(main.question_ids)
        options = optional_clauses(library, main)
        for plan, given in ((main, ()), *((library.plans[each.plan], each.conditions) for each in main.attached)):
            items = tuple((item, wordings_at(item, library, in_force)) for item in plan.items)
            yield _Document(plan, given, asked, annexes, items, options)


def _prove_place(prover: _Prover, item: PlanItem, candidates: Sequence[Wording]) -> None:
    conditions = [wording.conditions for wording in candidates]
    lasting = [wording.conditions for wording in prover.document.lasting(candidates)]
    file = prover.document.plan.file
    if item.place:
        failure = Finding(file, item.line, "plats-dubbel", f"Platsen ”{item.place}” kan få två klausuler på en gång.")
        prover.always(conditions, lambda facts: _count(conditions, facts) <= 1, failure)
    if item.required:
        failure = Finding(file, item.line, "plats-tom", f"Platsen ”{item.place}” kan bli tom.")
        prover.always(lasting, lambda facts: _count(lasting, facts) >= 1, failure)
    elif item.place and candidates:
        message = f"Platsen ”{item.place}” fylls alltid. Skriv ”krävs: ja”, så att den inte kan bli tom av misstag."
        failure = Finding(file, item.line, "plats-kravs-saknas", message, Severity.WARNING)
        prover.sometimes(lasting, lambda facts: _count(lasting, facts) == 0, failure)


def _count(choices: Iterable[Conditions], facts: Facts) -> int:
    return sum(all_hold(conditions, facts) for conditions in choices)


def _prove_relations(prover: _Prover, wording: Wording) -> None:
    present = prover.document.wordings
    for target in wording.requires:
        line = wording.line_of("kräver", target)
        found = [present[target]] if target in present else []
        needed, hint = _lasting(prover, wording, found)
        failure = Finding(wording.file, line, "klausul-kraver", f"”{target}” krävs men kan saknas.{hint}")
        _prove_implied(prover, wording, needed, failure)
    for target in wording.excludes:
        if target in present:
            line = wording.line_of("oförenlig", target)
            failure = Finding(wording.file, line, "klausul-oforenlig", f"”{target}” är oförenlig men kan komma med.")
            both = (*wording.conditions, *present[target].conditions)
            prover.always([both], partial(_not_together, both), failure)


def _not_together(conditions: Conditions, facts: Facts) -> bool:
    return not all_hold(conditions, facts)


def _prove_references(prover: _Prover, wording: Wording) -> None:
    """Every clause, place, part and annex that the text refers to is there whenever the text is."""
    document = prover.document
    for slot in _slots(wording):
        if slot.filter == "punkt":
            needed, hint = _lasting(prover, wording, document.targets(slot.literal))
            message = f"Texten hänvisar till ”{slot.literal}” som kan saknas i ”{document.plan.id}”.{hint}"
        elif slot.filter == "bilaga":
            needed = [document.annexes[slot.literal].conditions] if slot.literal in document.annexes else []
            message = f"Texten hänvisar till bilagan ”{slot.literal}” som kan saknas till ”{document.plan.id}”."
        else:
            continue
        _prove_implied(prover, wording, needed, Finding(wording.file, slot.line, "hanvisning-saknas", message))


def _lasting(prover: _Prover, wording: Wording, found: list[Wording]) -> tuple[list[Conditions], str]:
    """The conditions of those that are there whenever ``wording`` is, and what to say of the others."""
    lasting = prover.document.lasting(found, prover.document.options.get(wording.clause, ""))
    hint = "" if len(lasting) == len(found) else _OPTIONAL
    return [each.conditions for each in lasting], hint


def _prove_printed(prover: _Prover, wording: Wording) -> None:
    """Every answer that the text prints is asked for whenever the clause is in; else it would leave a gap for ever."""
    document, questions = prover.document, prover.library.questions
    for slot in _slots(wording):
        if slot.name in questions:
            needed = [questions[slot.name].shown_when] if slot.name in document.asked else []
            message = f"Texten skriver ut ”{slot.name}”, en fråga som inte alltid ställs i ”{document.plan.id}”."
            _prove_implied(prover, wording, needed, Finding(wording.file, slot.line, "text-dold-fraga", message))


def _slots(wording: Wording) -> Iterator[Slot | BlockSlot]:
    """Every place for a value in the text, each kind once."""
    found: dict[tuple[str, str, str], Slot | BlockSlot] = {}
    for each in (*wording.blocks, *inlines_of(wording.blocks)):
        if isinstance(each, Slot | BlockSlot):
            found.setdefault((each.filter, each.name, each.literal), each)
    yield from found.values()


def _prove_implied(prover: _Prover, wording: Wording, needed: Sequence[Conditions], failure: Finding) -> None:
    """Whenever the wording is in, at least one of the needed ones is."""
    _prove_needed(prover, wording.conditions, needed, failure)


def _prove_needed(prover: _Prover, given: Conditions, needed: Sequence[Conditions], failure: Finding) -> None:
    """Whenever what is given holds, at least one of the needed conditions does."""
    enough = [()] if () in needed else needed
    prover.always([given, *enough], lambda facts: not all_hold(given, facts) or _count(enough, facts) >= 1, failure)


def _told(library: Library, facts: Facts) -> str:
    """A combination in words, for the one who has to mend it."""
    parts = []
    for fact_id in facts:
        value = facts[fact_id]
        words = "ja" if value is True else "nej" if value is False else _words(library, fact_id, value)
        parts.append(f"{library.facts[fact_id].name} är {words}")
    return f"till exempel när {' och '.join(parts)}" if parts else "vad som än svaras"


def _words(library: Library, fact_id: str, value: FactValue) -> str:
    names = library.facts[fact_id].values
    if isinstance(value, frozenset):
        return ", ".join(names[each] for each in names if each in value) or "inget valt"
    return names.get(str(value), "utan svar") if value is not None else "utan svar"
