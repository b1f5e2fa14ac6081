"""A character that no font has: the page says which and what to do, and tells nothing of what was typed around it."""

from __future__ import annotations

import logging

from tests.web.pages import Site
from tests.web.test_person import ADDRESS, filled


def test_a_name_that_cannot_be_printed_is_told_in_words_and_nothing_around_it(site: Site, caplog) -> None:
    form = filled(site.get(ADDRESS), person_namn="Kim ሰላም Hemlig")
    with caplog.at_level(logging.DEBUG):
        text = site.send(form, "pdf", status=422).text
    assert "Ett tecken kan inte skrivas ut" in text
    assert "ETHIOPIC SYLLABLE" in text
    assert "latinska bokstäver" in text
    assert "Det du skrev är inte borta" in text
    assert "Hemlig" not in text
    assert "Hemlig" not in caplog.text and "ETHIOPIC" not in caplog.text


def test_a_name_in_arabic_script_gives_a_file(site: Site) -> None:
    assert site.fetch(filled(site.get(ADDRESS), person_namn="محمد علی"), "pdf").data.startswith(b"%PDF")
