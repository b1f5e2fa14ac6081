"""Several documents for a person: chosen, filled in on one page, and handed back in one zip. Nothing is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.editions import LanguageError, edition
from generator.assembly.situation import Situation
from generator.errors import AnswerProblem, StorageError
from generator.formats.naming import NEUTRAL_STEM
from generator.formats.orders import Order
from generator.library.checks_translations import languages_for
from generator.library.model import DocumentPlan, Language, PlanKind, Question
from generator.storage.totals import count_person_document
from generator.web.error_pages import RETRY_SECONDS, shows_again
from generator.web.file_wishes import FileWishes, read_wishes
from generator.web.files import attachment, format_words
from generator.web.interview import Basis, Outcome, Typed, question_of
from generator.web.log import log_failure
from generator.web.page_views import Notice, QuestionPage, question_page
from generator.web.person_carried import BACK, TRIED, carried
from generator.web.person_comparing import Advice, advice
from generator.web.person_first import advice_page, came_from_here, carried_answers, is_changed_since
from generator.web.person_groups import grouped, in_order
from generator.web.person_implied import not_asked, resting_on, told, with_implied
from generator.web.person_sheets import ALONE, CHOSEN, SHEET, Sheet, Together, asked_for, sheets, together
from generator.web.person_standing import known_to_visitor, parted
from generator.web.person_triage import SAME, read_triage
from generator.web.posted_page import ACTION_FIELD, PostedPage, read_page
from generator.web.question_views import QuestionView, Shown
from generator.web.services import services
from generator.web.work import QueueFull, TookTooLong, WorkError

blueprint = Blueprint("person_set", __name__, url_prefix="/person/handlingar")

FORMATS = ("pdf", "docx")
GUARDIANS, ADVISED = "_antal", "_rad"
"""Names of the controls beside the questions: how many guardians have sheets, advice that was shown."""
_ZIP_STEM = "handlingar"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip tells no time
_NOT_MADE = {QueueFull: Notice.BUSY, TookTooLong: Notice.SLOW}


@dataclass(frozen=True)
class _Posted:
    """What came with the page and what it leads to, for each who signs."""

    made: Together
    page: PostedPage
    outcomes: tuple[Outcome, ...]

    @property
    def situations(self) -> tuple[Situation, ...]:
        return tuple(each.situation for each in self.outcomes)

    @property
    def wanted(self) -> tuple[tuple[int, Sheet], ...]:
        """The files asked for, each with its number: all, or the one that the button names; none when it names none."""
        numbered = tuple(enumerate(self.files, start=1))
        only = self.page.action.question
        return tuple(each for each in numbered if str(each[0]) == only) if only else numbered

    @property
    def needed(self) -> frozenset[str]:
        """The questions whose answers the files asked for rest on."""
        rested_on = [question for _, sheet in self.wanted for question in asked_for(sheet)]
        return resting_on(rested_on, not_asked(self.made.asked, request.form))

    @property
    def problems(self) -> list[AnswerProblem]:
        """Everything wrong with what the files asked for rest on, each thing once."""
        seen = [each.id for each in self.page.seen]
        found = [
            *self.page.search_problems,
            *(
                problem
                for each in self.outcomes
                for problem in (*each.unusable, *each.contradictory, *each.missing(seen))
            ),
        ]
        needed = self.needed
        kept = told(dict.fromkeys(found), not_asked(self.made.asked, request.form))
        return [each for each in kept if question_of(each) in needed]

    @property
    def questions(self) -> list[Question]:
        """The questions to show: those that anybody's sheet asks for."""
        library = self.made.library
        left_out = not_asked(self.made.asked, request.form)
        return [
            library.questions[each]
            for each in self.made.asked
            if each not in left_out and any(situation.is_shown(each) for situation in self.situations)
        ]

    @property
    def has_sheets(self) -> bool:
        """Whether guardians get sheets of their own."""
        return SHEET in self.made.plan.question_ids and self.situations[0].is_shown(SHEET)

    @property
    def files(self) -> tuple[Sheet, ...]:
        return sheets(self.made, services().library, self.situations, services().today)

    @property
    def advice(self) -> tuple[Advice, ...]:
        return advice(self.situations)

    def shown(self, problems: Sequence[AnswerProblem]) -> Shown:
        return replace(self.page.shown_again(problems), situation=self.situations[0])


@blueprint.get("")
def choose() -> ResponseReturnValue:
    """The documents that can be made together."""
    return _choose()


@blueprint.post("")
def make() -> ResponseReturnValue:
    """The zip; or the same page as typed, when something is wrong, more is asked, or there is advice to read; or the
    step before."""
    if request.form.get(ACTION_FIELD) == BACK:
        return advice_page(read_triage(request.form)) if came_from_here() else _choose()
    plans = _chosen()
    return _made_of(plans) if plans else (_choose(is_wrong=True), 422)


def _made_of(plans: Sequence[DocumentPlan]) -> ResponseReturnValue:
    posted, wishes = _read(plans), read_wishes(request.form)
    if posted.page.action.only_shows_again:
        return _render(posted, wishes.unjudged)
    wishes = wishes.for_format(posted.page.action.name)
    problems = posted.problems
    if problems or wishes.problems:
        return _render(posted, wishes, problems=problems), 422
    unseen = posted.needed - {each.id for each in posted.page.seen}
    if any(each.id in unseen for each in posted.questions):
        return _render(posted, wishes, Notice.MORE)
    if {each.mark for each in posted.advice} - set(request.form.get(ADVISED, "").split()):
        return _render(posted, wishes)
    if posted.page.action.name not in FORMATS or not posted.wanted:
        abort(400)
    return ("", 204) if TRIED in request.form else _files_or_page(posted, wishes)


