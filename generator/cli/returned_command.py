"""``returned``: an agreement that was edited in Word, held against the standard text clause by clause."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NoReturn

from generator import clock
from generator.assembly.assemble import situation_for
from generator.assembly.deviations import Deviation
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from generator.cli.files import write_all
from generator.cli.given_files import content_of
from generator.cli.json_output import print_json
from generator.cli.local_wordings import read_local_file, with_local_file
from generator.cli.system_errors import InputError
from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.redline import redline
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.readback.classify import read_returned
from generator.readback.earlier_changes import with_earlier_authors
from generator.readback.footers import Footer, footer_of, no_agreement
from generator.readback.manifest import ManifestError, read_manifest
from generator.readback.returned import Returned, ReturnedClause
from generator.readback.standard import Standard, made_from, standard_for
from generator.readback.word_package import ReturnedFileError, open_word
from generator.review.word_marks import LineChange, Mark

_SIGNS = {Mark.ADDED: "+", Mark.REMOVED: "-", Mark.CHANGED: "~"}


def returned_command(options: Namespace) -> int:
    """Print what became of each clause; 0 when the text is the standard's, else 1."""
    content = content_of(options.file)
    try:
        standard = _standard(options, content)
        returned = read_returned(content, standard, _word)
    except (ManifestError, ReturnedFileError) as error:
        raise InputError(str(error)) from error
    if options.redline:
        compared = redline(_word(standard.document), content)
        write_all({options.redline: with_earlier_authors(compared, content)})
    if options.json:
        print_json(returned)
    else:
        print("\n".join(_told(returned)))
    return int(not returned.is_unchanged)


def _word(document: Document) -> bytes:
    return get_format("docx").render(document, RenderOptions())


def _standard(options: Namespace, content: bytes) -> Standard:
    """From the answers given, else from what the file carries."""
    library = load_library(options.klausuler)
    manifest = read_manifest(content)
    day: date = options.day or clock.today()
    laid = with_local_file(library, options.lokalt, day)
    if options.answers:
        file = read_answers_file(options.answers)
        plan = plan_for(laid, file.plan)
        made = situation_for(laid, plan, file.answers, manifest.day if manifest else file.day or day)
        return standard_for(made, situation_for(laid, plan, file.answers, day), manifest)
    if manifest is None:
        _refuse_without_answers(content)
    own = [Deviation(each, "", "") for each in read_local_file(options.lokalt)] if options.lokalt else []
    made = made_from(library, manifest, own)
    standard = standard_for(made, Situation(laid, laid.plans[made.plan.id], made.answers, day), manifest)
    return replace(standard, not_called_for=frozenset())  # nobody has said what the answers are now


def _refuse_without_answers(content: bytes) -> NoReturn:
    """Say why the file alone is not enough: it may be no agreement, or one that has lost what it was made from."""
    kind = footer_of(content)
    if kind in (Footer.PERSON, Footer.SHELL):
        raise InputError(no_agreement(content))
    open_word(content)  # what is no Word file at all is told first
    if kind is Footer.ANNEX:
        # An agreement that another program has saved has the same footer.
        raise InputError(f"{no_agreement(content)} Är det ändå en överenskommelse, ange svarsfilen med --answers.")
    raise InputError(
        "Filen säger inte vilka svar den gjordes av. Ange svarsfilen med --answers, så jämförs den med den."
    )


def _told(returned: Returned) -> Iterator[str]:
    yield from returned.remarks
    for clause in returned.clauses:
        if clause.deviates or clause.remarks or clause.revisions or clause.comments:
            yield from _clause(clause)
    if returned.outside:
        yield "Utanför klausulerna:"
        yield from _lines(returned.outside)
    if returned.is_unchanged:
        yield "Texten är oförändrad."


def _clause(clause: ReturnedClause) -> Iterator[str]:
    must = ", måste finnas" if clause.mandatory and clause.deviates else ""
    remarks = "".join(f", {each}" for each in clause.remarks)
    alternate = f" ({clause.alternate})" if clause.alternate else ""
    yield f"{clause.heading or 'Egen text'} [{clause.clause or '–'}]: {clause.state}{alternate}{remarks}{must}"
    yield from _lines(clause.lines)
    for change in clause.revisions:
        yield f"    spårad ändring, {change.who} {change.when}: {change.change} ”{change.text.strip()}”"
    for comment in clause.comments:
        yield f"    kommentar, {comment.who} {comment.when}: {comment.text}"


def _lines(lines: tuple[LineChange, ...]) -> Iterator[str]:
    for line in lines:
        if line.mark is Mark.CHANGED:
            marked = ((piece.mark, piece.text) for piece in line.pieces)
            words = (text if mark is Mark.SAME else f"[{_SIGNS[mark]}{text.strip()}] " for mark, text in marked)
            yield f"    ~ {''.join(words).rstrip()}"
        elif line.mark is not Mark.SAME:
            yield f"    {_SIGNS[line.mark]} {line.after or line.before}"
