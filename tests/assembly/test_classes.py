"""Classes that Python computes: the same ids and domains as in the content, and right at every limit."""

from __future__ import annotations

import pytest

from generator.assembly.classes import CLASSES, EXAMPLES
from generator.library.model import FactKind
from generator.reference import all_municipalities
from tests.assembly.known import BJURHOLM, ESKILSTUNA, GOTEBORG, GOTLAND, real, situation


def facts(**raw: object):
    return situation(raw).facts


def test_every_class_of_the_content_is_computed_and_none_besides() -> None:
    declared = {fact.id for fact in real().facts.values() if fact.kind is FactKind.CLASS}
    assert declared == set(CLASSES)


@pytest.mark.parametrize("fact_id", CLASSES)
def test_a_class_gives_values_of_its_domain(fact_id: str) -> None:
    domain = real().facts[fact_id].values
    for municipality in all_municipalities():
        value = facts(kommuner=[municipality.code])[fact_id]
        assert value in domain if domain else isinstance(value, bool)


@pytest.mark.parametrize(
    ("code", "size"), [(BJURHOLM, "liten"), (ESKILSTUNA, "stor"), (GOTEBORG, "storstad"), (GOTLAND, "stor")]
)
def test_the_size_follows_the_municipality(code: str, size: str) -> None:
    assert facts(kommuner=[code])["kommunstorlek"] == size


def test_the_size_that_is_answered_goes_before_the_suggested() -> None:
    seen = facts(kommuner=[BJURHOLM], storlek="stor")
    assert (seen["kommunstorlek"], seen["storlek_avviker"]) == ("stor", True)
    assert facts(kommuner=[BJURHOLM], storlek="liten")["storlek_avviker"] is False
    assert facts(kommuner=[BJURHOLM])["storlek_avviker"] is False


def test_without_a_municipality_there_is_no_size_and_nothing_to_deviate_from() -> None:
    assert (facts()["kommunstorlek"], facts()["storlek_avviker"]) == (None, False)
    assert facts(storlek="stor")["storlek_avviker"] is False


@pytest.mark.parametrize(
    ("codes", "several"), [([], False), ([BJURHOLM], False), ([BJURHOLM, BJURHOLM], False), ([BJURHOLM, GOTLAND], True)]
)
def test_several_municipalities_are_two_different_ones(codes: list[str], several: bool) -> None:
    assert facts(kommuner=codes)["flera_kommuner"] is several


def test_gotland_is_gotland_also_in_company() -> None:
    assert facts(kommuner=[GOTLAND])["region_gotland"] is True
    assert facts(kommuner=[BJURHOLM, GOTLAND])["region_gotland"] is True
    assert facts(kommuner=[BJURHOLM])["region_gotland"] is False


def test_several_boards_are_boards_of_the_same_municipality() -> None:
    one, other = ({"kommun": code, "namn": "socialnämnden"} for code in (BJURHOLM, ESKILSTUNA))
    assert facts(kommuner=[BJURHOLM, ESKILSTUNA], namnder=[one, other])["flera_namnder"] is False
    assert facts(kommuner=[BJURHOLM], namnder=[one, {**one, "namn": "vuxennämnden"}])["flera_namnder"] is True


@pytest.mark.parametrize(("districts", "several"), [([], False), (["A"], False), (["A", "B"], True)])
def test_several_districts(districts: list[str], several: bool) -> None:
    assert facts(kommuner=[BJURHOLM], polisdistrikt=districts)["flera_polisdistrikt"] is several


@pytest.mark.parametrize("fact_id", EXAMPLES)
@pytest.mark.parametrize(
    "raw",
    [
        {"kommuner": [BJURHOLM]},
        {"kommuner": [GOTLAND]},
        {"kommuner": [BJURHOLM, ESKILSTUNA], "polisdistrikt": ["A", "B"]},
        {"kommuner": [GOTLAND, ESKILSTUNA], "polisdistrikt": []},
        {"kommuner": [BJURHOLM], "namnder": [{"kommun": BJURHOLM, "namn": name} for name in ("a", "b", "c")]},
    ],
)
def test_an_example_gives_another_class(fact_id: str, raw: dict[str, object]) -> None:
    now = situation(raw)
    examples = list(EXAMPLES[fact_id](now))
    assert examples
    for question_id, value in examples:
        changed = situation({**raw, question_id: [dict(item) if not isinstance(item, str) else item for item in value]})  # type: ignore[union-attr]
        assert changed.facts[fact_id] != now.facts[fact_id]


@pytest.mark.parametrize("municipality", all_municipalities(), ids=lambda each: each.code)
def test_one_more_municipality_does_not_change_the_size(municipality) -> None:
    now = situation({"kommuner": [municipality.code]})
    ((_, codes),) = EXAMPLES["flera_kommuner"](now)
    sizes = ("liten", "medel", "stor", "storstad")
    before, after = (
        situation({"kommuner": list(each)}).facts["kommunstorlek"] for each in ([municipality.code], codes)
    )
    assert sizes.index(str(after)) - sizes.index(str(before)) in (0, 1, 2)
    assert codes[0] == municipality.code  # type: ignore[index]
