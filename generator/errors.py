"""Errors and findings shared by every room.

A *finding* is something wrong in content or answers, told all at once in Swedish.
An *error* stops the work and carries a code that a page or a log can show without showing an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error refuses, a warning informs."""

    ERROR = "fel"
    WARNING = "varning"


@dataclass(frozen=True, order=True)
class Finding:
    """One remark on a content file: what rule, where, and what to do about it (Swedish)."""

    file: str
    """Path relative to the library root, with forward slashes."""
    line: int
    """1-based line, or 0 when the remark concerns the whole file."""
    rule: str
    """Stable rule id, for example ``villkor-okand-uppgift``."""
    message: str
    """What was found and what is allowed, in Swedish."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity.value} [{self.rule}] {self.message}"


@dataclass(frozen=True)
class AnswerProblem:
    """One thing wrong with an answer; ``field`` is the question's id or a path such as ``undertecknare.2.namn``."""

    field: str
    message: str
    """Swedish sentence that names what was found and what is allowed."""
    code: str = "ogiltigt-svar"

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class GeneratorError(Exception):
    """Base of all errors raised on purpose. ``code`` is safe to log; the message may hold Swedish text for the user."""

    code = "generator-fel"


class LibraryError(GeneratorError):
    """The clause library cannot be used. Holds every finding."""

    code = "bibliotek-fel"

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class AnswersError(GeneratorError):
    """The answers cannot be used. Holds every problem, so that all can be shown at once."""

    code = "svar-fel"

    def __init__(self, problems: list[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class RenderError(GeneratorError):
    """A document could not be made: a missing font, a broken shell, an uncovered character."""

    code = "dokument-fel"


class SettingsError(GeneratorError):
    """The environment lacks something that the service refuses to start without."""

    code = "installningar-fel"


class StorageError(GeneratorError):
    """The database refused or could not be reached."""

    code = "lagring-fel"
