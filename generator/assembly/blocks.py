"""Makes whole blocks from answers: form rows, boxes to tick, tables, signature places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.assembly.printing import NOTHING, printed, printed_items
from generator.assembly.situation import Origin, Situation
from generator.assembly.values import POLICE, Row, Value
from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Field,
    FieldKind,
    FieldRow,
    Inline,
    ListBlock,
    ListItem,
    Option,
    Run,
    RunStyle,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.library.model import PlanKind, Question, QuestionType, Speech
from generator.library.phrases import FOR_PARTY, NO, ROW_OF_TABLE, SIGNATURE, SIGNATURE_ROWS, YES
from generator.library.template import BlockSlot

_EMPTY_ROWS = 3
_FIELD_KINDS: Mapping[QuestionType, FieldKind] = {
    QuestionType.DATE: FieldKind.DATE,
    QuestionType.LONG_TEXT: FieldKind.MULTILINE,
    QuestionType.TEXT_LIST: FieldKind.MULTILINE,
    QuestionType.CHOICE: FieldKind.CHOICE,
    QuestionType.YES_NO: FieldKind.CHOICE,
}


class BlockMaker:
    """Makes the blocks of one document."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._speech = situation.library.speech
        self.is_person = situation.plan.kind is PlanKind.PERSON
        self._signatures = 0
        self._named: Counter[str] = Counter()
        self._makers: Mapping[str, Callable[[Question], Block]] = {
            "rad": self._field_row,
            "kryssrutor": self._choices,
            "punktlista": self._bullets,
            "tabell": self._table,
            "underskrifter": self._signatures_of,
        }

    def make(self, slot: BlockSlot) -> Block:
        """The block that the slot asks for."""
        if slot.filter == "underskrift":
            rows = tuple(SignatureRow(self._speech.say(label)) for label in SIGNATURE_ROWS)
            return SignatureBlock((self._signer(slot.literal, rows),))
        return self._makers[slot.filter](self._situation.library.questions[slot.name])

    def value(self, question: Question) -> Value | None:
        """What is printed for a question. In a person's document only what was answered; defaults tick no box."""
        if self.is_person:
            effective = self._situation.effective(question.id)
            return effective.value if effective.origin is Origin.GIVEN else None
        return self._situation.value(question.id)

    def unanswered(self, question: Question, suffix: str = "") -> Inline:
        """A field to fill in for a person's document, else a mark that the answer is missing."""
        if self.is_person:
            return self._named_once(_field(question, self._speech, suffix))
        return Run(f"[{question.label}]", RunStyle.MISSING)

    def _named_once(self, field: Field) -> Field:
        """The field with a name that no other field of the document has, even where a question is printed twice."""
        self._named[field.name] += 1
        count = self._named[field.name]
        return field if count == 1 else replace(field, name=f"{field.name}-{count}")

    def _field_row(self, question: Question) -> Block:
        value = self.value(question)
        shown = self.unanswered(question) if value is None else Run(printed(question, value, self._situation))
        return FieldRow(question.label, (shown,))

    def _choices(self, question: Question) -> Block:
        value = self.value(question)
        if value is None and not self.is_person:
            return FieldRow(question.label, (self.unanswered(question),))
        pairs = [(choice.id, choice.text) for choice in question.choices] or self._yes_and_no()
        chosen = _chosen(value)
        options = tuple(
            Option(
                text,
                choice_id in chosen,
                self._named_once(Field(f"{question.id}.{choice_id}", FieldKind.CHECKBOX, f"{question.label}: {text}"))
                if value is None
                else None,
            )
            for choice_id, text in pairs
        )
        return ChoiceList(question.label, options)

    def _yes_and_no(self) -> list[tuple[str, str]]:
        return [("ja", self._speech.say(YES)), ("nej", self._speech.say(NO))]

    def _bullets(self, question: Question) -> Block:
        value = self.value(question)
        if value is None:
            return ListBlock(False, (ListItem("–", (self.unanswered(question),)),))
        items = printed_items(question, value, self._situation)
        return ListBlock(False, tuple(ListItem("–", (Run(item),)) for item in items))

    def _table(self, question: Question) -> Block:
        header = tuple(Cell((Run(part.label),)) for part in question.parts)
        value = self.value(question)
        rows = [row for row in value if not isinstance(row, str)] if isinstance(value, tuple) else []
        cells = [tuple(self._cell(part, row) for part in question.parts) for row in rows]
        if not cells and self.is_person:
            cells = [
                tuple(self._empty_cell(part, question, number) for part in question.parts)
                for number in range(1, _EMPTY_ROWS + 1)
            ]
        elif not cells:
            cells = [tuple(Cell((self.unanswered(part),)) for part in question.parts)]
        return Table(question.label, header, tuple(cells), row_headers=True)

    def _empty_cell(self, part: Question, group: Question, number: int) -> Cell:
        return Cell((self._named_once(_field(part, self._speech, f".{number}", group.id)),))

    def _cell(self, part: Question, row: Row) -> Cell:
        if part.required and part.id not in row:
            return Cell((self.unanswered(part),))
        text = printed(part, row[part.id], self._situation) if part.id in row else NOTHING
        return Cell((Run(text[:1].upper() + text[1:] if part.choices else text),))

    def _signatures_of(self, question: Question) -> Block:
        value = self.value(question)
        rows = [row for row in value if not isinstance(row, str)] if isinstance(value, tuple) else []
        return SignatureBlock(tuple(self._signer_of(question, row) for row in rows or [{}]))

    def _signer_of(self, question: Question, row: Row) -> Signer:
        party = next((part for part in question.parts if part.type is QuestionType.PARTY), None)
        named = row.get(party.id) if party else None
        rows = tuple(
            SignatureRow(part.label, printed(part, row[part.id], self._situation) if part.id in row else "")
            for part in question.parts
            if part is not party and (part.id in row or named is None or part.concerns(named == POLICE))
        )
        heading = self._heading_for(named) if isinstance(named, str) else question.label
        return self._signer(heading, rows)

    def _heading_for(self, party: str) -> str:
        return self._speech.say(FOR_PARTY, part=self._situation.party_name(party))

    def _signer(self, heading: str, rows: tuple[SignatureRow, ...]) -> Signer:
        self._signatures += 1
        return Signer(f"underskrift-{self._signatures}", heading, rows, self._speech.say(SIGNATURE))


def _chosen(value: Value | None) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"ja" if value else "nej"})
    if isinstance(value, tuple):
        return frozenset(item for item in value if isinstance(item, str))
    return frozenset({value}) if isinstance(value, str) else frozenset()


def _field(question: Question, speech: Speech, suffix: str = "", group: str = "") -> Field:
    choices = tuple(choice.text for choice in question.choices)
    if question.type is QuestionType.YES_NO:
        choices = (speech.say(YES), speech.say(NO))
    name = f"{group}{suffix}.{question.id}" if group else f"{question.id}{suffix}"
    row = suffix.lstrip(".")
    label = speech.say(ROW_OF_TABLE, fält=question.label, nummer=row) if group else question.label
    return Field(name, _FIELD_KINDS.get(question.type, FieldKind.TEXT), label, question.hint, choices)
