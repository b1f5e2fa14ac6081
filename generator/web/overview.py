"""The agreement as it stands: the text with its reasons, what was left out, what remains, and the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, abort, get_template_attribute, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from generator.assembly.assemble import document_set
from generator.assembly.manifest import with_review
from generator.assembly.situation import Situation
from generator.document import Document, DocumentKind, DocumentSet
from generator.formats.options import RenderOptions
from generator.review.period import period_questions
from generator.review.resting import marks
from generator.storage.guests import GuestStore
from generator.web.agreement import Draft, stored_draft
from generator.web.appended_list import FIELD, NO, YES, list_is_wanted, with_appended_list
from generator.web.draft_addresses import Addresses
from generator.web.draft_panel import draft_panel
from generator.web.draft_review import DraftReview, clauses_of, draft_review, unreviewed
from generator.web.explaining import ClauseNote, chosen_out, clause_notes
from generator.web.files import document_file, document_zip, is_format
from generator.web.identity.visitors import current_visitor
from generator.web.left_places import left_places
from generator.web.local_time import local_time
from generator.web.page_list import side_of
from generator.web.page_views import Notice
from generator.web.preview import PageNotes, anchors_by_clause, document_on_page
from generator.web.remaining import Panel, Remaining, ToConfirm, panel_of
from generator.web.rounds import earliest
from generator.web.services import services

blueprint = Blueprint("overview", __name__, url_prefix="/overenskommelse")


@dataclass(frozen=True)
class Typed:
    """What somebody has typed in the form of a mark, to show again."""

    mark: str = ""
    who: str = ""
    day: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""
    notice: Notice = Notice.NONE
    by_board: bool = False
    """Whether the board answers in the place of a lawyer."""
    reason: str = ""


@dataclass(frozen=True)
class Made:
    """A draft with everything that is made from it."""

    draft: Draft
    situation: Situation
    documents: DocumentSet
    panel: Panel
    review: DraftReview

    @property
    def is_draft(self) -> bool:
        """Whether the documents carry UTKAST."""
        return not self.panel.is_empty

    @property
    def id(self) -> str:
        """The agreement's id."""
        return self.draft.id

    def document(self, document_id: str) -> Document:
        """One of its documents; 404 when there is none with that id."""
        return _named(self.documents, document_id)

    @property
    def headings(self) -> dict[str, str]:
        """Clause → its heading, of every clause that is printed."""
        wordings = ((clause, self.review.wording(clause)) for clause in clauses_of(self.documents))
        return {clause: wording.heading for clause, wording in wordings if wording is not None}

    @property
    def has_list(self) -> bool:
        """Whether the list of deviations and approvals is to stand last in the agreement's file."""
        return list_is_wanted(self.review)

    @property
    def filed(self) -> DocumentSet:
        """The documents as they are filed: with that list when it is wanted."""
        return with_appended_list(self.documents, self.review) if self.has_list else self.documents

    def filed_document(self, document_id: str) -> Document:
        """One of them as it is filed; 404 when there is none with that id."""
        return _named(self.filed if document_id == self.documents.main.id else self.documents, document_id)


def _named(documents: DocumentSet, document_id: str) -> Document:
    return next((each for each in documents.documents if each.id == document_id), None) or abort(404)


def make(agreement_id: str) -> Made:
    """Everything that is made from a stored draft."""
    draft = stored_draft(agreement_id)
    situation = draft.basis.situation()
    documents = document_set(situation)
    panel = panel_of(situation, documents, draft.basis.problems())
    review = draft_review(draft)
    resting = review.resting(clauses_of(documents))
    documents = replace(documents, manifest=with_review(documents.manifest, marks(resting)))
    panel = replace(panel, unreviewed=unreviewed(review, documents), resting=resting)
    return Made(draft, situation, documents, panel, review)


@blueprint.get("/<agreement_id>/")
def show(agreement_id: str) -> ResponseReturnValue:
    """The agreement's text with reasons, what remains, and the files."""
    made = make(agreement_id)
    return render_overview(made, made.documents.main)


@blueprint.get("/<agreement_id>/bilagor/<document_id>")
def annex(agreement_id: str, document_id: str) -> ResponseReturnValue:
    """An annex's text with reasons."""
    made = make(agreement_id)
    return render_overview(made, made.document(document_id))


@blueprint.get("/<agreement_id>/filer/<document_id>.<extension>")
def file(agreement_id: str, document_id: str, extension: str) -> ResponseReturnValue:
    """One document as a file."""
    if not is_format(extension):
        abort(404)
    made = make(agreement_id)
    options = RenderOptions(draft=made.is_draft, manifest=made.documents.manifest)
    return document_file(made.filed_document(document_id), made.situation, extension, options)


@blueprint.get("/<agreement_id>/filer/alla.zip")
def archive(agreement_id: str) -> ResponseReturnValue:
    """Every document as Word and PDF in one file."""
    made = make(agreement_id)
    return document_zip(made.filed, made.situation, made.is_draft)


