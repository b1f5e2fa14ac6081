"""The versions of an agreement: a list, the difference between any two, and an older one taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.review.causes import Cause
from generator.review.compare import Comparison, compare
from generator.storage.agreements import Agreement, Change
from generator.storage.errors import StaleVersion, UnknownAgreement
from generator.storage.lifecycle import Saved
from generator.storage.versions import VersionLine
from generator.web.actors import names_of
from generator.web.agreement import Draft, based_on, stored_draft
from generator.web.draft_review import review_marks
from generator.web.draft_stores import versions
from generator.web.error_pages import ErrorPage, error_response
from generator.web.local_time import local_time
from generator.web.pinning import Pin, pin_of, pin_today, situation_on
from generator.web.services import services

blueprint = Blueprint("versions", __name__, url_prefix="/overenskommelse")

_ORIGIN_GONE = ErrorPage(
    "Den tidigare överenskommelsen finns inte här",
    "Den kan ha gallrats, eller tillhöra någon annan. Utkastet påverkas inte.",
)
CAUSE_WORDS: Mapping[Cause, str] = {
    Cause.ANSWER: "Svar",
    Cause.CHOICE: "Klausulval",
    Cause.WORDING: "Lydelse",
    Cause.LAW: "Lag",
    Cause.LIBRARY: "Bibliotek",
    Cause.CONFIRMATION: "Bekräftelse",
    Cause.SEVERAL: "Flera skäl",
}
_MOST_DIGITS = 6
_MOST_NAMED = 3
"""Questions that a line of the list names."""
STALE = ErrorPage(
    "Överenskommelsen har ändrats av någon annan",
    "Det hände efter att du öppnade sidan, kanske i en annan flik. Ingenting är överskrivet. Gå tillbaka, läs in sidan "
    "på nytt och försök igen.",
)


@blueprint.get("/<agreement_id>/versioner")
def index(agreement_id: str) -> ResponseReturnValue:
    """Every version, each with a way to compare it with the one before and with any other."""
    return _list(stored_draft(agreement_id), 0)


@blueprint.get("/<agreement_id>/versioner/<chosen>")
def choose(agreement_id: str, chosen: str) -> ResponseReturnValue:
    """The same list, to choose the other version to compare with."""
    draft = stored_draft(agreement_id)
    return _list(draft, versions().read(draft.id, version_number(chosen)).version)


def _list(draft: Draft, chosen: int) -> str:
    lines = versions().lines(draft.id)
    return render_template(
        "versions.html",
        draft=draft,
        name=draft.name,
        lines=lines,
        told={line.number: words for line, words in zip(lines, _told(draft, lines), strict=True)},
        chosen=chosen,
        names=names_of(line.who for line in lines),
        reviews=review_marks(draft, (line.moment for line in lines)),
        local=local_time,
    )


def _told(draft: Draft, lines: Sequence[VersionLine]) -> Iterator[str]:
    """How each version came about; for changed answers by which questions, in the order of the interview."""
    changed = versions().changed_keys(draft.id)
    questions = [draft.pin.library.questions[each] for each in draft.plan.question_ids]
    for line in lines:
        if line.saved is not Saved.ANSWERS:
            yield line.saved.words
        elif line.number == 1:
            yield "Skapad"
        else:
            keys = changed.get(line.number, frozenset())
            labels = [f"{each.label[:1].upper()}{each.label[1:]}" for each in questions if each.id in keys]
            more = " m.fl" if len(labels) > _MOST_NAMED else ""
            yield ": ".join(filter(None, (line.saved.words, f"{', '.join(labels[:_MOST_NAMED])}{more}")))


@blueprint.get("/<agreement_id>/versioner/<older>/<newer>")
def difference(agreement_id: str, older: str, newer: str) -> ResponseReturnValue:
    """What differs between two versions, each on the library it was made with."""
    draft = stored_draft(agreement_id)
    sides = [versions().read(draft.id, version_number(each)) for each in (older, newer)]
    heading = f"Version {sides[0].version} jämförd med version {sides[1].version}"
    back = url_for("versions.index", agreement_id=draft.id)
    older, newer = (f"utkast:{draft.id}:{each.version}" for each in sides)
    return render_comparison(draft, heading, compare_stored(sides[0], sides[1]), back, Beside(files=(older, newer)))


@blueprint.get("/<agreement_id>/ursprung")
def origin(agreement_id: str) -> ResponseReturnValue:
    """What differs from the agreement that this one was copied or renewed from."""
    draft = stored_draft(agreement_id)
    agreement = draft.agreement
    if agreement is None or agreement.origin is None:
        abort(404)
    try:
        source = versions().read(agreement.origin.agreement, agreement.origin.version)
    except UnknownAgreement:
        return error_response(404, _ORIGIN_GONE)
    heading = "Skillnaden mot den tidigare överenskommelsen"
    back = url_for("overview.show", agreement_id=draft.id)
    return render_comparison(draft, heading, compare_stored(source, agreement), back)


def compare_stored(before: Agreement, after: Agreement) -> Comparison:
    """The difference between two stored versions, each on the library and day that it rests on."""
    return compare(*(situation_on(pin_of(each), each.plan, each.answers) for each in (before, after)))


def compare_pins(agreement: Agreement, before: Pin, after: Pin) -> Comparison:
    """What the same answers give on two libraries."""
    return compare(*(situation_on(pin, agreement.plan, agreement.answers) for pin in (before, after)))


@dataclass(frozen=True)
class Beside:
    """What a comparison can be used for."""

    mover: str = ""
    """Endpoint that makes the newer one of the two the draft's own."""
    files: tuple[str, str] | None = None
    """The two sides as the page of comparisons names them, where the comparison is to be had as a file."""