@shows_again("person_set.make")
def make_again() -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    plans = _chosen()
    if not plans:
        return _choose()
    return _render(_read(plans), read_wishes(request.form).unjudged, Notice.TOKEN)


def _files_or_page(posted: _Posted, wishes: FileWishes) -> ResponseReturnValue:
    files = posted.wanted
    try:
        answer = _answer(files, posted.page.action.name, wishes, is_one=bool(posted.page.action.question))
    except LanguageError:
        abort(400)
    except WorkError as error:
        log_failure(error, error.code)
        again = _render(posted, wishes, _NOT_MADE.get(type(error), Notice.NOT_MADE))
        return again, error.status, {"Retry-After": RETRY_SECONDS}
    # Nobody goes without documents because they could not be counted.
    with suppress(StorageError):
        for _ in files:
            count_person_document(services().agreements.engine)
    return answer


def _answer(files: Sequence[tuple[int, Sheet]], name: str, wishes: FileWishes, is_one: bool) -> Response:
    """The files under names that tell nothing, made in memory: all in one zip, or the only one by itself."""
    orders = []
    for _, each in files:
        document = edition(each.situation, wishes.language)
        orders.append(Order(name, document, services().production.options(document, [], name, wishes.options)))
    made = services().make_files(orders)
    if is_one:
        return attachment(made[0], name, f"{NEUTRAL_STEM}-{files[0][0]}")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for (number, _), content in zip(files, made, strict=True):
            entry = zipfile.ZipInfo(f"{NEUTRAL_STEM}-{number}.{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return attachment(stream.getvalue(), "zip", _ZIP_STEM)


def _possible() -> tuple[DocumentPlan, ...]:
    return tuple(plan for plan in services().plans(PlanKind.PERSON) if plan.id not in ALONE)


def _chosen() -> tuple[DocumentPlan, ...]:
    wanted = set(request.form.getlist(CHOSEN))
    return in_order(plan for plan in _possible() if plan.id in wanted)


def _read(plans: Sequence[DocumentPlan]) -> _Posted:
    made = together(services().library, plans, 2 if request.form.get(GUARDIANS) == "2" else 1)
    known = known_to_visitor(services().library).about(made.asked)
    basis = Basis(made.library, made.plan, services().today, known)
    page = read_page(basis, made.asked, with_implied(made.asked, request.form), FORMATS[0])
    outcomes = [basis.after(_as(page.typed, signer)) for signer in made.signers]
    return _Posted(made, page, tuple(outcomes))


def _as(typed: Typed, signer: str) -> Typed:
    """What was typed, for one who signs."""
    return replace(typed, raw={**typed.raw, SHEET: signer}) if signer else typed


def _choose(is_wrong: bool = False) -> str:
    more = {"name": CHOSEN, "ticked": request.form.getlist(CHOSEN), "carried": carried({CHOSEN})}
    return render_template("person_set_choose.html", groups=grouped(_possible()), is_wrong=is_wrong, **more)


def _languages(plans: Sequence[DocumentPlan]) -> tuple[Language, ...]:
    """The languages that every one of the documents is offered in."""
    offered = [languages_for(services().library, plan, services().today) for plan in plans]
    return tuple(language for language in offered[0] if all(language in each for each in offered))


def _view(posted: _Posted, wishes: FileWishes, notice: Notice, problems: Sequence[AnswerProblem]) -> QuestionPage:
    view = question_page(posted.questions, posted.made.plan.pages, posted.shown(problems), notice)
    advised: dict[str, list[str]] = {}
    for each in posted.advice:
        advised.setdefault(each.field, []).append(each.message)
    views = tuple(replace(each, advice=" ".join(advised.get(each.question.id, ()))) for each in view.questions)
    return replace(view, questions=views, summary=(*view.summary, *wishes.summary))


def _under_headings(views: Iterable[QuestionView], made: Together) -> Iterator[QuestionView]:
    """The questions with the heading over the first of each part; a single document needs none."""
    above = ""
    for each in views:
        heading = made.parts[each.question.id] if len(made.plans) > 1 else ""
        yield replace(each, heading=heading if heading != above else "")
        above = heading


def _render(
    posted: _Posted, wishes: FileWishes, notice: Notice = Notice.NONE, problems: Sequence[AnswerProblem] = ()
) -> str:
    view = _view(posted, wishes, notice, problems)
    came = came_from_here()
    before = [each for each in view.questions if came and each.question.id in SAME]
    rest = (each for each in view.questions if not (came and each.question.id in SAME))
    parts = parted(rest, known_to_visitor(services().library))
    return render_template(
        "person_set.html",
        posted=posted,
        view=view,
        parts=replace(parts, asked=tuple(_under_headings(parts.asked, posted.made))),
        wishes=wishes,
        formats=[(name, format_words(name)) for name in FORMATS],
        languages=_languages(posted.made.plans),
        address=url_for("person_set.make"),
        names={"chosen": CHOSEN, "guardians": GUARDIANS, "advised": ADVISED},
        carried=carried_answers(),
        before=before,
        before_open=is_changed_since(before, request.form),
        stem=NEUTRAL_STEM,
    )
