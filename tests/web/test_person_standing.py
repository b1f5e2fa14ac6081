"""What only the municipality knows is asked once: kept for it, filled in with its source, and changed on any paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore
from generator.storage.errors import DatabaseAway
from generator.storage.events import all_events
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.ownership import Viewer
from generator.storage.roles import OrganisationKind, Role
from generator.storage.standing_answers import StandingAnswerStore
from generator.web.person_standing import DATA_PROTECTION, STANDING
from generator.web.services import EXTENSION
from tests.web.conftest import NOON, made_app
from tests.web.pages import Page, Site
from tests.web.test_person_set import files, text_of

ADDRESS = "/person/kommunens-uppgifter/demo-bjurholm"
PAPER = "/person/information-personuppgifter"
GIVEN = {
    "p_namnd": "Socialnämnden",
    "d_ansvarig": "Socialnämnden i Bjurholm, 0930-140 00",
    "d_ombud": "ombud@bjurholm.example",
    "d_grund": "Artikel 6.1 e",
    "d_overforing": "Nej",
    "d_kontrollerad": "2026-11-01",
}


@pytest.fixture
def real_app(settings: Settings, real_library: Library) -> Iterator[Flask]:
    """The service as it is shipped."""
    made = made_app(settings, real_library)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def who(real_app: Flask) -> Callable[[str], Site]:
    """A browser of somebody in Bjurholm, with the library that is shipped."""
    return lambda role: Site(real_app.test_client(), f"bjurholm-{role}")


def saved(site: Site, **given: str) -> Page:
    form = site.get(ADDRESS).form()
    for name, value in {**GIVEN, **given}.items():
        form.set(name, value)
    return site.send(form, "spara")


def known(page: Page) -> list[str]:
    """The questions that are folded together, as answered by the municipality."""
    return [each["id"].removeprefix("fraga-") for each in page.soup.select("#kommunens-uppgifter .question")]


def test_the_questions_that_can_be_answered_once_exist_and_none_must_be_known_by_a_caseworker(
    real_library: Library,
) -> None:
    assert set(STANDING) <= set(real_library.questions)
    assert [each for each in DATA_PROTECTION if real_library.questions[each].required] == []


def test_what_is_saved_is_filled_in_with_its_source_and_printed(who: Callable[[str], Site]) -> None:
    assert "är inte ifyllt" in who("handlaggare").get("/person/").text
    page = saved(who("samordnare"))
    assert "din kommuns uppgifter, 21 november 2026" in who("handlaggare").get("/person/").text
    assert "Senast sparat 21 november 2026" in page.text
    paper = who("handlaggare").get(PAPER)
    assert set(known(paper)) == {*GIVEN, "d_mottagare"} - {"p_namnd"}
    assert paper.value("d_ombud") == "ombud@bjurholm.example"
    notes = [each.get_text() for each in paper.soup.select("#kommunens-uppgifter .prefilled")]
    assert set(notes) == {"Förifyllt: din kommuns uppgifter, 21 november 2026."}
    site = who("handlaggare")
    printed = text_of(site.fetch(site.get(PAPER).form().set("p_under_18", "nej"), "docx").data)
    assert all(value in printed for name, value in GIVEN.items() if name not in ("p_namnd", "d_kontrollerad"))


def test_the_terms_of_state_money_are_kept_with_where_and_when_they_were_read(who: Callable[[str], Site]) -> None:
    terms = {"e_period": "1–31 mars", "e_villkor": "Högst så mycket som står där", "e_kalla": "Polisens sida"}
    keeper = who("samordnare")
    too_soon = keeper.send(keeper.get(ADDRESS).form().set("e_kontrollerad", "2026-11-22"), "spara", status=422)
    assert [target for _, target in too_soon.errors] == ["e_kontrollerad"]
    saved(who("samordnare"), **terms, e_kontrollerad="2026-11-02")
    paper = who("handlaggare").get("/person/underlag-medel")
    assert {*terms, "e_kontrollerad"} <= set(known(paper))
    assert [paper.value(each) for each in terms] == list(terms.values())


def test_a_caseworker_changes_an_answer_on_one_paper_and_nothing_else(who: Callable[[str], Site]) -> None:
    saved(who("kommunjurist"))
    site = who("handlaggare")
    form = site.get(PAPER).form().set("p_under_18", "nej").set("d_ombud", "Ring Bo").set("d_grund", "")
    shown = site.send(form, "visa")
    assert shown.soup.select_one("#kommunens-uppgifter[open]")
    assert shown.value("d_ombud") == "Ring Bo"
    assert not shown.soup.select("#d_ombud-forifyllt")
    printed = text_of(site.fetch(form, "docx").data)
    assert "Ring Bo" in printed
    assert not [each for each in ("ombud@bjurholm", "Artikel 6.1 e") if each in printed]
    assert site.get(PAPER).value("d_grund") == "Artikel 6.1 e"


def test_in_a_set_they_are_filled_in_too_and_what_remains_is_asked(who: Callable[[str], Site]) -> None:
    saved(who("socialchef"), d_overforing="")
    site = who("handlaggare")
    chosen = site.get("/person/handlingar").form().set("_handling", "information-barn", "information-personuppgifter")
    page = site.send(chosen, "visa")
    assert set(known(page)) == {*GIVEN, "d_mottagare"} - {"p_namnd", "d_overforing"}
    assert page.value("d_overforing") == ""
    made = files(site.fetch(page.form().set("p_under_18", "ja"), "docx"))
    assert "ombud@bjurholm.example" in made["handling-2.docx"]


def test_where_nothing_is_filled_in_the_paper_has_lines_to_write_on(who: Callable[[str], Site]) -> None:
    site = who("handlaggare")
    page = site.get(PAPER)
    assert "blir det en rad på pappret" in page.text
    assert page.soup.select_one("#kommunen-vet a[href='/person/kommunens-uppgifter/']")
    response = site.fetch(page.form().set("p_under_18", "nej"), "docx")
    assert "Dataskyddsombud, telefon och e-post" in text_of(response.data)


def test_a_caseworker_reads_them_and_is_told_who_may_save_them(who: Callable[[str], Site]) -> None:
    saved(who("samordnare"))
    page = who("handlaggare").get(ADDRESS)
    assert not page.soup.select("form[data-page]")
    assert "Samordnare, socialchef och kommunjurist" in page.text
    assert "ombud@bjurholm.example" in page.text


def test_what_is_wrong_is_told_at_the_field_and_nothing_is_saved(who: Callable[[str], Site]) -> None:
    site = who("samordnare")
    form = site.get(ADDRESS).form()
    form.set("d_kontrollerad", (NOON + timedelta(days=2)).date().isoformat()).set("d_ombud", "19121212-1212")
    page = site.send(form, "spara", status=422)
    assert {target for _, target in page.errors} == {"d_kontrollerad", "d_ombud"}
    assert page.value("d_ombud") == "19121212-1212"
    assert "Inget är ifyllt än." in site.get(ADDRESS).text


def test_whoever_saves_after_somebody_else_is_told_with_all_as_typed(who: Callable[[str], Site]) -> None:
    late, early = who("samordnare"), who("kommunjurist")
    form = late.get(ADDRESS).form().set("d_ombud", "mitt")
    saved(early)
    page = late.send(form, "spara", status=409)
    assert page.value("d_ombud") == "mitt"
    assert "Någon annan har sparat" in page.text
    assert late.send(page.form(), "spara").value("d_ombud") == "mitt"


def test_an_expired_token_gives_the_page_back_as_typed(who: Callable[[str], Site]) -> None:
    site = who("samordnare")
    page = site.send(site.get(ADDRESS).form().set("d_ombud", "mitt").set("csrf_token", "fel"), "spara", status=400)
    assert page.value("d_ombud") == "mitt"


def test_the_event_names_the_municipality_and_nothing_that_was_typed(
    who: Callable[[str], Site], real_app: Flask
) -> None:
    saved(who("samordnare"))
    event = tuple(all_events(real_app.extensions[EXTENSION].agreements.engine))[-1]
    assert event.values == {"organisation": "demo-bjurholm", "nummer": 1}
    assert event.who == "demo-bjurholm-samordnare"


def test_whoever_works_in_two_municipalities_gets_only_what_they_answer_alike(
    who: Callable[[str], Site], real_app: Flask
) -> None:
    engine = real_app.extensions[EXTENSION].agreements.engine
    saved(who("samordnare"))
    second = OrganisationStore(engine).add(
        NewOrganisation(OrganisationKind.MUNICIPALITY, "Vindeln", ("2404",)), NOON, "x"
    )
    own = {**GIVEN, "d_ombud": "vindeln@example.se"}
    StandingAnswerStore(engine, Viewer("x", frozenset({second.id}))).save(second.id, own, 0, NOON)
    both = [Membership(each, Role.HANDLAGGARE) for each in ("demo-bjurholm", second.id)]
    AccountStore(engine).set_roles("demo-bjurholm-handlaggare", both, NOON, "x")
    site = who("handlaggare")
    page = site.get(PAPER)
    assert set(known(page)) == {*GIVEN, "d_mottagare"} - {"p_namnd", "d_ombud"}
    assert "dina kommuners uppgifter" in page.text
    assert len(site.get("/person/kommunens-uppgifter/").all(".link-list li")) == 2


def test_the_police_has_none_of_its_own_and_reads_no_municipalitys(real_app: Flask) -> None:
    site = Site(real_app.test_client(), "polis-kommunpolis")
    assert "inte i någon kommun" in site.get("/person/kommunens-uppgifter/").text
    site.get(ADDRESS, 404)
    assert "Kommunens dataskyddsombud vet." in site.get(PAPER).text


def test_nobody_goes_without_a_paper_because_they_could_not_be_read(
    who: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise DatabaseAway("borta")

    monkeypatch.setattr(StandingAnswerStore, "mine", fail)
    site = who("handlaggare")
    assert site.fetch(site.get(PAPER).form().set("p_under_18", "nej"), "pdf").data.startswith(b"%PDF")
