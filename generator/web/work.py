"""What can go wrong when a document is made elsewhere. The messages hold nothing that was typed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import GeneratorError


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
