"""What looks like it belongs to a person is found in a text; what only resembles it is let be."""

from __future__ import annotations

import pytest

from generator.library.personal_data import personal_numbers, ways_to_reach


@pytest.mark.parametrize(
    "number", ["19900101-1234", "900101-1234", "199001011234", "9001011234", "19900161-1234", "900101+1234"]
)
def test_a_number_of_a_person_is_found(number: str) -> None:
    assert list(personal_numbers(f"Gäller {number} i kommunen.")) == [number]


@pytest.mark.parametrize(
    "number", ["202100-5489", "2025:400", "dnr 2026-00123", "1234567890123", "2026-11-22", "991301-1234"]
)
def test_other_numbers_are_let_be(number: str) -> None:
    assert list(personal_numbers(f"Se {number}.")) == []


def test_addresses_and_telephone_numbers_are_found() -> None:
    assert list(ways_to_reach("Ring 070-123 45 67 eller +46 8 123 456, skriv till anna.b@kommun.se.")) == [
        "anna.b@kommun.se",
        "070-123 45 67",
        "+46 8 123 456",
    ]
    assert list(ways_to_reach("Senast den 2026-11-22 enligt 2025:400, 900101-1234.")) == []
