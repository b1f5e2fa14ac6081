"""The two that ``compare`` compares: answers files, documents made here, stored drafts, municipalities."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import clock
from generator.assembly.answers import try_answers
from generator.assembly.assemble import situation_for
from generator.assembly.manifest import Manifest
from generator.assembly.situation import Situation
from generator.assembly.values import short
from generator.cli.answers_file import plan_for, read_answers_file
from generator.cli.given_files import content_of
from generator.cli.local_wordings import with_local_file
from generator.cli.system_errors import InputError
from generator.library.load import load_library
from generator.library.model import Library
from generator.readback.manifest import ManifestError, read_manifest
from generator.review.samples import needed_answers
from generator.review.simulate import MUNICIPALITIES_QUESTION, agreement_plans
from generator.settings import from_environment
from generator.storage.database import opened
from generator.storage.errors import UnknownAgreement
from generator.storage.stored_situations import Seen, stored_version

DRAFT, MUNICIPALITY = "utkast:", "kommun:"
"""What a draft in the database (``utkast:ID``, ``utkast:ID:3``) and a municipality (``kommun:0484``) begin with."""
_ANSWERS = (".yaml", ".yml")
_LONGEST_NUMBER = 9
_NO_LOCAL = "Egna lydelser kan läggas till en svarsfil, en kommun eller ett bibliotek, inte till det som är gjort."


@dataclass(frozen=True)
class Side:
    """One of the two that are compared."""

    situation: Situation
    printed: frozenset[str] | None = None
    """For a document: the questions whose answers it carries; the others are unknown."""
    remarks: tuple[str, ...] = ()


def two_sides(options: Namespace) -> tuple[Side, Side]:
    """Both, the second laid over with own wordings when there are any. Raises InputError or AnswersError."""
    library = load_library(options.klausuler)
    drafts = {str(each): _draft(str(each), library) for each in (options.a, options.b) if _is(each, DRAFT)}
    plan = next((each.situation.plan.id for each in drafts.values()), options.plan)
    one, other = (
        drafts.get(str(path)) or _side(path, options, library, _Wanted(plan, local))
        for path, local in ((options.a, None), (options.b, options.lokalt))
    )
    if options.lokalt and _is(options.b, DRAFT):
        raise InputError(_NO_LOCAL)
    return one, other


@dataclass(frozen=True)
class _Wanted:
    """What a side is seen as: a municipality in which document, and over which own wordings."""

    plan: str
    local: Path | None


def _is(path: Path, beginning: str) -> bool:
    return str(path).startswith(beginning)


def _side(path: Path, options: Namespace, library: Library, wanted: _Wanted) -> Side:
    if path.suffix.lower() in _ANSWERS:
        file = read_answers_file(path)
        day = options.day or file.day or clock.today()
        library = with_local_file(library, wanted.local, day)
        return Side(situation_for(library, plan_for(library, file.plan), file.answers, day))
    if _is(path, MUNICIPALITY):
        day = options.day or clock.today()
        return _municipality(path, with_local_file(library, wanted.local, day), wanted.plan, day)
    if wanted.local is not None:
        raise InputError(_NO_LOCAL)
    return _document(path, library, options.day)


def _municipality(path: Path, library: Library, plan_id: str, day: date) -> Side:
    """What is suggested for a municipality that has answered nothing yet."""
    code = str(path).removeprefix(MUNICIPALITY)
    plans = {each.id: each for each in agreement_plans(library)}
    largest = max(plans.values(), key=lambda each: len(each.items), default=None)
    plan = plans.get(plan_id) if plan_id else largest
    if plan is None:
        raise InputError(f"”{short(plan_id)}” är ingen överenskommelse. Tillåtna: {', '.join(plans)}.")
    raw = {**needed_answers(library, plan), MUNICIPALITIES_QUESTION: [code]}
    return Side(situation_for(library, plan, raw, day))


def _draft(text: str, library: Library) -> Side:
    """A stored agreement as it is, or one of its versions, on the library that it rests on."""
    _, agreement_id, *number = text.split(":")
    if len(number) > 1 or not all(each.isascii() and each.isdigit() and len(each) < _LONGEST_NUMBER for each in number):
        raise InputError(f"”{short(text)}” är inget utkast. Skriv utkast:ID eller utkast:ID:VERSION.")
    settings = from_environment()
    seen = Seen(library, clock.today(), settings.var_dir)
    try:
        with opened(settings.database_url) as engine:
            found = stored_version(engine, seen, agreement_id, int(number[0]) if number else None)
    except UnknownAgreement as error:
        raise InputError(f"”{short(text)}” finns inte. ”review drafts” räknar upp utkasten.") from error
    remark = "biblioteket som utkastet gjordes med går inte att läsa. Här görs texten om med dagens."
    return Side(found.situation, remarks=() if found.is_own_library else (f"{short(text)}: {remark}",))


def _document(path: Path, library: Library, day: date | None) -> Side:
    """The situation that a document made here carries in its manifest, on the present library."""
    try:
        manifest = read_manifest(content_of(path))
    except ManifestError as error:
        raise InputError(f"”{path}”: {error}") from error
    if manifest is None:
        raise InputError(f"”{path}” bär inga uppgifter om hur den är gjord. Jämför svarsfilen i stället.")
    plan = plan_for(library, manifest.plan)
    answers, _ = try_answers(library, plan, manifest.answers)
    situation = Situation(library, plan, answers, day or manifest.day)
    return Side(situation, frozenset(manifest.answers), tuple(_remarks(path, manifest, library)))


def _remarks(path: Path, manifest: Manifest, library: Library) -> Iterator[str]:
    yield "En fil bär bara de svar som dess egen text trycker. Bilagor och underlag jämförs därför inte."
    if manifest.own:
        yield f"{path.name} har egna lydelser av {', '.join(manifest.own)}. Här jämförs bibliotekets."
    if manifest.library != library.version:
        yield f"{path.name} är gjord med bibliotek {manifest.library}. Här görs texten om med {library.version}."
