"""The clause set to read: document by document, each clause with its conditions in words, its sources and guidance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from generator.assembly.citations import Citations
from generator.assembly.explain import conditions_in_words
from generator.assembly.select import wordings_at
from generator.library.model import Library, Wording
from generator.library.template import InlineTemplate, Slot, Text
from generator.web.explaining import SourceNote, source_notes
from generator.web.services import services

blueprint = Blueprint("clauses", __name__, url_prefix="/klausuler")


@dataclass(frozen=True)
class ClauseView:
    """A clause as a lawyer reads it."""

    wording: Wording
    conditions: tuple[str, ...]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True)
class Piece:
    """A piece of a clause's text; a place for an answer is shown by name."""

    text: str
    style: str


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
        (part, [_view(wording, library) for item in part.items for wording in wordings_at(item, library, in_force)])
        for part in plan.parts
    ]
    return render_template("clause_set.html", plan=plan, parts=parts, pieces=Pieces(library))


def _view(wording: Wording, library: Library) -> ClauseView:
    conditions = conditions_in_words(library, wording.conditions)
    return ClauseView(wording, conditions, source_notes(library, wording.sources))


class Pieces:
    """Turns a clause's text into pieces to show, with places for answers named."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def inlines(self, templates: Iterable[InlineTemplate]) -> tuple[Piece, ...]:
        """The pieces of a paragraph, an item or a cell."""
        return tuple(self._piece(each) for each in templates)

    def _piece(self, template: InlineTemplate) -> Piece:
        if isinstance(template, Text):
            return Piece(template.text, template.style)
        if template.filter == "lagrum":
            return Piece(Citations(self._library).write(template.literal), template.style)
        return Piece(self.named(template), "slot")

    def named(self, slot: Slot) -> str:
        """What a place for a value is called."""
        if slot.filter == "punkt":
            return f"punkt: {self._heading(slot.literal)}"
        if slot.filter == "bilaga":
            plan = self._library.plans.get(slot.literal)
            return f"bilaga: {plan.title if plan else slot.literal}"
        label = self.label(slot.name)
        return f"{label[:1].upper()}{label[1:]}" if slot.capital else label

    def label(self, name: str) -> str:
        """A question's label, or a prepared word as it is read."""
        question = self._library.questions.get(name)
        return question.label if question else name.replace("_", " ")

    def _heading(self, target: str) -> str:
        clause = self._library.clauses.get(target)
        if clause:
            return clause.wordings[-1].heading
        parts = (part for plan in self._library.plans.values() for part in plan.parts)
        return next((part.heading for part in parts if part.id == target), target.replace("-", " "))
