"""Documents for a child of 13 whose guardian may not know, in a browser: from the first page to what the files say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.web.sight import DESKTOP, PHONE, looked_at
from tests.web.test_browser import Visitor, address, opened  # noqa: F401 - a fixture

TYPED = {"p_arendekod": "X7", "p_beslutsfattare": "Enhetschefen", "p_namnd": "Socialnämnden", "p_handlaggare": "0240-1"}
DATES = {"p_bedomd": "2026-11-20", "s_fran": "2026-12-01", "s_till": "2027-06-01", "g_slut": "2027-05-01"}
CHOSEN = ("s_parter", "s_uppgifter", "s_andamal", "p_mogen", "p_grund")


def before(page: Page) -> None:
    """The page before, for a child whose guardian may not know, with a consent and a plan in mind."""
    page.goto("/person/forst")
    for name, value in {"fara": "nej", "under18": "ja", "vh": "far_inte_veta", "na": "ja"}.items():
        page.locator(f"[name={name}][value={value}]").check()
    expect(page.locator(".asked-forfogar")).to_be_hidden()
    for aim in ("dela", "plan"):
        page.locator(f"[name=syfte][value={aim}]").check()
    page.get_by_role("button", name="Visa vad som kommer först").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här kommer först")


def said_first(page: Page) -> None:
    """The child's protection before any paper, then who decides, then the papers in their order; no guardian signs."""
    steps = page.locator("main ol > li").all_inner_texts()
    assert ["19\xa0kap. 1\xa0§" in steps[0], "20\xa0kap. 1\xa0§" in steps[1]] == [True, True]
    assert page.locator("main h2").all_inner_texts() == [
        *("Barnets skydd", "Vem bestämmer över uppgifterna?", "Papperen, i den här ordningen")
    ]
    assert "Vårdnadshavarens underskrift behövs inte, och hen får inget blad." in page.locator("main").inner_text()
    assert page.locator("[type=checkbox][name=_handling]").evaluate_all("all => all.map((each) => each.value)") == [
        *("beslut-om-sekretess", "information-barn", "information-personuppgifter", "samtycke", "gemensam-plan")
    ]


def to_the_set(page: Page) -> None:
    for plan in ("beslut-om-sekretess", "information-barn", "information-personuppgifter"):
        page.locator(f"#handling-{plan}").uncheck()
    page.get_by_role("button", name="Fyll i papperen").click()
    expect(page.locator("#fraga-p_mogen")).to_be_visible()


def fill(page: Page) -> None:
    for name, value in {**TYPED, **DATES}.items():
        page.locator(f"#{name}").fill(value)
    for name in CHOSEN:
        page.locator(f"[name={name}]").first.check()
    page.locator("#g_mal").fill("Gå klart skolan.")


def zipped(page: Page, folder: Path) -> dict[str, str]:
    """Name → text of each PDF in the zip that comes."""
    with page.expect_download() as coming:
        page.locator("button[value=pdf]:not([aria-hidden])").click()
    assert coming.value.suggested_filename == "handlingar.zip"
    coming.value.save_as(folder / "x.zip")
    with zipfile.ZipFile(io.BytesIO((folder / "x.zip").read_bytes())) as archive:
        readers = {name: PdfReader(io.BytesIO(archive.read(name))) for name in archive.namelist()}
    return {name: " ".join(each.extract_text() for each in reader.pages) for name, reader in readers.items()}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_child_whose_guardian_may_not_know(
    visitor: Visitor,
    address: str,  # noqa: F811
    tmp_path: Path,
    script: bool,
) -> None:
    page = opened(visitor, address, viewport=PHONE, accept_downloads=True, java_script_enabled=script)
    before(page)
    said_first(page)
    to_the_set(page)
    assert page.locator("main h2.question-group").all_inner_texts()[::3] == ["Om ärendet", "Till sist"]
    expect(page.locator("[name=p_forfogar]")).to_have_count(0)
    expect(page.locator("form ol li")).to_have_count(2)
    expect(page.locator("[name=p_vh_far_veta][value=far_inte_veta]")).to_be_checked()
    assert page.title() == "Handling – Samverkan"
    page.locator("button[value=pdf]:not([aria-hidden])").click()
    expect(page.locator(".error-summary")).to_be_visible()
    fill(page)
    made = zipped(page, tmp_path)
    assert list(made) == ["handling-1.pdf", "handling-2.pdf"]
    assert (page.locator(".error-summary, .wrong").count() == 0) is script
    assert all("X7" in text for text in made.values())
    assert all("Underskrift av dig" in text for text in made.values())
    assert not any("dig som är vårdnadshavare" in text for text in made.values())
    assert "Gå klart skolan." in made["handling-2.pdf"]
    assert "Gå klart skolan." not in made["handling-1.pdf"]
    assert page.locator("#p_arendekod").input_value() == "X7"
    assert "X7" not in page.url
    assert page.context.storage_state()["origins"] == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_each_state_is_accessible_and_fits(
    visitor: Visitor,
    address: str,  # noqa: F811
    size: dict[str, int],
) -> None:
    page = opened(visitor, address, viewport=size)
    page.goto("/person/forst")
    expect(page.locator(".asked-vh, .asked-forfogar").locator("visible=true")).to_have_count(0)
    looked_at(page, "before")
    page.locator("[name=fara][value=ja]").check()
    expect(page.get_by_text("Ring 112 nu.")).to_be_visible()
    expect(page.locator(".asked-syfte")).to_be_hidden()
    looked_at(page, "before, in danger")
    page.goto("/person/forst")
    page.get_by_role("button", name="Visa vad som kommer först").click()
    looked_at(page, "before, unanswered")
    before(page)
    looked_at(page, "advice")
    to_the_set(page)
    looked_at(page, "the set")
    page.locator("button[value=pdf]:not([aria-hidden])").click()
    expect(page.locator(".error-summary")).to_be_focused()
    looked_at(page, "the set, with errors")
    fill(page)
    page.locator("#g_slut").fill("2029-01-01")
    page.locator("button[value=pdf]:not([aria-hidden])").click()
    expect(page.locator("#g_slut-rad")).to_be_visible()
    looked_at(page, "the set, with advice")
    for where in ("/person/handlingar", "/blanketter?q=vuxen"):
        page.goto(where)
        looked_at(page, where)


