"""What would this change do? A changed wording tried over every municipality and one's own agreements, as long work.

The library itself is not touched: the change lives in a copy that is gone when the work is done.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.errors import Finding, LibraryError, Severity
from generator.library.fields import parse_day
from generator.library.load import load_library, read_library
from generator.library.model import Library, Wording
from generator.reference import swedish_key
from generator.resources import clauses_dir
from generator.review.clause_reading import Standing, plan_clauses, shown_wording, standing_on
from generator.review.coming import coming_days
from generator.review.impact import Run, StoredAnswers, impact
from generator.review.word_marks import LineChange, Mark, compare_lines
from generator.settings import from_environment
from generator.storage.agreements import AgreementStore
from generator.storage.database import open_database
from generator.storage.jobs import JobState
from generator.storage.ownership import NOBODY, Viewer
from generator.web.error_pages import error_response, shows_again
from generator.web.job_kinds import IsCancelled, ReportProgress, register
from generator.web.jobs import begin, job_store, owner
from generator.web.naming import agreement_name
from generator.web.pinning import pin_today, situation_on
from generator.web.services import services

blueprint = Blueprint("consequence", __name__, url_prefix="/konsekvens")

KIND = "konsekvens"
_NO_DOCUMENT = "I inget dokument"
_MOST_TYPED = 100_000
_MOST_FINDINGS = 20
_MOST_DAYS = 6
_MOST_AGREEMENTS = 100_000


@dataclass(frozen=True)
class Listed:
    """A clause that a change can be tried on."""

    id: str
    heading: str
    first_day: date | None = None
    """When it begins, of one that is not in force yet."""


@dataclass(frozen=True)
class Asked:
    """The day that a change is tried on, and what is wrong with it."""

    text: str
    day: date
    problem: str = ""


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Every clause that is in force or will be, by the document that it is read in first, to choose one."""
    rest = {each.id: each for each in _listed()}
    groups = []
    for plan in services().all_plans():
        held = [rest.pop(each) for each in plan_clauses(services().library, plan) if each in rest]
        groups.append((plan.title, held))
    groups.append((_NO_DOCUMENT, sorted(rest.values(), key=lambda each: (swedish_key(each.heading), each.id))))
    return render_template("consequence_choose.html", groups=[group for group in groups if group[1]])


@blueprint.get("/klausul/<clause_id>")
def show(clause_id: str) -> ResponseReturnValue:
    """The clause's file as it is on a day, to change and try."""
    asked = _asked(clause_id, request.args.get("dag", ""))
    wording = _wording(clause_id, asked.day)
    file = clauses_dir() / wording.file
    return _form(wording, file.read_text(encoding="utf-8"), (), asked) if file.is_file() else abort(404)


@blueprint.post("/klausul/<clause_id>")
def try_it(clause_id: str) -> ResponseReturnValue:
    """Ask for the work, when the changed file can be read; else say what is wrong with it, with all that was typed."""
    asked, typed = _posted_day(clause_id), _typed()
    wording = _wording(clause_id, asked.day)
    findings = () if asked.problem else _findings(wording, typed)
    if findings or asked.problem:
        return _form(wording, typed, findings, asked), 422
    viewer: Viewer = g.get("viewer", NOBODY)
    told = {"fil": wording.file, "text": typed, "dag": asked.day.isoformat()}
    return begin(KIND, {**told, "vem": viewer.who, "organisationer": sorted(viewer.organisations)})


