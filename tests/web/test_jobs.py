"""The pages of long work: what has been asked for, how far it has come, and the button that stops it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from generator.storage.jobs import Ending, Job, JobState, JobStore
from generator.web import jobs
from generator.web.identity.demo import demo_account
from generator.web.identity.visitors import COOKIE
from generator.web.services import EXTENSION
from tests.web import long_work
from tests.web.conftest import NOON, Served
from tests.web.pages import KOMMUNPOLIS, Site

KIND = f"prov-{long_work.count.__name__}"
OTHER = "polis-lokalpolisomradeschef"


@pytest.fixture
def job_store(app: Flask) -> JobStore:
    return JobStore(app.extensions[EXTENSION].agreements.engine)


@pytest.fixture
def job(app: Flask, site: Site, job_store: JobStore) -> Job:
    """Long work that the visitor has asked for."""
    return job_store.add(KIND, demo_account(app.extensions[EXTENSION].agreements, KOMMUNPOLIS, NOON).id, {}, NOON)


def test_what_has_been_asked_for_is_listed_with_how_it_is_doing(site: Site, job: Job) -> None:
    page = site.get("/arbeten/")
    (line,) = page.all(".draft-list li")
    assert line == "Ett prov väntar på sin tur – begärt 21 november 2026 kl. 13.00"
    assert site.get(page.soup.select_one(".draft-list a")["href"]).heading == "Ett prov"


def test_whoever_has_asked_for_nothing_is_told_so(site: Site) -> None:
    assert "Du har inte begärt något arbete" in site.get("/arbeten/").text


def test_a_page_that_begins_work_leads_to_the_page_that_follows_it(app: Flask, job_store: JobStore) -> None:
    with app.test_request_context("/"):
        response = jobs.begin(KIND, {"antal": 3})
        with pytest.raises(KeyError):
            jobs.begin("finns-inte", {})
    (made,) = job_store.newest("lokal", 10)
    assert response.location == f"/arbeten/{made.id}"  # type: ignore[union-attr]
    assert made.arguments == {"antal": 3}


def test_progress_is_shown_in_numbers_and_as_a_bar(site: Site, job: Job, job_store: JobStore) -> None:
    assert "Är ett annat arbete före görs det först" in site.get(f"/arbeten/{job.id}").text
    job_store.take(NOON)
    assert "Det syns snart hur mycket det är." in site.get(f"/arbeten/{job.id}").text
    job_store.tell(job.id, (12, 40), NOON)
    page = site.get(f"/arbeten/{job.id}")
    assert "12 av 40 är gjorda." in page.text
    bar = page.soup.select_one("progress")
    assert (bar["value"], bar["max"]) == ("12", "40")
    (again,) = page.soup.select("a[data-again]")
    assert site.get(again["href"]).heading == "Ett prov"


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (Ending(JobState.DONE, {}), "Arbetet är klart."),
        (Ending(JobState.FAILED, reason="Planen <b> finns inte."), "Planen <b> finns inte."),
        (Ending(JobState.STOPPED), "Det stoppades på begäran."),
        (Ending(JobState.INTERRUPTED), "Begär arbetet en gång till."),
    ],
)
def test_how_it_ended_is_told_and_there_is_nothing_more_to_stop(
    site: Site, job: Job, job_store: JobStore, ending: Ending, told: str
) -> None:
    job_store.take(NOON)
    job_store.end(job.id, ending, NOON)
    page = site.get(f"/arbeten/{job.id}")
    assert told in page.text
    assert page.soup.select("form[data-stop], a[data-again], main script") == []
    results = [each["href"] for each in page.soup.select("main a.btn-primary")]
    assert results == (["/healthz?job_id=" + job.id] if ending.state is JobState.DONE else [])


def test_work_that_waits_is_stopped_with_a_button(site: Site, job: Job, job_store: JobStore) -> None:
    page = site.send(site.get(f"/arbeten/{job.id}").form("form[data-stop]"))
    assert "Arbetet är stoppat." in page.text
    assert job_store.take(NOON) is None


def test_work_that_runs_says_that_it_is_stopping(site: Site, job: Job, job_store: JobStore) -> None:
    job_store.take(NOON)
    page = site.send(site.get(f"/arbeten/{job.id}").form("form[data-stop]"))
    assert "Arbetet stoppas." in page.text
    assert page.soup.select("form[data-stop]") == []


def test_somebody_elses_work_does_not_exist(app: Flask, site: Site, job: Job, job_store: JobStore) -> None:
    form = site.get(f"/arbeten/{job.id}").form("form[data-stop]")
    other = Site(app.test_client(), OTHER)
    other.get(f"/arbeten/{job.id}", 404)
    token = other.get("/").soup.select_one("input[name=csrf_token]")
    other.send(form.set("csrf_token", token["value"] if token else "x"), status=404 if token else 400)
    assert "Du har inte begärt" in other.get("/arbeten/").text
    assert job_store.take(NOON) is not None


def test_work_of_a_kind_that_there_no_longer_is_can_still_be_looked_at(
    app: Flask, site: Site, job: Job, job_store: JobStore
) -> None:
    gone = job_store.add("fanns-forr", job.owner, {}, NOON)
    assert site.get(f"/arbeten/{gone.id}").heading == "Ett arbete som inte längre finns"


def test_the_page_follows_the_work_by_itself(
    job: Job, job_store: JobStore, serve: Served, visitor: Callable[..., BrowserContext], site: Site
) -> None:
    window = visitor()
    address = serve(site.client.application)
    cookie = site.client.get_cookie(COOKIE)
    assert cookie
    window.add_cookies([{"name": COOKIE, "value": cookie.value, "url": address}])
    page = window.new_page()
    page.goto(f"{address}/arbeten/{job.id}")
    job_store.take(NOON)
    job_store.tell(job.id, (3, 7), NOON)
    expect(page.get_by_text("3 av 7 är gjorda.")).to_be_visible()
    page.get_by_role("link", name="Se hur långt det har kommit").focus()
    job_store.tell(job.id, (5, 7), NOON)
    expect(page.get_by_text("5 av 7 är gjorda.")).to_be_visible()
    expect(page.get_by_role("link", name="Se hur långt det har kommit")).to_be_focused()
    job_store.end(job.id, Ending(JobState.DONE, {}), NOON)
    expect(page.get_by_text("Arbetet är klart.")).to_be_visible()
    expect(page.get_by_role("link", name="Se resultatet")).to_be_visible()
