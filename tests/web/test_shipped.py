"""The pages with the library that is shipped: every page of every document keeps the page contract."""

from __future__ import annotations

from datetime import date

import pytest

from generator.library.checks_translations import languages_for
from generator.library.load import load_library
from generator.library.model import PlanKind
from generator.resources import clauses_dir
from tests.web.pages import Site

LIBRARY = load_library(clauses_dir())
TODAY = date(2026, 11, 21)
"""The day on the clock of these pages."""
AGREEMENTS = sorted(plan.id for plan in LIBRARY.plans.values() if plan.kind is PlanKind.AGREEMENT)
PERSONS = sorted(plan.id for plan in LIBRARY.plans.values() if plan.kind is PlanKind.PERSON)


def test_there_are_documents_of_both_kinds() -> None:
    assert AGREEMENTS
    assert PERSONS


@pytest.mark.parametrize("plan_id", AGREEMENTS)
@pytest.mark.parametrize("names", ["Bjurholm", "Göteborg", "Gotland", "Sorsele, Malå, Norsjö"])
def test_an_agreement_can_be_walked_through_from_municipality_to_files(
    real_site: Site, plan_id: str, names: str
) -> None:
    plan = LIBRARY.plans[plan_id]
    page = real_site.send(real_site.get(f"/overenskommelse/ny/{plan_id}").form().set("kommuner-sok", names))
    start = real_site.last_address.rpartition("/")[0]
    for each in plan.pages:
        page = real_site.get(f"{start}/{each.id}")
        assert page.errors == []
        page = real_site.send(page.form(), "oversikt")
    assert page.all(".state") == [] and page.all(".draft-mark") == ["UTKAST"]
    for link in [each["href"] for each in page.soup.select(".files a:not([href*='/filer/'])")]:
        assert real_site.get(link).heading
    for link in {each["href"].partition("#")[0] for each in page.soup.select(".remaining a, .note-body a")}:
        assert real_site.get(link).heading


@pytest.mark.parametrize("plan_id", PERSONS)
def test_a_document_for_a_person_shows_its_questions_and_says_what_is_missing(real_site: Site, plan_id: str) -> None:
    page = real_site.get(f"/person/{plan_id}")
    assert page.questions
    answered = real_site.fetch(page.form(), "docx")
    if answered.status_code == 422:
        assert real_site.send(page.form(), "docx", status=422).errors
    else:
        assert answered.status_code == 200


@pytest.mark.parametrize("plan_id", sorted(LIBRARY.plans))
def test_every_document_can_be_read_as_clauses(real_site: Site, plan_id: str) -> None:
    page = real_site.get(f"/klausuler/{plan_id}")
    assert page.soup.select("article.clause")


def test_every_blank_form_can_be_had_as_a_file(real_site: Site) -> None:
    page = real_site.get("/blanketter")
    links = [each["href"] for each in page.soup.select(".downloads a")]
    plans = [plan for plan in LIBRARY.plans.values() if plan.blanks]
    editions = {plan.id: 1 + len(languages_for(LIBRARY, plan, TODAY)) for plan in plans}
    assert len(links) == 2 * sum(len(plan.blanks) * editions[plan.id] for plan in plans)
    broken = [link for link in links if link.endswith(".docx") and real_site.client.get(link).status_code != 200]
    assert broken == []