def render_overview(made: Made, document: Document, typed: Typed | None = None) -> str:
    """The page about one of the documents; ``typed`` is what stands in the form of a mark."""
    panel = draft_panel(made.draft, made.situation, not made.is_draft, bool(made.panel.unreviewed))
    notes = clause_notes(made.situation, made.situation.library.plans[document.plan])
    addresses = _Addresses(made, document, is_open=panel is None or panel.standing.status.is_open)
    left = left_places(notes, document, addresses)
    said = PageNotes(left.with_under(_notes_by_anchor(notes, document, addresses)), left.after)
    return render_template(
        "overview.html",
        made=made,
        document=document,
        is_main=document is made.documents.main,
        kind=document_words(document),
        name=made.draft.name,
        own_name=made.draft.agreement.name if made.draft.agreement else "",
        about=panel,
        can_renew=period_questions(made.situation.library, made.situation.plan) is not None,
        local=local_time,
        fragment=document_on_page(document, made.is_draft, said),
        left_out=_by_part(note for note in notes if not note.included),
        chosen_out=chosen_out(notes),
        placed=left.options,
        addresses=addresses,
        comments=GuestStore(services().agreements.engine).comments_on(made.id),
        steps=made.draft.steps(made.situation, {each.question for each in made.panel.answers}),
        decided_since=_decided_since(made),
        review_day=earliest((each.id for each in made.review.asked), [made.id]).get(made.id),
        today_day=services().today,
        typed=typed or Typed(),
        side=side_of(current_visitor().roles),
        today=services().today.isoformat(),
    )


def _decided_since(made: Made) -> dict[str, str]:
    """Clause → what was decided of it after this version was saved."""
    agreement = made.draft.agreement
    if agreement is None:
        return {}
    found = made.review.decided_since(agreement.updated, clauses_of(made.documents))
    headings = made.headings
    return {each.clause: f"{headings[each.clause]}: {each.decision.words.lower()}" for each in found}


def _notes_by_anchor(notes: Iterable[ClauseNote], document: Document, addresses: _Addresses) -> dict[str, Markup]:
    """Anchor of a section → why its clause is there."""
    anchors = anchors_by_clause(document)
    note_markup = get_template_attribute("parts/clause_notes.html", "included_note")
    wording_markup = get_template_attribute("parts/clause_notes.html", "wording_note")
    choice_markup = get_template_attribute("parts/optional.html", "leave_out")
    shown = (note_markup, wording_markup, choice_markup)
    included = (note for note in notes if note.included and note.wording.clause in anchors)
    return {anchors[note.wording.clause]: Markup().join(each(note, addresses) for each in shown) for note in included}


def document_words(document: Document) -> str:
    """What a document is in the list of files: ``Överenskommelsen``, ``Bilaga 1``; empty when its title says it."""
    return "Överenskommelsen" if document.kind is DocumentKind.AGREEMENT else document.annex_label


def _by_part(notes: Iterable[ClauseNote]) -> dict[str, list[ClauseNote]]:
    """Heading of the part → its notes, in order."""
    parts: dict[str, list[ClauseNote]] = {}
    for note in notes:
        parts.setdefault(note.part, []).append(note)
    return parts


class _Addresses(Addresses):
    """Where things of one agreement are found, seen from the page about one of its documents."""

    def __init__(self, made: Made, document: Document, *, is_open: bool) -> None:
        super().__init__(made.id, made.draft.plan, made.situation)
        self._made = made
        self._is_open = is_open
        self.seen_in = document.id
        """The document that the page is about."""
        self.version = made.draft.version
        self.own = made.draft.basis.own_marks

    @property
    def may_choose(self) -> bool:
        """Nothing is chosen in what has been signed."""
        return self._is_open and super().may_choose

    def document(self, document: Document, anchor: str | None = None) -> str:
        """The page that shows a document."""
        if document is self._made.documents.main:
            return url_for("overview.show", agreement_id=self._made.id, _anchor=anchor)
        return url_for("overview.annex", agreement_id=self._made.id, document_id=document.id, _anchor=anchor)

    def wording(self, clause: str) -> str:
        """Where a clause's wording in this agreement is written and reviewed."""
        return url_for("local_wording.page", agreement_id=self._made.id, clause_id=clause)

    def file(self, document: Document, extension: str) -> str:
        """A document as a file."""
        named: dict[str, Any] = {"agreement_id": self._made.id, "document_id": document.id, "extension": extension}
        return url_for("overview.file", **named, **self.chosen)

    def archive(self) -> str:
        """All of them in one file."""
        return url_for("overview.archive", agreement_id=self._made.id, **self.chosen)

    @property
    def chosen(self) -> dict[str, Any]:
        """What has been chosen about the list last in the file, where it is not as it is by itself."""
        by_itself = bool(self._made.review.own_clauses)
        return {} if self._made.has_list is by_itself else {FIELD: YES if self._made.has_list else NO}

    def remaining(self, item: Remaining | ToConfirm) -> str:
        """Where one thing that remains can be settled, or where it stands."""
        if isinstance(item, Remaining) and item.question:
            return self.question(item.question)
        document = next((each for each in self._made.documents.documents if each.id == item.document), None)
        return self.document(document, item.anchor) if document else ""
