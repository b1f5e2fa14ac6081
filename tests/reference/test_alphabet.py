"""Swedish order and the tolerant forms used for searching."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from generator.reference import all_municipalities, swedish_key
from generator.reference.alphabet import folded

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def test_the_three_swedish_letters_come_last() -> None:
    assert "".join(sorted(reversed(ALPHABET), key=swedish_key)) == ALPHABET


@given(st.text(ALPHABET), st.text(ALPHABET))
def test_words_of_swedish_letters_are_ordered_letter_by_letter(one: str, other: str) -> None:
    places = [ALPHABET.index(char) for char in one] < [ALPHABET.index(char) for char in other]
    assert (swedish_key(one) < swedish_key(other)) == places


@given(st.text())
def test_unicode_form_does_not_change_the_order(text: str) -> None:
    assert swedish_key(unicodedata.normalize("NFD", text)) == swedish_key(unicodedata.normalize("NFC", text))


@given(st.lists(st.text()))
def test_the_order_never_depends_on_the_order_given(words: list[str]) -> None:
    composed = [unicodedata.normalize("NFC", word) for word in words]
    assert sorted(composed, key=swedish_key) == sorted(reversed(composed), key=swedish_key)


def test_case_and_foreign_accents_matter_only_when_all_else_is_equal() -> None:
    assert sorted(["idé", "Zoo", "ideal", "ide", "Idé"], key=swedish_key) == ["ide", "Idé", "idé", "ideal", "Zoo"]


def test_space_comes_before_hyphen_and_hyphen_before_letters() -> None:
    names = ["Uppsala", "Upplands-Bro", "Upplands Väsby", "Upplandsbo"]
    assert sorted(names, key=swedish_key) == ["Upplands Väsby", "Upplands-Bro", "Upplandsbo", "Uppsala"]


def test_the_municipalities_run_from_ale_to_overtornea() -> None:
    names = [each.name for each in all_municipalities()]
    assert (names[0], names[-1]) == ("Ale", "Övertorneå")
    places = [ALPHABET.index(name[0].lower()) for name in names]
    assert places == sorted(places)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
