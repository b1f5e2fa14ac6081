"""Every fault that slips into the content is noticed: the library is broken in one small way after another."""

from __future__ import annotations

import pytest

from tests.cases.documents import library
from tests.content.mutations import Mutant, mutants, noticed_by

WANTED_SHARE = 0.95
_EVERY = 20
"""In the short run every twentieth mutant is tried, so that all kinds are."""

_HIDDEN = "Frågan ställs inte i det läget, så det andra villkoret avgör redan. Ordet gör klausulen lättare att läsa."
SURVIVORS = {
    "giltighet-bestamd-tid: utan ”form: fristaende”": _HIDDEN,
    "giltighet-tills-vidare: utan ”form: fristaende”": _HIDDEN,
    "samarbetsform-avtalssamverkan: utan ”flera_kommuner”": _HIDDEN,
    "samarbetsform-natverk: utan ”flera_kommuner”": _HIDDEN,
    "skrivelse-avtalssamverkan: utan ”flera_kommuner”": _HIDDEN,
}
"""The faults that change no document, and why."""


def test_a_sample_of_faults_is_noticed() -> None:
    sample = [mutant for index, mutant in enumerate(mutants(library())) if index % _EVERY == 0]
    assert len(sample) > WANTED_SHARE * 25
    assert [mutant.name for mutant in sample if not _is_known(mutant) and not noticed_by(mutant)] == []


def test_the_library_itself_is_not_taken_for_a_fault() -> None:
    assert noticed_by(Mutant("oförändrad", library(), frozenset(library().plans))) == ""


@pytest.mark.long
def test_every_fault_but_the_listed_ones_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    found = {mutant.name: noticed_by(mutant) for mutant in mutants(library())}
    survivors = [name for name, by in found.items() if not by]
    share = 1 - len(survivors) / len(found)
    with capsys.disabled():
        print(f"\n{len(found)} fel prövades, {len(found) - len(survivors)} märktes ({share:.1%}). Det gjorde inte:")
        for name in survivors:
            print(f"  {name.ljust(60)} {SURVIVORS.get(name, 'INTE LISTAD')}")
    assert share >= WANTED_SHARE
    assert set(survivors) == set(SURVIVORS)


def _is_known(mutant: Mutant) -> bool:
    return mutant.name in SURVIVORS
