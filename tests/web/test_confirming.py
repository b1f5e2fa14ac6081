"""Confirming what the text asks to have confirmed: stored with who and when, told, taken back, never lost."""

from __future__ import annotations

import pytest

from generator.storage.agreements import AgreementStore
from tests.web.pages import Page, Site

FORM = ".confirm form"
BACK = "#bekraftat + ul form"
HOSTILE = "å & <b>\"{{7*7}}\" {% raw %} <script>alert(1)</script> 'x'"


@pytest.fixture
def overview(begun: Page, site: Site) -> Page:
    """All answered; one thing to confirm."""
    parter = site.last_address
    site.send(
        site.get(parter.replace("/parter", "/innehall")).form().set("antal", "4").set("summa", "1").set("vard", "0484")
    )
    site.send(site.get(parter.replace("/parter", "/tid")).form().set("fran", "2027-01-01").set("till", "2027-12-31"))
    return site.get(parter.replace("/parter", "/"))


def stored(store: AgreementStore) -> tuple[int, object]:
    (agreement,) = store.newest(10)
    return agreement.version, agreement.answers.get("bekraftelser")


def text(page: Page, site: Site) -> str:
    address = next(each["href"] for each in page.soup.select(".files a[href$='.pdf']"))
    return site.client.get(address.replace(".pdf", ".txt")).text


def test_a_mark_says_what_who_can_settle_it_and_where_it_stands(overview: Page, site: Site) -> None:
    (item,) = overview.soup.select(".remaining li")
    assert overview.all(".remaining li > a") == ["Ställning: bekräfta att det stämmer."]
    assert item.select_one("a")["href"].endswith("/#ensam")
    assert overview.all(".who") == ["Bekräftas av kommunjuristen."]
    assert overview.value("dag-" + overview.form(FORM).action.rpartition("/")[2].replace(".", "-")) == "2026-11-21"


def test_confirming_the_last_mark_makes_the_agreement_ready_to_sign(
    overview: Page, site: Site, store: AgreementStore
) -> None:
    assert "UTKAST" in text(overview, site)
    version, _ = stored(store)
    page = site.send(overview.form(FORM).set("vem", " Anna Ek, kommunjurist ").set("dag", "2026-11-20"), "bekrafta")
    mark = overview.form(FORM).action.rpartition("/")[2]
    assert stored(store) == (version + 1, {mark: "Anna Ek, kommunjurist, 2026-11-20"})
    assert page.all(".state") == ["Klar"]
    assert "Klar att skriva under" in page.all("h2")
    assert "Den undertecknade filen kan registreras när" in page.text
    assert page.all("#bekraftat + ul .who") == ["Anna Ek, kommunjurist, 2026-11-20"]
    assert "UTKAST" not in text(page, site)
    assert "BEKRÄFTA" not in text(page, site)
    assert "Anna Ek" not in text(page, site)


def test_a_confirmation_can_be_taken_back(overview: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(overview.form(FORM).set("vem", "Anna Ek, jurist"), "bekrafta")
    version, _ = stored(store)
    page = site.send(page.form(BACK), "ta-tillbaka")
    assert stored(store) == (version + 1, None)
    assert page.all(".state") == [] and page.all(".draft-mark") == ["UTKAST"]
    assert page.soup.select("#bekraftat") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("", "2026-11-20"), ("vem", "Skriv vem som har bekräftat, med namn och roll.")),
        (("  ", "2026-11-20"), ("vem", "Skriv vem")),
        (("å" * 201, "2026-11-20"), ("vem", "201 tecken. Högst 200")),
        (("Anna\x07", "2026-11-20"), ("vem", "U+0007")),
        (("Anna Ek", ""), ("dag", "Skriv vilken dag")),
        (("Anna Ek", "i går"), ("dag", "ingen dag")),
        (("Anna Ek", "2026-11-22"), ("dag", "har inte kommit än")),
    ],
)
def test_what_cannot_be_right_is_told_at_its_field_and_stays(
    overview: Page, site: Site, store: AgreementStore, typed: tuple[str, str], expected: tuple[str, str]
) -> None:
    (who, day), (field, told) = typed, expected
    before = stored(store)
    page = site.send(overview.form(FORM).set("vem", who).set("dag", day), "bekrafta", status=422)
    ((message, target),) = page.errors
    assert told in message
    assert target.startswith(f"{field}-ensam-")
    assert page.soup.find(id=target)["aria-invalid"] == "true"
    assert page.soup.find(id=target).find_parent("details").has_attr("open")
    assert page.form(FORM).get("dag") == [day]
    assert page.form(FORM).get("vem") == [who.replace("\x07", "�")]
    assert page.soup.title.text.startswith("Fel: ")
    assert stored(store) == before


