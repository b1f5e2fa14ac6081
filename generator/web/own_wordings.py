"""A municipality's own wordings for all its agreements: the list, and the same as a file for the command line."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.library.local_file import local_as_json
from generator.review.own_wordings import local_on
from generator.web.actors import names_of
from generator.web.local_time import local_time
from generator.web.own_keeping import clauses_by_plan, keepers, kept_by
from generator.web.rounds import OWN, earliest
from generator.web.services import services

blueprint = Blueprint("own_wordings", __name__, url_prefix="/egna-lydelser")


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The municipalities whose own wordings the visitor may read; the only one at once."""
    found = keepers()
    if len(found) == 1:
        return redirect(url_for("own_wordings.show", organisation=found[0].id), 303)
    return render_template("own_keepers.html", keepers=found)


@blueprint.get("/<organisation>/")
def show(organisation: str) -> ResponseReturnValue:
    """What counts today, what comes, and everything that has been decided."""
    kept = kept_by(organisation)
    return render_template(
        "own_wordings.html",
        kept=kept,
        lines=kept.lines,
        coming=kept.coming,
        history=[kept.line(row) for row in reversed(kept.rows)],
        names=names_of(row.who for row in kept.rows),
        plans=clauses_by_plan(),
        local=local_time,
        day=earliest([organisation], [OWN]).get(OWN),
        today=services().today,
    )


@blueprint.get("/<organisation>/egna-lydelser.json")
def as_file(organisation: str) -> ResponseReturnValue:
    """What counts today, as the command line reads it."""
    content = local_as_json(local_on(kept_by(organisation).rows, services().today))
    name = {"Content-Disposition": 'attachment; filename="egna-lydelser.json"'}
    return Response(content, mimetype="application/json", headers=name)
