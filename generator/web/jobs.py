"""Long work that somebody has asked for: how far it has come, and a way to stop it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.clock import STOCKHOLM
from generator.storage.events import LOCAL
from generator.storage.jobs import Job, JobState, JobStore
from generator.web.identity.visitors import current_visitor
from generator.web.job_kinds import kind_of
from generator.web.services import services

blueprint = Blueprint("jobs", __name__, url_prefix="/arbeten")

_MOST = 50
STATE_WORDS: Mapping[JobState, str] = {
    JobState.WAITING: "väntar på sin tur",
    JobState.RUNNING: "pågår",
    JobState.DONE: "klart",
    JobState.FAILED: "misslyckades",
    JobState.STOPPED: "stoppat",
    JobState.INTERRUPTED: "avbrutet",
}


@dataclass(frozen=True)
class JobView:
    """A job as a page shows it."""

    job: Job

    @property
    def title(self) -> str:
        """What people call it."""
        kind = kind_of(self.job.kind)
        return kind.title if kind else "Ett arbete som inte längre finns"

    @property
    def state(self) -> str:
        """How it is doing, in words."""
        return "stoppas" if self.is_stopping else STATE_WORDS[self.job.state]

    @property
    def is_stopping(self) -> bool:
        """Whether it has been asked to stop and has not yet."""
        return self.job.cancel and not self.job.state.is_over

    @property
    def asked(self) -> object:
        """When it was asked for, in Swedish time."""
        return self.job.created.astimezone(STOCKHOLM)

    @property
    def result_address(self) -> str:
        """Where the result is shown; empty when there is none."""
        kind = kind_of(self.job.kind)
        if self.job.state is not JobState.DONE or kind is None or not kind.result_page:
            return ""
        return url_for(kind.result_page, job_id=self.job.id)


def job_store() -> JobStore:
    """The jobs there are."""
    return JobStore(services().agreements.engine)


def owner() -> str:
    """Whose jobs the present page is about."""
    account = current_visitor().account
    return account.id if account else LOCAL


def begin(kind: str, arguments: Mapping[str, object]) -> ResponseReturnValue:
    """Ask for long work of a registered kind, and send whoever asked on to the page that follows it.

    Raises KeyError for a kind that nobody registered, and StorageError.
    """
    if kind_of(kind) is None:
        raise KeyError(kind)
    job = job_store().add(kind, owner(), arguments, services().clock())
    return redirect(url_for("jobs.show", job_id=job.id), 303)


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """One's own jobs, the newest first."""
    jobs = [JobView(job) for job in job_store().newest(owner(), _MOST)]
    return render_template("job_list.html", jobs=jobs)


@blueprint.get("/<job_id>")
def show(job_id: str) -> ResponseReturnValue:
    """How far one job has come."""
    return render_template("job.html", view=JobView(job_store().read(job_id, owner())))


@blueprint.post("/<job_id>/stoppa")
def stop(job_id: str) -> ResponseReturnValue:
    """Ask it to stop."""
    job_store().stop(job_id, owner(), services().clock())
    return redirect(url_for("jobs.show", job_id=job_id), 303)