def test_leaving_a_page_where_something_is_typed_is_asked_about(visitor: Visitor, address: str) -> None:  # noqa: F811
    page = opened(visitor, address, viewport=DESKTOP)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/person/samtycke")
    page.goto("/person/gemensam-plan")
    assert asked == []
    page.locator("#p_arendekod").press_sequentially("X7")
    page.goto("/person/samtycke")
    assert asked == ["beforeunload"]


def step(page: Page, direction: str) -> None:
    """The browser's own way back or forward, as the side buttons of a mouse press it."""
    keys = page.context.new_cdp_session(page)
    for kind in ("mousePressed", "mouseReleased"):
        keys.send("Input.dispatchMouseEvent", {"type": kind, "x": 9, "y": 9, "button": direction, "clickCount": 1})


def at(page: Page, number: int) -> None:
    expect(page.locator(f"main [data-step='{number}']")).to_be_visible()


def test_the_browsers_own_way_back_and_forward_lose_nothing_and_keep_nothing(
    visitor: Visitor,
    address: str,  # noqa: F811
) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    before(page)
    to_the_set(page)
    page.locator("#p_arendekod").fill("X7")
    page.locator("button[value=pdf]:not([aria-hidden])").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    step(page, "back")
    at(page, 2)
    assert page.locator("[name=_handling]:checked").count() == 2
    step(page, "back")
    at(page, 1)
    expect(page.locator("[name=vh][value=far_inte_veta]")).to_be_checked()
    step(page, "forward")
    at(page, 2)
    step(page, "forward")
    at(page, 3)
    expect(page.locator("#p_arendekod")).to_have_value("X7")
    page.get_by_role("button", name="Tillbaka", exact=True).click()
    at(page, 2)
    page.get_by_role("button", name="Fyll i papperen").click()
    expect(page.locator("#p_arendekod")).to_have_value("X7")
    assert page.evaluate("[history.state, localStorage.length, sessionStorage.length]") == [None, 0, 0]
    assert page.url.endswith("/person/handlingar#ifyllning")
    assert asked == []
    read_in_anew(page)
    assert asked == ["beforeunload"]


def read_in_anew(page: Page) -> None:
    """It says calmly that nothing is left, and so does every step before."""
    page.reload()
    expect(page.get_by_text("Sidan lästes in på nytt.")).to_be_visible()
    step(page, "back")
    at(page, 1)
    assert page.locator("main input:checked").count() == 0


def test_without_scripts_the_page_has_its_own_way_back_and_says_so(visitor: Visitor, address: str) -> None:  # noqa: F811
    page = opened(visitor, address, viewport=PHONE, java_script_enabled=False)
    before(page)
    to_the_set(page)
    page.locator("#p_arendekod").fill("X7")
    expect(page.get_by_text("Webbläsarens egen bakåtknapp tar bort")).to_be_visible()
    page.get_by_role("button", name="Tillbaka", exact=True).click()
    page.get_by_role("button", name="Tillbaka till frågorna").click()
    expect(page.locator("[name=vh][value=far_inte_veta]")).to_be_checked()
    page.get_by_role("button", name="Visa vad som kommer först").click()
    page.get_by_role("button", name="Fyll i papperen").click()
    expect(page.locator("#p_arendekod")).to_have_value("X7")


@pytest.mark.parametrize(("trouble", "told"), [(500, "Något gick fel hos oss."), (0, "Ingen kontakt med tjänsten.")])
def test_when_a_step_does_not_come_the_page_says_so_and_all_that_was_typed_stands(
    visitor: Visitor,
    address: str,  # noqa: F811
    trouble: int,
    told: str,
) -> None:
    page = visitor(base_url=address, viewport=DESKTOP).new_page()
    before(page)
    to_the_set(page)
    page.locator("#p_arendekod").fill("X7")
    page.route("**/person/handlingar", lambda route: route.fulfill(status=500) if trouble else route.abort())
    page.locator("button[value=pdf]:not([aria-hidden])").click()
    expect(page.locator("#besked")).to_contain_text(told)
    step(page, "back")
    expect(page.locator("#besked")).to_contain_text(told)
    assert page.locator("#p_arendekod").input_value() == "X7"
    page.unroute("**/person/handlingar")
    page.get_by_role("button", name="Tillbaka", exact=True).click()
    at(page, 2)


def test_a_double_click_gives_one_file_and_what_was_typed_stands(visitor: Visitor, address: str) -> None:  # noqa: F811
    page = opened(visitor, address, viewport=DESKTOP, accept_downloads=True)
    files: list[str] = []
    page.on("download", lambda file: files.append(file.suggested_filename))
    page.goto("/person/information-barn")
    page.locator("#b_ring").fill("0930-1")
    page.locator("button[value=pdf]:not([aria-hidden])").dblclick()
    expect(page.locator("#besked")).to_contain_text("Filen görs")
    page.wait_for_timeout(1_800)
    assert files == ["handling.pdf"]
    assert page.locator("#b_ring").input_value() == "0930-1"
