"""The worklist of a changed law says the same as a document, as rows and as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from generator.document import Document, Run, Table
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.review.law_change import affected, read_change
from generator.review.worklist import (
    ROW_NAMES,
    TouchedAgreement,
    affected_told,
    agreements_told,
    worklist_document,
    worklist_rows,
)
from tests.cases.documents import library

DAY, NEW_YEAR = date(2026, 11, 22), date(2027, 1, 1)
AGREEMENTS = (
    TouchedAgreement("a1", "Bjurholms kommun", "Utkast", False, ("parter",)),
    TouchedAgreement("b2", "=Göteborgs Stad", "Signerad", True, ("parter", "samtycke")),
)
PROVISIONS = ("SoL 12:1", "OSL 10:15 a", "SoL2001 2:1")


def cells(document: Document) -> list[tuple[str, ...]]:
    """The rows of every table, as words."""
    tables = (block for _, section in document.walk() for block in section.blocks if isinstance(block, Table))
    rows = (row for each in tables for row in each.rows)
    return [tuple("".join(one.text for one in cell.inlines if isinstance(one, Run)) for cell in row) for row in rows]


@pytest.mark.parametrize("provision", PROVISIONS)
def test_every_task_clause_and_agreement_stands_in_all_three(provision: str) -> None:
    found = affected(library(), read_change(library(), provision, "ändrad", NEW_YEAR))
    rows = list(worklist_rows(found, AGREEMENTS))
    told = json.loads(json.dumps({**affected_told(found), "overenskommelser": agreements_told(AGREEMENTS)}))
    printed = cells(worklist_document(library(), found, AGREEMENTS, DAY))
    assert {len(row) for row in rows} == {len(ROW_NAMES)}
    assert [row[1] for row in rows if row[0] == "att göra"] == [each["vad"] for each in told["att_gora"]]
    assert {row[4] for row in rows if row[0] == "klausul"} == {each["id"] for each in told["klausuler"]}
    assert [each["id"] for each in told["overenskommelser"]] == ["a1", "b2"]
    for what in (*(each["vad"] for each in told["att_gora"]), *(each.name for each in AGREEMENTS)):
        assert what in [row[0] for row in printed]


def test_signed_agreements_stand_apart_from_drafts() -> None:
    found = affected(library(), read_change(library(), "SoL 12:1", "upphävd", NEW_YEAR))
    kinds = [row[0] for row in worklist_rows(found, AGREEMENTS)][-2:]
    assert kinds == ["överenskommelse", "undertecknad överenskommelse"]
    document = worklist_document(library(), found, AGREEMENTS[:1], DAY)
    assert document.sections[-1].blocks[0] != document.sections[-2].blocks[0]
    assert "Inget." in get_format("txt").render(document, RenderOptions()).decode()


@pytest.mark.parametrize("name", ["docx", "txt", "html"])
def test_it_can_be_made_in_every_format(name: str) -> None:
    found = affected(library(), read_change(library(), "SoL 12:1", "ersatt:SoL 12:9", NEW_YEAR))
    document = worklist_document(library(), found, AGREEMENTS, DAY)
    assert document.subtitle == "12 kap. 1 § socialtjänstlagen (2025:400) ersätts från 1 januari 2027 av SoL 12:9"
    assert len(get_format(name).render(document, RenderOptions())) > 1_000
