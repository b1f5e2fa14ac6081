"""The page where a lawyer writes a municipality's own wording: read first, refused with what was typed, three texts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from generator.library.model import Library
from generator.review.own_wordings import Act, OwnAct
from generator.settings import Settings
from generator.storage.agreements import AgreementStore
from generator.storage.own_wordings import OwnWordingStore
from generator.storage.ownership import Viewer
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.web.conftest import NOON
from tests.web.own_pages import HOME, LAWYER, OWN, As, added, begun, clause, decided, opinion, waiting
from tests.web.pages import Site


def test_looking_first_saves_nothing_and_shows_how_it_reads(lawyer: Site) -> None:
    page = decided(lawyer, "forhandsgranska")
    assert "Så läser den sig i ett exempel för Bjurholms kommun" in page.text
    assert page.value("text").strip() == OWN
    assert "Granskningen hittade inget fel" in page.text
    page = added(lawyer, how="forhandsgranska")
    assert OWN in page.text
    assert "Kommunen har inga egna lydelser" in lawyer.get(HOME).text


def test_remarks_stand_beside_the_text_before_it_is_saved(lawyer: Site) -> None:
    page = decided(lawyer, "forhandsgranska", "Ring 070-123 45 67 om något är oklart.")
    assert "ser ut som en kontaktuppgift" in page.text
    assert page.errors == []


UNUSABLE = (
    ("text", ""),
    ("text", "Svar: {{ finns_inte }}"),
    ("text", "{{ ''.__class__ }}"),
    ("text", "<script>alert(1)</script>"),
    ("text", "Det gäller 19900101-1234."),
    ("text", "x" * 30_000),
    ("skal", " "),
    ("skal", "Anna, 19900101-1234, vill det."),
    ("rubrik", " "),
    ("fran", "2026-11-01"),
    ("fran", "i går"),
    ("till", "2026-11-01"),
)


def test_what_cannot_be_used_is_refused_with_what_was_typed_left(lawyer: Site) -> None:
    for field, value in UNUSABLE:
        page = decided(lawyer, **{"status": 422, field: value})  # type: ignore[arg-type]
        assert page.errors, value
        assert page.value(field).strip() == value.strip()
        assert not page.soup.select("main script")
    assert "Kommunen har inga egna lydelser" in lawyer.get(HOME).text


def test_a_clause_of_its_own_needs_a_place(lawyer: Site) -> None:
    for place in ("", "overenskommelse/okand", "../tiden"):
        assert ("Välj vilken klausul den ska stå efter.", "efter") in added(lawyer, 422, efter=place).errors


def test_what_begins_later_is_told_and_does_not_count_yet(as_: As, lawyer: Site) -> None:
    decided(lawyer, fran="2027-01-01")
    assert "Kommer att gälla" in lawyer.get(HOME).text
    site = as_("polis-kommunpolis")
    assert OWN not in site.get(begun(site)).text


def test_what_begins_later_is_reviewed_before_it_begins(
    settings: Settings, small_library: Library, lawyer: Site, colleague: Site
) -> None:
    decided(lawyer, fran="2027-01-01")
    assert "Du har skrivit lydelsen." in clause(lawyer).text
    assert any("kommunens egna lydelser" in each for each in colleague.get("/").all("#vantar + ul a"))
    page = opinion(colleague, "godkand")
    assert "lydelsen från 1 januari 2027: godkänd" in page.text
    assert colleague.get("/").all("#vantar + ul a") == []
    later = create_app(settings, small_library, clock=lambda: NOON + timedelta(days=60))
    police = Site(later.test_client())
    draft = begun(police)
    assert OWN in police.get(draft).text
    assert waiting(police, draft) == []
    later.extensions[EXTENSION].agreements.engine.dispose()


def test_of_two_who_decide_at_once_the_second_is_told_and_keeps_what_she_typed(lawyer: Site, colleague: Site) -> None:
    form = clause(colleague).form("form[data-own]").set("text", "Kollegans text.").set("skal", "x")
    decided(lawyer)
    page = colleague.send(form, "spara", 422)
    assert "Någon annan har ändrat" in page.text
    assert page.value("text").strip() == "Kollegans text."
    assert "Kollegans text." not in lawyer.get(HOME).text


def test_an_adopted_text_is_noted_and_changes_nothing(as_: As, lawyer: Site) -> None:
    decided(lawyer, "anta")
    assert "Antar den nationella lydelsen" in lawyer.get(HOME).text
    site = as_("polis-kommunpolis")
    assert waiting(site, begun(site)) == []


def test_the_police_that_cover_the_municipality_read_and_others_find_nothing(as_: As, lawyer: Site) -> None:
    decided(lawyer)
    near = as_("polis-kommunpolis")
    assert "Bjurholms kommun" in near.get("/egna-lydelser/").text
    assert OWN in clause(near).text
    assert not clause(near).soup.select("form[data-own], form[data-opinion]")
    for who in ("goteborg-kommunjurist", "goteborg-samordnare"):
        elsewhere = as_(who)
        assert "Bjurholm" not in elsewhere.get("/egna-lydelser/").text
        for address in (HOME, f"{HOME}klausul/tiden", f"{HOME}egna-lydelser.json"):
            elsewhere.get(address, 404)
    elsewhere.get(f"{HOME}ny", 403)
    as_("goteborg-kommunjurist").get(f"{HOME}ny", 404)
    form = clause(lawyer).form("form[data-own]")
    other = as_("goteborg-kommunjurist")
    token = other.get("/egna-lydelser/demo-goteborg/klausul/tiden").form("form[data-own]").get("csrf_token")
    other.send(form.set("csrf_token", *token), "spara", 404)


@pytest.mark.parametrize("clause_id", ["okand", "..", "egen-x"])
def test_a_clause_that_does_not_exist_has_no_page(lawyer: Site, clause_id: str) -> None:
    clause(lawyer, clause_id, 404)


def test_what_is_typed_is_shown_again_when_its_token_is_not_taken(lawyer: Site) -> None:
    form = clause(lawyer).form("form[data-own]").set("text", OWN).set("csrf_token", "gammal")
    assert lawyer.send(form, "spara", 400).value("text").strip() == OWN


def test_what_counts_today_can_be_fetched_as_a_file(lawyer: Site) -> None:
    decided(lawyer)
    response = lawyer.client.get(f"{HOME}egna-lydelser.json")
    assert response.mimetype == "application/json"
    assert [each["text"] for each in json.loads(response.data)["lydelser"]] == [OWN]


def test_every_version_keeps_the_wordings_that_it_was_made_with(store: AgreementStore, as_: As, lawyer: Site) -> None:
    decided(lawyer)
    site = as_("polis-kommunpolis")
    draft = begun(site).split("/")[2]
    before = store.read(draft).answers
    decided(lawyer, text="En helt annan text.")
    decided(lawyer, "dra-tillbaka")
    assert store.read(draft).answers == before
    assert OWN in json.dumps(before, ensure_ascii=False)


@pytest.fixture
def outdated(store: AgreementStore, lawyer: Site) -> str:
    """The national text of a clause, which was another when Bjurholm wrote its own of it."""
    national = clause(lawyer).value("text").strip()
    then = f"{national}\n\nNationellt borttaget."
    act = OwnAct(Act.REPLACE, "tiden", "Skäl.", NOON.date(), None, "Tiden", f"{then}\n\n{OWN}", "0" * 64, then)
    keeper = Viewer("nagon", frozenset({"demo-bjurholm"}))
    OwnWordingStore(store.engine, keeper).add("demo-bjurholm", act, 0, NOON)
    return national


def test_a_national_change_under_an_own_wording_is_shown_three_ways(lawyer: Site, outdated: str) -> None:
    assert "Den nationella texten har ändrats" in lawyer.get(HOME).text
    page = clause(lawyer)
    assert {"Ändrat nationellt", "Ändrat hos oss"} <= set(page.all("#tre ~ section .chip"))
    assert any("Nationellt borttaget." in each for each in page.all("#tre ~ section del"))


def test_keeping_ours_is_a_decision_with_a_reason_against_the_new_national_text(
    as_: As, lawyer: Site, outdated: str
) -> None:
    site = as_("polis-kommunpolis")
    draft = begun(site)
    assert "den nationella texten har ändrats" in " ".join(waiting(site, draft)).lower()
    assert decided(lawyer, "behall", skal=" ", status=422).errors
    decided(lawyer, "behall", "Det här används inte.")
    assert not clause(lawyer).soup.select("#tre")
    assert OWN in clause(lawyer).text
    site.send(site.get(f"{draft}egna-lydelser").form("form.step-form"))
    told = " ".join(waiting(site, draft))
    assert "den nationella texten har ändrats" not in told.lower()
    assert "inte granskad" in told


def test_taking_the_national_text_ends_our_own(as_: As, lawyer: Site, outdated: str) -> None:
    decided(lawyer, "anta")
    assert not clause(lawyer).soup.select("#tre")
    site = as_("polis-kommunpolis")
    assert OWN not in site.get(begun(site)).text


def test_writing_anew_stands_against_the_new_national_text(as_: As, lawyer: Site, outdated: str) -> None:
    decided(lawyer, text=f"{outdated}\n\nNytt hos oss.")
    assert not clause(lawyer).soup.select("#tre")
    site = as_("polis-kommunpolis")
    assert "Nytt hos oss." in site.get(begun(site)).text


def test_a_wording_and_a_clause_of_its_own_stand_in_the_files_of_the_shipped_library(real_site: Site) -> None:
    lawyer = Site(real_site.client.application.test_client(), LAWYER)
    decided(lawyer, clause_id="avslut")
    page = added(
        lawyer, efter="samverkansoverenskommelse/avslut", text="Bilar ställs på gården.", how="forhandsgranska"
    )
    assert "Så läser den sig i ett exempel för Bjurholms kommun" in page.text
    added(lawyer, efter="samverkansoverenskommelse/avslut", text="Bilar ställs på gården.")
    page = real_site.get("/overenskommelse/ny/samverkansoverenskommelse")
    real_site.send(page.form().set("kommuner-sok", "Bjurholm"))
    draft = f"/overenskommelse/{real_site.last_address.split('/')[2]}/"
    text = real_site.client.get(f"{draft}filer/samverkansoverenskommelse.txt").text
    assert OWN in text
    assert "Bilar ställs på gården." in text
    assert len([each for each in real_site.get(draft).all(".remaining li") if "inte granskad" in each]) == 2
