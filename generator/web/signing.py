"""Files that are kept: what has been released, and the signed agreement, with registration numbers and checksums."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.formats.options import RenderOptions
from generator.formats.registry import MEDIA_TYPES
from generator.storage.errors import NotKeepable, StaleVersion, UnknownFile
from generator.storage.files import NewFile, Numbers
from generator.storage.lifecycle import Status
from generator.storage.statuses import StatusRow
from generator.web.agreement import Draft, stored_draft
from generator.web.draft_stores import kept_files, status_of, statuses
from generator.web.error_pages import ErrorPage, error_response
from generator.web.files import attachment, document_content
from generator.web.naming import ascii_name, file_stem
from generator.web.overview import make
from generator.web.raw import displayable
from generator.web.services import services
from generator.web.uploads import Upload, read_upload
from generator.web.versions import STALE, version_number

blueprint = Blueprint("signing", __name__, url_prefix="/overenskommelse")

SIGNED_STEM = "undertecknad"
_LONGEST_STEM = 80
_KEPT_FORMATS = ("pdf", "docx")
_NOT_READY = ErrorPage(
    "Överenskommelsen är inte klar att signera",
    "Den undertecknade filen registreras när inget återstår och någon har godkänt överenskommelsen som klar. Gå till "
    "överenskommelsen och se vad som återstår.",
)


@dataclass(frozen=True)
class Typed:
    """What somebody has typed in the form, to show again. A chosen file has to be chosen again: browsers want it so."""

    municipality: str = ""
    police: str = ""
    problem: str = ""


@blueprint.get("/<agreement_id>/undertecknad")
def show(agreement_id: str) -> ResponseReturnValue:
    """The form for the signed file."""
    draft = stored_draft(agreement_id)
    if not _is_ready(draft):
        return redirect(url_for("overview.show", agreement_id=draft.id, _anchor="status"), 303)
    numbers = _known_numbers(draft)
    return _form(draft, Typed(numbers.municipality, numbers.police))


@blueprint.post("/<agreement_id>/undertecknad")
def register(agreement_id: str) -> ResponseReturnValue:
    """Keep the signed file, byte for byte, and make the agreement signed."""
    draft = stored_draft(agreement_id)
    if not _is_ready(draft):
        return error_response(409, _NOT_READY)
    upload = read_upload("fil")
    problem = _problem_with(upload)
    if problem:
        return _form(draft, _typed(problem)), 422
    try:
        _keep_signed(draft, upload.content)
    except NotKeepable as error:
        return _form(draft, _typed(str(error))), 422
    except StaleVersion:
        return error_response(409, STALE)
    return redirect(url_for("overview.show", agreement_id=draft.id, _anchor="status"), 303)


def _problem_with(upload: Upload) -> str:
    if upload.problem:
        return upload.problem
    if not upload.content.startswith(b"%PDF-"):
        return "Filen är ingen PDF. Skanna den undertecknade överenskommelsen till PDF och välj den filen."
    return ""


def _keep_signed(draft: Draft, content: bytes) -> None:
    numbers = Numbers(*(request.form.get(name, "").strip() for name in ("dnr-kommun", "dnr-polis")))
    file = NewFile(f"{SIGNED_STEM}.pdf", "application/pdf", content, numbers)
    version = version_number(request.form.get("_version", "0"))
    who = services().agreements.viewer.who
    statuses().sign(draft.id, file, StatusRow(Status.SIGNED, version, services().clock(), who))


def _is_ready(draft: Draft) -> bool:
    """Whether it was found ready, and nobody has rejected a wording or opened a review again since."""
    return status_of(draft.id) is Status.READY and not make(draft.id).panel.unreviewed


def _form(draft: Draft, typed: Typed) -> str:
    return render_template("signing.html", draft=draft, name=draft.name, typed=typed)


def _typed(problem: str) -> Typed:
    municipality, police = (displayable(request.form.get(name, "")) for name in ("dnr-kommun", "dnr-polis"))
    return Typed(municipality, police, problem)


def _known_numbers(draft: Draft) -> Numbers:
    """What the answers say: the first board's number, and the police's."""
    document = make(draft.id).documents.main
    known = [number for _, number in document.registration]
    return Numbers(known[0], known[-1]) if len(known) > 1 else Numbers()


@blueprint.post("/<agreement_id>/bevara/<document_id>.<extension>")
def release(agreement_id: str, document_id: str, extension: str) -> ResponseReturnValue:
    """Keep a document as it is made now, byte for byte: what was sent to those who decide."""
    if extension not in _KEPT_FORMATS:
        abort(404)
    made = make(agreement_id)
    document = made.filed_document(document_id)
    options = RenderOptions(draft=made.is_draft, manifest=made.documents.manifest)
    content = document_content(document, made.situation, extension, options)
    name = f"{file_stem(document, made.situation)[:_LONGEST_STEM].strip('-')}.{extension}"
    file = NewFile(name, MEDIA_TYPES[extension], content)
    try:
        version = (made.id, made.draft.version)
        kept_files().keep_file(version, file, services().clock(), services().agreements.viewer.who)
    except NotKeepable as error:
        return error_response(409, ErrorPage("Filen är redan bevarad", f"{error} Den finns under Bevarade filer."))
    return redirect(url_for("overview.show", agreement_id=made.id, _anchor="bevarade"), 303)


@blueprint.get("/<agreement_id>/bevarade/<number>/<file_name>")
def kept(agreement_id: str, number: str, file_name: str) -> ResponseReturnValue:
    """A kept file, byte for byte."""
    draft = stored_draft(agreement_id)
    version = version_number(number)
    stem, _, extension = file_name.rpartition(".")
    if extension not in _KEPT_FORMATS:
        abort(404)
    try:
        content = kept_files().read_file((draft.id, version), file_name)
    except UnknownFile:
        abort(404)
    return attachment(content, extension, f"{ascii_name(stem)}-version-{version}")
