"""What the server itself says, beside our own log: that a worker ended or a request broke, never what was sent."""

from __future__ import annotations

import sys

from gunicorn.glogging import Logger

from generator.web.answerless import kinds_of, places_of

LEVEL = "error"
"""Below it the server quotes requests that it could not understand."""


class AnswerlessLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's log without addresses of pages and without messages of errors."""

    def exception(self, msg: object, *_: object, **__: object) -> None:
        """Called by gunicorn while it handles an error; its own would write the address and the message."""
        error = sys.exc_info()[1]
        said = str(msg).partition("%")[0].strip()
        self.error("%s %s\n%s", said, kinds_of(error), "\n".join(places_of(error) if error else ()))
