"""Writes the digest of the present Swedish into a translation that somebody has read against it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import GeneratorError
from generator.library.model import Clause, Library, Translation
from generator.library.rendering import differences, digest

_ROW = re.compile(r"^återger:.*$", re.MULTILINE)


class RenewalError(GeneratorError):
    """The translations of a clause cannot be renewed. The message says why, in Swedish."""

    code = "fornya-fel"


def renew(root: Path, library: Library, clause_id: str, language_id: str = "") -> tuple[str, ...]:
    """Renew the translations of a clause, into one language or all. Returns the files that were changed.

    Raises RenewalError when there is no such clause, nothing to renew, or a translation that lacks something.
    """
    clause = library.clauses.get(clause_id)
    if clause is None:
        raise RenewalError(f"Det finns ingen klausul som heter ”{clause_id}”.")
    found = [each for each in library.translations.values() if each.clause == clause_id]
    chosen = [each for each in found if language_id in ("", each.language)]
    if not chosen:
        raise RenewalError(f"”{clause_id}” har ingen översättning{f' till {language_id}' if language_id else ''}.")
    changes = dict(_changes(root, library, clause, chosen))
    for file, text in changes.items():
        try:
            (root / file).write_text(text, encoding="utf-8")
        except OSError as error:
            raise RenewalError(f"Det går inte att skriva {file}. Är filen skrivskyddad?") from error
    return tuple(changes)


def _changes(root: Path, library: Library, clause: Clause, chosen: list[Translation]) -> Iterator[tuple[str, str]]:
    """File and new text of each translation whose digest is another than that of the present Swedish."""
    wordings = {each.first_day: each for each in clause.wordings}
    for translation in chosen:
        wording, language = wordings.get(translation.first_day), library.languages.get(translation.language)
        if wording is None or language is None:
            raise RenewalError(f"{translation.file} hör inte till någon lydelse eller något språk.")
        for difference in differences(wording.blocks, translation.blocks, language.form):
            raise RenewalError(f"{translation.file} har inte samma delar som den svenska texten: {difference}.")
        present = digest(wording.heading, wording.blocks)
        if translation.renders != present:
            text = (root / translation.file).read_text(encoding="utf-8")
            yield translation.file, _ROW.sub(f"återger: {present}", text, count=1)
