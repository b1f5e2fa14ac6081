"""What other answers on a page for a person already say, so that nobody is asked for it a second time. No Flask.

The library asks for it where a form is filled in by hand or by an answer file; here it follows from the answers beside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from werkzeug.datastructures import MultiDict

from generator.errors import AnswerProblem
from generator.web.interview import question_of
from generator.web.question_views import SEEN_FIELD

_ROWS, _OUTCOME = "k_rader", "k_utfall"
_OUTCOMES = {"nej": "far_inte_veta", "om_den_unge_vill": "om_den_unge_vill", "ja": "far_veta"}
"""What a row says of the guardian's knowing → the choice of the question about all rows."""
_JUDGED_BY, _DECIDED_BY = "p_beslutsfattare", "k_beslutsfattare"
"""Who has judged who decides: on the papers that rest on the assessment, and on the assessment itself."""
_MAY_KNOW = re.compile(rf"{_ROWS}-\d{{1,3}}-far_veta")


def not_asked(asked: Collection[str], posted: MultiDict[str, str]) -> frozenset[str]:
    """Those of a page's questions that others answer."""
    found = {_OUTCOME} if {_ROWS, _OUTCOME} <= set(asked) else set()
    # Who has judged is asked of a child only; of somebody else the assessment asks for itself who decides.
    if {_JUDGED_BY, _DECIDED_BY} <= set(asked) and posted.get("p_under_18") == "ja":
        found.add(_DECIDED_BY)
    return frozenset(found)


def with_implied(asked: Collection[str], posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was posted, with the answers that follow from it as if they had been given."""
    left_out = not_asked(asked, posted)
    given = list(posted.items(multi=True))
    form = MultiDict([each for each in given if each[0] not in left_out])
    if _OUTCOME in left_out:
        said = {value for name, value in given if _MAY_KNOW.fullmatch(name)}
        form.update([(_OUTCOME, choice) for value, choice in _OUTCOMES.items() if value in said])
    if _DECIDED_BY in left_out:
        form[_DECIDED_BY] = form.get(_JUDGED_BY, "")
    form[SEEN_FIELD] = " ".join(dict.fromkeys([*form.get(SEEN_FIELD, "").split(), *sorted(left_out)]))
    return form


def resting_on(needed: Collection[str], left_out: frozenset[str]) -> frozenset[str]:
    """The questions that some rest on, with those that answer the ones that are not asked."""
    return frozenset(needed) | ({_JUDGED_BY} if _DECIDED_BY in left_out & set(needed) else set())


def told(problems: Iterable[AnswerProblem], left_out: frozenset[str]) -> list[AnswerProblem]:
    """What is wrong where somebody can mend it: the answer that the others rest on is asked for anyhow."""
    return [each for each in problems if question_of(each) not in left_out]
