"""The clause set as a file to read on paper: all of it, or one document, as Word or PDF."""

from __future__ import annotations

from datetime import date
from threading import Lock

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from generator.formats.options import RenderOptions
from generator.formats.orders import Order
from generator.library.model import DocumentPlan
from generator.review.review_copy import review_copy
from generator.web.files import attachment
from generator.web.naming import ascii_name
from generator.web.services import services

blueprint = Blueprint("review_copies", __name__, url_prefix="/klausuler/granskningsexemplar")

WHOLE = "alla"
_FORMATS = ("docx", "pdf")
_MOST_KEPT = 6
_LOCK = Lock()
_KEPT: dict[tuple[str, date, str, str], bytes] = {}
"""By library, day, document and format: the whole set as PDF takes several seconds to make."""


@blueprint.get("/<name>.<extension>")
def file(name: str, extension: str) -> ResponseReturnValue:
    """The file, made at first asking. Raises RenderError, or WorkError when it is not made in time."""
    plans = _plans(name)
    if not plans or extension not in _FORMATS:
        abort(404)
    stem = "granskningsexemplar" if name == WHOLE else f"granskningsexemplar-{ascii_name(name)}"
    response: Response = attachment(_content(name, plans, extension), extension, stem)
    return response


def _plans(name: str) -> tuple[DocumentPlan, ...]:
    if name == WHOLE:
        return services().all_plans()
    plan = services().library.plans.get(name)
    return (plan,) if plan else ()


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
