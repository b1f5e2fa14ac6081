"""Rows grow and shrink, and two who save at once lose nothing."""

from __future__ import annotations

import pytest

from generator.storage.agreements import AgreementStore
from tests.web.pages import Page, Site
from tests.web.test_interview import stored

# --- Rows ------------------------------------------------------------------------------------------------------------


def test_rows_are_added_and_taken_away_without_saving(begun: Page, site: Site, store: AgreementStore) -> None:
    before = stored(store)
    page = site.send(begun.form().set("namnder-0-namn", "barnnämnden"), "lagg-till:namnder")
    assert page.all(".row-card > legend") == ["Nämnder, Rad 1: Eskilstuna kommun", "Nämnder, Rad 2"]
    assert page.value("namnder-0-namn") == "barnnämnden"
    page = site.send(page.form().set("namnder-1-namn", "äldrenämnden"), "ta-bort:namnder:1")
    assert page.all(".row-card > legend") == ["Nämnder, Rad 1"]
    assert page.value("namnder-0-namn") == "äldrenämnden"
    assert stored(store) == before


def test_there_is_no_button_for_more_rows_than_may_be(begun: Page, site: Site) -> None:
    page = begun
    for _ in range(2):
        page = site.send(page.form(), "lagg-till:namnder")
    assert len(page.soup.select(".row-card")) == 3
    assert not page.soup.select("button[value='lagg-till:namnder']")


def test_an_empty_row_is_no_row(begun: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(begun.form(), "lagg-till:namnder")
    site.send(page.form())
    assert "namnder" not in stored(store)
    assert site.last_address.endswith("/innehall")


def test_what_is_missing_in_a_row_is_told_at_its_field(begun: Page, site: Site) -> None:
    page = site.send(begun.form(), "lagg-till:namnder")
    page = site.send(page.form().set("namnder-1-sammantrade", "2026-12-01"), status=422)
    assert [target for _, target in page.errors] == ["namnder-1-kommun", "namnder-1-namn"]
    assert page.value("namnder-1-sammantrade") == "2026-12-01"


def test_a_wrong_value_in_a_row_is_told_at_its_field(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("namnder-0-sammantrade", "snart"), status=422)
    assert [target for _, target in page.errors] == ["namnder-0-sammantrade"]
    assert page.value("namnder-0-sammantrade") == "snart"


def test_a_row_for_one_who_is_no_longer_a_party_is_told_in_words(begun: Page, site: Site) -> None:
    form = begun.form().set("namnder-0-namn", "barnnämnden").set("kommuner", "2403")
    page = site.send(form, status=422)
    assert ("Nämnder, rad 1: välj en av överenskommelsens parter.", "namnder-0-kommun") in page.errors


@pytest.mark.parametrize(
    "button",
    ["ta-bort:namnder:0", "ta-bort:namnder:99", "ta-bort:namnder:x", "lagg-till:finns_inte", "sok:", "visa:form"],
)
def test_a_button_that_nobody_made_does_no_harm(begun: Page, site: Site, button: str) -> None:
    assert site.send(begun.form(), button).value("namnder-0-namn") == "socialnämnden"


# --- Two at once -----------------------------------------------------------------------------------------------------


def test_of_two_who_save_the_same_page_the_second_is_told_and_loses_nothing(
    begun: Page, site: Site, store: AgreementStore
) -> None:
    site.send(begun.form().set("namnder-0-namn", "hennes nämnd"))
    page = site.send(begun.form().set("namnder-0-namn", "hans nämnd"), status=409)
    assert "sparats på annat håll" in page.notice
    assert "Nämnder" in page.notice
    assert page.value("namnder-0-namn") == "hans nämnd"
    assert stored(store)["namnder"] == [{"kommun": "0484", "namn": "hennes nämnd"}]
    site.send(page.form())
    assert stored(store)["namnder"] == [{"kommun": "0484", "namn": "hans nämnd"}]


def test_what_somebody_saved_on_another_page_is_kept_when_the_second_saves_again(
    begun: Page, site: Site, store: AgreementStore
) -> None:
    innehall = site.get(site.last_address.replace("/parter", "/innehall"))
    site.send(innehall.form().set("antal", "7"))
    page = site.send(begun.form().set("form", "del"), status=409)
    site.send(page.form().set("helhet", "Helheten"))
    assert (stored(store)["antal"], stored(store)["form"]) == ("7", "del")


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999999999999", "٣"])
def test_a_version_number_that_somebody_made_up_overwrites_nothing(
    begun: Page, site: Site, store: AgreementStore, version: str
) -> None:
    site.send(begun.form().set("_version", version).set("form", "del"), status=409)
    assert "form" not in stored(store)
