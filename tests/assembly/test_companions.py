"""What goes with an agreement beside it: a proposal for each board, which sees its own names, and a memorandum."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from generator.document import Document, DocumentKind, Section
from generator.formats.options import RenderOptions
from generator.formats.text import TextFormat
from tests.cases.documents import made

BOARDS = {"bjurholm": 1, "goteborg": 4, "inlandet": 3}
"""How many boards are parties in each case."""


def proposals(case: str) -> list[Document]:
    documents, _ = made(case)
    return [each for each in documents if each.plan == "tjansteskrivelse"]


def words(section: Section) -> str:
    """The text of a section; a statute's number stands only where a document first names it."""
    alone = Document("prov", DocumentKind.ANNEX, "Prov", date.min, (replace(section, number=""),))
    return re.sub(r" \(\d+:\d+\)", "", text(alone).partition(section.heading)[2])


def text(document: Document) -> str:
    return TextFormat().render(document, RenderOptions()).decode()


@pytest.mark.parametrize("case", BOARDS)
def test_each_board_gets_a_proposal_of_its_own(case: str) -> None:
    found = proposals(case)
    assert len(found) == BOARDS[case]
    assert len({document.id for document in found}) == len(found)
    assert len({document.registration for document in found}) == len(found)


def test_a_single_proposal_has_the_plans_own_name() -> None:
    (proposal,) = proposals("bjurholm")
    assert proposal.id == proposal.plan


def test_a_board_reads_its_own_name_number_and_signer_and_no_other_boards() -> None:
    third = text(proposals("goteborg")[2])
    assert "socialnämnden Sydväst" in third
    assert "N163-0295/26" in third
    assert "Soraya Lind" in third
    assert not {"Nordost", "Centrum", "Hisingen", "Eva Strandh", "Agneta Rohman"} & set(third.split())
    assert "Eva Strandh" not in third


def test_a_board_in_a_joint_agreement_reads_the_signer_of_its_own_municipality() -> None:
    sorsele, mala, norsjo = map(text, proposals("inlandet"))
    assert "Inga-Britt Fjällman" in sorsele
    assert "Stig Rönnlund" in mala
    assert "Anna-Karin Dahlberg" in norsjo
    assert "Stig Rönnlund" not in sorsele + norsjo


def test_the_text_is_chosen_by_the_whole_agreement_and_not_by_the_one_board() -> None:
    assert all("Flera nämnder" in text(each) for each in proposals("goteborg"))
    assert all("Avtalssamverkan" in text(each) for each in proposals("inlandet"))


def test_what_goes_beside_the_agreement_has_no_number_and_lies_in_a_folder_of_its_own() -> None:
    documents, _ = made("eskilstuna")
    beside = [each for each in documents if each.kind is DocumentKind.OFFICIAL]
    assert [each.plan for each in beside] == ["tjansteskrivelse", "undertecknandepromemoria"]
    assert {(each.annex_label, each.folder, each.has_secrecy_box) for each in beside} == {("", "beslut", False)}


def test_the_memorandum_repeats_the_commitments_word_for_word() -> None:
    documents, _ = made("eskilstuna")
    memorandum = next(each for each in documents if each.plan == "undertecknandepromemoria")
    own = {section.wording: words(section) for _, section in documents[0].walk() if section.wording}
    repeated = [section for _, section in memorandum.walk() if section.wording in own]
    assert len(repeated) > 1
    assert all(words(section) == own[section.wording] for section in repeated if section.wording)
