"""An error told without its message, which may quote what somebody typed: its kinds, and where it came by."""

from __future__ import annotations

import traceback

from generator.web.work import MakingFailed


def kinds_of(error: BaseException | None) -> str:
    """The kinds of an error and of those that led to it."""
    kinds = []
    while error is not None:
        kinds.append(type(error).__name__)
        if isinstance(error, MakingFailed):
            kinds.append(error.kinds)
        error = error.__cause__ or error.__context__
    return " ← ".join(kinds)


def places_of(error: BaseException) -> list[str]:
    """The lines of code that an error came by, here and, when it came from there, in a process that made documents."""
    here = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return [*here, *(error.places if isinstance(error, MakingFailed) else ())]
