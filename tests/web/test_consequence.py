"""A changed wording is tried over everything before anybody decides on it; the library itself stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest

from generator.errors import LibraryError
from generator.library.load import library_version
from generator.library.model import Library
from generator.resources import clauses_dir
from generator.review.impact import ImpactStopped
from generator.settings import Settings
from generator.storage.jobs import Ending, Job, JobState, JobStore
from generator.web.consequence import work
from generator.web.identity.demo import demo_account
from generator.web.services import EXTENSION
from tests.web.conftest import NOON, made_app
from tests.web.pages import KOMMUNPOLIS, Page, Site

CLAUSE = "/konsekvens/klausul/samarbetsform-storstad"


@pytest.fixture
def real(settings: Settings, real_library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The service as it is shipped, with long work in the same database."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("GENERATOR_VAR", str(settings.var_dir))
    made = made_app(settings, real_library)
    yield Site(made.test_client())
    made.extensions[EXTENSION].agreements.engine.dispose()


def jobs_of(site: Site) -> tuple[JobStore, str]:
    store = site.client.application.extensions[EXTENSION].agreements
    return JobStore(store.engine), demo_account(store, KOMMUNPOLIS, NOON).id


def ask(site: Site, text: str, status: int = 200) -> Page:
    return site.send(site.get(CLAUSE).form("main form").set("text", text), status=status)


def newest(site: Site) -> Job:
    store, owner = jobs_of(site)
    return store.newest(owner, 1)[0]


def do(site: Site) -> Page:
    """Do the work that was asked for last, here and now, and show its result."""
    store, _ = jobs_of(site)
    job = newest(site)
    assert store.take(NOON) is not None
    result = json.loads(json.dumps(work(lambda *_: None, lambda: False, job.arguments)))
    store.end(job.id, Ending(JobState.DONE, result), NOON)
    return site.get(f"/konsekvens/resultat/{job.id}")


def file_text(site: Site) -> str:
    return str(site.get(CLAUSE).soup.select_one("#text").get_text()).lstrip("\n")


def test_every_clause_in_force_can_be_chosen(real: Site, real_library: Library) -> None:
    links = [each["href"] for each in real.get("/konsekvens/").soup.select(".link-list a")]
    assert sorted(links) == sorted(f"/konsekvens/klausul/{each}" for each in real_library.wordings_at(NOON.date()))


def test_the_form_holds_the_file_as_it_is(real: Site) -> None:
    file = clauses_dir() / "samarbete" / "samarbetsform-storstad" / "2026-01-01.md"
    assert file_text(real).rstrip("\n") == file.read_text(encoding="utf-8").rstrip("\n")


def test_a_change_is_tried_as_long_work_and_its_result_shown(real: Site) -> None:
    first = real.get("/overenskommelse/ny/samverkansoverenskommelse")
    real.send(first.form().set("kommuner-sok", "Göteborg"))
    before = library_version(clauses_dir())
    page = ask(real, file_text(real).rstrip() + "\n\nEtt nytt stycke till sist.\n")
    assert page.heading == "Vad en ändring skulle göra"
    result = do(real)
    assert result.heading == "Det här skulle ändringen göra"
    assert "3 av 290 kommuner" in result.text and "Av dina sparade överenskommelser berörs 1 av 1." in result.text
    assert "Göteborg" in result.all("main ul.link-list a")
    assert "får andra ord i" in result.text
    assert "Prövat med det som gäller 21 november 2026." in result.text
    assert any("Ett nytt stycke till sist." in each for each in result.all(".diff ins"))
    assert library_version(clauses_dir()) == before


def test_whose_own_text_stands_over_a_changed_one_is_told_by_the_agreement_s_name(real: Site) -> None:
    real.send(real.get("/overenskommelse/ny/samverkansoverenskommelse").form().set("kommuner-sok", "Göteborg"))
    agreement = real.last_address.split("/")[2]
    ask(real, file_text(real))
    store, _ = jobs_of(real)
    job, result = newest(real), work(lambda *_: None, lambda: False, newest(real).arguments)
    own = {"id": agreement, "name": "", "clauses": ["samarbetsform-storstad"]}
    store.take(NOON)
    store.end(job.id, Ending(JobState.DONE, {**result, "under_own": [own]}), NOON)
    page = real.get(f"/konsekvens/resultat/{job.id}")
    assert page.all("h3 ~ ul.link-list a") == ["Göteborg"]
    assert "samarbetsform-storstad" in page.all("h3 ~ ul.link-list .quiet")[0]


def test_rules_that_do_not_fit_together_are_told(real: Site) -> None:
    text = file_text(real)
    line = next(each for each in text.splitlines() if each.startswith("villkor:"))
    ask(real, text.replace(line, "villkor: [kommunstorlek: stor]"))
    shown = do(real).text
    assert "Regler som inte går ihop" in shown
    assert "Två klausuler hamnar på samma plats" in shown and "blir tom" in shown


def test_a_file_with_errors_is_shown_again_with_every_error(real: Site) -> None:
    text = file_text(real)
    line = next(each for each in text.splitlines() if each.startswith("villkor:"))
    wrong = text.replace(line, "villkor: [finns_inte]").replace("rubrik:", "rubrikk:")
    page = ask(real, wrong, status=422)
    assert "finns_inte" in page.soup.select_one(".error-summary").get_text()
    assert str(page.soup.select_one("#text").get_text()).lstrip("\n").rstrip() == wrong.rstrip()
    assert jobs_of(real)[0].newest(jobs_of(real)[1], 5) == ()


@pytest.mark.parametrize("text", ["", "{{ 7*7 }}", "---\n---", "<script>alert(1)</script>", "a" * 100_001, "\x00"])
def test_hostile_text_is_refused_and_shown_as_text(real: Site, text: str) -> None:
    html = ask(real, text, status=422).response.text
    assert "<script>alert" not in html and "49" not in html.split("<textarea")[1].split("</textarea>")[0]


def test_nothing_is_left_of_the_copy(real: Site) -> None:
    ask(real, file_text(real), status=200)
    with pytest.raises(ImpactStopped):
        work(lambda *_: None, lambda: True, {**newest(real).arguments, "organisationer": []})
    assert list(Path(gettempdir()).glob("bibliotek-*")) == []


@pytest.mark.parametrize("file", ["../../etc/passwd", "/etc/passwd", "finns/inte/2026-01-01.md"])
def test_the_work_writes_in_no_other_file(real: Site, file: str) -> None:
    told = {"fil": file, "text": "x", "dag": "2026-11-21", "vem": "x", "organisationer": []}
    with pytest.raises(LibraryError):
        work(lambda *_: None, lambda: False, told)


def test_work_that_is_not_done_leads_to_the_page_that_follows_it(real: Site) -> None:
    ask(real, file_text(real))
    page = real.get(f"/konsekvens/resultat/{newest(real).id}")
    assert page.heading == "Vad en ändring skulle göra" and "Det här skulle" not in page.text


def test_a_change_is_tried_on_the_day_that_is_asked_for(real: Site) -> None:
    text = file_text(real)
    form = real.get(CLAUSE).form("main form").set("text", text).set("dag", "2027-06-01")
    real.send(form)
    assert newest(real).arguments["dag"] == "2027-06-01"


@pytest.mark.parametrize("day", ["i går", "2020-01-01", "2026-13-40"])
def test_a_day_that_cannot_be_tried_is_told_with_all_that_was_typed(real: Site, day: str) -> None:
    page = real.send(real.get(CLAUSE).form("main form").set("text", "Nytt.").set("dag", day), status=422)
    assert [target for _, target in page.errors] == ["dag"]
    assert page.value("text").strip() == "Nytt."
    assert page.value("dag") == day
    assert real.get(f"{CLAUSE}?dag={day}").errors
