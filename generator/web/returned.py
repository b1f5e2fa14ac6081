"""An agreement that was edited in Word comes back: clause by clause, what was done with the text. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.deviations import Deviation, read_deviations
from generator.assembly.manifest import Manifest
from generator.assembly.situation import Situation
from generator.errors import AnswersError
from generator.formats.redline import RedlineError, version
from generator.library.overlay import mark_of, text_of
from generator.readback.local_text import returned_wording
from generator.readback.manifest import ManifestError, read_manifest
from generator.readback.returned import Returned, ReturnedClause, State
from generator.readback.standard import Standard, made_from, standard_for, unknown_wordings
from generator.readback.word_package import ReturnedFileError
from generator.review.shown_text import three_texts
from generator.review.three_way import ThreeWayRow, has_conflict
from generator.review.word_marks import Mark
from generator.web.agreement import Draft, stored_draft
from generator.web.draft_stores import status_of, versions
from generator.web.files import attachment
from generator.web.handed_in import classified, with_tracked_changes
from generator.web.local_wording import Proposal
from generator.web.pinning import library_of, pin_today
from generator.web.reading_process import read_apart
from generator.web.services import services
from generator.web.uploads import MOST_RETURNED, read_upload

blueprint = Blueprint("returned", __name__, url_prefix="/overenskommelse")

TRACKED = "sparade"
"""The button that gives the file back with its differences as tracked changes."""
_OTHER_PARTIES = (
    "Filen gäller andra kommuner än den här överenskommelsen. Kontrollera att du har valt rätt fil och rätt utkast."
)
_OTHER_PLAN = "Filen är ett annat slag av dokument än den här överenskommelsen."


@dataclass(frozen=True)
class Refused(Exception):  # noqa: N818 - says what happened
    """The file cannot be held against the agreement; ``message`` says why."""

    message: str


@dataclass(frozen=True)
class Offer:
    """A changed clause of the file that can become a wording of the agreement's own."""

    proposal: Proposal
    now: str = ""
    """What the draft has of the clause by now, when that is, or may be, another text than the file was made from."""
    rows: tuple[ThreeWayRow, ...] = ()
    """Then that text, the draft's and the file's beside each other."""

    @property
    def is_conflict(self) -> bool:
        """Whether the draft and the file have changed the same place, each in its own way."""
        return has_conflict(self.rows)


@dataclass(frozen=True)
class Counted:
    """How many clauses met one fate."""

    state: State
    count: int

    @property
    def words(self) -> str:
        """``1 ändrad``, ``2 ändrade``."""
        return f"{self.count} {self.state if self.count == 1 else _SEVERAL[self.state]}"


_SEVERAL: Mapping[State, str] = {
    State.UNCHANGED: "oförändrade",
    State.MODIFIED: "ändrade",
    State.REMOVED: "borttagna",
    State.ADDED: "tillagda",
    State.REPLACED: "ersatta av alternativ",
}


@blueprint.get("/<agreement_id>/aterlast")
def show(agreement_id: str) -> ResponseReturnValue:
    """The form where the file is chosen."""
    return _form(stored_draft(agreement_id), "")


@blueprint.post("/<agreement_id>/aterlast")
def read(agreement_id: str) -> ResponseReturnValue:
    """What became of each clause, or the file with its differences tracked."""
    draft = stored_draft(agreement_id)
    upload = read_upload("fil")
    try:
        if upload.problem:
            raise Refused(upload.problem)
        made, standard = _standard(draft, upload.content)
        if request.form.get("gor") == TRACKED:
            tracked = read_apart(with_tracked_changes, upload.content, standard.document, _engine())
            return attachment(tracked, "docx", "sparade-andringar")
        returned = read_apart(classified, upload.content, standard)
    except (ReturnedFileError, RedlineError) as error:
        return _form(draft, str(error)), 422
    except Refused as refused:
        return _form(draft, refused.message), 422
    return _result(draft, returned, made)


def _standard(draft: Draft, content: bytes) -> tuple[Situation | None, Standard]:
    """What the file was made from, None when it does not say; and the text that it went out with, seen from the draft
    as it is now."""
    present = draft.basis.situation()
    try:
        manifest = read_apart(read_manifest, content)
    except ManifestError as error:
        raise Refused(str(error)) from error
    if manifest is None:
        return None, standard_for(present, present, None)
    if manifest.plan != draft.plan.id:
        raise Refused(_OTHER_PLAN)
    made = _made_from(draft, manifest, present)
    if set(made.texts("kommuner")) != set(present.texts("kommuner")):
        raise Refused(_OTHER_PARTIES)
    return made, standard_for(made, present, manifest)