NOTHING_BESIDE = Beside()


def render_comparison(
    draft: Draft, heading: str, comparison: Comparison, back: str, beside: Beside = NOTHING_BESIDE
) -> str:
    """The page that shows a comparison."""
    return render_template(
        "comparison.html",
        draft=draft,
        name=draft.name,
        heading=heading,
        comparison=comparison,
        back=back,
        mover=beside.mover,
        files=beside.files,
        cause_words=CAUSE_WORDS,
        asked_on={each: page.heading for page in draft.plan.pages for each in page.questions},
    )


@blueprint.post("/<agreement_id>/versioner/<number>/aterstall")
def restore(agreement_id: str, number: str) -> ResponseReturnValue:
    """Take up an older version again, as a new one after the newest. It rests on what it rested on then."""
    draft = stored_draft(agreement_id)
    old = versions().read(draft.id, version_number(number))
    pin = pin_of(old)
    change = replace(draft, pin=pin).change(old.answers, Saved.RESTORED)
    return save_and_show(draft, replace(change, source_version=old.version))


@blueprint.get("/<agreement_id>/bibliotek")
def library(agreement_id: str) -> ResponseReturnValue:
    """What changes, clause by clause, when the draft is moved to today's library."""
    draft = stored_draft(agreement_id)
    if draft.agreement is None or not draft.pin.is_behind:
        return redirect(url_for("overview.show", agreement_id=draft.id), 303)
    comparison = compare_pins(draft.agreement, draft.pin, pin_today())
    back = url_for("overview.show", agreement_id=draft.id)
    return render_comparison(draft, "Det här ändras med dagens bibliotek", comparison, back, Beside("versions.move"))


@blueprint.post("/<agreement_id>/bibliotek")
def move(agreement_id: str) -> ResponseReturnValue:
    """Move the draft to today's library and day, as a new version."""
    draft = stored_draft(agreement_id)
    if draft.agreement is None or not draft.pin.is_behind:
        return redirect(url_for("overview.show", agreement_id=draft.id), 303)
    moved = replace(draft, pin=pin_today())
    return save_and_show(draft, moved.change(draft.agreement.answers, Saved.MOVED))


def save_and_show(draft: Draft, change: Change) -> ResponseReturnValue:
    """Save a version after the one that the page was made from, and show the agreement."""
    try:
        services().agreements.save(draft.id, draft.plan, based_on(), change)
    except StaleVersion:
        return error_response(409, STALE)
    return redirect(url_for("overview.show", agreement_id=draft.id), 303)


def version_number(text: str) -> int:
    """A version's number from an address; 404 for what can be none."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        abort(404)
    return int(text)
