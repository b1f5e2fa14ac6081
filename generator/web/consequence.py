"""What would this change do? A changed wording tried over every municipality and one's own agreements, as long work.

The library itself is not touched: the change lives in a copy that is gone when the work is done.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
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
from generator.review.impact import Run, StoredAnswers, impact
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
_MOST_TYPED = 100_000
_MOST_FINDINGS = 20
_MOST_AGREEMENTS = 100_000


@dataclass(frozen=True)
class Listed:
    """A clause that a change can be tried on."""

    id: str
    heading: str


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Every clause in force, to choose one."""
    in_force = services().library.wordings_at(services().today).values()
    clauses = [Listed(each.clause, each.heading) for each in in_force]
    clauses.sort(key=lambda each: (swedish_key(each.heading), each.id))
    return render_template("consequence_choose.html", clauses=clauses)


@blueprint.get("/klausul/<clause_id>")
def show(clause_id: str) -> ResponseReturnValue:
    """The clause's file, to change and try."""
    wording = _wording(clause_id)
    file = clauses_dir() / wording.file
    return _form(wording, file.read_text(encoding="utf-8"), ()) if file.is_file() else abort(404)


@blueprint.post("/klausul/<clause_id>")
def try_it(clause_id: str) -> ResponseReturnValue:
    """Ask for the work, when the changed file can be read; else say what is wrong with it, with all that was typed."""
    wording, typed = _wording(clause_id), _typed()
    findings = _findings(wording, typed)
    if findings:
        return _form(wording, typed, findings), 422
    viewer: Viewer = g.get("viewer", NOBODY)
    told = {"fil": wording.file, "text": typed, "dag": services().today.isoformat()}
    return begin(KIND, {**told, "vem": viewer.who, "organisationer": sorted(viewer.organisations)})


@shows_again("consequence.try_it")
def show_again(clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    wording = services().library.wordings_at(services().today).get(clause_id)
    return _form(wording, _typed(), ()) if wording else error_response(404)


@blueprint.get("/resultat/<job_id>")
def result(job_id: str) -> ResponseReturnValue:
    """What the change would do."""
    job = job_store().read(job_id, owner())
    if job.kind != KIND or not isinstance(job.result, dict):
        return abort(404) if job.state is JobState.DONE else redirect(url_for("jobs.show", job_id=job.id), 303)
    library = services().library
    clause = Path(str(job.arguments.get("fil", ""))).parent.name
    headings = {each.clause: each.heading for each in library.wordings_at(services().today).values()}
    shown = {"clause": clause, "headings": headings, "names": _names(job.result.get("stored"))}
    return render_template("consequence.html", found=job.result, **shown)


def _names(found: object) -> Mapping[str, str]:
    """What the visitor's agreements without a name of their own are called elsewhere: by their municipalities."""
    asked = {str(each["id"]) for each in found if not each["name"]} if isinstance(found, list) else set()
    today = pin_today() if asked else None
    return {
        each.id: agreement_name(situation_on(today, each.plan, each.answers))
        for each in (services().agreements.newest(_MOST_AGREEMENTS) if today else ())
        if today and each.id in asked and each.plan in today.library.plans
    }


def _wording(clause_id: str) -> Wording:
    return services().library.wordings_at(services().today).get(clause_id) or abort(404)


def _typed() -> str:
    return request.form.get("text", "").replace("\r\n", "\n")


def _form(wording: Wording, text: str, findings: tuple[Finding, ...]) -> str:
    return render_template("consequence_form.html", wording=wording, text=text, findings=findings)


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
