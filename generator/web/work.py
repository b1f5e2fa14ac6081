"""Work that may be done in a process of its own, and what can go wrong there. No message holds what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, Protocol, TypeVar

from generator.errors import GeneratorError

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Apart(Protocol):
    """Calls a function of ours, which may be done in another process: it and all that is given can be sent there."""

    def __call__(self, work: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
        """What the function returns. Raises what it raises on purpose, and WorkError or MakingFailed."""


def here(work: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
    """Call the function here and now."""
    return work(*given, **named)


class WorkError(GeneratorError):
    """A document was not made, through no fault of its content. Nothing typed is lost: the same can be tried again."""

    code = "dokument-gick-inte"
    heading = "Dokumentet gick inte att göra"
    status = 500


class QueueFull(WorkError):  # noqa: N818 - says what happened
    """So many documents are being made that one more would only wait."""

    code = "dokument-ko-full"
    heading = "Många gör dokument just nu"
    status = 503


class TookTooLong(WorkError):  # noqa: N818 - says what happened
    """The document was not ready in time, and its process was ended."""

    code = "dokument-tog-for-lang-tid"
    heading = "Dokumentet tog för lång tid att göra"
    status = 503


class ProcessEnded(WorkError):  # noqa: N818 - says what happened
    """The process that made the document ended before it was done: out of memory, or killed."""

    code = "dokument-process-avbrots"


class MakingFailed(GeneratorError):  # noqa: N818 - says what happened
    """An error of ours while a document was made. Holds where and of what kinds, never what it said."""

    code = "dokument-ovantat-fel"

    def __init__(self, kinds: str, places: Sequence[str]) -> None:
        self.kinds, self.places = kinds, tuple(places)
        super().__init__(kinds)
