"""What an agreement carries about itself, for a program that reads the file: wordings, and the answers it prints.

Only what the main document's own text prints, or gives away by standing there, comes along. An answer that an annex
alone prints (a contact's telephone number), who has confirmed what, and comments never do: the agreement may be spread
where they may not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.assembly.implied import implied_answers
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.situation import Effective, Origin, Situation
from generator.assembly.values import Row, Value
from generator.document import Document, DocumentKind, WordingRef
from generator.errors import AnswerProblem
from generator.library.overlay import is_local

FORM, FORM_WITH_REVIEW, FORM_WITH_OWN = 1, 2, 3
"""Grows when the form of the manifest changes so that older programs cannot read it: the second one says of a review
what the first has no place for, the third which wordings are not the library's."""
RawAnswer = str | list[str] | list[dict[str, object]]
"""An answer as a page posts it and a file holds it."""


@dataclass(frozen=True)
class ReviewMark:
    """What an agreement says of one organisation's review of its wordings."""

    organisation: str
    """Its name."""
    number: int
    """The last decision that counted, as the organisation counts them."""
    day: date
    approved: int
    unreviewed: int
    rejected: int
    """How many of the wordings stood so."""


@dataclass(frozen=True)
class Manifest:
    """What an agreement says of its origin."""

    plan: str
    library: str
    """Version of the library."""
    day: date
    wordings: tuple[WordingRef, ...]
    answers: Mapping[str, RawAnswer] = field(default_factory=dict)
    review: tuple[ReviewMark, ...] = ()
    """The reviews that it rests on; empty when nobody had decided anything."""
    own: tuple[str, ...] = ()
    """The clauses whose wording is a municipality's or the agreement's own: the library does not have it."""


def as_json(manifest: Manifest) -> bytes:
    """The manifest as JSON, always the same bytes: keys in order, no spaces, UTF-8."""
    told: dict[str, object] = {
        "manifest": FORM,
        "plan": manifest.plan,
        "bibliotek": manifest.library,
        "dag": manifest.day.isoformat(),
        "lydelser": [
            {"klausul": mark.clause, "dag": mark.first_day.isoformat(), "sha256": mark.sha256}
            for mark in manifest.wordings
        ],
        "svar": manifest.answers,
    }
    own = {"manifest": FORM_WITH_OWN, "egna": sorted(manifest.own)} if manifest.own else {}
    return _with_review({**told, **own}, manifest.review)


def with_review(manifest: bytes, review: Iterable[ReviewMark]) -> bytes:
    """A manifest of ours that also says which reviews the agreement rests on; as it was when there are none."""
    marks = tuple(review)
    return _with_review(json.loads(manifest), marks) if manifest and marks else manifest


def _with_review(told: Mapping[str, object], marks: tuple[ReviewMark, ...]) -> bytes:
    review = [
        {
            **{"organisation": mark.organisation, "nummer": mark.number, "dag": mark.day.isoformat()},
            **{"godkanda": mark.approved, "ogranskade": mark.unreviewed, "avslagna": mark.rejected},
        }
        for mark in marks
    ]
    form = FORM_WITH_OWN if "egna" in told else FORM_WITH_REVIEW
    more: dict[str, object] = {"manifest": form, "granskning": review} if review else {}
    return json.dumps({**told, **more}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Witness(Situation):
    """The same situation, which remembers what is read of the answers: what a text reads is what it prints.

    Conditions read the facts of the first situation and are not remembered.
    """

    def __init__(self, situation: Situation) -> None:
        self.__dict__.update(situation.__dict__)
        self._watched = situation
        self._read: dict[str, set[str]] = {}

    def effective(self, question_id: str) -> Effective:
        """The answer that counts; the reading of it, or of each column of its rows, is remembered."""
        effective = self._watched.effective(question_id)
        read = self._read.setdefault(question_id, set())
        if not isinstance(effective.value, tuple):
            return effective
        rows = tuple(_WatchedRow(item, read) for item in effective.value if not isinstance(item, str))
        return replace(effective, value=rows) if rows else effective

    def missing(self) -> list[AnswerProblem]:
        """What the first situation lacks; nothing is printed by asking."""
        return self._watched.missing()

    def manifest(self, document: Document) -> bytes:
        """The manifest of a document that was made from this situation; nothing for one that may not carry any."""
        if document.kind is not DocumentKind.AGREEMENT:
            return b""
        printed = dict(self._printed())
        # A printed answer is whole; of the others only what the text gives away comes along.
        answers = {**implied_answers(self._watched, document, self._read), **printed}
        if self.answers.left_out:
            answers[LEFT_OUT] = sorted(self.answers.left_out)
        version, day = self.library.version, self.day
        in_force = self.library.wordings_at(day)
        own = tuple(each.clause for each in document.wordings if is_local(in_force[each.clause]))
        return as_json(Manifest(document.plan, version, day, document.wordings, answers, own=own))

    def _printed(self) -> Iterator[tuple[str, RawAnswer]]:
        for question_id in self._read:
            effective = self._watched.effective(question_id)
            if effective.origin is Origin.GIVEN and effective.value is not None:
                yield question_id, self._raw(question_id, effective.value)

    def _raw(self, question_id: str, value: Value) -> RawAnswer:
        if not isinstance(value, tuple):
            return _as_text(value)
        columns = self._read[question_id]
        rows = [
            {part: _as_raw(row[part]) for part in row if part in columns} for row in value if isinstance(row, Mapping)
        ]
        return rows if rows else [item for item in value if isinstance(item, str)]


class _WatchedRow(Mapping[str, Value]):
    """One row of a group that notes which of its columns are read."""

    def __init__(self, row: Row, read: set[str]) -> None:
        self._row = row
        self._columns = read

    def __getitem__(self, part: str) -> Value:
        value = self._row[part]
        self._columns.add(part)
        return value

    def __contains__(self, part: object) -> bool:
        return part in self._row

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)


def _as_raw(value: Value) -> object:
    return [_as_text(item) for item in value if isinstance(item, str)] if isinstance(value, tuple) else _as_text(value)


def _as_text(value: Value) -> str:
    """One answer as it would be typed."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return value.isoformat() if isinstance(value, date) else str(value)
