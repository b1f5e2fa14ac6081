"""The register of provisions: what is in force, where each is cited, and what a change of one would touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.library.fields import parse_day
from generator.library.model import Library
from generator.review.law_change import Affected, Fate, LawChangeError, affected, read_change
from generator.review.register import RegisterRow, counts, provision_name, register
from generator.web.access import may
from generator.web.law_notes import law_notes, notes_on
from generator.web.naming import ascii_name
from generator.web.reviewing import own_organisations
from generator.web.services import services
from generator.web.worklists import EXTENSIONS, touched_agreements, worklist_file

blueprint = Blueprint("law", __name__, url_prefix="/lagrum")

FATES = ((Fate.REPEALED, "upphävs"), (Fate.REPLACED, "ersätts av en annan"), (Fate.AMENDED, "ändras"))
_ATTENTION = "se-over"


@dataclass(frozen=True)
class Provision:
    """A row of the register with what a page needs."""

    row: RegisterRow
    slug: str
    name: str
    sfs: str
    """Number of the statute."""


@dataclass(frozen=True)
class Asked:
    """What somebody has typed about a change, and what is wrong with it."""

    fate: str
    day: str
    successor: str
    problem: str = ""
    field: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The same in an address."""
        return {"andring": self.fate, "fran": self.day, "ersatt_av": self.successor}


def slug_of(source_id: str) -> str:
    """``SoL 16:2 a`` → ``sol-16-2-a``."""
    return ascii_name(source_id.replace(":", " "))


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Every provision by statute, or only those that somebody should look at."""
    library = services().library
    rows = register(library, services().today)
    attention = [row for row in rows if row.needs_attention]
    only = request.args.get("visa") == _ATTENTION
    groups = [
        (library.acts[act], [_provision(library, row) for row in group])
        for act, group in groupby(attention if only else rows, key=lambda row: row.source.act)
    ]
    return render_template(
        "law.html",
        groups=groups,
        counts=counts(rows),
        attention=len(attention),
        only=only,
        value=_ATTENTION,
        entered={provision for note in law_notes() for provision in note.provisions},
    )


@blueprint.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """One provision: all that is known of it, and every text that rests on it."""
    library = services().library
    found = _find(library, slug)
    return render_template("law_provision.html", provision=found, **_context(library, found))


@blueprint.get("/<slug>/andring")
def ask(slug: str) -> ResponseReturnValue:
    """The form where a change of the provision is described."""
    return change_page(provision(slug), Asked("", "", ""), None)


@blueprint.post("/<slug>/andring")
def change(slug: str) -> ResponseReturnValue:
    """What a change of the provision from a day would touch: clauses, documents, one's own agreements, and a worklist.

    Nothing is stored.
    """
    found = provision(slug)
    asked, touched = asked_change(found, request.form)
    return change_page(found, asked, touched), 422 if asked.problem else 200


@blueprint.get("/<slug>/att-gora.<extension>")
def worklist(slug: str, extension: str) -> ResponseReturnValue:
    """The same worklist as a file. Raises RenderError, or WorkError when it is not made in time."""
    found = provision(slug)
    asked, touched = asked_change(found, request.args)
    if touched is None:
        return redirect(url_for("law.ask", slug=slug), 303)
    return worklist_file(touched, extension, f"lagandring-{found.slug}-{asked.day}")


def change_page(found: Provision, asked: Asked, touched: Affected | None, problem: str = "", note: str = "") -> str:
    """The page where a change is described, and what it would touch; ``problem`` is with entering it."""
    return render_template(
        "law_change.html",
        provision=found,
        asked=asked,
        affected=touched,
        agreements=touched_agreements(touched) if touched else [],
        fates=FATES,
        organisations=own_organisations() if may("law_watch.enter") else (),
        extensions=EXTENSIONS,
        problem=problem,
        note=note,
    )


def provision(slug: str) -> Provision:
    """A provision of the register; 404 when there is none."""
    return _find(services().library, slug)


def _find(library: Library, slug: str) -> Provision:
    rows = register(library, services().today)
    row = next((each for each in rows if slug_of(each.source.id) == slug), None) or abort(404)
    return _provision(library, row)


def _provision(library: Library, row: RegisterRow) -> Provision:
    source = row.source
    return Provision(row, slug_of(source.id), provision_name(library, source), library.acts[source.act].sfs)


def _context(library: Library, found: Provision) -> dict[str, object]:
    """The clauses that rest on it with a document to read each in, and what replaces it."""
    in_force = library.wordings_at(services().today)
    clauses = [(in_force[each], tuple(_plans_of(library, each))) for each in found.row.clauses]
    new = library.sources.get(found.row.source.replaced_by)
    successor = (slug_of(new.id), provision_name(library, new)) if new else None
    entered = notes_on([found.row.source.id])
    return {"clauses": clauses, "successor": successor, "may_ask": may("law.ask"), "entered": entered}


def _plans_of(library: Library, clause: str) -> Iterator[tuple[str, str]]:
    place = {wording.place for wording in library.clauses[clause].wordings if wording.place}
    for plan in library.plans.values():
        if any(item.clause == clause or item.place in place for item in plan.items):
            yield plan.id, plan.title


def asked_change(found: Provision, given: Mapping[str, str]) -> tuple[Asked, Affected | None]:
    """What was typed in the form, or stands in the address, and what it would touch when it can be understood."""
    library = services().library
    fate = given.get("andring", "")
    day_text, successor = (given.get(name, "").strip() for name in ("fran", "ersatt_av"))
    day: date | None = parse_day(day_text)
    if fate not in list(Fate):
        return Asked(fate, day_text, successor, "Välj vad som händer med bestämmelsen.", "andring-0"), None
    if day is None:
        problem = "Skriv en dag, till exempel 2027-01-01."
        return Asked(fate, day_text, successor, problem, "fran"), None
    if fate == Fate.REPLACED and not successor:
        problem = "Skriv vilken bestämmelse som kommer i stället, till exempel SoL 12:2."
        return Asked(fate, day_text, successor, problem, "ersatt_av"), None
    written = f"{fate}: {successor}" if fate == Fate.REPLACED else fate
    try:
        read = read_change(library, found.row.source.id, written, day)
    except LawChangeError as error:
        return Asked(fate, day_text, successor, str(error), "andring-0"), None
    return Asked(fate, day_text, successor), affected(library, read)
