"""The clause set to read: document by document, each clause with its conditions in words, its sources and guidance."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.explain import conditions_in_words
from generator.assembly.select import wordings_at
from generator.library.model import Clause, LegalSource, Library, PlanItem, Translation, Wording
from generator.review.clause_pieces import Pieces
from generator.review.clause_reading import (
    Standing,
    Use,
    passages,
    reading_order,
    shown_wording,
    standing_on,
    ties,
    uses,
)
from generator.review.law_change import wordings_in
from generator.review.register import provision_name, status_on
from generator.review.simulate import agreement_plans
from generator.storage.stored_situations import Seen, stored_situations
from generator.web.clause_matrix import known_matrix
from generator.web.explaining import SourceNote, source_notes
from generator.web.law import slug_of
from generator.web.law_notes import notes_on
from generator.web.naming import agreement_name
from generator.web.own_notes import own_notes
from generator.web.services import services

blueprint = Blueprint("clauses", __name__, url_prefix="/klausuler")


_DRAFT = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True)
class ClauseView:
    """A clause as a lawyer reads it."""

    wording: Wording
    conditions: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    is_optional: bool


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The documents, with the parts of each."""
    return render_template("clauses.html", plans=services().all_plans(), version=services().library.version)


@blueprint.get("/<plan_id>")
def document(plan_id: str) -> ResponseReturnValue:
    """Every clause that a document can hold, part by part; at a place with alternatives all of them."""
    library = services().library
    plan = library.plans.get(plan_id) or abort(404)
    in_force = library.wordings_at(services().today)
    parts = [
        (part, [_view(each, item, library) for item in part.items for each in wordings_at(item, library, in_force)])
        for part in plan.parts
    ]
    return render_template("clause_set.html", plan=plan, parts=parts, pieces=Pieces(library))


def _view(wording: Wording, item: PlanItem, library: Library) -> ClauseView:
    conditions = conditions_in_words(library, wording.conditions)
    return ClauseView(wording, conditions, source_notes(library, wording.sources), bool(item.option))


# --- One clause -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Provision:
    """A provision that a clause rests on, with the way to its own page."""

    source: LegalSource
    slug: str
    name: str
    status: str


@dataclass(frozen=True)
class Neighbour:
    """The clause before or after, in reading order."""

    id: str
    heading: str


@blueprint.get("/klausul/<clause_id>")
def clause(clause_id: str) -> ResponseReturnValue:
    """One clause: text, guidance, conditions, provisions, every wording, where it is used, and translations."""
    library, today = services().library, services().today
    found = library.clauses.get(clause_id) or abort(404)
    wording = shown_wording(found, today)
    used = uses(library, found)
    before, after = _neighbours(library, clause_id)
    return render_template(
        "clause.html",
        clause=found,
        wording=wording,
        standing=standing_on(found, today),
        in_force=Standing.IN_FORCE,
        conditions=conditions_in_words(library, wording.conditions),
        provisions=provisions_of(library, wording),
        passages=passages(library, found, today),
        uses=used,
        fires=_fires(library, clause_id),
        home=_home(used),
        ties=ties(library, wording, today),
        translations=_translations(library, found, wording),
        before=before,
        after=after,
        draft=_draft_address(),
        own=own_notes(clause_id),
        entered=notes_on(wording.sources),
        pieces=Pieces(library),
    )


@blueprint.get("/klausul/<clause_id>/utkast")
def drafts(clause_id: str) -> ResponseReturnValue:
    """The visitor's own agreements that the clause stands in, each on the library that it rests on."""
    made = services()
    found = made.library.clauses.get(clause_id) or abort(404)
    seen = Seen(made.library, made.today, made.settings.var_dir, made.agreements.viewer)
    stored = [
        (each.agreement.id, each.agreement.name or agreement_name(each.situation), each.status)
        for each in stored_situations(made.agreements.engine, seen)
        if any(wording.clause == clause_id for wording in wordings_in(each.situation))
    ]
    return render_template("clause_drafts.html", wording=shown_wording(found, made.today), drafts=stored)


def _fires(library: Library, clause_id: str) -> tuple[tuple[str, str, int, int], ...]:
    """For each agreement that can be tried: its id, its title, in how many situations the clause comes in, of all."""
    found = []
    for plan in agreement_plans(library):
        tried = known_matrix(plan)
        counts = [len(row.fires) for row in tried.rows if row.clause == clause_id]
        if counts:
            found.append((plan.id, plan.title, max(counts), tried.situations))
    return tuple(found)


def provisions_of(library: Library, wording: Wording) -> tuple[Provision, ...]:
    """What a wording rests on, as it stands today, in the order of the file."""
    sources = (library.sources[each] for each in wording.sources if each in library.sources)
    today = services().today
    return tuple(
        Provision(each, slug_of(each.id), provision_name(library, each), status_on(each, today)) for each in sources
    )


def _home(used: tuple[Use, ...]) -> Use | None:
    """The place that the clause is found under: the first that holds it."""
    return used[0] if used else None


def _translations(library: Library, found: Clause, wording: Wording) -> list[tuple[str, str, Translation]]:
    """Name and tag of the language, with the wording in it."""
    languages = library.languages.values()
    keys = ((language, (found.id, wording.first_day, language.id)) for language in languages)
    return [(each.name, each.tag, library.translations[key]) for each, key in keys if key in library.translations]


def _neighbours(library: Library, clause_id: str) -> tuple[Neighbour | None, Neighbour | None]:
    order = reading_order(library, services().all_plans())
    place = order.index(clause_id)
    before = order[place - 1] if place else None
    after = order[place + 1] if place + 1 < len(order) else None
    return _neighbour(library, before), _neighbour(library, after)


def _neighbour(library: Library, clause_id: str | None) -> Neighbour | None:
    if clause_id is None:
        return None
    return Neighbour(clause_id, shown_wording(library.clauses[clause_id], services().today).heading)


def _draft_address() -> str:
    """The way back to the draft that somebody came from; empty when it is not told."""
    draft = request.args.get("utkast", "")
    return url_for("overview.show", agreement_id=draft) if _DRAFT.fullmatch(draft) else ""
