"""Agreements as they went out, and the reading of them when they come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import Document
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from generator.library.load import load_library
from generator.library.model import Library
from generator.readback.classify import read_returned
from generator.readback.manifest import read_manifest
from generator.readback.returned import Returned
from generator.readback.standard import standard_for
from generator.resources import clauses_dir
from tests.tools import REPOSITORY

CASES = sorted(path.parent.name for path in (REPOSITORY / "tests" / "cases").glob("*/answers.yaml"))
AGREEMENTS = [
    name
    for name in CASES
    if "dokument: samverkansoverenskommelse" in (REPOSITORY / f"tests/cases/{name}/answers.yaml").read_text("utf-8")
]


@dataclass(frozen=True)
class Sent:
    """A file as it went out."""

    situation: Situation
    content: bytes


def render(document: Document) -> bytes:
    return DocxFormat().render(document, RenderOptions())


@cache
def library() -> Library:
    return load_library(clauses_dir())


@cache
def sent(case: str) -> Sent:
    file = read_answers_file(REPOSITORY / "tests" / "cases" / case / "answers.yaml")
    situation = situation_for(library(), plan_for(library(), file.plan), file.answers, file.day or date(2026, 11, 21))
    documents = document_set(situation)
    return Sent(situation, DocxFormat().render(documents.main, RenderOptions(manifest=documents.manifest)))


def read(content: bytes, case: str = "eskilstuna", present: Situation | None = None) -> Returned:
    made = sent(case).situation
    return read_returned(content, standard_for(made, present or made, read_manifest(sent(case).content)), render)
