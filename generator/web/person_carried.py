"""What a step of the pages for a person carries along to the step before and back: in the posted form alone.

With these pages the browser's own way back leads to nothing, since they may not be stored. So each step can give back
the one before it, with everything that has been typed since in hidden fields.
"""

from __future__ import annotations

from collections.abc import Collection

from flask import request

from generator.web.error_pages import given_back
from generator.web.file_wishes import LOCK
from generator.web.posted_page import ACTION_FIELD

BACK = "tillbaka"
"""The action that gives the step before."""
TRIED = "_prova"
"""Set when a script asks only whether the files can be made; it then fetches them itself."""


def carried(own: Collection[str]) -> list[tuple[str, str]]:
    """What was posted besides the fields of the step itself. A password is never among it, nor that there was one."""
    left_out = {*own, ACTION_FIELD, TRIED, LOCK}
    return [(name, value) for name, value in given_back() if name not in left_out]


def carried_of(names: Collection[str]) -> list[tuple[str, str]]:
    """What was posted under these names."""
    return [(name, value) for name, value in request.form.items(multi=True) if name in names]
