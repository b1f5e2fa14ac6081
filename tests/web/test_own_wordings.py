"""A lawyer decides about wordings for all agreements of a municipality; drafts take them in, none changes silently."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask

from generator.review.own_wordings import Act, OwnAct
from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore, NewAccount
from generator.storage.agreements import AgreementStore
from generator.storage.own_wordings import OwnWordingStore
from generator.storage.ownership import Viewer
from generator.storage.roles import Role
from generator.storage.sessions import SessionStore
from generator.web.identity.visitors import COOKIE
from generator.web.services import EXTENSION
from tests.web.conftest import NEW, NOON
from tests.web.pages import Form, Page, Site

OWN = "Det här gäller bara hos oss i kommunen."
HOME = "/egna-lydelser/demo-bjurholm/"
LAWYER, COORDINATOR = "bjurholm-kommunjurist", "bjurholm-samordnare"
As = Callable[[str], Site]


@pytest.fixture
def as_(app: Flask) -> As:
    """A browser of somebody in the demonstration."""
    return lambda who: Site(app.test_client(), who)


@pytest.fixture
def lawyer(as_: As) -> Site:
    return as_(LAWYER)


@pytest.fixture
def colleague(app: Flask, lawyer: Site) -> Site:
    """Another lawyer of the same municipality."""
    made = app.extensions[EXTENSION]
    engine = made.agreements.engine
    new = NewAccount("kollega", "Kollega Jurist", (Membership("demo-bjurholm", Role.KOMMUNJURIST),))
    account = AccountStore(engine).create(new, NOON, "test")
    site = Site(app.test_client(), "")
    site.client.set_cookie(COOKIE, SessionStore(engine).begin(account.id, NOON))
    return site


def clause(site: Site, clause_id: str = "tiden", status: int = 200) -> Page:
    return site.get(f"{HOME}klausul/{clause_id}", status)


def decided(site: Site, how: str = "spara", text: str = OWN, status: int = 200, **more: str) -> Page:
    form = clause(site, more.pop("clause_id", "tiden")).form("form[data-own]").set("text", text)
    form.set("skal", more.pop("skal", "Nämnden vill det."))
    for name, value in more.items():
        form.set(name, value)
    return site.send(form, how, status)


def added(site: Site, status: int = 200, how: str = "spara", **more: str) -> Page:
    told = {"efter": "overenskommelse/tiden", "rubrik": "Parkering", "text": OWN, "skal": "Nämnden vill det.", **more}
    form = site.get(f"{HOME}ny").form("form[data-own]")
    for name, value in told.items():
        form.set(name, value)
    return site.send(form, how, status)


def opinion(site: Site, decision: str, words: str = "", status: int = 200, clause_id: str = "tiden") -> Page:
    form = clause(site, clause_id).form("form[data-opinion]").set("beslut", decision).set("text", words)
    return site.send(form, status=status)


def begun(site: Site, municipality: str = "Bjurholm") -> str:
    """The address of a new draft."""
    site.send(site.get(NEW).form().set("kommuner-sok", municipality))
    return f"/overenskommelse/{site.last_address.split('/')[2]}/"


def waiting(site: Site, draft: str) -> list[str]:
    return [each for each in site.get(draft).all(".remaining li") if "lydelse" in each]


def test_before_anything_is_decided_the_list_says_so_and_leads_to_every_clause(lawyer: Site) -> None:
    page = lawyer.get("/egna-lydelser/")
    assert lawyer.last_address == HOME
    assert "Kommunen har inga egna lydelser" in page.text
    assert page.soup.select(f'a[href="{HOME}klausul/tiden"]')


def test_a_wording_is_decided_once_and_stands_in_every_new_draft_of_the_municipality(as_: As, lawyer: Site) -> None:
    decided(lawyer)
    assert "Ersätter den nationella lydelsen" in lawyer.get(HOME).text
    for who in ("polis-kommunpolis", COORDINATOR):
        site = as_(who)
        page = site.get(begun(site))
        assert OWN in page.text
        assert "Kommunens egen lydelse" in page.text
    elsewhere = as_("polis-kommunpolis")
    assert OWN not in elsewhere.get(begun(elsewhere, "Göteborg")).text


def test_a_draft_that_exists_takes_it_in_only_when_somebody_says_so(as_: As, lawyer: Site) -> None:
    site = as_("polis-kommunpolis")
    draft = begun(site)
    decided(lawyer)
    page = site.get(draft)
    assert OWN not in page.text
    assert "Kommunens egna lydelser har ändrats" in page.text
    shown = site.get(f"{draft}egna-lydelser")
    assert OWN in shown.text
    assert OWN not in site.get(draft).text
    taken = site.send(shown.form("form.step-form"))
    assert OWN in taken.text
    assert "Kommunens egna lydelser har ändrats" not in taken.text
    assert "Kommunens egna lydelser tagna in" in site.get(f"{draft}versioner").text
    site.get(f"{draft}egna-lydelser")
    assert site.last_address == draft


def test_what_is_withdrawn_leaves_a_draft_as_silently_as_it_came_not_at_all(as_: As, lawyer: Site) -> None:
    decided(lawyer)
    site = as_("polis-kommunpolis")
    draft = begun(site)
    decided(lawyer, "dra-tillbaka")
    assert OWN in site.get(draft).text
    site.send(site.get(f"{draft}egna-lydelser").form("form.step-form"))
    assert OWN not in site.get(draft).text
    assert OWN not in site.get(begun(site)).text
    assert "Klausulbibliotekets lydelse gäller" in clause(lawyer).text


def test_an_own_wording_of_one_municipality_never_reaches_an_agreement_with_another(as_: As, lawyer: Site) -> None:
    decided(lawyer)
    site = as_("polis-kommunpolis")
    draft = begun(site)
    assert OWN in site.get(draft).text
    page = site.get(f"{draft}parter")
    site.send(page.form().set("kommuner", "2403", "1480"), "oversikt")
    assert OWN not in site.get(draft).text
    goteborg = as_("goteborg-kommunjurist")
    form = goteborg.get("/egna-lydelser/demo-goteborg/klausul/tiden").form("form[data-own]")
    goteborg.send(form.set("text", OWN).set("skal", "Göteborgs hemliga skäl."), "spara")
    site.send(site.get(f"{draft}egna-lydelser").form("form.step-form"))
    assert OWN in site.get(draft).text
    assert "hemliga" not in lawyer.get(f"{draft}lydelser/tiden").text
    assert len(waiting(site, draft)) == 2


def test_what_is_approved_once_counts_in_every_draft(as_: As, lawyer: Site, colleague: Site) -> None:
    decided(lawyer)
    site = as_("polis-kommunpolis")
    draft = begun(site)
    assert len(waiting(site, draft)) == 1
    assert "Någon annan i kommunen behöver granska den" in opinion(lawyer, "godkand", status=422).text
    assert len(waiting(site, draft)) == 1
    assert "godkänd" in opinion(colleague, "godkand").text
    assert waiting(site, draft) == []
    assert waiting(site, begun(site)) == []
    decided(lawyer, text="En helt annan text.")
    assert "måste granskas igen" in clause(lawyer).text
    site.send(site.get(f"{draft}egna-lydelser").form("form.step-form"))
    assert len(waiting(site, draft)) == 1


def test_it_waits_for_another_lawyer_once_and_not_in_every_draft(as_: As, lawyer: Site, colleague: Site) -> None:
    decided(lawyer)
    site = as_("polis-kommunpolis")
    for _ in range(2):
        begun(site)
    assert colleague.get("/").text.count("Granska kommunens egna lydelser") == 1
    assert "Ingen lokal lydelse väntar" in colleague.get("/granskning/").text
    opinion(colleague, "godkand")
    assert "Granska kommunens egna lydelser" not in colleague.get("/").text


def test_beside_the_questions_and_on_the_clauses_page_it_is_told_to_those_who_may_read_it(
    app: Flask, as_: As, lawyer: Site
) -> None:
    decided(lawyer)
    site = as_("polis-kommunpolis")
    draft = begun(site)
    assert "Kommunens egen lydelse" in site.get(f"{draft}parter").text
    assert "Kommunens egen lydelse" in site.get(f"{draft}lydelser/tiden").text
    assert "har en egen lydelse" in lawyer.get("/klausuler/klausul/tiden").text
    assert "kommunens egen lydelse" in lawyer.get("/klausuler/matris").text
    for who in (Site(app.test_client(), ""), as_("goteborg-kommunjurist")):
        assert "Bjurholm" not in who.get("/klausuler/klausul/tiden").text
        assert "kommunens egen lydelse" not in who.get("/klausuler/matris").text


def test_the_added_clause_has_a_page_in_the_draft_where_it_can_be_left_out_there(as_: As, lawyer: Site) -> None:
    added(lawyer)
    site = as_("polis-kommunpolis")
    draft = begun(site)
    page = site.get(f"{draft}lydelser/egen-parkering")
    assert "finns inte i klausulbiblioteket" in page.text
    form = Form(f"{draft}lydelser/egen-parkering")
    form.set("csrf_token", *page.form("form[action$='egen-parkering']").get("csrf_token"))
    form.set("_version", *page.form("form[action$='egen-parkering']").get("_version"))
    site.send(form, "ta-bort")
    assert OWN not in site.get(draft).text
    assert "Kommunens egna lydelser har ändrats" in site.get(draft).text


def test_a_rejected_own_wording_holds_back_every_draft_that_has_it(as_: As, lawyer: Site, colleague: Site) -> None:
    decided(lawyer)
    opinion(colleague, "avslagen", "Otydligt.")
    site = as_("polis-kommunpolis")
    assert "avslagen" in waiting(site, begun(site))[0]


def test_where_there_is_no_other_lawyer_the_board_answers_with_a_reason(as_: As, lawyer: Site) -> None:
    decided(lawyer)
    coordinator = as_(COORDINATOR)
    assert "varför nämnden svarar" in opinion(coordinator, "godkand", status=422).text
    assert "Nämnden svarar" in opinion(coordinator, "godkand", "Kommunen har en enda jurist.").text
    assert waiting(coordinator, begun(coordinator)) == []


def test_a_wording_written_for_one_agreement_goes_before_the_municipalitys(as_: As, lawyer: Site) -> None:
    site = as_("polis-kommunpolis")
    draft = begun(site)
    form = site.get(f"{draft}lydelser/tiden").form("form[data-wording]")
    site.send(form.set("text", "Bara i den här.").set("skal", "Skäl."), "spara")
    decided(lawyer)
    page = site.get(draft)
    assert "Bara i den här." in page.text
    assert "Kommunens egna lydelser har ändrats" not in page.text


def test_a_clause_of_its_own_is_added_after_another_and_can_be_changed_and_withdrawn(as_: As, lawyer: Site) -> None:
    assert "Lägger till en egen klausul" in added(lawyer).text
    assert lawyer.last_address == f"{HOME}klausul/egen-parkering"
    site = as_("polis-kommunpolis")
    draft = begun(site)
    assert OWN in site.get(draft).text
    decided(lawyer, text="Bara på lördagar.", clause_id="egen-parkering")
    assert "Bara på lördagar." in site.get(begun(site)).text
    decided(lawyer, "dra-tillbaka", clause_id="egen-parkering")
    assert "Parkering" not in site.get(begun(site)).text
    added(lawyer)
    assert lawyer.last_address == f"{HOME}klausul/egen-parkering-2"


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