def test_the_longest_name_and_role_are_kept(overview: Page, site: Site, store: AgreementStore) -> None:
    site.send(overview.form(FORM).set("vem", "å" * 200), "bekrafta")
    assert [len(each) for each in stored(store)[1].values()] == [212]  # type: ignore[attr-defined]


def test_what_is_typed_is_shown_as_typed_and_never_run(overview: Page, site: Site) -> None:
    page = site.send(overview.form(FORM).set("vem", HOSTILE), "bekrafta")
    assert page.soup.select_one("#bekraftat + ul .who").text == f"{HOSTILE}, 2026-11-21"
    assert page.soup.select("main script, main b") == []


def test_of_two_who_save_the_second_is_told_and_loses_nothing(
    overview: Page, begun: Page, site: Site, store: AgreementStore
) -> None:
    address = site.last_address
    site.send(site.get(f"{address}parter").form().set("storlek", "medel"))
    before = stored(store)
    page = site.send(overview.form(FORM).set("vem", "Anna Ek, jurist").set("dag", "2026-11-01"), "bekrafta", status=409)
    assert "sparats på annat håll" in page.notice
    assert stored(store) == before
    assert (page.form(FORM).get("vem"), page.form(FORM).get("dag")) == (["Anna Ek, jurist"], ["2026-11-01"])
    assert site.send(page.form(FORM), "bekrafta").all(".state") == ["Klar"]


def test_a_form_sent_twice_is_done_once(overview: Page, site: Site, store: AgreementStore) -> None:
    form = overview.form(FORM).set("vem", "Anna Ek")
    site.send(form, "bekrafta")
    once = stored(store)
    assert site.send(form, "bekrafta").all(".state") == ["Klar"]
    assert stored(store) == once


def test_taking_back_what_is_not_confirmed_changes_nothing(overview: Page, site: Site, store: AgreementStore) -> None:
    before = stored(store)
    site.send(overview.form(FORM), "ta-tillbaka")
    assert stored(store) == before


def test_a_forged_form_stores_nothing_and_loses_nothing(overview: Page, site: Site, store: AgreementStore) -> None:
    before = stored(store)
    page = site.send(overview.form(FORM).set("vem", "Anna Ek").set("csrf_token", "x"), "bekrafta", status=400)
    assert page.form(FORM).get("vem") == ["Anna Ek"]
    assert "Tryck på knappen igen" in page.notice
    assert stored(store) == before


@pytest.mark.parametrize("mark", ["ensam.00000000", "finns-inte", "%3Cscript%3E"])
def test_a_mark_that_the_text_does_not_hold_cannot_be_confirmed(
    overview: Page, site: Site, store: AgreementStore, mark: str
) -> None:
    before = stored(store)
    form = overview.form(FORM).set("vem", "Anna Ek")
    form.action = f"{form.action.rpartition('/')[0]}/{mark}"
    site.send(form, "bekrafta", status=404)
    assert stored(store) == before


def test_confirmations_stay_when_answers_are_changed_and_go_with_their_text(
    overview: Page, site: Site, store: AgreementStore
) -> None:
    site.send(overview.form(FORM).set("vem", "Anna Ek"), "bekrafta")
    address = site.last_address
    page = site.send(site.get(f"{address}parter").form().set("storlek", "medel"), "oversikt")
    assert page.all("#bekraftat + ul .who") == ["Anna Ek, 2026-11-21"]
    page = site.send(site.get(f"{address}parter").form().set("form", "del"), "oversikt")
    assert page.soup.select("#bekraftat") == []
    page = site.send(site.get(f"{address}parter").form().set("form", "ensam"), "oversikt")
    assert page.all("#bekraftat + ul .who") == ["Anna Ek, 2026-11-21"]
