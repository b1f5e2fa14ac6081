"""Any two compared: the visitor's own drafts and their versions, and what is suggested for two municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.assemble import situation_for
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.formats.options import RenderOptions
from generator.formats.orders import Order
from generator.library.model import DocumentPlan
from generator.reference import all_municipalities, swedish_key
from generator.review.compare import Comparison, compare
from generator.review.comparison_document import comparison_document
from generator.review.samples import needed_answers
from generator.review.simulate import MUNICIPALITIES_QUESTION, agreement_plans
from generator.storage.agreements import Agreement
from generator.storage.errors import UnknownAgreement
from generator.web.draft_stores import versions
from generator.web.files import attachment, format_words
from generator.web.naming import agreement_name
from generator.web.pinning import pin_of, pin_today, situation_on
from generator.web.services import services
from generator.web.versions import CAUSE_WORDS, version_number

blueprint = Blueprint("comparing", __name__, url_prefix="/jamfor")

MUNICIPALITY, DRAFT = "kommun", "utkast"
_FORMATS = ("docx", "pdf")
_MOST_DRAFTS = 100


@dataclass(frozen=True)
class Side:
    """One of the two."""

    name: str
    situation: Situation


@dataclass(frozen=True)
class Asked:
    """What somebody has chosen, as it stands in the address."""

    plan: str
    one: str
    other: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen yet."""
        return not (self.one or self.other)


class Unusable(Exception):  # noqa: N818 - it says something of a choice, and is no fault
    """What was chosen cannot be compared. The message is Swedish."""


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The two lists to choose from, and the difference when both are chosen."""
    asked = _asked()
    if asked.is_empty:
        return _page(asked)
    try:
        return _page(asked, found=_compared(asked))
    except Unusable as error:
        return _page(asked, str(error)), 422


@blueprint.get("/jamforelse.<extension>")
def file(extension: str) -> ResponseReturnValue:
    """The same as a file. Raises RenderError, or WorkError when it is not made in time."""
    if extension not in _FORMATS:
        abort(404)
    try:
        sides, found = _compared(_asked())
    except Unusable as error:
        return _page(_asked(), str(error)), 422
    document = comparison_document(found, (sides[0].name, sides[1].name), services().today)
    (content,) = services().make_files([Order(extension, document, RenderOptions())])
    response: Response = attachment(content, extension, "jamforelse")
    return response


def _page(asked: Asked, problem: str = "", found: tuple[tuple[Side, Side], Comparison] | None = None) -> str:
    return render_template(
        "comparing.html",
        asked=asked,
        problem=problem,
        sides=found[0] if found else None,
        comparison=found[1] if found else None,
        plans=_plans(),
        drafts=list(_drafts()),
        municipalities=_municipalities(),
        cause_words=CAUSE_WORDS,
        asked_on={},
        files=[(format_words(each), _address(asked, each)) for each in _FORMATS],
    )


def _address(asked: Asked, extension: str) -> str:
    return url_for("comparing.file", extension=extension, dokument=asked.plan, a=asked.one, b=asked.other)


# --- What can be chosen -----------------------------------------------------------------------------------------------


def _asked() -> Asked:
    plan, one, other = (request.args.get(name, "").strip() for name in ("dokument", "a", "b"))
    return Asked(plan, one, other)


def _plans() -> list[DocumentPlan]:
    """The documents that two municipalities can be compared in, the largest first."""
    return sorted(agreement_plans(services().library), key=lambda plan: -len(plan.items))


def _municipalities() -> list[tuple[str, str]]:
    found = ((f"{MUNICIPALITY}:{each.code}", each.name) for each in all_municipalities())
    return sorted(found, key=lambda each: swedish_key(each[1]))


def _drafts() -> Iterator[tuple[str, str]]:
    """The visitor's own drafts."""
    today = pin_today()
    for each in services().agreements.newest(_MOST_DRAFTS):
        plan = today.library.plans.get(each.plan)
        if plan is not None:
            name = each.name or agreement_name(situation_on(today, each.plan, each.answers))
            yield f"{DRAFT}:{each.id}", f"{name}: {plan.title}"


# --- The comparison ---------------------------------------------------------------------------------------------------


def _compared(asked: Asked) -> tuple[tuple[Side, Side], Comparison]:
    drafts = {each: _draft(each) for each in (asked.one, asked.other) if each.startswith(f"{DRAFT}:")}
    plans = {each.plan for each in drafts.values()}
    if len(plans) > 1:
        raise Unusable("De två utkasten är olika slags dokument och går inte att jämföra.")
    plan = next(iter(plans), asked.plan)
    one, other = (_side(each, plan, drafts) for each in (asked.one, asked.other))
    try:
        return (one, other), compare(one.situation, other.situation)
    except GeneratorError as error:
        raise Unusable(f"Det går inte att göra texten: {error}") from error


def _side(chosen: str, plan_id: str, drafts: dict[str, Agreement]) -> Side:
    if chosen in drafts:
        agreement = drafts[chosen]
        pin = pin_of(agreement)
        if agreement.plan not in pin.library.plans:
            raise Unusable("Utkastets dokument finns inte längre.")
        situation = situation_on(pin, agreement.plan, agreement.answers)
        return Side(f"{agreement.name or agreement_name(situation)}, version {agreement.version}", situation)
    name = dict(_municipalities()).get(chosen)
    if name is None:
        raise Unusable("Välj två att jämföra.")
    plan = next((each for each in _plans() if each.id == plan_id), None) or _plans()[0]
    raw = {**needed_answers(services().library, plan), MUNICIPALITIES_QUESTION: [chosen.partition(":")[2]]}
    return Side(f"{name}, det som föreslås", situation_for(services().library, plan, raw, services().today))


def _draft(chosen: str) -> Agreement:
    """The draft as it is, or one of its versions: ``utkast:id`` or ``utkast:id:3``."""
    _, agreement_id, *number = chosen.split(":")
    try:
        if number:
            return versions().read(agreement_id, version_number(number[0]))
        return services().agreements.read(agreement_id)
    except UnknownAgreement as error:
        raise Unusable("Utkastet finns inte, eller tillhör någon annan.") from error
