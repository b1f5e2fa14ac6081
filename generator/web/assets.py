"""Style sheets, scripts and pictures of the pages, all from this machine. Their addresses change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory
from flask.typing import ResponseReturnValue

from generator.formats.html import read_print_file
from generator.resources import templates_dir

blueprint = Blueprint("assets", __name__, url_prefix="/assets")

DOCUMENT_STYLES = "dokument.css"
"""The look of a document, shared with the files."""
_YEAR = 31_536_000


def _folder() -> Path:
    return templates_dir() / "web" / "static"


@blueprint.get("/<name>")
def file(name: str) -> ResponseReturnValue:
    """One file. A browser may keep it for a year when the address names its content."""
    if name == DOCUMENT_STYLES:
        response = Response(read_print_file("document.css"), content_type="text/css; charset=utf-8")
    elif (_folder() / name).is_file():
        response = send_from_directory(_folder(), name)
    else:
        abort(404)
    is_exact = request.args.get("v") == _mark(name)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if is_exact else "public, no-cache"
    return response


@cache
def _mark(name: str) -> str:
    is_document = name == DOCUMENT_STYLES
    content = read_print_file("document.css").encode() if is_document else (_folder() / name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file, with a mark of its content."""
    return f"/assets/{name}?v={_mark(name)}"