@shows_again("consequence.try_it")
def show_again(clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    if clause_id not in services().library.clauses:
        return error_response(404)
    asked = _posted_day(clause_id)
    return _form(_wording(clause_id, asked.day), _typed(), (), asked)


@blueprint.get("/resultat/<job_id>")
def result(job_id: str) -> ResponseReturnValue:
    """What the change would do."""
    job = job_store().read(job_id, owner())
    if job.kind != KIND or not isinstance(job.result, dict):
        return abort(404) if job.state is JobState.DONE else redirect(url_for("jobs.show", job_id=job.id), 303)
    library = services().library
    clause = Path(str(job.arguments.get("fil", ""))).parent.name
    day: date = parse_day(str(job.arguments.get("dag", ""))) or services().today
    headings = {each.clause: each.heading for each in library.wordings_at(day).values()}
    shown = {"clause": clause, "headings": headings, "day": day, "change": _tried(job.arguments)}
    listed = [each for kind in ("stored", "under_own") for each in job.result.get(kind, ())]
    return render_template("consequence.html", found=job.result, names=_names(listed), **shown)


def _tried(told: Mapping[str, object]) -> tuple[LineChange, ...]:
    """The lines that were changed in the clause's file, word by word; none when the file is gone."""
    root = clauses_dir().resolve()
    file = (root / str(told.get("fil", ""))).resolve()
    if not file.is_relative_to(root) or not file.is_file():
        return ()
    texts = (file.read_text(encoding="utf-8"), str(told.get("text", "")))
    found = compare_lines(*([line for line in text.split("\n") if line.strip()] for text in texts))
    return tuple(each for each in found if each.mark is not Mark.SAME)


def _names(found: Iterable[Mapping[str, object]]) -> Mapping[str, str]:
    """What the visitor's agreements without a name of their own are called elsewhere: by their municipalities."""
    asked = {str(each["id"]) for each in found if not each["name"]}
    today = pin_today() if asked else None
    return {
        each.id: agreement_name(situation_on(today, each.plan, each.answers))
        for each in (services().agreements.newest(_MOST_AGREEMENTS) if today else ())
        if today and each.id in asked and each.plan in today.library.plans
    }


def _listed() -> Iterator[Listed]:
    today = services().today
    for clause in services().library.clauses.values():
        wording, standing = shown_wording(clause, today), standing_on(clause, today)
        if standing is not Standing.PAST:
            yield Listed(clause.id, wording.heading, wording.first_day if standing is Standing.COMING else None)


def _asked(clause_id: str, text: str) -> Asked:
    """The day that is asked for; else the first from today on which the clause is in force, with what is wrong."""
    made = services()
    clause = made.library.clauses.get(clause_id) or abort(404)
    nearest = max(made.today, shown_wording(clause, made.today).first_day)
    day: date | None = parse_day(text.strip()) if text.strip() else nearest
    if day is None:
        return Asked(text, nearest, "Det är ingen dag. Skriv till exempel 2027-01-01.")
    if day < made.today:
        return Asked(text, nearest, "Dagen har passerat. Välj i dag eller en senare dag.")
    if clause.at(day) is None:
        return Asked(text, nearest, "Klausulen gäller inte den dagen.")
    return Asked(day.isoformat(), day)


def _posted_day(clause_id: str) -> Asked:
    """The same of what was posted; the file that was changed must be the one that is in force that day."""
    asked = _asked(clause_id, request.form.get("dag", ""))
    shown: date | None = parse_day(request.form.get("lydelse", ""))
    known = shown and services().library.clauses[clause_id].at(shown)
    if asked.problem or not shown or known is None or known is _wording(clause_id, asked.day):
        return asked
    return replace(asked, day=shown, problem="Den dagen gäller en annan lydelse av klausulen än den som står här.")


def _wording(clause_id: str, day: date) -> Wording:
    return services().library.wordings_at(day).get(clause_id) or abort(404)


def _typed() -> str:
    return request.form.get("text", "").replace("\r\n", "\n")


def _form(wording: Wording, text: str, findings: tuple[Finding, ...], asked: Asked) -> str:
    coming = coming_days(services().library, services().today)[:_MOST_DAYS]
    told = {"findings": findings, "asked": asked, "coming": coming, "day": parse_day(asked.text)}
    return render_template("consequence_form.html", wording=wording, text=text, **told)


def _findings(wording: Wording, text: str) -> tuple[Finding, ...]:
    """What is wrong with the library when the clause's file reads so."""
    if len(text) > _MOST_TYPED:
        most = f"Texten är för lång. Högst {_MOST_TYPED // 1000} tusen tecken."
        return (Finding(wording.file, 0, "text-for-lang", most),)
    with _changed_copy(wording.file, text) as root:
        _, found = read_library(root)
    return tuple(each for each in found if each.severity is Severity.ERROR)[:_MOST_FINDINGS]


@contextmanager
def _changed_copy(file: str, text: str) -> Iterator[Path]:
    """The library with one file changed, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="bibliotek-") as name:
        root = Path(name) / "klausuler"
        shutil.copytree(clauses_dir(), root)
        path = (root / file).resolve()
        if not path.is_relative_to(root.resolve()) or not path.is_file():
            raise LibraryError([Finding(file, 0, "fil-saknas", "Filen finns inte längre i klausulbiblioteket.")])
        path.write_text(text, encoding="utf-8")
        yield root


# --- The work, in a process of its own --------------------------------------------------------------------------------


def work(report_progress: ReportProgress, is_cancelled: IsCancelled, arguments: Mapping[str, object]) -> object:
    """Try the change. Returns what ``Impact`` holds, as JSON."""
    before = load_library(clauses_dir())
    with _changed_copy(str(arguments["fil"]), str(arguments["text"])) as root:
        after: Library = load_library(root)
    day: date | None = parse_day(str(arguments["dag"]))
    if day is None:
        raise LibraryError([])
    run = Run(_stored(arguments), report_progress, is_cancelled)
    return asdict(impact(before, after, day, run))


def _stored(arguments: Mapping[str, object]) -> tuple[StoredAnswers, ...]:
    """The agreements that whoever asked may read."""
    organisations = arguments["organisationer"]
    names = frozenset(map(str, organisations)) if isinstance(organisations, list) else frozenset()
    store = AgreementStore(open_database(from_environment().database_url), Viewer(str(arguments["vem"]), names))
    try:
        found = store.newest(_MOST_AGREEMENTS)
    finally:
        store.engine.dispose()
    return tuple(StoredAnswers(each.id, each.name, each.plan, each.answers) for each in found)


register(KIND, work, "Vad en ändring skulle göra", "consequence.result")
