"""Compares what the documents for one person say of the same thing. What it finds is advice, never a stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.assembly.situation import Situation
from generator.reference import swedish_list
from generator.reference.alphabet import folded

_SHARERS, _STEPS, _UNTIL, _FROM, _PLAN_ENDS = "s_parter", "g_steg", "s_till", "s_fran", "g_slut"
_NAMED: Mapping[str, str] = {
    "polisen": r"\bpolis",
    "skola": r"\bskol|gymnasi|larare|rektor",
    "vard": r"\bvarden\b|sjukvard|psykiatri|beroendevard|vardcentral|\blakare",
    "arbetsformedlingen": r"arbetsformedl",
    "forsakringskassan": r"forsakringskass",
    "kronofogden": r"kronofogd",
    "skatteverket": r"skatteverk",
    "kriminalvarden": r"kriminalvard|frivard",
    "sis": r"\bsis\b|institutionsstyrelse",
}
"""Choice of the consent → how somebody is named in the plan, in folded letters."""


@dataclass(frozen=True)
class Advice:
    """Something to look at in an answer."""

    field: str
    """Id of the question."""
    message: str
    mark: str
    """What it is about, without what was typed: the same advice is given once."""


def advice(situations: Iterable[Situation]) -> tuple[Advice, ...]:
    """What there is to advise. ``situations`` are those of the page; the first is the young person's or the only."""
    situation = next(iter(situations))
    asked = situation.plan.question_ids
    if _SHARERS not in asked or _PLAN_ENDS not in asked:
        return ()
    return (*_left_out(situation), *_longer_than_consent(situation))


def _left_out(situation: Situation) -> Iterator[Advice]:
    """Authorities with a task in the plan that the consent does not name."""
    named = folded(" ; ".join(str(row.get("vem", "")) for row in situation.rows(_STEPS)))
    sharing = situation.texts(_SHARERS)
    lacking = [each for each, how in _NAMED.items() if each not in sharing and re.search(how, named)]
    if not lacking or not sharing:
        return
    question = situation.library.questions[_SHARERS]
    choices = {choice.id: choice.text for choice in question.choices}
    names = swedish_list([choices[each].partition(",")[0] for each in lacking if each in choices])
    message = f"Planen ger en uppgift till: {names}. Samtycket nämner inte det. Personen avgör om det ska läggas till."
    yield Advice(_SHARERS, message, f"{_SHARERS}:{'+'.join(lacking)}")


def _longer_than_consent(situation: Situation) -> Iterator[Advice]:
    plan_ends, until = situation.value(_PLAN_ENDS), situation.value(_UNTIL)
    if isinstance(plan_ends, date) and isinstance(until, date) and plan_ends > until:
        message = (
            f"Planen gäller längre än samtycket, som slutar {until.isoformat()}. Korta planen, eller fråga personen "
            "på nytt innan samtycket går ut."
        )
        yield Advice(_PLAN_ENDS, message, f"{_PLAN_ENDS}:{plan_ends.isoformat()}:{until.isoformat()}")
    begins = situation.value(_FROM)
    if isinstance(plan_ends, date) and isinstance(begins, date) and plan_ends < begins:
        message = f"Planen slutar innan samtycket börjar gälla, {begins.isoformat()}. Stämmer dagarna?"
        yield Advice(_PLAN_ENDS, message, f"{_PLAN_ENDS}:{plan_ends.isoformat()}:{begins.isoformat()}")
