"""What a changed library does to agreements: counted over all municipalities, and over stored answers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest

from generator.assembly.answers import try_answers
from generator.assembly.deviations import Deviation, with_deviations
from generator.assembly.select import select
from generator.assembly.situation import Situation
from generator.cli.answers_file import read_answers_file
from generator.library.conditions import all_hold
from generator.library.load import load_library
from generator.library.model import DocumentPlan, Library
from generator.library.overlay import LocalKind, LocalWording, text_of
from generator.resources import clauses_dir
from generator.review.footprint import Fault, Footprint, Footprints
from generator.review.impact import Impact, ImpactStopped, Run, StoredAnswers, impact
from generator.review.simulate import agreement_plans, simulate, situations
from tests.assembly.known import SMALL, small
from tests.cases.documents import CASES_DIR, library
from tests.review.situations import case

DAY = date(2026, 11, 22)
Change = Callable[[Path], None]


def changed(folder: Path, change: Change, root: Path = SMALL) -> Library:
    """A copy of a library with something changed."""
    copy = Path(shutil.copytree(root, folder / "klausuler"))
    change(copy)
    return load_library(copy)


def rewrite(file: str, old: str, new: str) -> Change:
    """A change of some words of one file."""

    def change(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has {text.count(old)} of {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def nothing(_: Path) -> None:
    """No change at all."""


def of_small(folder: Path, change: Change, run: Run | None = None) -> Impact:
    return impact(small(), changed(folder, change), DAY, run)


JOUR = "text/jour/2026-01-01.md"


# --- The small library ---


def test_a_copy_without_changes_changes_nothing(tmp_path: Path) -> None:
    found = of_small(tmp_path, nothing)
    assert (found.changed, found.changed_municipalities, found.clauses, found.faults) == (0, 0, (), ())
    assert found.tried > 0 and found.municipalities == 290
    assert found.versions[0] == found.versions[1] and found.remarks == ()


def test_a_reworded_clause_changes_exactly_the_situations_that_hold_it(tmp_path: Path) -> None:
    text = (SMALL / JOUR).read_text(encoding="utf-8").splitlines()[-1]
    found = of_small(tmp_path, rewrite(JOUR, text, text + " Nya ord."))
    plan = agreement_plans(small())[0]
    held = sum(simulate(small(), plan, DAY).fires["jour"].values())
    assert [(each.clause, each.reworded, each.gained, each.lost) for each in found.clauses] == [("jour", held, 0, 0)]
    assert found.changed == held > 0


def test_guidance_and_reasons_are_no_change_of_an_agreement(tmp_path: Path) -> None:
    text = (SMALL / JOUR).read_text(encoding="utf-8")
    guidance = next(line for line in text.splitlines() if line.startswith("> ") and "VÄGLEDNING" not in line)
    assert of_small(tmp_path, rewrite(JOUR, guidance, guidance + " Mer råd.")).changed == 0


def test_a_condition_that_is_dropped_lets_the_clause_into_every_agreement(tmp_path: Path) -> None:
    found = of_small(tmp_path, rewrite(JOUR, "villkor: [jour]\n", ""))
    told = {each.clause: each for each in found.clauses}
    assert set(told) == {"jour"}
    assert told["jour"].lost == 0 and told["jour"].gained == told["jour"].after - told["jour"].before > 0
    assert told["jour"].after == found.tried
    assert found.changed == told["jour"].gained


def test_the_run_tells_how_far_it_has_come_and_ends_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = of_small(tmp_path, nothing, Run(progress=lambda done, total: told.append((done, total))))
    assert told[0] == (0, found.tried) and told[-1] == (found.tried, found.tried)
    assert told == sorted(told)


def test_a_run_that_is_stopped_says_so(tmp_path: Path) -> None:
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(ImpactStopped):
        of_small(tmp_path, nothing, Run(is_cancelled=is_cancelled))
    assert len(asked) == 3


# --- The real library ---

PARTIES = "parter/parter/2026-01-01.md"


def of_real(folder: Path, change: Change, run: Run | None = None) -> Impact:
    return impact(library(), changed(folder, change, clauses_dir()), DAY, run)


def place_of(clause: str) -> str:
    wording = library().clauses[clause].at(DAY)
    assert wording is not None
    return wording.place


def conditions_line(file: str) -> str:
    text = (clauses_dir() / file).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("villkor: ["))


def test_collisions_gaps_and_clauses_that_never_come_in_are_told_with_where(tmp_path: Path) -> None:
    medium = "samarbete/samarbetsform-medel/2026-01-01.md"
    old = conditions_line(medium)
    dead = "avslut/avslut/2026-01-01.md"

    def change(root: Path) -> None:
        rewrite(medium, old, "villkor: [kommunstorlek: stor]")(root)
        rewrite(dead, "id: avslut\n", "id: avslut\nvillkor: [anlitar_externa, inte anlitar_externa]\n")(root)

    started = perf_counter()
    found = of_real(tmp_path, change)
    seconds = perf_counter() - started
    kinds = {each.kind for each in found.faults}
    assert kinds == {"krock", "lucka"}
    assert {each.fault.place for each in found.faults} == {place_of("samarbetsform-medel")}
    assert all(each.situations > 0 and each.examples for each in found.faults)
    assert found.never == ("avslut",)
    assert seconds < 60, "thirty seconds on a machine of one's own"


def test_stored_agreements_that_change_are_listed_with_what_changes(tmp_path: Path) -> None:
    situations_of = {name: case(name) for name in ("bjurholm", "goteborg")}
    stored = tuple(StoredAnswers(name, name.title(), each.plan.id, _raw(name)) for name, each in situations_of.items())
    text = (clauses_dir() / "samarbete/samarbetsform-storstad/2026-01-01.md").read_text(encoding="utf-8")
    last = text.rstrip().splitlines()[-1]
    changing = rewrite("samarbete/samarbetsform-storstad/2026-01-01.md", last, last + " Nya ord.")
    found = of_real(tmp_path, changing, Run(stored))
    assert [(each.id, each.reworded) for each in found.stored] == [("goteborg", ("samarbetsform-storstad",))]
    assert found.stored_tried == 2
    assert 0 < found.changed_municipalities <= 3


def _raw(name: str) -> dict[str, object]:
    return read_answers_file(CASES_DIR / name / "answers.yaml").answers


# --- Footprints ---


@pytest.mark.parametrize("plan", agreement_plans(library()), ids=lambda plan: plan.id)
def test_a_footprint_is_what_the_assembly_chooses(plan: DocumentPlan) -> None:
    footprints = Footprints(library(), DAY)
    for raw in islice(situations(library(), plan), 0, None, 499):
        situation = Situation(library(), plan, try_answers(library(), plan, raw)[0], DAY)
        attached = (each.plan for each in plan.attached if all_hold(each.conditions, situation.facts))
        seen = (situation, *(situation.seen_from(library().plans[each]) for each in attached))
        chosen = {wording.clause for each in seen for wording in select(each).included}
        assert footprints.of(situation) == Footprint(frozenset(chosen), ())


def test_a_fault_is_told_once_for_each_place() -> None:
    one, other = Fault("plan", "plats", ("a", "b")), Fault("plan", "plats", ("a", "b"))
    assert one == other and len({one, other}) == 1


# --- Drafts with wordings of their own ---

OWN = "Här gäller bara det här."
PENGAR = "text/pengar/2026-01-01.md"


def own(clause: str = "pengar", text: str = OWN) -> LocalWording:
    base = small().wordings_at(DAY)[clause]
    return LocalWording(LocalKind.REPLACE, clause, base.heading, text, "Skäl.", base.sha256, text_of(base))


def draft(name: str, *wordings: LocalWording) -> StoredAnswers:
    answers = with_deviations({"kommuner": ["0484"]}, [Deviation(each, "", "") for each in wordings])
    return StoredAnswers(name, name, "avtal", answers)


def more_words(file: str) -> Change:
    text = (SMALL / file).read_text(encoding="utf-8").rstrip().splitlines()[-1]
    return rewrite(file, text, f"{text} Nya ord.")


def test_a_draft_that_prints_its_own_text_is_not_changed_by_the_national_one(tmp_path: Path) -> None:
    drafts = (draft("vanligt"), draft("eget", own()))
    found = of_small(tmp_path, more_words(PENGAR), Run(drafts))
    assert [(each.id, each.reworded) for each in found.stored] == [("vanligt", ("pengar",))]
    assert [(each.id, each.clauses) for each in found.under_own] == [("eget", ("pengar",))]


def test_a_draft_with_its_own_text_of_one_clause_is_changed_by_another(tmp_path: Path) -> None:
    found = of_small(tmp_path, more_words("text/parter/2026-01-01.md"), Run((draft("eget", own()),)))
    assert [(each.id, each.reworded) for each in found.stored] == [("eget", ("parter",))]
    assert found.under_own == ()


def test_a_clause_of_its_own_counts_in_the_draft_that_has_it_and_follows_the_clause_it_stands_after(
    tmp_path: Path,
) -> None:
    added = LocalWording(LocalKind.ADD, "egen-bil", "Bilar", OWN, "Skäl.", after="pengar", plan="avtal")

    def change(root: Path) -> None:
        rewrite(PENGAR, "id: pengar\n", "id: pengar\nvillkor: [jour]\n")(root)

    found = of_small(tmp_path, change, Run((draft("eget", added),)))
    assert [(each.id, each.removed) for each in found.stored] == [("eget", ("egen-bil", "pengar"))]


def test_an_own_text_that_no_longer_fits_gives_way_to_the_national_one_and_is_told(tmp_path: Path) -> None:
    text = 'Det här följer av {{ "SoL 10:1" | lagrum }}.'

    def change(root: Path) -> None:
        register = root / "lagrum.yaml"
        lines = register.read_text(encoding="utf-8").replace("SoL 10:1", "SoL 10:9")
        register.write_text(lines, encoding="utf-8")

    found = of_small(tmp_path, change, Run((draft("eget", own(text=text)), draft("vanligt"))))
    assert [(each.id, each.reworded, each.unusable) for each in found.stored] == [("eget", ("pengar",), ("pengar",))]
