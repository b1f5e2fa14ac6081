"""A Word file whose tracked changes lead from one text to another. Needs the optional extra ``redlines``."""

from __future__ import annotations

from generator.errors import RenderError

AUTHOR = "Samverkan"
"""Who stands behind the changes in Word: the service, since nobody knows who typed what."""


class RedlineError(RenderError):
    """The comparison could not be made. The message says why."""

    code = "spårade-andringar"


def redline(standard: bytes, returned: bytes) -> bytes:
    """The returned Word file with its differences from the standard one as tracked changes.

    Earlier tracked changes in it count as made. Raises RedlineError when the extra is not installed or the files
    cannot be compared.
    """
    try:
        from python_redlines import DocxodusEngine  # noqa: PLC0415 - an extra that most installations do without

        engine = DocxodusEngine()
    except ImportError as error:
        raise _missing() from error
    except Exception as error:  # the wrapper is there without its engine
        raise _missing() from error
    try:
        made, _, _ = engine.run_redline(AUTHOR, original=standard, modified=returned)
    except Exception as error:  # a damaged file breaks the engine in any way
        raise RedlineError(
            "Word-filerna går inte att jämföra. Öppna filen i Word, spara om den och försök igen."
        ) from error
    return bytes(made)


def _missing() -> RedlineError:
    return RedlineError(
        "Spårade ändringar kräver ett tillägg som inte är installerat. Installera det med: "
        "pip install 'samverkan-generator[redlines]'"
    )
