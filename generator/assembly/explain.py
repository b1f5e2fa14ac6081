"""Why a clause is in, why it is out, and the smallest changes of answers that would flip it.

Everything is computed from the conditions, through derived facts and through which questions are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, islice, product

from generator.assembly.changes import Alternative, Change, Wanted
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.select import candidates
from generator.assembly.situation import Origin, Situation
from generator.assembly.suppose import Dependents, Supposed
from generator.library.conditions import Condition, FactValue, all_hold
from generator.library.model import Fact, FactKind, Library, Wording
from generator.reference import swedish_list

MAX_SETS = 3
LEFT_OUT_WORDS = "Bortvald i det här utkastet."
_MAX_CHANGES = 4
_MAX_TRIED = 3_000
"""Sets of changes tried of each size. The library's conditions need some tens; this bounds what nobody foresaw."""

Conditions = tuple[Condition, ...]
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Explanation:
    """One clause explained for one situation."""

    clause: str
    heading: str
    included: bool
    reasons: tuple[str, ...]
    """Swedish sentences: for a clause that is in, every condition; for one that is out, those that fail."""
    would_change: tuple[Changes, ...]
    """At most three smallest sets of changed answers that would flip it; empty when no answer can. For a clause that is
    optional the choice of it comes first, told as a change of ``bortvalda-klausuler``."""
    plan: str = ""
    """Id of the document it belongs to: the main document or an annex."""
    option: str = ""
    """The name under which a draft can do without it; empty when it is not optional."""
    left_out: bool = False
    """Whether somebody has left it out of this draft, whatever the answers call for."""


def explain_all(situation: Situation) -> tuple[Explanation, ...]:
    """Every clause that the document and its annexes could hold that day, in order."""
    explainer = Explainer(situation)
    found = {wording.clause: explainer.explain(wording) for wording in candidates(situation)}
    for annex in situation.plan.attached:
        seen = situation.seen_from(situation.library.plans[annex.plan])
        for wording in candidates(seen):
            if wording.clause not in found:
                found[wording.clause] = explainer.explain(wording, annex.conditions, annex.plan)
    return tuple(found.values())


def explain(situation: Situation, wording: Wording) -> Explanation:
    """Explain one wording of the main document. For many, use one Explainer."""
    return Explainer(situation).explain(wording)


class Explainer:
    """Explains clauses for one situation and remembers what it has worked out on the way."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._dependents = Dependents(situation.library)
        self._supposed: dict[Change, Supposed] = {}
        self._changes: dict[Conditions, tuple[Changes, ...]] = {}

    def explain(self, wording: Wording, annex_conditions: Conditions = (), plan: str = "") -> Explanation:
        """Explain one wording. Its place does not matter, only its conditions and, in an annex, the annex's."""
        conditions = tuple(dict.fromkeys((*annex_conditions, *wording.conditions)))
        situation = self._situation
        option, left_out = situation.options.get(wording.clause, ""), wording.clause in situation.left_out
        called_for = all_hold(conditions, situation.facts)
        reasons = tuple(_reasons(conditions, situation))
        changes = self.smallest_changes(conditions)
        if option:
            reasons = _chosen_reasons(reasons if conditions else (), left_out, called_for)
            changes = _with_choice(changes, _choice(situation, option), left_out, called_for)
        return Explanation(
            clause=wording.clause,
            heading=wording.heading,
            included=called_for and not left_out,
            reasons=reasons,
            would_change=changes,
            plan=plan or situation.plan.id,
            option=option,
            left_out=left_out,
        )

    def smallest_changes(self, conditions: Conditions) -> tuple[Changes, ...]:
        """The smallest sets of changes that make the conditions hold, or stop holding; at most three."""
        if conditions not in self._changes:
            self._changes[conditions] = tuple(self._search(conditions)) if conditions else ()
        return self._changes[conditions]

    def _search(self, conditions: Conditions) -> Iterator[Changes]:
        holds_now = all_hold(conditions, self._situation.facts)
        choices = Wanted(self._situation, conditions).alternatives()
        for size in range(1, min(_MAX_CHANGES, len(choices)) + 1):
            sets = chain.from_iterable(product(*asked) for asked in combinations(choices, size))
            tried = sorted(islice(sets, _MAX_TRIED), key=_steps)
            flips = (each for each in tried if all_hold(conditions, self._suppose(each).facts) != holds_now)
            found = list(islice(flips, MAX_SETS))
            if found:
                fewest = _steps(found[0])
                yield from (tuple(one.told for one in each) for each in found if _steps(each) == fewest)
                return

    def _suppose(self, chosen: tuple[Alternative, ...]) -> Supposed:
        """The situation after the changes. Single changes recur from clause to clause and are remembered."""
        first = chosen[0].told
        if len(chosen) == 1 and first in self._supposed:
            return self._supposed[first]
        touched = frozenset[str]().union(*(self._dependents.of(each.told.question) for each in chosen))
        supposed = Supposed(self._situation, {each.told.question: each.value for each in chosen}, touched)
        if len(chosen) == 1:
            self._supposed[first] = supposed
        return supposed


