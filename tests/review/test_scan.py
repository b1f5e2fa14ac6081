"""Words suggest that a part is there, and warn where a lawyer should stop."""

from __future__ import annotations

from datetime import date

import pytest

from generator.library.model import PlanKind
from generator.review.citation_status import Status
from generator.review.scan import Scan, scan
from tests.cases.documents import CASES, expected_file, library
from tests.review.situations import case

DAY = date(2026, 11, 22)
CLEAN = {Status.IN_FORCE, Status.AMENDED, Status.ACT_IN_FORCE}
_NOT_LAW = ("§ 4",)
"""A paragraph of a board's minutes, in one of the cases."""


def scanned(text: str) -> Scan:
    return scan(text, library(), DAY)


def part_ids(found: Scan, present: bool) -> set[str]:
    return {each.part.id for each in found.parts if each.seems_present == present}


def agreements() -> list[str]:
    """The cases that are full agreements, not citizens' promises."""
    return [each for each in CASES if case(each).plan.id == "samverkansoverenskommelse"]


# --- Our own documents, which should hold everything ---


@pytest.mark.parametrize("name", CASES)
def test_every_citation_in_our_own_documents_is_found_in_force(name: str) -> None:
    found = scanned(expected_file(name).read_text(encoding="utf-8"))
    assert found.citations
    odd = [each.text for each in found.citations if each.status not in CLEAN and each.text not in _NOT_LAW]
    assert odd == []


@pytest.mark.parametrize("name", agreements())
def test_no_part_seems_to_be_missing_in_our_own_agreements(name: str) -> None:
    found = scanned(expected_file(name).read_text(encoding="utf-8"))
    assert part_ids(found, present=False) == set()


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_warned_of_in_our_own_documents(name: str) -> None:
    found = scanned(expected_file(name).read_text(encoding="utf-8"))
    assert [each.warning.reason for each in found.warnings] == []


def test_there_are_agreements_among_the_cases() -> None:
    assert len(agreements()) >= 5
    assert all(case(each).plan.kind is PlanKind.AGREEMENT for each in agreements())


# --- Others' ---

OLD = """
Överenskommelse mellan kommunen och polisen

1. Bakgrund och syfte
Syftet med överenskommelsen är att minska brottsligheten.

2. Ansvar
Socialtjänsten ansvarar för insatser enligt 2 kap. 1 § socialtjänstlagen (2001:453). Den som har ett missbruk erbjuds
vård. Avhoppare är en person som lämnar ett nätverk och har en latent eller konkret hotbild.

Samtycke inhämtas enligt 10 kap. 1 § OSL. För den som inte lämnar samtycke vidtas inga vidare åtgärder.

3. Uppföljning
Parterna träffas en gång per år.
"""


def test_what_an_old_agreement_has_and_lacks_is_told() -> None:
    found = scanned(OLD)
    assert {"syfte", "kommunens-ataganden", "malgrupp", "samtycke", "uppfoljning"} <= part_ids(found, present=True)
    missing = {"omraden", "barn", "kostnader", "ansvarig-kommun", "giltighet", "uppsagning", "oenighet", "underskrift"}
    assert missing <= part_ids(found, present=False)


def test_every_suggestion_shows_the_words_that_it_rests_on() -> None:
    shown = {each.part.id: [passage.text for passage in each.passages] for each in scanned(OLD).parts}
    assert shown["uppfoljning"][0] == "3. Uppföljning"
    assert shown["samtycke"][0].startswith("Samtycke inhämtas enligt 10 kap. 1 § OSL.")


def test_old_law_and_old_words_are_warned_of() -> None:
    found = scanned(OLD)
    assert [(each.text, each.verdict.successors) for each in found.citations] == [
        ("2 kap. 1 § socialtjänstlagen (2001:453)", ("SoL 4:1",)),
        ("10 kap. 1 § OSL", ()),
    ]
    warned = " ".join(each.warning.reason for each in found.warnings)
    for word in ("12 kap. 2 § OSL", "vägrar hjälp", "latent", "missbruk"):
        assert word in warned


@pytest.mark.parametrize(
    ("text", "part", "is_there"),
    [
        ("Uppsägningstiden är tre månader.", "uppsagning", True),
        ("Den som flyttar till en annan kommun får hjälp.", "ansvarig-kommun", True),
        ("Den som flyttar får hjälp.\n\nKommunen svarar.", "ansvarig-kommun", False),
        ("Kostnader\n\nVar och en betalar.", "kostnader", True),
        ("Syftena är många, men här står inget om varför, i syfte att spara plats.", "syfte", False),
        ("§ 2 Syfte\nAtt hjälpa.", "syfte", True),
        ("Depressionen är svår.", "kommunikation", False),
        ("", "syfte", False),
    ],
)
def test_a_sign_is_words_and_not_parts_of_words(text: str, part: str, is_there: bool) -> None:
    assert (part in part_ids(scanned(text), present=True)) is is_there


def test_every_part_and_warning_has_signs_that_can_be_met() -> None:
    signs = library().signs
    assert len(signs.parts) >= 20 and len(signs.warnings) >= 5
    for part in signs.parts:
        for sign in part.signs:
            sample = " ".join(word.strip().removeprefix("^").replace("*", "") for word in sign.split("+"))
            assert part.id in part_ids(scanned(sample), present=True), sign
    for warning in signs.warnings:
        assert warning.signs or warning.citations
        assert set(warning.citations).isdisjoint(library().sources), "a provision that one may rest on is warned of"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["syfte ", "1. ", "flytt ", "a\n", "\n", "flytt kommun "])
def test_a_hostile_repetition_is_scanned_in_reasonable_time(piece: str) -> None:
    assert scanned(piece * (30_000 // len(piece))).citations == ()
