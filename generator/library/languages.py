"""Reads ``sprak/<language>.yaml``: a language, the plans it is offered for, and its words for what is printed."""

from __future__ import annotations

import re
from pathlib import Path

from generator.library.content_file import read_content
from generator.library.fields import Fields, check_printed
from generator.library.model_languages import PLACEHOLDER, Language, LanguageForm, as_key
from generator.library.reader import Findings, YamlMap, parse_content

LANGUAGES_DIR = "sprak"
LANGUAGE_ID = re.compile(r"[a-z]{2,20}")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def read_language(path: Path, file: str) -> tuple[Language | None, Findings]:
    """The language in the file, or None, and every finding. ``file`` is the path shown in findings."""
    findings = Findings(file)
    text = read_content(path, findings)
    root = parse_content(text, findings) if text is not None else None
    language = _language(Fields(root, findings, "Språket"), path.stem) if root is not None else None
    if language is None:
        findings.unread.add(path.stem)
    return language, findings


def _language(fields: Fields, stem: str) -> Language | None:
    language_id = fields.take_text("språk", required=True)
    if language_id != stem or not LANGUAGE_ID.fullmatch(stem):
        message = f"Språket ”{language_id}” ska heta som filen, ”{stem}”, med bokstäverna a–z."
        fields.findings.add(fields.line("språk"), "oversattning-sprak", message)
    tag = fields.take_text("kod", required=True)
    if tag and not _TAG.fullmatch(tag):
        message = f"”{tag}” är ingen språkkod. Skriv till exempel en eller ar."
        fields.findings.add(fields.line("kod"), "oversattning-sprak", message)
    form = fields.take_choice("form", [form.value for form in LanguageForm])
    plans = fields.take_lines("planer")
    texts, lines = _texts(fields)
    language = Language(
        id=stem,
        name=fields.take_text("namn", required=True),
        tag=tag,
        form=LanguageForm(form or LanguageForm.BESIDE),
        statement=fields.take_printed("överst", required=True),
        plans=tuple(plans),
        texts=texts,
        file=fields.findings.file,
        lines={**lines, **{f"planer: {plan}": line for plan, line in plans.items()}},
    )
    fields.finish()
    return language if form else None


def _texts(fields: Fields) -> tuple[dict[str, str], dict[str, int]]:
    """Swedish → translation, with lines. What is listed as unchanged reads the same in both."""
    same = fields.take_lines("oförändrat")
    texts = {as_key(text): text for text in same}
    lines = {as_key(text): line for text, line in same.items()}
    mapping = fields.take_map("texter") or YamlMap()
    for swedish, said in mapping.entries.items():
        key, line = as_key(swedish), mapping.lines[swedish]
        if key in texts:
            fields.findings.add(line, "varde-dubbel", f"”{key}” står också under ”oförändrat”. Ta bort den ena.")
        elif not isinstance(said, str) or not said:
            fields.findings.add(line, "varde-form", f"”{key}” ska ha en text efter kolonet.")
        elif set(PLACEHOLDER.findall(key)) != set(PLACEHOLDER.findall(said)):
            message = f"Översättningen av ”{key}” ska ha samma {{platser}} som den svenska texten."
            fields.findings.add(line, "oversattning-platser", message)
        else:
            check_printed(PLACEHOLDER.sub("", said), line, fields.findings)
            texts[key], lines[key] = said, line
    return texts, lines
