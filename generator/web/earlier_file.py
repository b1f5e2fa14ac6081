"""A new draft out of a PDF or Word file that the service made earlier: its manifest holds the answers it prints."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.answers import try_answers
from generator.assembly.manifest import Manifest
from generator.library.model import DocumentPlan, PlanKind
from generator.readback.footers import Footer, manifest_or_footer
from generator.readback.manifest import ManifestError
from generator.readback.word_package import ReturnedFileError
from generator.storage.agreements import Change
from generator.storage.lifecycle import Saved
from generator.web.interview import as_stored
from generator.web.own_offered import with_offered
from generator.web.pinning import Pin, keep_library, library_of, pin_today
from generator.web.reading_process import read_apart
from generator.web.services import services
from generator.web.uploads import MOST_EARLIER, read_upload

blueprint = Blueprint("earlier_file", __name__, url_prefix="/overenskommelse")

_FOREIGN = (
    "Filen är inte en överenskommelse som tjänsten har gjort, eller så har den sparats om i ett annat program så att "
    "uppgifterna i den har försvunnit. Välj filen som du laddade ned härifrån."
)
_UNMARKED = {
    Footer.PERSON: f"Filen är {Footer.PERSON.words}. Sådana bär inga uppgifter som går att läsa tillbaka, och inget av "
    "den har sparats.",
    Footer.ANNEX: f"Filen är {Footer.ANNEX.words}. Välj filen med själva överenskommelsen.",
    Footer.SHELL: f"Filen är {Footer.SHELL.words}. Välj filen med själva överenskommelsen.",
    Footer.UNKNOWN: _FOREIGN,
}
_UNKNOWN_PLAN = "Filen är gjord av en annan version av tjänsten, och dokumentet finns inte längre här."


@dataclass(frozen=True)
class Refused(Exception):  # noqa: N818 - says what happened
    """The file gives no draft; ``message`` says why."""

    message: str


@blueprint.get("/fran-fil")
def show() -> ResponseReturnValue:
    """The form where a file is chosen."""
    return _form("")


@blueprint.post("/fran-fil")
def read() -> ResponseReturnValue:
    """Make a draft out of the file's answers. The file itself is not kept."""
    upload = read_upload("fil")
    try:
        if upload.problem:
            raise Refused(upload.problem)
        manifest = manifest_of(upload.content)
        plan, pin = _basis(manifest)
    except Refused as refused:
        return _form(refused.message), 422
    answers, _ = try_answers(pin.library, plan, manifest.answers)
    keep_library()
    taken = with_offered(as_stored(answers), pin.day)
    change = Change(taken, pin.library.version, services().clock(), pin.day, Saved.FROM_FILE)
    made = services().agreements.create(plan, change)
    return redirect(url_for("overview.show", agreement_id=made.id), 303)


def manifest_of(content: bytes) -> Manifest:
    """The manifest of a file. Raises Refused with what to tell whoever chose it."""
    try:
        found = read_apart(manifest_or_footer, content)
    except (ManifestError, ReturnedFileError) as error:
        raise Refused(str(error)) from error
    if isinstance(found, Footer):
        raise Refused(_UNMARKED[found])
    return found


def _basis(manifest: Manifest) -> tuple[DocumentPlan, Pin]:
    """The plan, and the library and day that the file was made with where they are kept; else today's."""
    library = library_of(manifest.library)
    pin = Pin(library, manifest.day) if library is not None else pin_today()
    plan = pin.library.plans.get(manifest.plan)
    if plan is None or plan.kind is not PlanKind.AGREEMENT or not plan.pages:
        raise Refused(_UNKNOWN_PLAN)
    return plan, pin


def _form(problem: str) -> str:
    return render_template("earlier_file.html", problem=problem, megabytes=MOST_EARLIER // 1024 // 1024)
