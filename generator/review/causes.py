"""Why a text differs between two situations, found by trying: each change alone is taken back, or made, and the text
is made again. So a reason is always true, through derived facts, prepared words and numbering alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.assembly.answers import Answers
from generator.assembly.assemble import document_set
from generator.assembly.citations import Citations
from generator.assembly.printing import day_in_words
from generator.assembly.select import SelectionError, option_heading
from generator.assembly.situation import Situation
from generator.assembly.values import Value
from generator.document import DocumentSet, WordingRef
from generator.library.model import Library, Wording
from generator.library.overlay import OWN_PREFIX, is_local
from generator.review.answer_changes import AnswerChange
from generator.review.section_text import Lines, section_texts

MOST_TRIED = 60
"""Changed answers that are tried one by one; with more of them the reason is told for all together."""
Key = tuple[str, str]
"""A section in a set of documents: the document's id and the section's key."""


class Cause(StrEnum):
    """What kind of change a reason is."""

    ANSWER = "svar"
    CHOICE = "klausulval"
    """An optional clause was left out, or taken in again."""
    WORDING = "lydelse"
    LAW = "lagrum"
    LIBRARY = "bibliotek"
    CONFIRMATION = "bekraftelse"
    SEVERAL = "flera"


@dataclass(frozen=True)
class Reason:
    """One reason, told in Swedish."""

    cause: Cause
    words: str
    question: str = ""
    """For ANSWER: the question whose answer was changed."""


def texts_of(documents: DocumentSet) -> dict[Key, Lines]:
    """The steady lines of every section of every document, its heading first."""
    return {
        (document.id, key): (text.section.heading, *text.steady)
        for document in documents.documents
        for key, text in section_texts(document).items()
    }


class Causes:
    """Finds the reasons for changed sections of the documents that two situations give."""

    def __init__(self, before: Situation, after: Situation, changes: Iterable[AnswerChange]) -> None:
        self._before, self._after = before, after
        self._texts = {True: _tried(after), False: _tried(before)}
        self._changes = tuple(changes)
        self._affected = dict(self._try_answers())
        self._by_library = self._try_library()
        self._by_confirmations = self._try_confirmations()
        self._by_choices = dict(self._try_choices())

    @property
    def library_moved(self) -> bool:
        """Whether the two rest on different libraries, or different days."""
        return (self._before.library.version, self._before.day) != (self._after.library.version, self._after.day)

    def of(self, key: Key, wordings: tuple[WordingRef | None, WordingRef | None]) -> tuple[Reason, ...]:
        """The reasons for a changed section, given which wording it printed before and which it prints now."""
        found = [*self._answers_for(key), *self._choices_for(key), *self._library_for(key, wordings)]
        if key in self._by_confirmations:
            found.append(Reason(Cause.CONFIRMATION, "En bekräftelse har lämnats eller tagits tillbaka."))
        return tuple(found) or (Reason(Cause.SEVERAL, self._together()),)

    def _together(self) -> str:
        if not self._changes:
            return "Biblioteket har ändrats." if self.library_moved else "Texten har ändrats."
        labels = dict.fromkeys(change.label for change in self._changes)
        return f"Flera svar har ändrats tillsammans: {', '.join(labels)}."

    def _answers_for(self, key: Key) -> Iterator[Reason]:
        for change in self._changes:
            if key in self._affected.get(change.question, ()):
                yield Reason(Cause.ANSWER, f"Svaret har ändrats. {change.words}.", change.question)

    def _library_for(self, key: Key, wordings: tuple[WordingRef | None, WordingRef | None]) -> Iterator[Reason]:
        old, new = wordings
        if old and new and (old.sha256, old.first_day) != (new.sha256, new.first_day):
            yield from self._new_wording(old, new)
        elif old is None and new is not None and new.clause.startswith(OWN_PREFIX):
            added = wording_of(self._after.library, new)
            yield Reason(
                Cause.WORDING, f"Kommunen har lagt till en egen klausul. {added.reason if added else ''}".rstrip()
            )
        elif old is not None and new is None and old.clause.startswith(OWN_PREFIX):
            yield Reason(Cause.WORDING, "Kommunens egen klausul gäller inte här längre.")
        elif key in self._by_library:
            yield Reason(Cause.LIBRARY, "Biblioteket har ändrats: klausulens villkor, plats eller ord.")

    def _new_wording(self, old: WordingRef, new: WordingRef) -> Iterator[Reason]:
        was, wording = wording_of(self._before.library, old), wording_of(self._after.library, new)
        if wording and is_local(wording):
            told = "En egen lydelse står i stället för bibliotekets."
        elif was and is_local(was):
            told = "Bibliotekets lydelse står i stället för en egen."
        elif old.first_day != new.first_day:
            told = f"Ny lydelse från den {day_in_words(new.first_day)}."
        else:
            told = "Lydelsen har rättats i biblioteket."
        reason = f" {wording.reason}" if wording and wording.reason else ""
        yield Reason(Cause.WORDING, f"{told}{reason}")
        if was and wording and set(was.sources) != set(wording.sources):
            yield Reason(Cause.LAW, _sources(was, wording, self._after.library))

    def _try_answers(self) -> Iterator[tuple[str, frozenset[Key]]]:
        given = {change.question for change in self._changes if self._is_given(change.question)}
        if len(given) > MOST_TRIED:
            return
        for question_id in given:
            taken_back = _with_answer(self._after, question_id, self._before.answers.get(question_id))
            made = _with_answer(self._before, question_id, self._after.answers.get(question_id))
            yield question_id, self._differing(taken_back, True) | self._differing(made, False)

    def _is_given(self, question_id: str) -> bool:
        """Whether somebody answered otherwise; an answer that only follows from another is no cause of its own."""
        old, new = (each.answers.get(question_id) for each in (self._before, self._after))
        return old != new and question_id in self._before.asked and question_id in self._after.asked

    def _try_library(self) -> frozenset[Key]:
        if not self.library_moved:
            return frozenset()
        taken_back = _on(self._after, self._before)
        return self._differing(taken_back, True) | self._differing(_on(self._before, self._after), False)

    def _try_confirmations(self) -> frozenset[Key]:
        given = self._after.answers.confirmations
        if given == self._before.answers.confirmations:
            return frozenset()
        answers = replace(self._after.answers, confirmations=self._before.answers.confirmations)
        return self._differing(_answered(self._after, answers), True)

    def _try_choices(self) -> Iterator[tuple[str, frozenset[Key]]]:
        """Each optional clause that was left out, or taken in again, and the sections that follow with it."""
        names = (self._before.answers.left_out, self._after.answers.left_out)
        for name in sorted(names[0] ^ names[1])[:MOST_TRIED]:
            taken_back, made = (
                _answered(each, replace(each.answers, left_out=each.answers.left_out ^ {name}))
                for each in (self._after, self._before)
            )
            yield name, self._differing(taken_back, True) | self._differing(made, False)

    def _choices_for(self, key: Key) -> Iterator[Reason]:
        for name, affected in self._by_choices.items():
            if key in affected:
                left_out = name in self._after.answers.left_out
                told = "har valts bort" if left_out else "har tagits med igen"
                yield Reason(Cause.CHOICE, f"”{option_heading(self._after, name)}” {told} i utkastet.")

    def _differing(self, tried: Situation, from_after: bool) -> frozenset[Key]:
        """The sections that the trial gives another text than the situation it was made from."""
        texts, made = self._texts[from_after], _tried(tried)
        keys = texts.keys() | made.keys() if made else ()
        return frozenset(key for key in keys if texts.get(key) != made.get(key))


def _tried(situation: Situation) -> Mapping[Key, Lines]:
    """The texts of a situation; none where the answers of a trial give no valid choice."""
    try:
        return texts_of(document_set(situation))
    except SelectionError:
        return {}


def _with_answer(situation: Situation, question_id: str, value: Value | None) -> Situation:
    values = {key: each for key, each in situation.answers.values.items() if key != question_id}
    if value is not None:
        values[question_id] = value
    return _answered(situation, situation.answers.with_values(values))


def _answered(situation: Situation, answers: Answers) -> Situation:
    return Situation(situation.library, situation.plan, answers, situation.day)


def _on(situation: Situation, other: Situation) -> Situation:
    """The answers of one on the library, plan and day of the other."""
    known = {key: value for key, value in situation.answers.values.items() if key in other.library.questions}
    return Situation(other.library, other.plan, situation.answers.with_values(known), other.day)


def wording_of(library: Library, mark: WordingRef) -> Wording | None:
    """The wording that a mark names, if the library has just that one."""
    clause = library.clauses.get(mark.clause)
    found = (each for each in clause.wordings if each.sha256 == mark.sha256) if clause else iter(())
    return next(found, None)


def _sources(was: Wording, wording: Wording, library: Library) -> str:
    came = [each for each in wording.sources if each not in was.sources]
    went = [each for each in was.sources if each not in wording.sources]
    told = []
    if came:
        told.append(f"Klausulen vilar nu också på {_cited(came, library)}.")
    if went:
        told.append(f"Den vilar inte längre på {_cited(went, library)}.")
    return " ".join(told)


def _cited(sources: Iterable[str], library: Library) -> str:
    known = Citations(library)
    return ", ".join(known.write(each) if each in library.sources else each for each in sources)
