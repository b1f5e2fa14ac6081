"""What somebody tracked and said in a file before it was compared is there afterwards, with their name."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.formats.redline import AUTHOR, redline
from generator.readback.earlier_changes import with_earlier_authors
from generator.readback.word_package import open_word
from generator.readback.word_reader import read_lines
from generator.readback.word_text import Line
from tests.readback.edited import Edited
from tests.readback.sent import sent

INSERTED = " Så här vill nämnden ha det."
SAID = "Är detta rimligt?"
UNTRACKED = "Det här skrev någon utan att spåra det."


@pytest.fixture(scope="module")
def returned() -> bytes:
    """Two persons' tracked changes, a comment, and a change that nobody tracked."""
    edited = Edited(sent("eskilstuna").content)
    edited.track("avslut", 1, INSERTED, "Anna Jurist")
    edited.track_removal("flytt", 1, "Bo Polis")
    edited.comment("oenighet", 1, SAID, "Cecilia Chef")
    edited.write_after("frivillighet", "", UNTRACKED)
    return edited.content


def lines(content: bytes) -> list[Line]:
    return read_lines(open_word(content))


def test_tracked_changes_and_comments_are_still_their_authors_after_a_comparison(returned: bytes) -> None:
    compared = redline(sent("eskilstuna").content, returned)
    found = lines(with_earlier_authors(compared, returned))
    by_author = Counter(change.who for line in found for change in line.revisions if change.text.strip())
    assert {"Anna Jurist", "Bo Polis", AUTHOR} <= set(by_author)
    words = {who: "".join(c.text for line in found for c in line.revisions if c.who == who) for who in by_author}
    assert words["Anna Jurist"].strip() == INSERTED.strip()
    assert UNTRACKED in words[AUTHOR]
    assert "nämnden ha det" not in words[AUTHOR]
    assert [(said.who, said.text) for line in found for said in line.comments] == [("Cecilia Chef", SAID)]
    assert [line.accepted for line in found] == [line.accepted for line in lines(returned)]


def test_a_file_without_earlier_changes_is_left_as_it_is() -> None:
    content = sent("eskilstuna").content
    assert with_earlier_authors(content, content) is content


def test_a_change_of_the_same_words_keeps_its_author(returned: bytes) -> None:
    """Also without the program that compares: here every change already bears its author's name."""
    assert with_earlier_authors(returned, returned) != returned
    again = lines(with_earlier_authors(returned, returned))
    assert [line.revisions for line in again] == [line.revisions for line in lines(returned)]