def _made_from(draft: Draft, manifest: Manifest, present: Situation) -> Situation:
    """On the library that it was made with where that is kept, else on the present one, with the wordings of its own
    that it held."""
    library = library_of(manifest.library) or pin_today().library
    try:
        return made_from(library, manifest, _own_wordings(draft, unknown_wordings(library, manifest)))
    except AnswersError:
        return present


def _own_wordings(draft: Draft, wanted: frozenset[tuple[str, str]]) -> Iterator[Deviation]:
    """Those wordings of the agreement's own, from any of its versions: the file may be older than the newest."""
    left = set(wanted)
    for line in versions().lines(draft.id) if left else ():
        for each in read_deviations(versions().read(draft.id, line.number).answers):
            mark = (each.local.clause, mark_of(each.local))
            if mark in left:
                left.remove(mark)
                yield each
        if not left:
            return


def _engine() -> Path:
    """Where the program that compares Word files lies."""
    return services().settings.var_dir / f"jamforare-{version()}"


def _form(draft: Draft, problem: str) -> str:
    megabytes = MOST_RETURNED // 1024 // 1024
    return render_template(
        "returned_form.html", draft=draft, name=draft.name, problem=problem, megabytes=megabytes, tracked=TRACKED
    )


def _result(draft: Draft, returned: Returned, made: Situation | None) -> str:
    told = tuple(_without_same(each) for each in returned.clauses if _is_told(each))
    counts = [Counted(state, sum(each.state is state for each in returned.clauses)) for state in State]
    return render_template(
        "returned.html",
        draft=draft,
        name=draft.name,
        returned=returned,
        told=told,
        counts=[each for each in counts if each.count],
        back=url_for("returned.show", agreement_id=draft.id),
        offers=tuple(_offers(draft, returned, made)) if status_of(draft.id).is_open else (),
        options=_can_be_left_out(draft) if status_of(draft.id).is_open else {},
    )


def _can_be_left_out(draft: Draft) -> Mapping[str, str]:
    """Clause → the name under which the draft can do without it, where it does not already."""
    now = draft.basis.situation()
    return {clause: name for clause, name in now.options.items() if clause not in now.left_out}


def _offers(draft: Draft, returned: Returned, made: Situation | None) -> Iterator[Offer]:
    """The proposals, with what the draft has got since where its text is another than the file was made from."""
    laid = draft.basis.laid
    origin = made or draft.basis.situation()
    went_out, present = origin.library.wordings_at(origin.day), laid.library.wordings_at(draft.pin.day)
    marks = draft.basis.own_marks
    for each in _proposals(draft, returned, origin):
        then, now = (text_of(wordings[each.clause]) for wordings in (went_out, present))
        if then == now:
            # A file that has lost what it was made from may be older than the draft's own wording, and cannot say so.
            yield Offer(each, marks.get(each.clause, "") if made is None else "")
        else:
            rows = three_texts(laid.library, then, now, each.text)
            yield Offer(each, marks.get(each.clause, "En annan nationell lydelse"), rows)


def _proposals(draft: Draft, returned: Returned, made: Situation) -> Iterator[Proposal]:
    """The changed clauses as wordings of the agreement's own, to be sent to review: those that the library has."""
    national = draft.pin.library.wordings_at(draft.pin.day)
    went_out = made.library.wordings_at(made.day)
    for each in returned.clauses:
        if each.state is State.MODIFIED and each.clause in national and each.clause in went_out:
            wording = went_out[each.clause]
            heading, text = returned_wording(text_of(wording), each.lines)
            # A clause that is alone in its part is printed under the part's heading.
            is_reworded = bool(heading) and each.lines[0].mark is not Mark.SAME
            yield Proposal(each.clause, heading if is_reworded else wording.heading, text, "")


def _is_told(clause: ReturnedClause) -> bool:
    return bool(clause.deviates or clause.remarks or clause.revisions or clause.comments)


def _without_same(clause: ReturnedClause) -> ReturnedClause:
    """With the lines that differ only."""
    return replace(clause, lines=tuple(line for line in clause.lines if line.mark != "lika"))
