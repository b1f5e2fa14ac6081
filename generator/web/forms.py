"""From a question to a form field, and from a posted form to raw answers. The only place that knows WTForms' fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    FieldList,
    FormField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm

from generator.assembly.situation import Situation
from generator.assembly.values import POLICE
from generator.library.model import Question, QuestionType
from generator.reference import UnknownMunicipality, VulnerableArea, municipality, vulnerable_areas_of
from generator.web.raw import displayable

SEARCH_SUFFIX = "-sok"
"""Added to a question's id: the field where a municipality's name is typed."""
YES_NO_CHOICES = (("ja", "Ja"), ("nej", "Nej"))
_LONG_LIST = 7
"""From this many choices on, a select inside a row; radio buttons otherwise."""
_ONE_CONTROL = frozenset(
    {
        *(QuestionType.TEXT, QuestionType.LONG_TEXT, QuestionType.DATE, QuestionType.NUMBER, QuestionType.MONEY),
        *(QuestionType.TEXT_LIST, QuestionType.PERSONAL_NUMBER, QuestionType.PARTY),
    }
)


class ChoicesField(Field):
    """A field where one or several of some choices are taken. What is taken may be none of them: it is shown as typed
    or not at all, and never refused here, since the answers are checked in one place for all who give them."""

    def __init__(self, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(**more)
        self.choices = tuple(choices)

    def options(self) -> Iterator[tuple[str, str, bool]]:
        """Value, words, and whether it is taken."""
        taken = self.data if isinstance(self.data, list) else [self.data]
        yield from ((value, words, value in taken) for value, words in self.choices)


_Maker = Callable[[Question, "_Choices"], Any]


class _Choices:
    """What can be chosen where the choice depends on other answers."""

    def __init__(self, situation: Situation, raw: Mapping[str, object]) -> None:
        self._situation = situation
        self._raw = raw

    def parties(self, question: Question) -> list[tuple[str, str]]:
        """Nobody yet, then the municipalities of the agreement and the police, if the question concerns them."""
        names = [(each.code, each.legal_name) for each in self._situation.municipalities]
        police = [(POLICE, self._situation.party_name(POLICE))]
        allowed = [*(names if question.concerns(False) else []), *(police if question.concerns(True) else [])]
        return [("", "Välj part"), *allowed]

    def areas(self, question: Question) -> list[tuple[str, str]]:
        """The areas of the municipalities, and what was chosen before although it lies elsewhere."""
        parties = self._situation.municipalities
        found = [(area, each.legal_name) for each in parties for area in vulnerable_areas_of(each.code)]
        choices = [(area.name, _area_words(area, name if len(parties) > 1 else "")) for area, name in found]
        given = _texts(self._raw.get(question.id))
        offered = {name for name, _ in choices}
        return [*choices, *((name, f"{name} (ligger inte i kommunen)") for name in given if name not in offered)]

    def municipalities(self, question: Question) -> list[tuple[str, str]]:
        """Those that are chosen."""
        return [(code, municipality_words(code)) for code in _texts(self._raw.get(question.id))]


def _area_words(area: VulnerableArea, owner: str) -> str:
    words = f"{area.name} ({area.category.label})"
    return f"{words}, {owner}" if owner else words


def municipality_words(code: str) -> str:
    """``Eskilstuna, Södermanlands län``; the text itself when it is no municipality's code."""
    try:
        found = municipality(code)
    except UnknownMunicipality:
        return code
    return f"{found.name}, {found.county_name}"


def _texts(raw: object) -> list[str]:
    return [item for item in raw if isinstance(item, str)] if isinstance(raw, list) else []


def _choice_pairs(question: Question) -> list[tuple[str, str]]:
    return [(choice.id, choice.text) for choice in question.choices]


def _line(_question: Question, _choices: _Choices) -> Any:
    return StringField()


def _lines(_question: Question, _choices: _Choices) -> Any:
    return TextAreaField()


_MAKERS: Mapping[QuestionType, _Maker] = {
    QuestionType.MUNICIPALITIES: lambda question, choices: ChoicesField(choices.municipalities(question)),
    QuestionType.CHOICE: lambda question, _: ChoicesField(_choice_pairs(question)),
    QuestionType.MULTI: lambda question, _: ChoicesField(_choice_pairs(question)),
    QuestionType.YES_NO: lambda question, _: ChoicesField(YES_NO_CHOICES),
    QuestionType.TEXT: _line,
    QuestionType.LONG_TEXT: _lines,
    QuestionType.DATE: _line,
    QuestionType.NUMBER: _line,
    QuestionType.MONEY: _line,
    QuestionType.PERSONAL_NUMBER: _line,
    QuestionType.TEXT_LIST: _lines,
    QuestionType.AREAS: lambda question, choices: ChoicesField(choices.areas(question)),
    QuestionType.PARTY: lambda question, choices: ChoicesField(choices.parties(question)),
    QuestionType.GROUP: lambda question, choices: FieldList(FormField(cast(Any, _row_maker(question, choices)))),
}
"""One line per type of question."""


