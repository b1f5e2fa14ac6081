"""What a file is called. The formats' own tests say that they use these words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document import DocumentKind
from generator.formats.naming import stem_of, title_of
from tests.formats.sample import SAMPLES, sample_agreement, sample_annex, sample_form


def test_an_annex_is_titled_with_its_number_since_it_is_read_alone() -> None:
    annex = replace(sample_annex(), annex_label="Bilaga 2")
    assert title_of(annex) == f"Bilaga 2: {annex.title}"
    assert title_of(sample_agreement()) == sample_agreement().title


def test_a_paper_about_a_person_tells_nothing_by_its_title_or_its_files_name() -> None:
    form = replace(sample_form(), plan="samtycke", id="samtycke")
    assert (title_of(form), stem_of(form)) == ("Handling", "handling")
    assert stem_of(replace(form, id="samtycke-2")) == "handling-2"


@pytest.mark.parametrize("sample", [each for each in SAMPLES if each().kind is not DocumentKind.PERSON])
def test_every_other_file_is_named_for_what_it_is(sample) -> None:
    assert stem_of(sample()) == sample().id
