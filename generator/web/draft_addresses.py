"""Where the questions and the clauses of a draft are found, and how an optional clause is chosen there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from generator.assembly.situation import Situation
from generator.library.model import DocumentPlan
from generator.web.access import may
from generator.web.services import services


class Addresses:
    """What the notes at the clauses of a draft lead to; of one that is not stored, nothing."""

    sends_answers = False
    """Whether a choice is sent with what stands in the form of the page, so that nothing typed is lost."""

    def __init__(self, agreement_id: str, plan: DocumentPlan, situation: Situation) -> None:
        self.agreement_id = agreement_id
        self.own: Mapping[str, str] = {}
        """What each wording is called that is in use and not the library's."""
        self.onward: Mapping[str, str] = {}
        """What a question's page is told about where to go when it has been saved."""
        self._situation = situation
        self._pages = {question: page for page in plan.pages for question in page.questions}

    @property
    def may_choose(self) -> bool:
        """Whether whoever looks may leave out optional clauses, and take them in again."""
        return bool(self.agreement_id) and may("optional_clauses.choose")

    def question(self, question_id: str) -> str:
        """The question on its page; empty when it is not asked, or not to be answered by whoever looks."""
        page = self._pages.get(question_id)
        is_asked = page is not None and self._situation.is_shown(question_id)
        if page is None or not is_asked or not self.agreement_id or not may("agreement.page"):
            return ""
        named: dict[str, Any] = {**self.onward, "agreement_id": self.agreement_id, "page_id": page.id}
        return url_for("agreement.page", _anchor=f"fraga-{question_id}", **named)

    def choice(self, name: str) -> str:
        """Where a choice of an optional clause is sent."""
        return url_for("optional_clauses.choose", agreement_id=self.agreement_id, option=name)

    def clause(self, clause_id: str) -> str:
        """The page about a clause in today's library; empty when it is not there."""
        if clause_id not in services().library.clauses:
            return ""
        return url_for("clauses.clause", clause_id=clause_id, utkast=self.agreement_id or None)
