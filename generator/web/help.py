"""Help: a page for each kind of document, words explained, and what the service owes to those who use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from generator.assembly.select import wordings_at
from generator.library.glossary import Term
from generator.library.model import DocumentPlan, Library, PlanKind, Question, Wording
from generator.library.template import BlockSlot
from generator.reference import swedish_key
from generator.web.explaining import SourceNote, source_notes
from generator.web.naming import ascii_name
from generator.web.services import services

blueprint = Blueprint("help", __name__, url_prefix="/hjalp")

_MOST_TERMS = 3
"""More words than that under one question would be read by nobody."""


@dataclass(frozen=True)
class DocumentHelp:
    """What there is to say about a kind of document."""

    plan: DocumentPlan
    signed_by: tuple[str, ...]
    """Each place for a signature, by what is printed over it."""
    signed_by_rows: bool
    """Whether those that the answers name sign."""
    sources: tuple[SourceNote, ...]
    """The law behind it, in the order of the document."""
    questions: tuple[tuple[str, tuple[Question, ...]], ...]
    """Heading of each page with what is asked there."""
    attached: tuple[DocumentPlan, ...]
    belongs_to: tuple[DocumentPlan, ...]


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """What help there is."""
    kinds = ((kind, [plan for plan in services().all_plans() if plan.kind is kind]) for kind in PlanKind)
    return render_template("help/index.html", kinds=[(kind, plans) for kind, plans in kinds if plans])


@blueprint.get("/dokument/<plan_id>")
def document(plan_id: str) -> ResponseReturnValue:
    """One kind of document, described by its own plan."""
    plan = services().library.plans.get(plan_id) or abort(404)
    return render_template("help/document.html", about=_about(plan), kind=plan.kind, kinds=PlanKind)


@blueprint.get("/ordlista")
def glossary() -> ResponseReturnValue:
    """Every word that is explained, å ä ö last."""
    terms = sorted(services().library.glossary, key=lambda term: swedish_key(term.word))
    return render_template("help/glossary.html", terms=terms)


@blueprint.get("/tillganglighet")
def accessibility() -> ResponseReturnValue:
    """How accessible the service is, as the law on digital public service wants it told."""
    return render_template("help/accessibility.html", contact=services().settings.contact)


@blueprint.get("/personuppgifter")
def personal_data() -> ResponseReturnValue:
    """What is stored about whom, and for how long."""
    settings = services().settings
    return render_template("help/personal_data.html", contact=settings.contact, months=settings.draft_months)


@blueprint.get("/tangentbord")
def keyboard() -> ResponseReturnValue:
    """Everything can be done with keys."""
    return render_template("help/keyboard.html")


@blueprint.get("/kom-igang")
def getting_started() -> ResponseReturnValue:
    """From nothing to an agreement that is signed, step by step."""
    agreements = services().plans(PlanKind.AGREEMENT)
    plan = max(agreements, key=lambda each: len(each.question_ids), default=None)
    return render_template("help/getting_started.html", plan=plan)


@blueprint.record
def _offer_terms(state: Any) -> None:
    """Templates find words to explain with ``terms_of(question)``, and link to them by ``ascii_name``."""
    state.app.jinja_env.globals.update(terms_of=terms_of)
    state.app.jinja_env.filters["term_id"] = lambda word: f"ord-{ascii_name(word)}"


def terms_of(question: Question) -> tuple[Term, ...]:
    """The explained words that a question uses, in the order in which they come; a few at most."""
    return tuple(_found(services().library.glossary, f"{question.wording} {question.hint}"))[:_MOST_TERMS]


def _found(terms: tuple[Term, ...], text: str) -> Iterator[Term]:
    by_form, pattern = _pattern(terms)
    seen = set()
    for match in pattern.finditer(text.lower()):
        term = by_form[match.group()]
        if term.word not in seen:
            seen.add(term.word)
            yield term


@lru_cache(maxsize=4)
def _pattern(terms: tuple[Term, ...]) -> tuple[dict[str, Term], re.Pattern[str]]:
    by_form = {form.lower(): term for term in terms for form in term.all_forms}
    # The longest first: "lokal problembild" goes before "problembild".
    forms = "|".join(re.escape(form) for form in sorted(by_form, key=lambda each: (-len(each), each)))
    return by_form, re.compile(rf"\b(?:{forms})\b" if forms else "(?!)")


def _about(plan: DocumentPlan) -> DocumentHelp:
    library = services().library
    wordings = tuple(_wordings(plan, library))
    signs = tuple(slot for wording in wordings for slot in wording.blocks if isinstance(slot, BlockSlot))
    return DocumentHelp(
        plan,
        tuple(dict.fromkeys(slot.literal for slot in signs if slot.filter == "underskrift")),
        any(slot.filter == "underskrifter" for slot in signs),
        source_notes(library, dict.fromkeys(source for wording in wordings for source in wording.sources)),
        tuple((page.heading, tuple(library.questions[each] for each in page.questions)) for page in plan.pages),
        tuple(library.plans[annex.plan] for annex in plan.attached),
        tuple(other for other in services().all_plans() if plan.id in {annex.plan for annex in other.attached}),
    )


def _wordings(plan: DocumentPlan, library: Library) -> Iterator[Wording]:
    in_force = library.wordings_at(services().today)
    for item in plan.items:
        yield from wordings_at(item, library, in_force)
