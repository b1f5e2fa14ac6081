"""Reads a file that somebody hands in apart from the service: a hostile one can at worst end the process it is in.

The file comes and what was read goes through pipes; only the comparison of Word files writes, in a folder of its own
that is gone afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from generator.readback.word_package import ReturnedFileError
from generator.web.log import log_failure
from generator.web.services import services
from generator.web.work import MakingFailed, ProcessEnded, QueueFull, TookTooLong

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_TOO_SLOW = "Filen tog för lång tid att läsa. Dela upp den, eller spara om den i ett annat program, och försök igen."
_ENDED = "Filen gick inte att läsa. Spara om den i ett annat program och försök igen."


class ManyRead(QueueFull):
    """So many files are being read that one more would only wait."""

    code = "las-ko-full"
    heading = "Flera filer läses just nu"


def read_apart(work: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
    """What the function says of a file. Raises its own refusals, ReturnedFileError also when the file takes too much
    time or memory, and ManyRead."""
    try:
        return services().apart(work, *given, **named)
    except QueueFull as error:
        raise ManyRead("Vänta en stund och välj filen igen.") from error
    except TookTooLong as error:
        log_failure(error, error.code)
        raise ReturnedFileError(_TOO_SLOW) from error
    except (ProcessEnded, MakingFailed) as error:
        log_failure(error, error.code)
        raise ReturnedFileError(_ENDED) from error
