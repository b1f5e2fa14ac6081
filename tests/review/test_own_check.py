"""A municipality's own wording is tried before it is kept: errors stop it, remarks are told beside the field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from generator.library.load import load_library
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording, text_of
from generator.resources import clauses_dir
from generator.review.own_check import OwnCheck, check_own

DAY = date(2026, 11, 22)
GOOD = "Överenskommelsen följs upp av {{ parterna }} en gång om året."


@cache
def library() -> Library:
    return load_library(clauses_dir())


def replacing(text: str, clause: str = "avslut", reason: str = "Nämnden vill det.") -> LocalWording:
    base = library().wordings_at(DAY)[clause]
    return LocalWording(LocalKind.REPLACE, clause, base.heading, text, reason, base.sha256, text_of(base))


def adding(text: str = GOOD, clause: str = "egen-parkering") -> LocalWording:
    plan = "samverkansoverenskommelse"
    return LocalWording(LocalKind.ADD, clause, "Parkering", text, "Nämnden vill det.", after="avslut", plan=plan)


def checked(new: LocalWording, *others: LocalWording) -> OwnCheck:
    return check_own(library(), others, new, DAY)


@pytest.mark.parametrize("new", [replacing(GOOD), adding()], ids=["replaces", "adds"])
def test_a_text_without_fault_is_laid_over_and_nothing_is_said(new: LocalWording) -> None:
    found = checked(new)
    assert found.findings == ()
    assert found.laid.library.wordings_at(DAY)[new.clause].reason == new.reason


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Svar: {{ finns_inte }}", "text-okant-namn"),
        ("Enligt {{ 'SoL 99:9' | lagrum }}.".replace("'", '"'), "lagrum-okant"),
        ('Se punkt {{ "finns-inte" | punkt }}.', "text-hanvisning"),
        ("Det gäller 19900101-1234.", "lokal-person"),
        ("<b>Fet</b> text.", "text-form"),
        ("Det görs enligt socialtjänstlagen (2001:453).", "text-forbjudet"),
        ("Det görs enligt 10 kap. 2 § sekretesslagen.", "text-forbjudet"),
    ],
)
def test_what_is_wrong_stops_it_and_says_where(text: str, rule: str) -> None:
    for new in (replacing(f"Först detta.\n\n{text}"), adding(f"Först detta.\n\n{text}")):
        found = checked(new)
        assert (rule, 3) in {(each.rule, each.line) for each in found.errors}
        assert new.clause not in found.laid.used


def test_a_provision_that_the_national_text_does_not_rest_on_can_be_cited() -> None:
    source = next(
        each for each in library().sources if each.startswith("SoL") and library().sources[each].in_force(DAY)
    )
    found = checked(replacing(f'Det görs enligt {{{{ "{source}" | lagrum }}}}.'))
    assert found.errors == ()
    assert source in found.laid.library.wordings_at(DAY)["avslut"].sources


def test_a_provision_that_is_not_in_force_cannot() -> None:
    gone = next(each for each in library().sources.values() if each.repealed and each.repealed <= DAY)
    found = checked(adding(f'Det görs enligt {{{{ "{gone.id}" | lagrum }}}}.'))
    assert {"lagrum-upphavt", "lagrum-galler-inte"} & {each.rule for each in found.errors}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Det görs enligt lagen (1998:603) om verkställighet.", "lagrum-i-klartext"),
        ("Ring 070-123 45 67.", "lokal-kontakt"),
        (f"{'Verksamhetsansvariga ' * 30}tillhandahåller {'handläggningsrutiner ' * 30}.", "lokal-svarlast"),
    ],
)
def test_what_should_be_thought_about_is_told_and_stops_nothing(text: str, rule: str) -> None:
    found = checked(replacing(text))
    assert rule in {each.rule for each in found.warnings}
    assert found.errors == ()
    assert "avslut" in found.laid.used


def test_a_wording_is_tried_together_with_the_others_and_stands_instead_of_its_own_earlier_one() -> None:
    old, parking = replacing("Den gamla egna texten."), adding()
    refers = replacing('Se även punkt {{ "egen-parkering" | punkt }}.', clause="uppsagning")
    assert checked(refers).errors
    found = checked(refers, old, parking)
    assert found.errors == ()
    assert set(found.laid.used) == {"avslut", "egen-parkering", "uppsagning"}
    again = checked(replace(old, text="Den nya egna texten."), old, parking)
    assert [each.text for each in again.laid.used.values() if each.clause == "avslut"] == ["Den nya egna texten."]


def test_whoever_breaks_another_of_the_municipalitys_wordings_is_told() -> None:
    refers = replacing('Se även punkt {{ "egen-parkering" | punkt }}.', clause="uppsagning")
    found = checked(replacing(GOOD), refers)
    assert "lokal-annan" in {each.rule for each in found.warnings}