def _steps(chosen: Iterable[Alternative]) -> int:
    return sum(each.steps for each in chosen)


def _reasons(conditions: Conditions, situation: Situation) -> Iterator[str]:
    """What the answers say: every condition when all are met, else those that are not."""
    if not conditions:
        yield "Klausulen står alltid med i det här dokumentet."
    elif all_hold(conditions, situation.facts):
        yield from (_met(condition, situation) for condition in conditions)
    else:
        yield from (_failed(each, situation) for each in conditions if not each.holds(situation.facts))


def _chosen_reasons(reasons: tuple[str, ...], left_out: bool, called_for: bool) -> tuple[str, ...]:
    """The reasons of an optional clause, given what its conditions say."""
    if left_out:
        return (LEFT_OUT_WORDS, *(() if called_for else reasons))
    if not called_for:
        return reasons
    return (*reasons, "Klausulen är valfri och står med tills någon väljer bort den.")


def _with_choice(changes: tuple[Changes, ...], choice: Change, left_out: bool, called_for: bool) -> tuple[Changes, ...]:
    """What would flip an optional clause: the choice, other answers, or both of them."""
    if left_out:
        return ((choice,),) if called_for else tuple((choice, *each) for each in changes)
    return ((choice,), *changes)[:MAX_SETS] if called_for else changes


def _choice(situation: Situation, option: str) -> Change:
    """Leaving out an optional clause, or taking it in again, as a change of the list in an answers file."""
    now = situation.answers.left_out
    words = ("bortvald", "med") if option in now else ("med", "bortvald")
    told = f"Valfri klausul: {words[0]} → {words[1]}"
    return Change(LEFT_OUT, tuple(sorted(now)), tuple(sorted(now ^ {option})), told)


def _met(condition: Condition, situation: Situation) -> str:
    fact = situation.library.facts[condition.fact]
    return f"{_capital(fact.name)}: {_value_words(fact, situation)}{_because(fact, situation)}."


def _failed(condition: Condition, situation: Situation) -> str:
    fact = situation.library.facts[condition.fact]
    return f"{_met(condition, situation)} Klausulen kräver: {_wanted(condition, fact)}."


def _value_words(fact: Fact, situation: Situation) -> str:
    if fact.kind is FactKind.ANSWER and situation.effective(fact.id).origin is Origin.HIDDEN:
        return "frågan ställs inte"
    return _in_words(fact, situation.facts[fact.id])


def _in_words(fact: Fact, value: FactValue) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, frozenset):
        return swedish_list([words for key, words in fact.values.items() if key in value]) or "inget valt"
    return fact.values.get(value, value) if value is not None else "inget svar"


def _wanted(condition: Condition, fact: Fact) -> str:
    if not condition.values:
        return "nej" if condition.negated else "ja"
    words = [fact.values.get(value, value) for value in condition.values]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} eller {words[-1]}"


def _because(fact: Fact, situation: Situation) -> str:
    """In brackets, the facts that a derived fact rests on, one step down."""
    if fact.kind is not FactKind.DERIVED:
        return ""
    below = [situation.library.facts[condition.fact] for condition in fact.operands]
    return f" ({'; '.join(f'{each.name}: {_value_words(each, situation)}' for each in below)})"


def conditions_in_words(library: Library, conditions: Conditions) -> tuple[str, ...]:
    """Each condition as plain words, for a reader of the clause set."""
    facts = [library.facts[condition.fact] for condition in conditions]
    return tuple(f"{_capital(fact.name)}: {_wanted(each, fact)}" for each, fact in zip(conditions, facts, strict=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
