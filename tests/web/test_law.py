"""The register of provisions on the web, and what a change of one would touch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.agreements import Change
from generator.web.law import slug_of
from generator.web.services import EXTENSION
from tests.web.conftest import NOON, made_app
from tests.web.pages import ADMINISTRATOR, Page, Site, sign_in_as

TOUCHED = "/lagrum/sol-12-1/andring"


@pytest.fixture
def real(settings: Settings, real_library: Library) -> Iterator[Site]:
    """The service as it is shipped, with one agreement in it."""
    made = made_app(settings, real_library)
    yield Site(made.test_client())
    made.extensions[EXTENSION].agreements.engine.dispose()


def asked(site: Site, status: int = 200, **fields: str) -> Page:
    form = site.get(TOUCHED).form("main form")
    for name, value in fields.items():
        form = form.set(name, value)
    return site.send(form, status=status)


def test_every_provision_stands_in_the_list_and_has_a_page_of_its_own(real: Site, real_library: Library) -> None:
    links = [each["href"] for each in real.get("/lagrum/").soup.select(".link-list a")]
    assert links == [f"/lagrum/{slug_of(each)}" for each in real_library.sources]
    assert len(set(links)) == len(links)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("sol-16-2-a", "Handlingar i utredning om barn"),
        ("osl-10-15-a", "SFS 2025:934"),
        ("sol2001-2-1", "Upphävd från 1 juli 2025"),
        ("brf-9", "prop. 2022/23:43"),
    ],
)
def test_a_page_tells_what_is_known_of_a_provision(real: Site, slug: str, said: str) -> None:
    assert said in real.get(f"/lagrum/{slug}").text


def test_a_repealed_provision_leads_to_what_replaced_it(real: Site) -> None:
    link = real.get("/lagrum/sol2001-2-1").soup.select_one("dl a")
    assert link["href"] == "/lagrum/sol-4-1"


def test_the_texts_that_rest_on_a_provision_can_be_read(real: Site) -> None:
    links = [each["href"] for each in real.get("/lagrum/sol-19-1").soup.select(".link-list .quiet a")]
    assert links
    for address in dict.fromkeys(links):
        path, _, anchor = address.partition("#")
        assert real.get(path).soup.find(id=anchor) is not None


def test_what_should_be_looked_at_can_be_shown_alone(real: Site) -> None:
    page = real.get("/lagrum/?visa=se-over")
    shown = [each.get_text() for each in page.soup.select(".link-list li")]
    assert shown and all("läs på nytt" in each for each in shown)


def test_an_unknown_provision_is_not_there(real: Site) -> None:
    for slug in ("sol-99-1", "SoL 4:1", "..%2f", "x" * 300):
        real.get(f"/lagrum/{slug}", status=404)


def test_a_change_shows_clauses_documents_and_a_worklist(real: Site) -> None:
    page = asked(real, andring="upphävd", fran="2027-01-01")
    assert "upphävs från 1 januari 2027" in page.text
    tasks = page.all("main ol li")
    assert "Skriv upphävd: 2027-01-01 på SoL 12:1." in tasks[0]
    assert any("Skriv en ny lydelse" in each for each in tasks)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Välj vad som händer"),
        ({"andring": "upphävd"}, "Skriv en dag"),
        ({"andring": "upphävd", "fran": "nyår"}, "Skriv en dag"),
        ({"andring": "ersatt", "fran": "2027-01-01"}, "Skriv vilken bestämmelse"),
    ],
)
def test_what_is_missing_is_told_beside_the_field_and_at_the_top(real: Site, fields: dict[str, str], said: str) -> None:
    page = asked(real, status=422, **fields)
    assert said in page.soup.select_one(".error-summary").get_text()
    assert said in page.soup.select_one(".field-error").get_text()


def test_what_was_typed_is_shown_as_typed(real: Site) -> None:
    page = asked(real, andring="ersatt", fran="2027-01-01", ersatt_av='<b>"{{7*7}}"')
    assert '<b>"{{7*7}}"' in page.soup.select_one("#ersatt_av")["value"]
    html = page.response.text
    assert "&lt;b&gt;" in html and "<b>" not in html and "{{7*7}}" in html


def test_only_agreements_of_ones_own_are_listed(settings: Settings, real_library: Library) -> None:
    made = made_app(settings, real_library)
    site = Site(made.test_client())
    strangers = made.extensions[EXTENSION].agreements  # nobody's organisation
    plan = real_library.plans["samverkansoverenskommelse"]
    answers: dict[str, object] = {"kommuner": ["2403"]}
    strangers.create(plan, Change(answers, real_library.version, NOON, NOON.date()))
    page = asked(site, andring="ändrad", fran="2027-01-01")
    assert "0 av dina överenskommelser" in page.text
    assert "Bjurholm" not in page.text
    strangers.engine.dispose()


def test_an_agreement_of_ones_own_is_listed_with_a_link(real: Site) -> None:
    first = real.get("/overenskommelse/ny/samverkansoverenskommelse")
    real.send(first.form().set("kommuner-sok", "Eskilstuna"))
    agreement = real.last_address.split("/")[2]
    page = asked(real, andring="ändrad", fran="2027-01-01")
    assert "1 av dina överenskommelser" in page.text
    assert f"/overenskommelse/{agreement}/" in [each["href"] for each in page.soup.select(".link-list a")]


def test_anybody_may_read_the_register_but_not_ask_about_agreements(real: Site) -> None:
    stranger = Site(real.client.application.test_client(), "")
    assert "Pröva en ändring" not in stranger.get("/lagrum/sol-12-1").text
    response = stranger.client.get(TOUCHED)
    assert response.status_code == 303 and f"vidare={TOUCHED}" in response.headers["Location"]


def test_the_administrator_sees_no_agreements_here_either(real: Site) -> None:
    client: FlaskClient = real.client.application.test_client()
    sign_in_as(client, ADMINISTRATOR)
    assert client.get(TOUCHED).status_code == 403
