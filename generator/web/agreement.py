"""Drafting an agreement: the pages of questions. What is usable is kept at once; the rest is shown again as typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.situation import Situation
from generator.errors import AnswerProblem
from generator.library.model import DocumentPlan, PlanKind, PlanPage
from generator.review.answer_changes import AnswerChange, answer_changes
from generator.storage.agreements import Agreement, Change
from generator.storage.errors import StaleVersion
from generator.storage.lifecycle import Saved
from generator.web.actors import names_of
from generator.web.beside import text_beside
from generator.web.choosing import Choice, after_choice, anchor_of, is_choice
from generator.web.draft_stores import status_of, versions
from generator.web.error_pages import shows_again
from generator.web.identity.visitors import current_visitor
from generator.web.interview import Basis, questions_of
from generator.web.local_time import local_time
from generator.web.naming import agreement_name
from generator.web.obligations import obligations
from generator.web.own_offered import following_parties
from generator.web.page_list import Step, lacking_answers, side_of, step_of
from generator.web.page_views import Notice, QuestionPage, question_page, shown_as_stored
from generator.web.pinning import Pin, keep_library, pin_of, pin_today
from generator.web.posted_page import PostedPage, read_page
from generator.web.question_views import Shown
from generator.web.services import services

blueprint = Blueprint("agreement", __name__, url_prefix="/overenskommelse")

SAVE, OVERVIEW = "spara", "oversikt"
VERSION_FIELD = "_version"
ONWARD_FIELD, TO_ANSWERS = "till", "svar"
"""Says that whoever saves the page came from the page of all answers, and goes back there."""


@dataclass(frozen=True)
class Draft:
    """An agreement with its plan; not stored yet when ``agreement`` is None."""

    plan: DocumentPlan
    pin: Pin
    """The library and day that it rests on."""
    agreement: Agreement | None = None

    @property
    def basis(self) -> Basis:
        """What its interview rests on."""
        stored = self.agreement.answers if self.agreement else {}
        return Basis(self.pin.library, self.plan, self.pin.day, stored)

    def change(self, answers: Mapping[str, object], saved: Saved = Saved.ANSWERS) -> Change:
        """What saving these answers adds. The draft goes on resting on what it rests on."""
        keep_library()
        return Change(answers, self.pin.library.version, services().clock(), self.pin.day, saved)

    @property
    def id(self) -> str:
        """Empty before the first save."""
        return self.agreement.id if self.agreement else ""

    @property
    def name(self) -> str:
        """The name that people have given it, or else the municipalities'."""
        own = self.agreement.name if self.agreement else ""
        return own or agreement_name(self.basis.situation())

    @property
    def version(self) -> int:
        """0 before the first save."""
        return self.agreement.version if self.agreement else 0

    def address_of(self, page: PlanPage, **more: Any) -> str:
        """Where a page of it is found; ``more`` goes to ``url_for``."""
        if self.agreement is None:
            return url_for("agreement.new", plan_id=self.plan.id)
        return url_for("agreement.page", agreement_id=self.agreement.id, page_id=page.id, **more)

    def steps(self, situation: Situation, lacking: Collection[str]) -> tuple[Step, ...]:
        """Every page with how far it has come; ``lacking`` are ids of the questions whose answers are needed."""
        side = side_of(current_visitor().roles)
        return tuple(step_of(page, self.address_of(page), situation, lacking, side) for page in self.plan.pages)


@dataclass(frozen=True)
class Around:
    """What a page of questions says beside the questions."""

    notice: Notice = Notice.NONE
    differing: tuple[AnswerChange, ...] = ()
    """When somebody saved in between: the answers that differ, the saved one first."""
    saved_by: str = ""


def stored_draft(agreement_id: str) -> Draft:
    """The stored draft. Raises UnknownAgreement; a plan that is gone gives 404."""
    agreement = services().agreements.read(agreement_id)
    pin = pin_of(agreement)
    plan = pin.library.plans.get(agreement.plan)
    return Draft(plan, pin, agreement) if plan and plan.kind is PlanKind.AGREEMENT and plan.pages else abort(404)


def _new_draft(plan_id: str) -> Draft:
    plan = services().plan(plan_id, PlanKind.AGREEMENT)
    return Draft(plan, pin_today()) if plan else abort(404)


