"""Drafting an agreement page by page: what is kept, what is shown again, what is asked next."""

from __future__ import annotations

import pytest

from generator.storage.agreements import AgreementStore, Change
from tests.web.conftest import NEW, NOON
from tests.web.pages import Page, Site


def stored(store: AgreementStore) -> dict[str, object]:
    (agreement,) = store.newest(10)
    return dict(agreement.answers)


# --- Beginning -------------------------------------------------------------------------------------------------------


def test_the_first_question_is_alone_until_a_municipality_is_chosen(site: Site) -> None:
    assert site.get(NEW).questions == ["kommuner"]


def test_opening_a_new_agreement_stores_nothing(site: Site, store: AgreementStore) -> None:
    site.get(NEW)
    assert store.newest(10) == ()


def test_a_chosen_municipality_stores_the_agreement_and_shows_the_rest_filled_in(
    begun: Page, site: Site, store: AgreementStore
) -> None:
    assert stored(store) == {"kommuner": ["0484"]}
    assert begun.questions == ["kommuner", "form", "storlek", "namnder"]
    assert "fler frågor" in begun.notice
    assert begun.checked("kommuner") == ["0484"]
    assert begun.checked("storlek") == ["stor"]
    assert (begun.value("namnder-0-kommun"), begun.value("namnder-0-namn")) == ("0484", "socialnämnden")
    assert any("106" in note and "SCB" in note for note in begun.all(".prefilled"))
    assert site.last_address.endswith("/parter")


def test_no_municipality_at_all_is_told_and_stores_nothing(site: Site, store: AgreementStore) -> None:
    page = site.send(site.get(NEW).form(), status=422)
    assert page.errors == [("Välj minst en kommun.", "kommuner-sok")]
    assert page.soup.title.text.startswith("Fel: ")
    assert store.newest(10) == ()


@pytest.mark.parametrize(("typed", "told"), [("xyzzy", "Ingen kommun passar ”xyzzy”"), ("ma", "kommuner passar ”ma”")])
def test_a_name_that_is_no_single_municipality_stays_in_the_field(
    site: Site, store: AgreementStore, typed: str, told: str
) -> None:
    page = site.send(site.get(NEW).form().set("kommuner-sok", typed), status=422)
    assert told in page.errors[0][0]
    assert page.value("kommuner-sok") == typed
    assert store.newest(10) == ()


def test_searching_shows_the_candidates_to_tick(site: Site, store: AgreementStore) -> None:
    page = site.send(site.get(NEW).form().set("kommuner-sok", "malm"), "sok:kommuner")
    assert page.checked("kommuner") == ["1280"]
    page = site.send(page.form().set("kommuner-sok", "upplands"), "sok:kommuner")
    assert "Upplands Väsby, Stockholms län" in page.all(".candidates label")
    page = site.send(page.form().set("kommuner-sok", "").set("kommuner", "1280", "0114"))
    assert stored(store)["kommuner"] == ["1280", "0114"]


def test_several_municipalities_can_be_typed_at_once(site: Site, store: AgreementStore) -> None:
    site.send(site.get(NEW).form().set("kommuner-sok", "Sorsele, Malå, norsjö"))
    assert stored(store)["kommuner"] == ["2422", "2418", "2417"]


def test_an_unknown_plan_is_not_found(site: Site) -> None:
    for plan in ("finns-inte", "papper", "lista"):
        site.get(f"/overenskommelse/ny/{plan}", 404)


# --- Keeping ---------------------------------------------------------------------------------------------------------


def test_a_suggestion_that_is_left_alone_is_not_kept_as_an_answer(
    begun: Page, site: Site, store: AgreementStore
) -> None:
    page = site.send(begun.form())
    assert site.last_address.endswith("/innehall")
    assert page.value("distrikt") == "Eskilstuna"
    site.send(page.form())
    assert set(stored(store)) == {"kommuner", "form", "extern"}


