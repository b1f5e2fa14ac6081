"""The clause set as a file to read on paper: all of it, or one document, as Word or PDF.

The whole set as PDF takes so long that it is made as long work and kept, one file for everybody, until the library or
the day is another.
"""

from __future__ import annotations

from datetime import date
from threading import Lock

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.formats.options import RenderOptions
from generator.formats.orders import Order
from generator.library.model import DocumentPlan
from generator.review.review_copy import review_copy
from generator.web.error_pages import shows_again
from generator.web.files import attachment
from generator.web.job_kinds import register
from generator.web.jobs import begin, job_store, owner
from generator.web.naming import ascii_name
from generator.web.review_copy_work import WHOLE, KeptCopy, make_whole_copy
from generator.web.services import services

blueprint = Blueprint("review_copies", __name__, url_prefix="/klausuler/granskningsexemplar")

KIND = "granskningsexemplar"
_FORMATS = ("docx", "pdf")
_MOST_KEPT = 6
_LOCK = Lock()
_KEPT: dict[tuple[str, date, str, str], bytes] = {}
"""By library, day, document and format: one document as PDF takes a second or two to make."""


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Every file there is, and the button that makes the one that takes time."""
    kept = _kept().path
    return render_template(
        "review_copies.html",
        plans=services().all_plans(),
        size=kept.stat().st_size if kept.is_file() else 0,
        whole=WHOLE,
        version=services().library.version,
    )


@blueprint.post("/")
def make() -> ResponseReturnValue:
    """Ask for the whole set as PDF, unless it is there."""
    if _kept().path.is_file():
        return redirect(url_for("review_copies.index"), 303)
    return begin(KIND, {"bibliotek": services().library.version, "dag": services().today.isoformat()})


@shows_again("review_copies.make")
def make_again() -> ResponseReturnValue:
    """The page with its button, when its token was not accepted."""
    return index()


@blueprint.get("/resultat/<job_id>")
def result(job_id: str) -> ResponseReturnValue:
    """Where the file that was asked for is found. Raises UnknownJob for somebody else's."""
    job = job_store().read(job_id, owner())
    return redirect(url_for("review_copies.index"), 303) if job.kind == KIND else abort(404)


@blueprint.get("/<name>.<extension>")
def file(name: str, extension: str) -> ResponseReturnValue:
    """The file, made at first asking. Raises RenderError, or WorkError when it is not made in time."""
    plans = _plans(name)
    if not plans or extension not in _FORMATS:
        abort(404)
    stem = "granskningsexemplar" if name == WHOLE else f"granskningsexemplar-{ascii_name(name)}"
    content = _whole_pdf() if (name, extension) == (WHOLE, "pdf") else _content(name, plans, extension)
    if content is None:
        return redirect(url_for("review_copies.index"), 303)
    response: Response = attachment(content, extension, stem)
    return response


def _plans(name: str) -> tuple[DocumentPlan, ...]:
    if name == WHOLE:
        return services().all_plans()
    plan = services().library.plans.get(name)
    return (plan,) if plan else ()


def _kept() -> KeptCopy:
    return KeptCopy(services().settings.var_dir, services().library.version, services().today)


def _whole_pdf() -> bytes | None:
    """None when nobody has asked for it since the library or the day became another."""
    kept = _kept().path
    return kept.read_bytes() if kept.is_file() else None


def _content(name: str, plans: tuple[DocumentPlan, ...], extension: str) -> bytes:
    made = services()
    key = (made.library.version, made.today, name, extension)
    with _LOCK:
        known = _KEPT.get(key)
    if known is None:
        document = review_copy(made.library, plans, made.today)
        (known,) = made.make_files([Order(extension, document, RenderOptions())])
        with _LOCK:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = known
    return known


register(KIND, make_whole_copy, "Granskningsexemplar av alla klausuler", "review_copies.result")
