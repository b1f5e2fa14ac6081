"""Answers that people might give: right ones to every question of a plan, and every kind of nonsense."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from generator.library.model import DocumentPlan, Library, Question, QuestionType
from generator.reference import all_municipalities, all_vulnerable_areas
from tests.assembly.known import HOSTILE

CODES = tuple(each.code for each in all_municipalities())
AREAS = tuple(each.name for each in all_vulnerable_areas())

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

typed_text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters=TURNING),
        min_size=1,
        max_size=10,
    ),
)
"""Text that a document can hold."""

junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from([10**30, 0, date(1, 1, 1), date(2026, 1, 31), b"bytes", object()]),
        st.floats(),
        st.text(),
        st.sampled_from(["\ud800", "\x00", "\ufffe", "\x1b[31m", "x" * 100_000, "\u2028", " ", "\n"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4), st.tuples(inner)
    ),
    max_leaves=12,
)
"""Anything that might be sent, from a broken file to an attack."""


def answer_to(question: Question, parties: tuple[str, ...], fewest: int = 0) -> st.SearchStrategy[object]:
    """Right answers to one question, as a file or a page would state them; ``fewest`` items of a list."""
    choices = [choice.id for choice in question.choices]
    days = st.dates(date(2026, 1, 1), date(2030, 12, 31)).map(date.isoformat)
    low, high = question.minimum or 0, question.maximum or 10_000
    by_type: dict[QuestionType, st.SearchStrategy[object]] = {
        QuestionType.MUNICIPALITIES: st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True),
        QuestionType.CHOICE: st.sampled_from(choices or [""]),
        QuestionType.MULTI: st.lists(st.sampled_from(choices or [""]), min_size=fewest, unique=True),
        QuestionType.YES_NO: st.sampled_from(["ja", "nej", True, False]),
        QuestionType.TEXT: typed_text,
        QuestionType.LONG_TEXT: st.lists(typed_text, min_size=1, max_size=3).map("\n".join),
        QuestionType.DATE: days,
        QuestionType.NUMBER: st.integers(low, high).map(str),
        QuestionType.MONEY: st.integers(0, 10**9).map(str),
        QuestionType.TEXT_LIST: st.lists(typed_text, min_size=1, max_size=3, unique_by=str.strip),
        QuestionType.AREAS: st.lists(st.sampled_from(AREAS), min_size=fewest, max_size=2, unique=True),
        QuestionType.PARTY: st.sampled_from(parties),
        QuestionType.PERSONAL_NUMBER: st.sampled_from(["811218-9876", "198112189876"]),
        QuestionType.GROUP: st.lists(
            st.fixed_dictionaries(
                {part.id: answer_to(part, parties) for part in question.parts if part.required},
                optional={part.id: answer_to(part, parties) for part in question.parts if not part.required},
            ),
            min_size=fewest,
            max_size=2,
        ),
    }
    return by_type[question.type]


@st.composite
def answers_for(draw: st.DrawFn, library: Library, plan: DocumentPlan) -> dict[str, object]:
    """Some questions of the plan answered, each rightly on its own; together they may contradict."""
    codes = tuple(draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)))
    answered = draw(st.sets(st.sampled_from(plan.question_ids)))
    raw: dict[str, object] = {}
    for question_id in plan.question_ids:
        question = library.questions[question_id]
        if question.type is QuestionType.MUNICIPALITIES:
            raw[question_id] = list(codes)
        elif question_id in answered:
            raw[question_id] = draw(answer_to(question, (*codes, "polisen")))
    return raw


@st.composite
def complete_answers(draw: st.DrawFn, library: Library, plan: DocumentPlan) -> dict[str, object]:
    """Like ``answers_for``, with every required question answered as well, shown or not."""
    raw = draw(answers_for(library, plan))
    codes = tuple(str(code) for code in raw.get("kommuner", ()))  # type: ignore[attr-defined]
    for question_id in plan.question_ids:
        question = library.questions[question_id]
        if question.required and not question.prefill and not raw.get(question_id):
            raw[question_id] = draw(answer_to(question, (*codes, "polisen"), fewest=1))
    return raw
