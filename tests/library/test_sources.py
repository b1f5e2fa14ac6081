"""A provision is in force from its first day to its last, as far as anybody has noted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.checks import check_sources
from generator.library.fields import parse_day
from generator.library.load import load_library
from generator.library.model import LegalSource
from generator.library.reader import Findings, parse_content
from generator.library.sources import read_sources
from tests.library.overlaying import DAY, GROUND

LIBRARY = load_library(GROUND)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ONE_DAY = timedelta(days=1)


def source(start: date | None = None, end: date | None = None, repealed: date | None = None) -> LegalSource:
    return LegalSource("SoL 4:1", "SoL", "4", "1", "Rubrik", DAY, "lagtexten", start, end, repealed)


@given(DAYS)
def test_without_dates_a_provision_is_in_force(day: date) -> None:
    assert source().in_force(day)


@given(DAYS, DAYS)
def test_a_provision_is_in_force_from_its_first_day(first: date, day: date) -> None:
    assert source(start=first).in_force(day) is (day >= first)


@given(DAYS, DAYS)
def test_till_is_the_last_day_in_force_and_upphavd_the_first_without(last: date, day: date) -> None:
    assert source(end=last).in_force(day) is (day <= last)
    assert source(repealed=last + ONE_DAY).in_force(day) is source(end=last).in_force(day)


@given(DAYS, DAYS, DAYS)
def test_both_ends_count(first: date, last: date, day: date) -> None:
    assert source(start=first, end=last).in_force(day) is (first <= day <= last)


@pytest.mark.parametrize(
    ("written", "chapter", "section"),
    [
        ("OSL 12:2", "12", "2"),
        ("OSL 10:15 a", "10", "15 a"),
        ("PL 2", "", "2"),
        ("FL 8 b", "", "8 b"),
        ("SoL2001 2:1", "2", "1"),
        ("BrB 36 a:1 c", "36 a", "1 c"),
    ],
)
def test_an_id_says_act_chapter_and_section(written: str, chapter: str, section: str) -> None:
    act = written.partition(" ")[0]
    text = (
        f"författningar:\n  {act}: {{namn: lagen, först: lagen (2000:1), sfs: 2000:1}}\n"
        f"lagrum:\n  {written}: {{rubrik: R, kontrollerad: 2026-01-01, källa: k}}\n"
    )
    findings = Findings("lagrum.yaml")
    root = parse_content(text, findings)
    assert root is not None
    acts, sources = read_sources(root, findings)
    assert findings.found == []
    assert acts[act].sfs == "2000:1"
    assert (sources[written].act, sources[written].chapter, sources[written].section) == (act, chapter, section)


@given(st.integers(0, 800))
def test_a_provision_that_nobody_has_read_for_a_year_gives_a_warning(days: int) -> None:
    checked = LIBRARY.sources["SoL 6:8"].checked
    assert checked is not None
    found = {finding.rule for finding in check_sources(LIBRARY, checked + timedelta(days=days))}
    assert ("lagrum-gammal-kontroll" in found) is (days > 365 and checked + timedelta(days=days) >= date(2026, 1, 1))


@given(st.dates())
def test_a_day_reads_back_as_it_is_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day


NO_DAYS = ["", "2026-02-30", "2026-1-1", "20260101", "2026-01-01 ", "٢٠٢٦-٠١-٠١", "i dag", "0000-01-01"]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_no_day(text: str) -> None:
    assert parse_day(text) is None
