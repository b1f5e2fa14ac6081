"""An agreement made elsewhere, handed in or pasted: what it cites, what seems to be missing. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from generator.library.fields import parse_day
from generator.library.model import Library
from generator.readback.word_package import ReturnedFileError
from generator.review.citation_status import Status, Verdict
from generator.review.citations import Citation
from generator.review.register import provision_name
from generator.web.error_pages import shows_again
from generator.web.handed_in import Scanned, scanned
from generator.web.law import slug_of
from generator.web.raw import displayable
from generator.web.reading_process import read_apart
from generator.web.services import services
from generator.web.uploads import MOST_SCANNED, read_upload

blueprint = Blueprint("scanning", __name__, url_prefix="/granska-avtal")

MOST_TYPED = 500_000
"""Characters that may be pasted."""
_ORDER = (
    Status.REPEALED,
    Status.UNKNOWN_ACT,
    Status.UNKNOWN_PROVISION,
    Status.UNCLEAR,
    Status.NOT_YET,
    Status.AMENDED,
    Status.IN_FORCE,
    Status.ACT_IN_FORCE,
)
"""What needs a lawyer most comes first."""
_HEADINGS = {
    Status.REPEALED: "Upphävda",
    Status.UNKNOWN_ACT: "Okända författningar",
    Status.UNKNOWN_PROVISION: "Bestämmelser som inte finns i registret",
    Status.UNCLEAR: "Oklara",
    Status.NOT_YET: "Gäller inte än",
    Status.AMENDED: "Gäller, i ändrad lydelse",
    Status.IN_FORCE: "Gäller",
    Status.ACT_IN_FORCE: "Hela författningar, och sådana som registret inte har i delar",
}


@dataclass(frozen=True)
class Typed:
    """What somebody has typed, to show again. A chosen file has to be chosen again: browsers want it so."""

    text: str = ""
    written: str = ""
    problem: str = ""
    field: str = "fil"


@dataclass(frozen=True)
class Cited:
    """One provision, or statute, with every place that cites it."""

    name: str
    """As it is written in full, or as it was written when nobody knows what it is."""
    slug: str
    """For its own page; empty when it has none."""
    note: str
    heading: str
    places: tuple[str, ...]
    instead: tuple[tuple[str, str], ...] = ()
    """Address and name of each provision that it may be, or that came instead."""


@dataclass(frozen=True)
class Group:
    """Citations that share their fate."""

    heading: str
    cited: tuple[Cited, ...]


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """The form."""
    return _form(Typed())


@blueprint.post("/")
def read() -> ResponseReturnValue:
    """What was found. The file and the text are gone when the page is shown."""
    typed = Typed(request.form.get("text", ""), request.form.get("skriven", "").strip())
    written = parse_day(typed.written)
    if typed.written and written is None:
        return _refused(typed, "Skriv dagen som 2021-05-04, eller lämna fältet tomt.", "skriven")
    try:
        made = services()
        told = read_apart(scanned, _given(typed.text), made.library, made.today, written)
    except ReturnedFileError as error:
        return _refused(typed, str(error), "text" if typed.text.strip() else "fil")
    return _result(told, written)


@shows_again("scanning.read")
def show_again() -> str:
    """The form with the pasted text, when its token was not accepted. A file has to be chosen again."""
    return _form(Typed(request.form.get("text", ""), request.form.get("skriven", "").strip()))


def _given(pasted: str) -> bytes | str:
    """The file, or the pasted text. Raises ReturnedFileError when there is neither."""
    upload = read_upload("fil")
    if upload.content:
        return upload.content
    if not pasted.strip():
        chosen = request.files.get("fil")
        is_missing = chosen is None or not chosen.filename
        raise ReturnedFileError("Välj en fil eller klistra in en text." if is_missing else upload.problem)
    if len(pasted) > MOST_TYPED:
        raise ReturnedFileError(f"Texten är för lång. Högst {MOST_TYPED // 1000} tusen tecken går att klistra in.")
    return pasted.replace("\r\n", "\n")


def _refused(typed: Typed, problem: str, field: str) -> ResponseReturnValue:
    return _form(Typed(typed.text, typed.written, problem, field)), 422


def _form(typed: Typed) -> str:
    return render_template("scan_form.html", typed=typed, megabytes=MOST_SCANNED // 1024 // 1024)


def _result(told: Scanned, written: date | None) -> str:
    library, found = services().library, told.found
    return render_template(
        "scan.html",
        remarks=told.remarks,
        groups=tuple(_groups(library, found.citations)),
        citations=len(found.citations),
        others=list(dict.fromkeys(displayable(each.text) for each in found.others)),
        missing=[each.part for each in found.parts if not each.seems_present],
        present=[each for each in found.parts if each.seems_present],
        warnings=found.warnings,
        written=written,
    )


def _groups(library: Library, citations: Iterable[Citation]) -> Iterable[Group]:
    for status in _ORDER:
        named: dict[str, list[Citation]] = {}
        for each in citations:
            if each.status is status:
                named.setdefault(each.verdict.id or each.text, []).append(each)
        if named:
            yield Group(_HEADINGS[status], tuple(_cited(library, name, all_) for name, all_ in named.items()))


def _name_in_full(library: Library, verdict: Verdict) -> str:
    """``3 kap. 1 § den upphävda socialtjänstlagen (2001:453)``, of a provision or statute that the register does not
    hold; empty when nobody knows what the statute is called."""
    registered = (each.first_name for each in library.acts.values() if each.sfs == verdict.act)
    named = (f"{each.names[0]} ({each.number})" for each in library.signs.acts if each.number == verdict.act)
    act = next(registered, "") or next(named, "")
    chapter = f"{verdict.chapter} kap. " if verdict.chapter else ""
    section = f"{verdict.section} § " if verdict.section else ""
    name = f"{chapter}{section}{act}" if act else ""
    return f"{name[:1].upper()}{name[1:]}"


def _cited(library: Library, name: str, citations: list[Citation]) -> Cited:
    verdict = citations[0].verdict
    source = library.sources.get(verdict.id)
    slug = slug_of(verdict.id) if source else ""
    places = dict.fromkeys(displayable(each.passage) for each in citations)
    shown = provision_name(library, source) if source else _name_in_full(library, verdict) or displayable(name)
    others = dict.fromkeys((*verdict.possible, *verdict.successors))
    instead = (
        (slug_of(each), provision_name(library, library.sources[each])) for each in others if each in library.sources
    )
    return Cited(shown, slug, verdict.note, verdict.heading, tuple(places), tuple(instead))
