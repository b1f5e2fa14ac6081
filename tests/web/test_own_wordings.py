"""A lawyer decides about wordings for all agreements of a municipality; drafts take them in, none changes silently."""

from __future__ import annotations

from flask import Flask

from tests.web.own_pages import COORDINATOR, HOME, OWN, As, added, begun, clause, decided, opinion, waiting
from tests.web.pages import Form, Site


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