def test_suggestions_follow_when_the_municipality_is_changed(begun: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(begun.form().set("kommuner", "2403"), "visa")
    assert page.checked("storlek") == ["liten"]
    assert page.value("namnder-0-kommun") == "2403"
    site.send(page.form())
    assert stored(store) == {"kommuner": ["2403"], "form": "ensam"}


def test_an_answer_of_ones_own_stays_when_the_municipality_is_changed(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("storlek", "storstad").set("kommuner", "2403"), "visa")
    assert page.checked("storlek") == ["storstad"]


def test_all_suggested_rows_and_boxes_can_be_taken_away(begun: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(begun.form())
    assert page.checked("omraden") == ["Fröslunda", "Skiftinge", "Årby"]
    page = site.send(page.form().set("omraden").set("distrikt", ""))
    assert (stored(store)["omraden"], stored(store)["distrikt"]) == ([], [])
    page = site.get(site.last_address.replace("/tid", "/innehall"))
    assert (page.checked("omraden"), page.value("distrikt")) == ([], "")


def test_what_is_answered_comes_back_when_the_page_is_opened_again(begun: Page, site: Site) -> None:
    page = site.send(begun.form())
    innehall = site.last_address
    filled = (
        page.form().set("distrikt", "Nord\r\nSyd").set("teman", "ett", "tre").set("antal", "4").set("summa", "12 500")
    )
    site.send(filled.set("vard", "polisen").set("extern", "nej"))
    page = site.get(innehall)
    assert page.value("distrikt").split() == ["Nord", "Syd"]
    assert (page.checked("teman"), page.checked("extern")) == (["ett", "tre"], ["nej"])
    assert (page.value("antal"), page.value("summa"), page.value("vard")) == ("4", "12500", "polisen")


def test_saving_the_same_again_makes_no_new_version(begun: Page, site: Site, store: AgreementStore) -> None:
    site.send(begun.form())
    (before,) = store.newest(1)
    site.send(begun.form())
    assert store.newest(1) == (before,)


def test_the_overview_can_be_reached_from_any_page_without_every_answer(begun: Page, site: Site) -> None:
    page = site.send(begun.form(), "oversikt")
    assert page.heading == "Eskilstuna"


# --- What is wrong ---------------------------------------------------------------------------------------------------


def test_a_wrong_answer_is_shown_as_typed_and_told_beside_the_field_while_the_rest_is_kept(
    begun: Page, site: Site, store: AgreementStore
) -> None:
    page = site.send(begun.form())
    page = site.send(page.form().set("antal", "femton").set("summa", "100"), status=422)
    assert [target for _, target in page.errors] == ["antal"]
    assert "heltal från 1 till 12" in page.errors[0][0]
    assert page.value("antal") == "femton"
    assert page.soup.find(id="antal")["aria-describedby"].split()[-1] == "antal-fel"
    assert "heltal från 1 till 12" in page.all("#antal-fel")[0]
    assert stored(store)["summa"] == "100"
    assert "antal" not in stored(store)


def test_a_wrong_answer_does_not_push_out_a_right_one(begun: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(begun.form())
    innehall = site.last_address
    site.send(page.form().set("antal", "5"))
    page = site.send(site.get(innehall).form().set("antal", "500"), status=422)
    assert page.value("antal") == "500"
    assert stored(store)["antal"] == "5"


def test_every_problem_is_told_at_once_in_the_order_of_the_page(begun: Page, site: Site) -> None:
    page = site.send(begun.form())
    page = site.send(page.form().set("antal", "noll").set("summa", "gratis").set("distrikt", "\x07"), status=422)
    assert [target for _, target in page.errors] == ["distrikt", "antal", "summa"]


def test_an_end_before_the_beginning_is_told_but_kept(begun: Page, site: Site, store: AgreementStore) -> None:
    tid = site.last_address.replace("/parter", "/tid")
    form = site.get(tid).form().set("fran", "2026-12-31").set("till", "2026-01-01")
    page = site.send(form, status=422)
    assert page.errors == [("Sista dagen: 2026-01-01 är före första dagen, 2026-12-31.", "till")]
    assert stored(store)["till"] == "2026-01-01"
    assert [target for _, target in site.get(tid).errors] == ["till"]


@pytest.mark.parametrize("typed", ["imorgon", "2026-02-30", "31/12 2026", "99999-01-01", "٢٠٢٦-01-01"])
def test_a_day_that_is_no_day_is_told(begun: Page, site: Site, typed: str) -> None:
    tid = site.last_address.replace("/parter", "/tid")
    page = site.send(site.get(tid).form().set("fran", typed), status=422)
    assert "ingen dag" in page.errors[0][0]
    assert page.value("fran") == typed


def test_a_text_that_is_too_long_stays_in_the_field(begun: Page, site: Site) -> None:
    long = "å" * 81
    page = site.send(site.send(begun.form()).form().set("extern", "ja"))
    page = site.send(page.form().set("vem_extern", long), status=422)
    assert "81 tecken. Högst 80" in page.errors[0][0]
    assert page.value("vem_extern").strip() == long


def test_answers_from_nobodys_form_are_ignored(begun: Page, site: Site, store: AgreementStore) -> None:
    form = (
        begun.form()
        .set("_visade", "kommuner form finns_inte person_namn")
        .set("person_namn", "Kim")
        .set("finns_inte", "x")
    )
    site.send(form)
    assert set(stored(store)) == {"kommuner", "form"}


def test_an_answer_that_cannot_be_chosen_is_told(begun: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(begun.form().set("form", "påhittad"), status=422)
    assert [target for _, target in page.errors] == ["form-0"]
    assert "form" not in stored(store)


# --- What is asked next ----------------------------------------------------------------------------------------------


def test_an_answer_that_brings_a_question_shows_the_same_page_again(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"))
    assert page.questions == ["kommuner", "form", "helhet", "storlek", "namnder"]
    assert "fler frågor" in page.notice
    page = site.send(page.form(), status=422)
    assert page.errors == [("Fyll i ett svar på ”Vad är den en del av?”", "helhet")]
    site.send(page.form().set("helhet", "Helheten"))
    assert site.last_address.endswith("/innehall")


def test_an_answer_to_a_question_that_is_hidden_again_is_no_obstacle(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"))
    site.send(page.form().set("helhet", "\x00").set("form", "ensam"))
    assert site.last_address.endswith("/innehall")


def test_the_pages_come_in_order_and_end_in_the_overview(begun: Page, site: Site) -> None:
    page, seen = begun, []
    for _ in range(3):
        page = site.send(page.form())
        seen.append(page.heading)
    assert seen == ["Innehåll", "Tid", "Eskilstuna"]


def test_the_list_of_pages_says_what_is_missing_and_leads_there(begun: Page, site: Site) -> None:
    page = site.send(begun.form().set("form", "del"), "oversikt")
    (link,) = [each for each in page.soup.select(".steps a") if each.text == "Parter"]
    assert "1 svar saknas" in link.find_parent("li").text
    assert "helhet" in site.get(link["href"]).questions


# --- Ids and stored answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/overenskommelse/finns-inte/parter", "/overenskommelse/finns-inte/"])
def test_an_unknown_agreement_is_not_found(site: Site, address: str) -> None:
    site.get(address, 404)


def test_an_unknown_page_is_not_found(begun: Page, site: Site) -> None:
    site.get(site.last_address.replace("/parter", "/finns-inte"), 404)


def test_answers_that_the_library_no_longer_takes_are_told_not_lost(site: Site, store: AgreementStore) -> None:
    plan = site.client.application.extensions["samverkan"].library.plans["overenskommelse"]
    answers = {"kommuner": ["0484"], "form": "avskaffad", "borttagen_fraga": "x", "antal": 3}
    made = store.create(plan, Change(answers, "gammal", NOON))
    page = site.get(f"/overenskommelse/{made.id}/parter")
    assert [target for _, target in page.errors] == ["form-0"]
    assert "avskaffad" in page.errors[0][0]
    assert site.get(f"/overenskommelse/{made.id}/innehall").value("antal") == "3"
