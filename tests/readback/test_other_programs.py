"""What other programs save is read, and what is something else is called by its name."""

from __future__ import annotations

import pytest

from generator.readback.foreign import read_foreign
from generator.readback.manifest import ManifestError, read_manifest
from generator.readback.word_package import ReturnedFileError, open_word
from tests.readback.foreign_files import TEXT, with_part
from tests.readback.other_programs import READ, REFUSED, word_online, zipped


@pytest.mark.parametrize("name", READ)
def test_the_same_words_are_read_whatever_program_saved_them(name: str) -> None:
    found = read_foreign(READ[name])
    assert " ".join(found.text.split()) == " ".join(TEXT)
    assert found.remarks == ()


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_another_kind_is_called_by_its_name_and_what_to_do_is_said(name: str) -> None:
    content, word = REFUSED[name]
    for reader in (read_foreign, open_word):
        with pytest.raises(ReturnedFileError) as caught:
            reader(content)
        said = str(caught.value)
        assert word in said
        assert said.endswith(".") and said.count(". ") == 1, "what it is, and what to do"


@pytest.mark.parametrize("name", REFUSED)
def test_no_manifest_is_looked_for_in_vain_without_saying_so(name: str) -> None:
    try:
        assert read_manifest(REFUSED[name][0]) is None
    except ManifestError as error:
        assert str(error).endswith(".")


def test_comments_are_read_also_when_the_parts_are_numbered() -> None:
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="1" w:author="A"><w:p><w:r><w:t>Hej</w:t></w:r></w:p></w:comment></w:comments>'
    )
    found = open_word(with_part(word_online(), "word/comments2.xml", comments.encode())).comments
    assert found is not None and "Hej" in "".join(found.itertext())


def test_a_part_that_points_out_of_the_file_is_not_followed() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for target in (
        "../../etc/passwd.xml",
        "/word/../x.xml",
        "http://example.org/word/document.xml",
        "docProps/core.xml",
    ):
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{kinds}/officeDocument" Target="{target}"/></Relationships>'
        )
        with pytest.raises(ReturnedFileError, match="arkiv"):
            open_word(zipped({"_rels/.rels": rels, "docProps/core.xml": "<a/>"}))
