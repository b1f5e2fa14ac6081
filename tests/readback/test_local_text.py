"""A returned clause becomes text to go on writing; what nobody touched keeps its places for answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.readback.local_text import returned_wording
from generator.review.word_marks import compare_lines

SOURCE = "Kommunen är {{ kommuner }}.\n\nDen ska\n\n- svara {{ snabbt }},\n- hjälpa.\n\nSlut."
PRINTED = ["Tiden", "Kommunen är Bjurholm.", "Den ska", "svara inom en dag,", "hjälpa.", "Slut."]
WORD = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


def returned(*after: str) -> tuple[str, str]:
    return returned_wording(SOURCE, compare_lines(PRINTED, after))


def test_an_untouched_clause_is_its_source() -> None:
    assert returned(*PRINTED) == ("Tiden", SOURCE)


def test_a_changed_line_is_what_the_file_says_and_the_rest_is_its_source() -> None:
    after = ["Tiden", *PRINTED[1:5], "Slut på allt."]
    assert returned(*after) == ("Tiden", SOURCE.replace("Slut.", "Slut på allt."))


def test_a_changed_item_stays_an_item() -> None:
    after = [*PRINTED[:4], "hjälpa genast.", "Slut."]
    assert returned(*after)[1] == SOURCE.replace("hjälpa.", "hjälpa genast.")


def test_a_changed_line_keeps_the_places_whose_words_still_stand_in_it() -> None:
    source = 'Enligt {{ "SoL 4:1" | lagrum }} ansvarar **{{ kommunen }}** för hjälp till {{ vem }}.'
    printed = "Enligt 4 kap. 1 § socialtjänstlagen (2025:400) ansvarar staden för hjälp till alla."

    def edited(after: str) -> str:
        return returned_wording(source, compare_lines(["Hjälp", printed], ["Hjälp", after]))[1]

    law = '{{ "SoL 4:1" | lagrum }}'
    told = "Enligt 4 kap. 1 § socialtjänstlagen (2025:400) ansvarar staden alltid för hjälp till barn."
    assert edited(told) == f"Enligt {law} ansvarar {{{{ kommunen }}}} alltid för hjälp till barn."
    other = "Enligt 4 kap. 2 § socialtjänstlagen (2025:400) ansvarar stadens nämnd för hjälp till alla."
    assert edited(other) == other.replace("alla.", "{{ vem }}.")


def test_a_new_item_stands_in_the_list_and_a_removed_one_is_gone() -> None:
    added = [*PRINTED[:5], "xylofon", *PRINTED[5:]]
    assert "- hjälpa.\n- xylofon\n\nSlut." in returned(*added)[1]
    assert "svara" not in returned(*PRINTED[:3], *PRINTED[4:])[1]


def test_a_new_heading_is_the_heading() -> None:
    assert returned("Tiden för avtalet", *PRINTED[1:])[0] == "Tiden för avtalet"


def test_a_heading_that_was_taken_away_is_empty_and_the_text_stays() -> None:
    assert returned(*PRINTED[1:]) == ("", SOURCE)


def test_another_heading_altogether_takes_its_place() -> None:
    assert returned("Om annat", *PRINTED[1:]) == ("Om annat", SOURCE)


def test_where_lines_do_not_match_the_text_is_the_files() -> None:
    lines = compare_lines(["Tiden", "En.", "Två."], ["Tiden", "En.", "Tre."])
    assert returned_wording("{{ tabell }}", lines) == ("Tiden", "En.\n\nTre.")


@given(st.lists(WORD, max_size=8))
def test_every_line_of_the_file_is_in_the_text(after: list[str]) -> None:
    heading, text = returned("Tiden", *after)
    assert heading
    assert all(line in text for line in after if line not in PRINTED)