def _page_of(draft: Draft, page_id: str) -> PlanPage:
    return next((page for page in draft.plan.pages if page.id == page_id), None) or abort(404)


@blueprint.get("/ny/<plan_id>")
def new(plan_id: str) -> ResponseReturnValue:
    """The first page of a new agreement. Nothing is stored until it is sent."""
    draft = _new_draft(plan_id)
    return _stored_page(draft, draft.plan.pages[0])


@blueprint.post("/ny/<plan_id>")
def start(plan_id: str) -> ResponseReturnValue:
    """Store a new agreement with the answers of its first page."""
    draft = _new_draft(plan_id)
    return _receive(draft, draft.plan.pages[0])


@blueprint.get("/<agreement_id>/<page_id>")
def page(agreement_id: str, page_id: str) -> ResponseReturnValue:
    """A page of questions; of what is signed, the agreement instead: it is not changed."""
    draft = stored_draft(agreement_id)
    if not status_of(draft.id).is_open:
        return redirect(_overview_address(draft), 303)
    return _stored_page(draft, _page_of(draft, page_id))


@blueprint.post("/<agreement_id>/<page_id>")
def save(agreement_id: str, page_id: str) -> ResponseReturnValue:
    """Keep what is usable; then the next page, or the same one when something is wrong or more is asked."""
    draft = stored_draft(agreement_id)
    return _receive(draft, _page_of(draft, page_id))


@shows_again("agreement.start")
def start_again(plan_id: str) -> ResponseReturnValue:
    """The first page as typed, when its token was not accepted."""
    draft = _new_draft(plan_id)
    return _typed_page(draft, draft.plan.pages[0], Notice.TOKEN)


@shows_again("agreement.save")
def save_again(agreement_id: str, page_id: str) -> ResponseReturnValue:
    """A page as typed, when its token was not accepted. Nothing is stored."""
    draft = stored_draft(agreement_id)
    return _typed_page(draft, _page_of(draft, page_id), Notice.TOKEN)


def _stored_page(draft: Draft, current: PlanPage) -> ResponseReturnValue:
    situation = draft.basis.situation()
    problems = [each for each in draft.basis.problems() if each.field.partition(".")[0] in current.questions]
    notice = Notice.MORE if "fler" in request.args else Notice.NONE
    shown = Shown(situation, {}, problems) if problems else shown_as_stored(situation)
    return _render(draft, current, shown, Around(notice))


def _posted(draft: Draft, current: PlanPage) -> PostedPage:
    return read_page(draft.basis, current.questions, request.form, SAVE)


def _typed_page(draft: Draft, current: PlanPage, notice: Notice) -> ResponseReturnValue:
    return _render(draft, current, _posted(draft, current).shown_again(), Around(notice))


def _receive(draft: Draft, current: PlanPage) -> ResponseReturnValue:
    posted = _posted(draft, current)
    if posted.action.only_shows_again:
        return _render(draft, current, posted.shown_again(posted.search_problems))
    problems = [*posted.outcome.unusable, *posted.search_problems]
    if posted.action.name != OVERVIEW and not is_choice(posted.action.name):
        problems = posted.problems
    try:
        kept = _keep(draft, posted, problems)
        draft = kept if problems else _chosen(kept, posted, kept.version if kept is not draft else based_on())
    except StaleVersion:
        return _stale(draft, current, posted)
    if problems:
        return _render(draft, current, posted.shown_again(problems)), 422
    return _go_on(draft, current, posted)


def _keep(draft: Draft, posted: PostedPage, problems: list[AnswerProblem]) -> Draft:
    """Store a version with every usable answer, unless nothing has changed."""
    storable = following_parties(draft.basis.stored, posted.outcome.storable, draft.pin.day)
    change = draft.change(storable)
    store = services().agreements
    if draft.agreement is None:
        return draft if problems and not storable else replace(draft, agreement=store.create(draft.plan, change))
    if storable != draft.agreement.answers:
        store.save(draft.agreement.id, draft.plan, based_on(), change)
        return replace(draft, agreement=store.read(draft.agreement.id))
    return draft


