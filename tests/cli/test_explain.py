"""``explain`` tells why each clause is in or out and which answers would change it, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assembly.known import small
from tests.cli.running import Runner
from tests.tools import REPOSITORY

KEYS = {"id", "rubrik", "dokument", "included", "reasons", "would_change"}


def told(run: Runner, **raw: object) -> dict[str, dict[str, object]]:
    done = run("explain", run.answers(**raw), "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert set(found) == {"klausuler"}
    return {clause["id"]: clause for clause in found["klausuler"]}


def test_a_clause_is_told_with_reasons_and_changes(run: Runner) -> None:
    assert told(run)["jour"] == {
        "id": "jour",
        "rubrik": "Jour",
        "dokument": "avtal",
        "included": False,
        "reasons": ["Jour: nej. Klausulen kräver: ja."],
        "would_change": [[{"fraga": "jour", "fran": "nej", "till": "ja"}]],
    }


def test_several_values_are_told_as_a_list(run: Runner) -> None:
    clause = told(run, problemlage="kand", problem=["natverk"])["annat-problem"]
    assert clause["would_change"] == [[{"fraga": "problem", "fran": ["natverk"], "till": ["natverk", "annat"]}]]


def test_a_clause_that_no_answer_can_remove_has_no_changes(run: Runner) -> None:
    clause = told(run)["parter"]
    assert (clause["included"], clause["would_change"]) == (True, [])


def test_every_clause_of_the_document_and_its_annexes_is_told_once(run: Runner) -> None:
    done = run("explain", run.answers(), "--json")
    ids = [clause["id"] for clause in json.loads(done.out)["klausuler"]]
    plans = [small().plans[name] for name in ("avtal", "lista", "mal")]
    wanted = {
        clause
        for plan in plans
        for item in plan.items
        for clause in ((item.clause,) if item.clause else small().places[item.place])
    }
    assert sorted(ids) == sorted(wanted)


def test_people_get_the_same_in_words(run: Runner) -> None:
    lines = run("explain", run.answers()).out.splitlines()
    place = lines.index("INTE MED  Jour (jour)")
    assert lines[place + 1 : place + 3] == [
        "    Jour: nej. Klausulen kräver: ja.",
        "    Skulle ändras av: Jour: nej → ja",
    ]
    assert "MED  Parter (parter)" in lines


CASES = sorted(path.parent.name for path in REPOSITORY.glob("tests/cases/*/answers.yaml"))


def test_there_are_cases_to_explain() -> None:
    assert {"bjurholm", "eskilstuna", "goteborg", "gotland", "inlandet", "sodertalje"} <= set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_every_case_can_be_explained(run: Runner, case: str) -> None:
    done = run.anywhere("explain", REPOSITORY / "tests" / "cases" / case / "answers.yaml", "--json")
    assert (done.code, done.err) == (0, "")
    for clause in json.loads(done.out)["klausuler"]:
        assert set(clause) == KEYS | ({"valfri", "bortvald"} if "valfri" in clause else set())
        assert clause["reasons"] and len(clause["would_change"]) <= 3
        for changes in clause["would_change"]:
            assert changes and all(set(change) == {"fraga", "fran", "till"} for change in changes)


def test_an_optional_clause_that_was_left_out_is_told_with_how_it_comes_back(run: Runner, tmp_path: Path) -> None:
    answers = (REPOSITORY / "tests" / "cases" / "bjurholm" / "answers.yaml").read_text(encoding="utf-8")
    file = tmp_path / "svar.yaml"
    file.write_text(f"{answers}\nbortvalda-klausuler: [bakgrund]\n", encoding="utf-8")
    done = run.anywhere("explain", file, "--json")
    found = {clause["id"]: clause for clause in json.loads(done.out)["klausuler"]}
    clause = found["bakgrund"]
    assert (clause["valfri"], clause["bortvald"], clause["included"]) == ("bakgrund", True, False)
    assert clause["reasons"] == ["Bortvald i det här utkastet."]
    assert clause["would_change"] == [[{"fraga": "bortvalda-klausuler", "fran": ["bakgrund"], "till": []}]]
    assert (found["samordning"]["bortvald"], found["samordning"]["included"]) == (False, True)
    file.write_text(f"{answers}\nbortvalda-klausuler: [parter]\n", encoding="utf-8")
    assert run.anywhere("explain", file).code == 2


def test_bjurholm_and_goteborg_differ_where_size_differs(run: Runner) -> None:
    found = {}
    for case in ("bjurholm", "goteborg"):
        done = run.anywhere("explain", REPOSITORY / "tests" / "cases" / case / "answers.yaml", "--json")
        found[case] = {clause["id"]: clause for clause in json.loads(done.out)["klausuler"]}
    assert set(found["bjurholm"]) == set(found["goteborg"])
    differing = [
        each for each in found["bjurholm"] if found["bjurholm"][each]["included"] != found["goteborg"][each]["included"]
    ]
    by_size = [each for each in differing if "Kommunens storlek" in " ".join(found["bjurholm"][each]["reasons"])]
    assert len(by_size) >= 3
    for each in by_size:
        assert found["bjurholm"][each]["reasons"] != found["goteborg"][each]["reasons"]


def test_following_a_suggestion_in_the_file_flips_the_clause(run: Runner) -> None:
    """The answers in the JSON are those that an answers file takes."""
    raw: dict[str, object] = {"problemlage": "kand", "problem": ["natverk"]}
    for clause in told(run, **raw).values():
        for changes in clause["would_change"]:  # type: ignore[attr-defined]
            if any(change["fraga"] in ("namnder", "storlek") for change in changes):
                continue  # told by the names of the boards; needs a reason beside it
            after = told(run, **{**raw, **{change["fraga"]: change["till"] for change in changes}})
            assert after[str(clause["id"])]["included"] != clause["included"]
