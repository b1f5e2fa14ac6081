"""Where somebody goes after signing in: to the page that was asked for, if it is one of ours."""

from __future__ import annotations

import re

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

FIELD = "vidare"
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9_./-]{0,300}")


def safe_address(given: str) -> str:
    """The address when it is a page of ours that can be opened, otherwise that of the start page."""
    if _PATH.fullmatch(given):
        try:
            current_app.url_map.bind("").match(given, method="GET")
        except (HTTPException, RequestRedirect):
            return url_for("start.home")
        return given
    return url_for("start.home")