def _chosen(draft: Draft, posted: PostedPage, version: int) -> Draft:
    """The draft after a choice of an optional clause, which is a version of its own after what was typed."""
    if draft.agreement is None or not is_choice(posted.action.name):
        return draft
    answers = after_choice(draft.basis, Choice(posted.action.name), posted.action.question)
    if answers == draft.agreement.answers:
        return draft
    services().agreements.save(draft.id, draft.plan, version, draft.change(answers, Saved.CHOICE))
    return replace(draft, agreement=services().agreements.read(draft.id))


def based_on() -> int:
    """The version that the page was made from; one that never exists when the field was tampered with."""
    text = request.form.get(VERSION_FIELD, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004


def _stale(draft: Draft, current: PlanPage, posted: PostedPage) -> ResponseReturnValue:
    """Somebody saved in between: nothing is overwritten, and what was typed is shown beside the newest version."""
    newest = replace(draft, agreement=stored_draft(draft.agreement.id).agreement) if draft.agreement else draft
    changes = answer_changes(newest.basis.situation(), posted.outcome.situation)
    differing = tuple(change for change in changes if change.question in current.questions)
    saved = newest.agreement
    told = _who_saved(saved) if saved else ""
    view = Around(Notice.STALE, differing, told)
    return _render(newest, current, posted.shown_again(), view), 409


def _who_saved(agreement: Agreement) -> str:
    name = names_of([agreement.who])[agreement.who]
    return f"{name} sparade version {agreement.version} kl. {local_time(agreement.updated):%H.%M}"


def _go_on(draft: Draft, current: PlanPage, posted: PostedPage) -> ResponseReturnValue:
    if posted.action.name == OVERVIEW:
        return redirect(_overview_address(draft), 303)
    if is_choice(posted.action.name):
        return redirect(draft.address_of(current, _anchor=anchor_of(posted.action.question)), 303)
    seen = {each.id for each in posted.seen}
    more = [each for each in questions_of(posted.outcome.situation, current) if each.id not in seen]
    if more:
        onward = {ONWARD_FIELD: TO_ANSWERS} if _goes_back() else {}
        return redirect(draft.address_of(current, fler="ja", _anchor=f"fraga-{more[0].id}", **onward), 303)
    if _goes_back():
        return redirect(url_for("all_answers.show", agreement_id=draft.id), 303)
    following = draft.plan.pages[draft.plan.pages.index(current) + 1 :]
    return redirect(draft.address_of(following[0]) if following else _overview_address(draft), 303)


def _goes_back() -> bool:
    return request.values.get(ONWARD_FIELD) == TO_ANSWERS


def _situation_before(draft: Draft) -> Situation | None:
    """What the version before gave, so that what the last save changed can be seen; None on another library."""
    if draft.version < 2:  # noqa: PLR2004 - the first version has none before it
        return None
    earlier = versions().read(draft.id, draft.version - 1)
    if earlier.library_version != draft.pin.library.version:
        return None
    return replace(draft.basis, stored=earlier.answers).situation()


def _overview_address(draft: Draft) -> str:
    return url_for("overview.show", agreement_id=draft.agreement.id) if draft.agreement else url_for("start.home")


def _render(draft: Draft, current: PlanPage, shown: Shown, around: Around | None = None) -> str:
    around = around or Around()
    questions = questions_of(shown.situation, current)
    view: QuestionPage = replace(
        question_page(questions, [current], shown, around.notice),
        differing=around.differing,
        saved_by=around.saved_by,
        asked=obligations(shown.situation, [each.id for each in questions]),
    )
    pages = draft.plan.pages
    place = pages.index(current)
    before = draft.basis.situation() if request.method == "POST" else _situation_before(draft)
    return render_template(
        "question_page.html",
        text=text_beside(draft.id, shown.situation, before, draft.basis.own_marks),
        plan=draft.plan,
        page=current,
        view=view,
        version=draft.version,
        agreement_id=draft.id,
        onward=TO_ANSWERS if _goes_back() else "",
        action=draft.address_of(current),
        name=(draft.agreement.name if draft.agreement else "") or agreement_name(shown.situation),
        number=place + 1,
        steps=draft.steps(shown.situation, lacking_answers(shown.situation)) if draft.agreement else (),
        previous=draft.address_of(pages[place - 1]) if place and draft.agreement else "",
        overview=_overview_address(draft) if draft.agreement else "",
    )
