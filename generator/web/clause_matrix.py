"""The matrix of the clause set: where each clause comes in, as a table that can be narrowed and as a picture."""

from __future__ import annotations

from datetime import date
from threading import Lock

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from generator.formats.drawing import drawing_markup
from generator.library.model import DocumentPlan
from generator.review.matrix import Matrix, MatrixRow, matrix
from generator.review.matrix_drawing import matrix_drawing
from generator.review.simulate import agreement_plans
from generator.web.own_notes import own_clauses
from generator.web.services import services

blueprint = Blueprint("clause_matrix", __name__, url_prefix="/klausuler/matris")

DIFFERING, NEVER = "skiljer", "aldrig"
SHOWN = (("", "Alla klausuler"), (DIFFERING, "Bara dem som skiljer"), (NEVER, "Bara dem som aldrig kommer med här"))
_LOCK = Lock()
_KNOWN: dict[tuple[str, date, str], Matrix] = {}
_MOST_KNOWN = 10


def known_matrix(plan: DocumentPlan) -> Matrix:
    """Made once for each library, day and plan: it takes about a second."""
    made = services()
    key = (made.library.version, made.today, plan.id)
    with _LOCK:
        known = _KNOWN.get(key)
    if known is None:
        known = matrix(made.library, plan, made.today)
        with _LOCK:
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[key] = known
    return known


@blueprint.get("")
def show() -> ResponseReturnValue:
    """Clauses against sizes; for one size against problems."""
    plans = sorted(agreement_plans(services().library), key=lambda plan: -len(plan.items))
    if not plans:
        abort(404)
    plan = next((each for each in plans if each.id == request.args.get("dokument")), plans[0])
    found = known_matrix(plan)
    problem = next((each for each, _ in found.problems if each == request.args.get("problem")), None)
    size = next((each.size for each in found.references if each.size == request.args.get("storlek")), "")
    shown = next((each for each, _ in SHOWN if each == request.args.get("visa")), "")
    rows = tuple(row for row in found.rows if _is_shown(row, found, shown))
    picture = matrix_drawing(found, rows)
    return render_template(
        "clause_matrix.html",
        matrix=found,
        plans=plans,
        problem=problem if request.args.get("problem") else None,
        size=size,
        shown=shown,
        choices=SHOWN,
        rows=rows,
        own=own_clauses(),
        columns=_columns(found, size),
        cells={row.clause + row.plan.id: _cells(row, found, size, problem) for row in rows},
        picture=Markup(drawing_markup(picture, f"Var klausulerna kommer med i {plan.title}. Samma står i tabellen.")),  # noqa: S704
    )


def _is_shown(row: MatrixRow, found: Matrix, shown: str) -> bool:
    if shown == NEVER:
        return not row.fires
    return shown != DIFFERING or 0 < len(row.fires) < found.situations


def _columns(found: Matrix, size: str) -> list[str]:
    if size:
        return [words for _, words in found.problems]
    return [each.words for each in found.references]


def _cells(row: MatrixRow, found: Matrix, size: str, problem: str | None) -> list[str]:
    """What stands in each column: ``ja``, ``–``, or how many of the problems."""
    if size:
        return [_yes((size, each) in row.fires) for each, _ in found.problems]
    if problem:
        return [_yes((each.size, problem) in row.fires) for each in found.references]
    return [_share(row.count(each.size), len(found.problems)) for each in found.references]


def _yes(is_in: bool) -> str:
    return "ja" if is_in else "–"


def _share(count: int, most: int) -> str:
    if count == most:
        return "alltid"
    return f"{count} av {most}" if count else "–"
