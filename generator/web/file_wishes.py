"""What somebody may ask of the file itself, beside the questions: language, fields to sign in, and a password.

A password is never shown again, never kept and never logged. The tick box that asks for it is shown again, so that a
page that comes back for another reason cannot end in a file that is not locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from generator.assembly.editions import SWEDISH_ID
from generator.errors import RenderError
from generator.formats.options import RenderOptions
from generator.formats.password import SHORTEST, checked_password

SIGNATURES, LOCK, PASSWORD, AGAIN = "_underskriftsfalt", "_las", "_losenord", "_losenord-igen"
LANGUAGE = "_sprak"
"""Names of the controls; no question's id begins with an underscore."""
_TICKED = "ja"


@dataclass(frozen=True)
class FileWishes:
    """What was asked for, and what is wrong with it."""

    signature_fields: bool = False
    lock: bool = False
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    language: str = SWEDISH_ID
    """Id of the language; one that the document is not offered in is refused when it is made."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Name of a control → what is wrong with it."""

    @property
    def shortest(self) -> int:
        """Letters in the shortest password."""
        return SHORTEST

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """Message and id of the control it concerns."""
        return tuple((message, control.lstrip("_")) for control, message in self.problems.items())

    @property
    def unjudged(self) -> FileWishes:
        """The same with nothing said about it: the page is shown again for another reason."""
        return replace(self, problems={})

    @property
    def options(self) -> RenderOptions:
        """How the file is made."""
        return RenderOptions(
            signature_fields=self.signature_fields, password=checked_password(self.password) if self.lock else None
        )

    def for_format(self, name: str) -> FileWishes:
        """The same, judged for a format: only a PDF can be locked or signed in fields."""
        if name == "pdf":
            return self
        if self.lock:
            told = "Bara en PDF kan låsas. Ladda ned som PDF, eller ta bort krysset för lösenord."
            return replace(self, problems={LOCK: told})
        return replace(self, signature_fields=False)


def read_wishes(posted: MultiDict[str, str]) -> FileWishes:
    """The wishes in a posted form. A password that was typed counts although the box was not ticked."""
    password, again = posted.get(PASSWORD, ""), posted.get(AGAIN, "")
    lock = posted.get(LOCK) == _TICKED or bool(password or again)
    language = posted.get(LANGUAGE) or SWEDISH_ID
    wishes = FileWishes(posted.get(SIGNATURES) == _TICKED, lock, password, again, language)
    return replace(wishes, problems=_problems(wishes)) if lock else wishes


def _problems(wishes: FileWishes) -> dict[str, str]:
    if not wishes.password:
        return {PASSWORD: "Skriv ett lösenord, eller ta bort krysset för lösenord."}
    try:
        checked_password(wishes.password)
    except RenderError as error:
        return {PASSWORD: str(error)}
    if wishes.again != wishes.password:
        return {AGAIN: "De två lösenorden är inte lika. Skriv samma lösenord i båda rutorna."}
    return {}
