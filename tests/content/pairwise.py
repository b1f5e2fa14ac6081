"""Answers such that every pair of choices that can be made together is made together somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from generator.assembly.answers import read_answers
from generator.assembly.situation import Situation
from generator.library.conditions import Condition
from generator.library.model import DocumentPlan, Library, Question, QuestionType

DAY = date(2026, 11, 21)
MUNICIPALITIES: Mapping[str, tuple[str, ...]] = {
    "liten": ("2403",),
    "medel": ("0486",),
    "stor": ("0484",),
    "storstad": ("1480",),
    "gotland": ("0980",),
    "två": ("2403", "2401"),
    "tre": ("0484", "0480", "0580"),
    "med gotland": ("0980", "0180"),
}
"""Every class of municipalities: sizes, Region Gotland, and joint agreements within and across counties."""
_BOARDS = "namnder"
_DISTRICTS = "polisdistrikt"
_CHOICES = (QuestionType.CHOICE, QuestionType.MULTI, QuestionType.YES_NO)
Value = tuple[str, ...]
Pair = frozenset[tuple[str, Value]]


@dataclass(frozen=True)
class Row:
    """One set of answers and what it is made of."""

    answers: Mapping[str, object]
    pairs: frozenset[Pair]
    """The pairs of choices that it really makes: a hidden question is not answered."""


def factors(library: Library, plan: DocumentPlan) -> dict[str, tuple[Value, ...]]:
    """What decides the text, and the values tried: for a multi-choice none, each one alone, and all."""
    found: dict[str, tuple[Value, ...]] = {}
    for question_id in plan.question_ids:
        question = library.questions[question_id]
        if question.type is QuestionType.MUNICIPALITIES:
            found[question_id] = tuple(MUNICIPALITIES.values())
        elif question_id in (_BOARDS, _DISTRICTS):
            found[question_id] = (("en",), ("flera",))
        elif question.type is QuestionType.YES_NO:
            found[question_id] = (("nej",), ("ja",))
        elif question.type is QuestionType.CHOICE:
            found[question_id] = tuple((choice.id,) for choice in question.choices)
        elif question.type is QuestionType.MULTI:
            ids = tuple(choice.id for choice in question.choices)
            none: tuple[Value, ...] = () if question.required else ((),)
            found[question_id] = (*none, *((each,) for each in ids), ids)
    return found


def rows(library: Library, plan: DocumentPlan) -> tuple[list[Row], set[Pair]]:
    """Rows of answers, and the pairs that no row could make because one choice hides the other's question."""
    values = factors(library, plan)
    missing: set[Pair] = {
        frozenset(zip(names, together, strict=True))
        for names in combinations(values, _size(values))
        for together in product(*(values[name] for name in names))
    }
    made: list[Row] = []
    impossible: set[Pair] = set()
    for wanted in sorted(missing, key=lambda pair: repr(sorted(pair))):
        if wanted not in missing:
            continue
        row = _row(library, plan, values, dict(wanted), missing)
        missing -= row.pairs
        if wanted in missing:
            missing.discard(wanted)
            impossible.add(wanted)
        else:
            made.append(row)
    return made, impossible


def _row(
    library: Library,
    plan: DocumentPlan,
    values: Mapping[str, tuple[Value, ...]],
    wanted: dict[str, Value],
    missing: set[Pair],
) -> Row:
    """The wanted pair, what must be answered for its questions to be asked, and the rest by what is missing most."""
    chosen = dict(wanted)
    for question_id in wanted:
        for above, value in _opened(library, question_id):
            chosen.setdefault(above, value)
    for question_id in values:
        if question_id not in chosen:
            chosen[question_id] = max(values[question_id], key=lambda value: _gain(question_id, value, chosen, missing))
            for above, value in _opened(library, question_id):
                chosen.setdefault(above, value)
    return _answered(library, plan, chosen)


def _gain(question_id: str, value: Value, chosen: Mapping[str, Value], missing: set[Pair]) -> int:
    return sum(frozenset({(question_id, value), each}) in missing for each in chosen.items())


def _opened(library: Library, question_id: str) -> Iterator[tuple[str, Value]]:
    """Answers that make a question asked, nearest first."""
    for condition in library.questions[question_id].shown_when:
        yield from _made_true(library, condition)


def _made_true(library: Library, condition: Condition) -> Iterator[tuple[str, Value]]:
    question = library.questions.get(condition.fact)
    if condition.fact == "flera_kommuner":
        yield "kommuner", MUNICIPALITIES["liten" if condition.negated else "två"]
    elif condition.fact == "kommunstorlek":
        yield "storlek", condition.values[:1]
    elif question is not None:
        yield question.id, condition.values[:1] or (("nej",) if condition.negated else ("ja",))
        yield from _opened(library, question.id)


def _answered(library: Library, plan: DocumentPlan, chosen: Mapping[str, Value]) -> Row:
    answers: dict[str, object] = {}
    codes = chosen.get("kommuner", ())
    for question_id in plan.question_ids:
        question = library.questions[question_id]
        if question_id in (_BOARDS, _DISTRICTS):
            answers[question_id] = _several(question_id, codes, chosen[question_id] == ("flera",))
        elif question_id in chosen:
            is_list = question.type in (QuestionType.MULTI, QuestionType.MUNICIPALITIES)
            answers[question_id] = list(chosen[question_id]) if is_list else chosen[question_id][0]
        elif question.type is not QuestionType.AREAS and question.prefill != "undertecknare":
            answers[question_id] = _example(library, question, codes)
    situation = Situation(library, plan, read_answers(library, plan, answers), DAY)
    shown = [(each, value) for each, value in chosen.items() if each in plan.question_ids and situation.is_shown(each)]
    return Row(answers, frozenset(frozenset(each) for each in combinations(shown, _size(chosen))))


def _size(values: Mapping[str, object]) -> int:
    """Two; a plan with a single choice has it tried alone, and one with none is made once."""
    return min(len(values), 2)


def _several(question_id: str, codes: Value, is_several: bool) -> object:
    names = ("socialnämnden", "utbildningsnämnden") if is_several else ("socialnämnden",)
    if question_id == _DISTRICTS:
        return ["Norra", "Södra"] if is_several else ["Norra"]
    return [{"kommun": code, "namn": name} for code in codes for name in names]


def _example(library: Library, question: Question, codes: Value) -> object:
    """An answer that fits the question."""
    plain: dict[QuestionType, object] = {
        QuestionType.TEXT: "Exempel",
        QuestionType.LONG_TEXT: "Ett exempel på en längre text.",
        QuestionType.DATE: (DAY + timedelta(days=31 if question.not_before else 30)).isoformat(),
        QuestionType.NUMBER: str(question.minimum or 1),
        QuestionType.MONEY: "12500",
        QuestionType.TEXT_LIST: ["Exempel"],
        QuestionType.PARTY: codes[0] if codes else "polisen",
        QuestionType.PERSONAL_NUMBER: "19900101-2385",
        QuestionType.YES_NO: "ja",
    }
    if question.type is QuestionType.GROUP:
        return [{part.id: _example(library, part, codes) for part in question.parts}]
    if question.type is QuestionType.CHOICE:
        return question.choices[0].id
    if question.type is QuestionType.MULTI:
        return [question.choices[0].id]
    return plain[question.type]
