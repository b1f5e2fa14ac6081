"""The page of a clause's wording in one agreement: what it reads, what differs, what is said of it, what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import abort, render_template, request

from generator.assembly.deviations import Deviation, read_deviations, replaced, with_deviations
from generator.errors import Finding
from generator.library.fields import parse_day
from generator.library.model import Wording
from generator.library.overlay import LocalKind, LocalWording, is_local, text_of
from generator.library.words import usable_in_a_sentence
from generator.review.clause_pieces import Pieces
from generator.review.opinions import Opinion, Standing
from generator.review.own_check import OwnCheck, check_own
from generator.review.own_example import Example, example_in
from generator.review.shown_text import difference
from generator.review.word_marks import LineChange, Mark
from generator.web.actors import names_of
from generator.web.agreement import Draft
from generator.web.draft_review import draft_review
from generator.web.draft_stores import status_of
from generator.web.reviewing import Others, Reviewer, has_approved, others_at
from generator.web.services import services


@dataclass(frozen=True)
class Typed:
    """What stands in the form where the wording is written, and what was found in it."""

    heading: str
    text: str
    reason: str
    findings: tuple[Finding, ...] = ()
    """What keeps it from being saved."""
    checked: OwnCheck | None = None
    """What the checks found, when it was only to be looked at."""
    example: Example | None = None
    """How it reads in the agreement, when that was asked for."""


@dataclass(frozen=True)
class Said:
    """What was typed in the form where one reviews, and what is wrong with it."""

    text: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Reviewed:
    """What has been said of the wording in use."""

    opinions: tuple[Opinion, ...]
    by_organisation: tuple[tuple[Reviewer, Standing], ...]
    """Each organisation that reviews it, with how the wording stands there."""
    persons: int
    """How many must approve, where most are asked for."""
    is_author: bool = False
    """Whether the visitor wrote the wording, and so cannot approve it."""
    others: Mapping[str, Others] = field(default_factory=dict)
    """Organisation → who else can approve there, where the visitor cannot."""


def read_typed() -> Typed:
    """What was posted, with line ends as they are stored."""
    heading, text, reason = (request.form.get(name, "").replace("\r\n", "\n") for name in ("rubrik", "text", "skal"))
    return Typed(heading, text, reason)


def national_of(draft: Draft, clause_id: str) -> Wording:
    """The library's wording of a clause that the agreement or an annex can hold; of a clause that its municipalities
    have added, their own. 404 when there is none."""
    libraries = (draft.pin.library, draft.basis.laid.library)
    found = (each.wordings_at(draft.pin.day).get(clause_id) for each in libraries)
    return next((each for each in found if each is not None), None) or abort(404)


def kept_in(draft: Draft, clause_id: str) -> Deviation | None:
    """The wording of its own that the agreement holds of a clause, in use or not."""
    return next((each for each in read_deviations(draft.basis.stored) if each.local.clause == clause_id), None)


def used_in(draft: Draft, clause_id: str) -> Deviation | None:
    """The wording of its own that is in use."""
    return kept_in(draft, clause_id) if clause_id in draft.basis.laid.used else None


def local_of(typed: Typed, base: Wording) -> LocalWording:
    """What was typed, as a wording that stands instead of the library's."""
    words = {"heading": typed.heading, "text": typed.text, "reason": typed.reason}
    return LocalWording(LocalKind.REPLACE, base.clause, **words, base=base.sha256, base_text=text_of(base))


def looked_through(draft: Draft, base: Wording, typed: Typed) -> Typed:
    """What was typed with what the checks find in it, and how it reads in the agreement. Nothing is stored."""
    local = local_of(typed, base)
    now = read_deviations(draft.basis.stored)
    checked = check_own(draft.pin.library, [each.local for each in now], local, draft.pin.day)
    if checked.errors:
        return replace(typed, findings=checked.errors)
    tried = with_deviations(draft.basis.stored, replaced(now, base.clause, Deviation(local, "", "")))
    situation = replace(draft.basis, stored=tried).situation()
    return replace(typed, checked=checked, example=example_in(situation, base.clause))


def wording_page(draft: Draft, clause_id: str, typed: Typed | None = None, said: Said | None = None) -> str:
    """The whole page."""
    national, kept, laid = national_of(draft, clause_id), kept_in(draft, clause_id), draft.basis.laid
    reviewed = _reviewed(draft, clause_id)
    said = said or Said()
    return render_template(
        "local_wording.html",
        draft=draft,
        name=draft.name,
        national=national,
        national_text=text_of(national),
        pieces=Pieces(laid.library),
        usable=usable_in_a_sentence(),
        is_added=is_local(national),
        kept=kept,
        kept_day=parse_day(kept.day) if kept else None,
        names=names_of([*(each.who for each in reviewed.opinions), *([kept.who] if kept else [])]),
        refused=laid.refused.get(clause_id, ()),
        difference=_difference(draft, national, kept) if kept else (),
        since=_since(draft, national, kept) if kept and clause_id in laid.outdated else None,
        typed=typed or _stored(kept.local if kept else None, national),
        problem=said.problem,
        said=said.text,
        wording=laid.library.wordings_at(draft.pin.day)[clause_id],
        reviewed=reviewed,
        is_open=status_of(draft.id).is_open,
    )


def _stored(local: LocalWording | None, national: Wording) -> Typed:
    """What stands in the form before anybody has typed."""
    if local is None:
        return Typed(national.heading, text_of(national), "")
    return Typed(local.heading, local.text, local.reason)


def _difference(draft: Draft, national: Wording, kept: Deviation) -> tuple[LineChange, ...]:
    ours = (kept.local.heading, kept.local.text)
    return difference(draft.pin.library, (national.heading, text_of(national)), ours)


def _since(draft: Draft, national: Wording, kept: Deviation) -> tuple[LineChange, ...]:
    """What of the national text has changed; nothing when it is the heading, the conditions or the guidance."""
    then, now = ((national.heading, text) for text in (kept.local.base_text, text_of(national)))
    return tuple(each for each in difference(draft.pin.library, then, now) if each.mark is not Mark.SAME)


def _reviewed(draft: Draft, clause_id: str) -> Reviewed:
    review = draft_review(draft)
    agreement = draft.id if review.is_local(clause_id) else ""
    about = tuple(each for each in review.said if each.clause == clause_id and each.agreement == agreement)
    standings = tuple((each, review.standing(clause_id, each.id)) for each in review.asked)
    who, used = services().agreements.viewer.who, used_in(draft, clause_id)
    is_author = used is not None and used.who == who
    asked = (each.id for each, standing in standings if each.is_mine and (is_author or has_approved(standing, who)))
    persons = max((each.persons for each in review.rules.values()), default=1)
    return Reviewed(about, standings, persons, is_author, {each: others_at(each) for each in asked})
