"""``clauses`` and ``review``: what the lawyers' pages show, on the command line."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.library.local_file import read_local_json
from generator.review.clause_search import Query, index, search
from generator.review.matrix import matrix
from generator.review.opinions import Decision
from generator.storage.database import opened
from generator.storage.files import NewFile
from generator.storage.lifecycle import Status
from generator.storage.ownership import SERVICE, Viewer
from generator.storage.reviews import NewOpinion, ReviewStore
from generator.storage.statuses import StatusRow, StatusStore
from tests.assembly.known import small
from tests.cli.filled import CODE, DAY, OTHER, OWN_TEXT, filled
from tests.cli.running import Runner

ON = ("--day", DAY.isoformat())


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Runner) -> str:
    """A database that is filled; the id of its agreement."""
    url, agreement = filled(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path))
    monkeypatch.setattr("generator.clock.today", lambda: date(2026, 11, 22))
    return agreement


def told(run: Runner, *arguments: str, code: int = 0) -> Any:
    done = run(*arguments, "--json")
    assert (done.code, done.err) == (code, "")
    return json.loads(done.out)


# --- The clause set ---


def test_the_search_finds_what_the_page_finds(run: Runner) -> None:
    entries = index(small(), small().plans.values(), DAY)
    for words in ("", "jour", "kontakt lag", "finns-inte"):
        found = told(run, "clauses", "search", *words.split(), *ON)["klausuler"]
        assert [each["klausul"] for each in found] == [
            each.entry.clause for each in search(entries, Query(words=words))
        ]
    resting = told(run, "clauses", "search", "--lagrum", "SoL 4:1", *ON)["klausuler"]
    assert resting and all("SoL 4:1" in each["lagrum"] for each in resting)
    assert "Jour (jour), gäller: avtal" in run("clauses", "search", "jour", *ON).out


def test_one_clause_is_shown_with_everything_that_its_page_has(run: Runner, draft: str) -> None:
    found = told(run, "clauses", "show", "pengar", "--drafts", *ON)
    assert found["sha256"] == small().wordings_at(DAY)["pengar"].sha256
    assert [each["fran"] for each in found["lydelser"]] == ["2026-01-01"]
    assert [each["id"] for each in found["overenskommelser"]] == [draft]
    (counted,) = found["kommer_med"]
    assert counted["lagen"] == counted["av"] > 0
    shown = run("clauses", "show", "pengar", *ON).out
    assert "Lydelser:\n  från 2026-01-01, gäller." in shown and "Vägledning:" in shown


def test_the_matrix_is_that_of_the_page(run: Runner) -> None:
    found = told(run, "clauses", "matrix", *ON)
    whole = matrix(small(), small().plans["avtal"], DAY)
    for row, each in zip(whole.rows, found["klausuler"], strict=True):
        fires = frozenset((size, problem) for size, problems in each["kommer_med"].items() for problem in problems)
        assert (each["klausul"], fires) == (row.clause, row.fires)
    assert "jour" in run("clauses", "matrix", *ON).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("clauses", "show", "finns-inte"),
        ("clauses", "search", "--plan", "finns-inte"),
        ("clauses", "search", "--lagrum", "SoL 99:9"),
        ("clauses", "search", "--status", "finns-inte"),
        ("clauses", "matrix", "--plan", "finns-inte"),
        ("review", "clause", "finns-inte"),
        ("review", "status", "--municipality", "9999"),
        ("review", "status", "--municipality", CODE, "--number", "99"),
        ("review", "status", "--municipality", CODE, "--number", "ett"),
        ("review", "status"),
        ("review", "own", "--municipality", ""),
        ("review", "draft", "finns-inte"),
    ],
    ids=" ".join,
)
def test_what_does_not_exist_is_bad_input(run: Runner, draft: str, arguments: tuple[str, ...]) -> None:
    assert draft
    done = run(*arguments, *ON)
    assert (done.code, done.out) == (2, "") and done.err


# --- Comparing what is stored, and municipalities ---


def test_a_draft_is_compared_with_what_is_suggested_for_a_municipality(run: Runner, draft: str) -> None:
    found = told(run, "compare", f"kommun:{CODE}", f"utkast:{draft}")
    assert [each["fraga"] for each in found["svar"]] == []
    (main,) = [each for each in found["dokument"] if each["utfall"] != "lika"]
    assert [each["klausul"] for each in main["klausuler"]] == ["pengar"]
    assert OWN_TEXT in run("compare", f"kommun:{CODE}", f"utkast:{draft}").out


def test_a_version_is_compared_with_another(run: Runner, draft: str) -> None:
    assert run("compare", f"utkast:{draft}", f"utkast:{draft}:1").out == "Ingenting skiljer.\n"


def test_two_municipalities_are_compared_in_a_document_that_may_be_chosen(run: Runner, draft: str) -> None:
    assert draft
    for more in ((), ("--plan", "avtal")):
        found = told(run, "compare", f"kommun:{CODE}", f"kommun:{OTHER}", *more, *ON)
        assert "kommuner" in {each["fraga"] for each in found["svar"]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("kommun:9999", f"kommun:{CODE}"),
        (f"kommun:{CODE}", f"kommun:{OTHER}", "--plan", "finns-inte"),
        ("utkast:finns-inte", f"kommun:{CODE}"),
        ("utkast:{draft}:99", f"kommun:{CODE}"),
        ("utkast:{draft}:ett", f"kommun:{CODE}"),
        ("utkast:{draft}:1:1", f"kommun:{CODE}"),
        (f"kommun:{CODE}", "utkast:{draft}", "--lokalt", "{file}"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_compared_is_bad_input(run: Runner, draft: str, arguments: tuple[str, ...]) -> None:
    file = run.file(b'{"lydelser": []}', "egna.json")
    done = run("compare", *(each.format(draft=draft, file=file) for each in arguments), *ON)
    assert (done.code, done.out) == (2, "") and done.err


# --- A municipality's review ---


def test_the_status_tells_each_wording_and_what_waits(run: Runner, draft: str) -> None:
    assert draft
    found = told(run, "review", "status", "--municipality", CODE, *ON, code=1)
    states = {each["klausul"]: each["status"] for each in found["klausuler"]}
    assert set(states) == set(small().wordings_at(DAY))
    assert (states["parter"], states["pengar"], states["jour"], states["tid"]) == (
        "godkand",
        "godkand",
        "avslagen",
        "ny",
    )
    law, rest = found["vantar"]
    assert law["vad"].startswith("lagandring:") and "ändras från 1 januari 2027" in law["ord"]
    assert (rest["vad"], rest["senast"], rest["antal"]) == (
        "bibliotek",
        "2026-12-24",
        list(states.values()).count("ny"),
    )
    assert states[law["klausuler"][0]] == "oppnad"
    other = told(run, "review", "status", "--municipality", OTHER, *ON, code=1)
    assert (other["granskning"], other["granskad"], set(other["antal"])) == (0, None, set(found["antal"]))


def test_an_earlier_review_is_shown_as_it_was(run: Runner, draft: str) -> None:
    assert draft
    found = told(run, "review", "status", "--municipality", CODE, "--number", "1", *ON, code=1)
    assert (found["granskning"], found["antal"]["godkand"], found["antal"]["avslagen"]) == (1, 1, 0)
    assert "oppnad" not in {each["status"] for each in found["klausuler"]}


def test_what_was_said_of_a_clause_is_told_in_order_for_each_municipality(run: Runner, draft: str) -> None:
    assert draft
    found = told(run, "review", "clause", "jour", *ON)["kommuner"]
    assert [(each["kommun"], len(each["sagt"])) for each in found] == [(CODE, 2), (OTHER, 0)]
    assert [each["beslut"] for each in found[0]["sagt"]] == ["avslagen", "kommentar"]
    assert told(run, "review", "clause", "jour", "--municipality", CODE, *ON)["kommuner"] == found[:1]
    shown = run("review", "clause", "jour", *ON).out
    assert "Kommentar, granskaren. Den är på väg." in shown and "Göteborgs Stad: Inte granskad" in shown


def test_entered_changes_of_the_law_are_listed_with_what_rests_on_them(run: Runner, draft: str) -> None:
    assert draft
    (found,) = told(run, "review", "changes")["lagandringar"]
    assert (found["fran"], found["andring"], found["anteckning"]) == ("2027-01-01", "ändrad", "Nya ord.")
    assert found["klausuler"] and found["aterkallad"] is None
    assert told(run, "review", "changes", "--municipality", OTHER)["lagandringar"] == []
    assert "(gäller)" in run("review", "changes").out


def test_own_wordings_are_told_and_written_as_other_commands_read_them(run: Runner, draft: str) -> None:
    assert draft
    (found,) = told(run, "review", "own", "--municipality", CODE, *ON)["lydelser"]
    assert (found["klausul"], found["galler"], found["text"]) == ("pengar", True, OWN_TEXT)
    assert (found["granskning"]["status"], found["andrad_nationellt"]) == ("avslagen", False)
    file = run.folder / "egna.json"
    assert run("review", "own", "--municipality", CODE, *ON, "--out", file).code == 0
    assert [each.text for each in read_local_json(file.read_bytes())] == [OWN_TEXT]
    assert run("local", file, *ON).code == 0
    earlier = told(run, "review", "own", "--municipality", CODE, "--day", "2026-11-21")["lydelser"]
    assert [each["galler"] for each in earlier] == [False]


def test_an_agreement_tells_its_deviations_and_what_it_rests_on(run: Runner, draft: str) -> None:
    listed = told(run, "review", "drafts")["overenskommelser"]
    assert [(each["id"], each["egna"]) for each in listed] == [(draft, 1)]
    assert told(run, "review", "drafts", "--municipality", OTHER)["overenskommelser"] == []
    found = told(run, "review", "draft", draft, *ON, code=1)
    (own,) = found["egna"]
    assert (own["klausul"], own["kommunens"], own["galler"]) == ("pengar", True, True)
    assert [each["status"] for each in own["granskning"]] == ["avslagen"]
    (resting,) = found["vilar_pa"]
    assert "parter" in resting["godkanda"] and "tid" in resting["ogranskade"] and resting["avslagna"] == ["pengar"]
    shown = run("review", "draft", draft, *ON).out
    assert "EGEN LYDELSE  Pengar (pengar)" in shown and "Vilar på" in shown


def test_what_is_said_after_the_signature_is_no_news_to_what_is_signed(run: Runner, draft: str) -> None:
    before = told(run, "review", "draft", draft, *ON, code=1)["vilar_pa"]
    signed = datetime(2026, 11, 20, 18, tzinfo=UTC)
    with opened(os.environ["DATABASE_URL"]) as engine:
        store = StatusStore(engine)
        for one, other in pairwise((Status.DRAFT, Status.REVIEW, Status.READY)):
            store.take_step(draft, one, StatusRow(other, 1, signed, "granskaren"))
        file = NewFile("undertecknad.pdf", "application/pdf", b"%PDF-1.7 underskrivet")
        store.sign(draft, file, StatusRow(Status.SIGNED, 1, signed, "granskaren"))
        (asked,) = ReviewStore(engine, SERVICE).reviewers_of(draft)
        new = NewOpinion(asked[0], "tid", small().wordings_at(DAY)["tid"].sha256, Decision.REJECTED, "För sent.")
        ReviewStore(engine, Viewer("granskaren", frozenset({asked[0]}))).add(new, signed + timedelta(days=1))
    found = told(run, "review", "draft", draft, *ON, code=1)
    assert (found["status"], found["vilar_pa"]) == ("signerad", before)
