"""The service's own log: one line for each request, with a request id and never an answer."""

from __future__ import annotations

import logging
import secrets
import time
from typing import Any

from flask import Flask, Response, g, request

from generator.web.answerless import kinds_of, places_of

LOGGER = logging.getLogger("generator.web")
ID_HEADER = "X-Request-ID"


def configure_log(app: Flask) -> None:
    """Give each request an id, and log how it went."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of the present request, shown on error pages and written in the log."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return str(g.request_id)


def _begin() -> None:
    request_id()
    g.started = time.monotonic()


def _end(response: Response) -> Response:
    # The rule, not the address: an agreement's id opens it, and a query string may hold what somebody searched for.
    rule = request.url_rule.rule if request.url_rule else "-"
    taken = round(1000 * (time.monotonic() - g.get("started", time.monotonic())))
    LOGGER.info("%s %s %s %s %d ms", request_id(), request.method, rule, response.status_code, taken)
    response.headers[ID_HEADER] = request_id()
    return response


def log_failure(error: BaseException, code: str) -> None:
    """Log the kinds of errors and the lines of code they came from, not their messages, which may hold answers."""
    LOGGER.error("%s %s %s\n%s", request_id(), code, kinds_of(error), "\n".join(places_of(error)))


class AnswerlessFlask(Flask):
    """A Flask that writes no message of an error in its log."""

    def log_exception(self, exc_info: Any) -> None:
        """Called by Flask for what nobody caught."""
        log_failure(exc_info[1], "ovantat-fel")
