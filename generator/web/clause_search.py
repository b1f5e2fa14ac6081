"""Searching the clause set: in its words, and by document, provision and standing."""

from __future__ import annotations

from datetime import date
from threading import Lock

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from generator.library.model import LegalSource
from generator.review.clause_search import LONGEST_QUERY, Entry, Query, State, index, search
from generator.web.raw import displayable
from generator.web.services import services

blueprint = Blueprint("clause_search", __name__, url_prefix="/klausuler/sok")

STATES = (
    (State.IN_FORCE, "Gäller i dag"),
    (State.COMING, "Gäller inte än"),
    (State.PAST, "Gäller inte längre"),
    (State.CHANGED, "Har fler än en lydelse"),
    (State.BROKEN, "Ett lagrum behöver ses över"),
)
_LOCK = Lock()
_KNOWN: dict[tuple[str, date], tuple[Entry, ...]] = {}
"""The index of one library and day: making it takes a tenth of a second, searching it a few milliseconds."""


def entries() -> tuple[Entry, ...]:
    """Every clause as it is searched today."""
    made = services()
    key = (made.library.version, made.today)
    with _LOCK:
        known = _KNOWN.get(key)
    if known is None:
        known = index(made.library, made.all_plans(), made.today)
        with _LOCK:
            _KNOWN.clear()
            _KNOWN[key] = known
    return known


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The form, and what it finds. What is not known in an address does not narrow, and is not shown as if it did."""
    library = services().library
    plan = library.plans.get(_asked("dokument"))
    part = next((each for each in plan.parts if each.id == _asked("del")), None) if plan else None
    state = next((each for each, _ in STATES if each == _asked("status")), "")
    provision = _asked("lagrum") if _asked("lagrum") in library.sources else ""
    words = displayable(_asked("q"))[:LONGEST_QUERY]
    query = Query(words, plan.id if plan else "", part.id if part else "", provision, state)
    hits = search(entries(), query)
    return render_template(
        "clause_search.html",
        query=query,
        part=part,
        hits=hits,
        plans=services().all_plans(),
        provisions=_cited(),
        states=STATES,
        longest=LONGEST_QUERY,
    )


def _asked(name: str) -> str:
    return request.args.get(name, "").strip()


def _cited() -> list[LegalSource]:
    """The provisions that some clause rests on, in the order of the register."""
    cited = {each for entry in entries() for each in entry.wording.sources}
    return [source for source in services().library.sources.values() if source.id in cited]