def _row_maker(question: Question, choices: _Choices) -> Callable[..., BaseForm]:
    """What makes the form of one row. A row's fields are made from data, so there is no class to hand over."""
    parts = {part.id: _part_field(part, choices) for part in question.parts}

    def make(formdata: Any = None, obj: object = None, prefix: str = "", **data: Any) -> BaseForm:
        row = BaseForm(parts, prefix=prefix)
        row.process(formdata, obj, **data)
        return row

    return make


def _part_field(part: Question, choices: _Choices) -> Any:
    if part.type is QuestionType.CHOICE and is_one_control(part, in_row=True):
        return ChoicesField([("", "Välj"), *_choice_pairs(part)])
    return _MAKERS[part.type](part, choices)


def form_showing(questions: Iterable[Question], situation: Situation, raw: Mapping[str, object]) -> BaseForm:
    """A form that shows raw answers just as they are, usable or not."""
    asked = tuple(questions)
    form = _form(asked, situation, raw)
    form.process(data={each.id: _as_data(each, raw.get(each.id)) for each in asked})
    return form


def read_form(questions: Iterable[Question], posted: MultiDict[str, str]) -> dict[str, object]:
    """The raw answers in a posted form: one for every question given, blank where nothing was typed."""
    return {each.id: _read(each, posted) for each in questions}


def _form(questions: Iterable[Question], situation: Situation, raw: Mapping[str, object]) -> BaseForm:
    choices = _Choices(situation, raw)
    return BaseForm({each.id: _MAKERS[each.type](each, choices) for each in questions})


def _as_data(question: Question, raw: object) -> object:
    """Raw answers in the shape that the field takes."""
    if question.type is QuestionType.GROUP:
        rows = raw if isinstance(raw, list) else []
        return [
            {part.id: _as_data(part, row.get(part.id)) for part in question.parts}
            for row in rows
            if isinstance(row, Mapping)
        ]
    if question.type in _SEVERAL:
        return _texts(raw)
    if question.type is QuestionType.TEXT_LIST and isinstance(raw, list):
        return displayable("\n".join(_texts(raw)))
    return displayable(raw) if isinstance(raw, str) else ""


_SEVERAL = frozenset({QuestionType.MUNICIPALITIES, QuestionType.MULTI, QuestionType.AREAS})


def _read(question: Question, posted: MultiDict[str, str], prefix: str = "") -> object:
    name = prefix + question.id
    if question.type is QuestionType.GROUP:
        return [
            {part.id: _read(part, posted, f"{name}-{number}-") for part in question.parts}
            for number in _row_numbers(name, posted)
        ]
    if question.type is QuestionType.TEXT_LIST:
        return posted.get(name, "").replace("\r\n", "\n").split("\n")
    return posted.getlist(name) if question.type in _SEVERAL else posted.get(name, "")


def _row_numbers(name: str, posted: MultiDict[str, str]) -> list[int]:
    """The numbers of the rows that were posted, in order. A gap is no row."""
    start = f"{name}-"
    numbers = {key.removeprefix(start).partition("-")[0] for key in posted if key.startswith(start)}
    return sorted(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 6)  # noqa: PLR2004


def parts_asked(question: Question, row: BaseForm) -> tuple[Question, ...]:
    """The part-questions to show in a row: not those that have nothing to do with the party it names."""
    named = next((str(row[part.id].data or "") for part in question.parts if part.type is QuestionType.PARTY), "")
    return tuple(
        part
        for part in question.parts
        if part.type is QuestionType.PARTY or row[part.id].data or not named or part.concerns(named == POLICE)
    )


def is_one_control(question: Question, in_row: bool = False) -> bool:
    """Whether the field is one control that a label can name; the others are sets of controls with a legend."""
    is_select = in_row and question.type is QuestionType.CHOICE and len(question.choices) >= _LONG_LIST
    return is_select or question.type in _ONE_CONTROL


def field_of(form: BaseForm, question_id: str) -> Field:
    """The field made from a question."""
    return form[question_id]
