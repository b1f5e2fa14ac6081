"""Before any document for a person: what comes first, and which documents, without keeping an answer."""

from __future__ import annotations

import pytest

from generator.library.model import Library, PlanKind
from generator.web.person_groups import grouped, in_order
from tests.web.pages import Form, Page, Site

ADDRESS = "/person/forst"
CHILD = {"fara": "nej", "under18": "ja", "vh": "far_inte_veta", "na": "ja"}


def answered(site: Site, *aims: str, **given: str) -> Form:
    form = site.get(ADDRESS).form()
    for name, value in given.items():
        form.set(name, value)
    return form.set("syfte", *aims)


def chosen(page: Page) -> list[str]:
    return page.checked("_handling")


def hidden(page: Page) -> dict[str, str]:
    return {each["name"]: each["value"] for each in page.soup.select("form[data-page] input[type=hidden][name^=p_]")}


def test_danger_leads_to_112_and_to_no_document(real_site: Site) -> None:
    page = real_site.send(answered(real_site, fara="ja"))
    assert page.heading == "Ring 112 nu"
    assert page.soup.select("main form [type=checkbox], main [data-forward]") == []


def test_for_a_child_whose_guardian_may_not_know_the_protection_comes_first(real_site: Site) -> None:
    page = real_site.send(answered(real_site, "dela", "plan", **CHILD))
    steps = page.all("main ol li")
    assert "19 kap. 1 §" in steps[0]
    assert "20 kap. 1 §" in steps[1]
    assert "12 kap. 3 §" in page.text
    assert "Vårdnadshavarens underskrift behövs inte" in page.text
    first = ["beslut-om-sekretess", "information-barn", "information-personuppgifter"]
    assert chosen(page) == [*first, "samtycke", "gemensam-plan"]
    assert hidden(page) == {"p_under_18": "ja", "p_vh_far_veta": "far_inte_veta"}


def test_what_is_not_judged_is_judged_before_the_other_documents(real_site: Site) -> None:
    page = real_site.send(answered(real_site, "dela", **{**CHILD, "vh": "oklart"}))
    assert chosen(page) == ["beslut-om-sekretess"]
    assert hidden(page) == {"p_under_18": "ja"}


@pytest.mark.parametrize("decides", ["tillsammans", "vardnadshavare"])
def test_who_decides_follows_to_the_documents(real_site: Site, decides: str) -> None:
    page = real_site.send(answered(real_site, "dela", **{**CHILD, "vh": "far_veta"}, forfogar=decides))
    assert hidden(page)["p_forfogar"] == decides
    assert "eget blad" in page.text


def test_for_an_adult_no_step_for_children_is_shown(real_site: Site) -> None:
    page = real_site.send(answered(real_site, "medel", fara="nej", under18="nej", na="ja"))
    assert page.heading == "De här papperen passar"
    assert page.soup.select("main ol") == []
    assert chosen(page) == ["underlag-medel", "underlag-polisens-utlatande"]
    assert hidden(page) == {"p_under_18": "nej"}


def test_without_a_safe_way_to_reach_the_person_nothing_is_sent(real_site: Site) -> None:
    page = real_site.send(answered(real_site, "plan", fara="nej", under18="nej", na="nej"))
    assert page.heading == "Det här kommer först"
    assert "Skicka ingenting" in page.text


def test_whoever_lacks_an_answer_is_shown_the_way_to_the_empty_papers_before_and_while_filling_in(
    real_site: Site,
) -> None:
    page = real_site.send(answered(real_site, "dela", **CHILD))
    assert page.soup.select_one('main a[href="/blanketter"]')
    filling = real_site.send(page.form(), "visa")
    link = filling.soup.select_one('main a[href="/blanketter"]')
    assert link is not None
    assert link["target"] == "_blank", "what has been typed is not saved, so the page must stay"


def test_each_unanswered_question_is_named_and_the_answers_are_left(site: Site) -> None:
    page = site.send(answered(site, under18="ja", vh="far_veta"), status=422)
    assert [target for _, target in page.errors] == ["fara-0", "forfogar-0", "na-0", "syfte-0"]
    assert page.checked("vh") == ["far_veta"]
    assert page.soup.title.text.startswith("Fel: Handling")


def test_an_answer_that_nobody_offered_is_no_answer(site: Site) -> None:
    page = site.send(answered(site, "dela", "<b>", fara="nej", under18="kanske", na="ja"), status=422)
    assert [target for _, target in page.errors] == ["under18-0"]
    assert page.checked("syfte") == ["dela"]


def test_the_answers_can_be_changed(real_site: Site) -> None:
    page = real_site.send(answered(real_site, "dela", **CHILD))
    again = real_site.send(page.form("form[action='/person/forst']"), "andra")
    assert again.checked("vh") == ["far_inte_veta"]
    assert again.checked("syfte") == ["dela"]


def test_a_page_open_too_long_comes_back_as_answered(site: Site) -> None:
    page = site.send(answered(site, "dela", **CHILD).set("csrf_token", "fel"), status=400)
    assert page.checked("vh") == ["far_inte_veta"]
    assert "Tryck en gång till" in page.notice


@pytest.mark.parametrize("address", ["/person/", ADDRESS, "/person/papper"])
def test_the_window_says_nothing_of_what_the_page_is_for(site: Site, address: str) -> None:
    assert site.get(address).soup.title.text == "Handling – Samverkan"


def test_every_field_asks_the_browser_to_remember_nothing(real_site: Site) -> None:
    page = real_site.get("/person/gemensam-plan")
    fields = page.soup.select("form[data-page] :is(input[type=text], textarea)")
    assert fields
    assert {each.get("autocomplete") for each in fields} == {"off"}


def test_every_document_for_a_person_has_a_place_among_the_errands(real_library: Library) -> None:
    plans = [plan for plan in real_library.plans.values() if plan.kind is PlanKind.PERSON]
    groups = grouped(plans)
    assert "ovrigt" not in {group.id for group in groups}
    assert sorted(plan.id for group in groups for plan in group.plans) == sorted(plan.id for plan in plans)
    assert len(in_order(plans)) == len(plans)


def test_a_document_that_belongs_to_no_errand_is_listed_last(small_library: Library) -> None:
    (group,) = grouped([small_library.plans["papper"]])
    assert (group.heading, [plan.id for plan in group.plans]) == ("Övrigt", ["papper"])
