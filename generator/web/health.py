"""Whether the service is well, for whoever watches it."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from generator.storage.database import check_database
from generator.web.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """``ok`` and the library's version; 503 when the database does not answer."""
    check_database(services().agreements.engine)
    return Response(f"ok\n{services().library.version}\n", content_type="text/plain; charset=utf-8")
