"""Reads ``<area>/<clause-id>/<first-day>.<language>.md``: a wording as it reads in another language."""

from __future__ import annotations

import re
from pathlib import Path

from generator.library.content_file import read_content
from generator.library.fields import Fields, parse_day
from generator.library.markdown import parse_text
from generator.library.model_languages import Translation
from generator.library.reader import Findings
from generator.library.wording import open_front

TRANSLATION_NAME = re.compile(r"(?P<day>[^.]+)\.(?P<language>[^.]+)\.md")
"""A file name with a language in it. A wording's own has none."""


def read_translation(path: Path, file: str) -> tuple[Translation | None, Findings]:
    """The translation in the file, or None, and every finding. ``file`` is the path shown in findings."""
    findings = Findings(file)
    name = TRANSLATION_NAME.fullmatch(path.name)
    first_day = parse_day(name["day"]) if name else None
    if name is None or first_day is None:
        message = f"Filen heter ”{path.name}”. En översättning heter efter lydelsens första dag, som 2026-01-31.en.md."
        findings.add(0, "fil-namn", message)
        return None, findings
    text = read_content(path, findings)
    opened = open_front(text, findings) if text is not None else None
    if opened is None:
        return None, findings
    front, body_text, body_line = opened
    if front is None:
        return None, findings
    body = parse_text(body_text, findings, body_line)
    fields = Fields(front, findings, "Översättningen")
    language = fields.take_text("språk", required=True)
    if language and language != name["language"]:
        message = f"Språket ”{language}” skiljer sig från filens namn, ”{name['language']}”. De ska vara lika."
        findings.add(fields.line("språk"), "oversattning-sprak", message)
    translation = Translation(
        clause=path.parent.name,
        first_day=first_day,
        language=name["language"],
        renders=fields.take_text("återger", required=True),
        heading=fields.take_printed("rubrik", required=True),
        blocks=body.blocks,
        file=file,
        renders_line=fields.line("återger"),
        body_line=body_line,
    )
    fields.finish()
    return translation, findings
