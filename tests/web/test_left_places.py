"""Where a clause that is left out stood: in the text, between those that stood around it."""

from __future__ import annotations

import pytest
from flask import Flask

from generator.assembly.left_out import KEY
from generator.library.model import Library
from generator.library.optional import optional_clauses
from generator.storage.agreements import AgreementStore, Change
from generator.storage.ownership import Viewer
from generator.web.explaining import clause_notes
from generator.web.interview import Basis
from generator.web.services import EXTENSION
from tests.web.conftest import NOON
from tests.web.pages import Page, Site

PLAN = "samverkansoverenskommelse"


def without(site: Site, library: Library, options: set[str]) -> str:
    """The address of a draft for Bjurholm that does without these."""
    app: Flask = site.client.application
    store: AgreementStore = app.extensions[EXTENSION].agreements
    change = Change({"kommuner": ["2403"], KEY: sorted(options)}, library.version, NOON)
    viewer = Viewer("nagon", frozenset({"demo-polis"}))
    return f"/overenskommelse/{store.seen_by(viewer).create(library.plans[PLAN], change).id}/"


def places(page: Page) -> list[str]:
    return [each["id"].removeprefix("valfri-") for each in page.soup.select(".document .left-here")]


def test_every_optional_clause_that_is_left_out_has_its_place_in_the_text_in_order(
    real_site: Site, real_library: Library
) -> None:
    options = set(optional_clauses(real_library, real_library.plans[PLAN]).values())
    assert options
    draft = without(real_site, real_library, options)
    situation = Basis(real_library, real_library.plans[PLAN], NOON.date(), {"kommuner": ["2403"]}).situation()
    in_order = [each.option for each in clause_notes(situation, real_library.plans[PLAN]) if each.option]
    overview = real_site.get(draft)
    assert places(overview) == [each for each in dict.fromkeys(in_order) if each in places(overview)]
    assert places(overview) == places(real_site.get(f"{draft}problembild"))
    links = {each["href"] for each in overview.soup.select(".chosen-out a")}
    assert links == {f"#valfri-{each}" for each in places(overview)} and links


@pytest.mark.parametrize("option", ["bakgrund", "samordning"])
def test_a_place_belongs_to_the_part_that_the_clause_stood_in(
    real_site: Site, real_library: Library, option: str
) -> None:
    whole = real_site.get(without(real_site, real_library, set()))
    stood_in = whole.soup.select_one(f"#valfri-{option}").find_parent("section").find_parent("section")
    place = real_site.get(without(real_site, real_library, {option})).soup.select_one(f"#valfri-{option}")
    # A part with one clause left is that clause's own section, and the place comes right after it.
    owner = place.find_parent("section") or place.find_previous_sibling("section")
    assert owner["id"] == stood_in["id"]


def test_the_place_is_on_the_page_and_never_in_a_file(real_site: Site, real_library: Library) -> None:
    draft = without(real_site, real_library, {"bakgrund"})
    place = real_site.get(draft).soup.select_one("#valfri-bakgrund")
    assert place.select_one("button").text.startswith("Ta med igen")
    printed = real_site.client.get(f"{draft}filer/{PLAN}.html").text
    assert "left-here" not in printed and "Här stod" not in printed
