"""``compare``: any two answers files, documents made here, or clause libraries, word by word."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import clock
from generator.cli.compare_sides import Side, two_sides
from generator.cli.json_output import as_object, print_json
from generator.cli.local_wordings import with_local_file
from generator.cli.out_file import JSON, out_file
from generator.cli.system_errors import InputError
from generator.document import Document, Paragraph, Run
from generator.library.load import load_library
from generator.library.unread import SOURCES_FILE
from generator.review.answer_changes import RowChange
from generator.review.compare import Comparison, compare
from generator.review.comparison_document import comparison_document
from generator.review.library_changes import LibraryComparison, compare_libraries
from generator.review.library_document import library_document
from generator.review.word_marks import LineChange, Mark

_SIGNS = {Mark.ADDED: "+", Mark.REMOVED: "-", Mark.CHANGED: "~", Mark.SAME: " "}


def compare_command(options: Namespace) -> int:
    """Print what differs. 0 whether anything does or not."""
    if options.out:
        out_file(options.out, JSON)  # a name that cannot be used is told before the work and not after it
    libraries = [_is_library(path) for path in (options.a, options.b)]
    if any(libraries) and not all(libraries):
        raise InputError("Det går inte att jämföra ett bibliotek med ett dokument. Ange två av samma slag.")
    if all(libraries):
        day = options.day or clock.today()
        after = with_local_file(load_library(options.b), options.lokalt, day)
        found = compare_libraries(load_library(options.a), after, day)
        made = _Made(
            library_document(found, _names(options), day), _told("bibliotek", found), tuple(_library_lines(found))
        )
        return _show(options, made)
    one, other = two_sides(options)
    if one.situation.plan.id != other.situation.plan.id:
        raise InputError(f"”{options.a}” och ”{options.b}” är olika dokument och går inte att jämföra.")
    comparison = _limited(compare(one.situation, other.situation), one, other)
    remarks = tuple(dict.fromkeys((*one.remarks, *other.remarks)))
    day = max(one.situation.day, other.situation.day)
    document = comparison_document(comparison, _names(options), day)
    document = replace(document, lead=(*document.lead, *(Paragraph((Run(each),)) for each in remarks)))
    told = {**_told("dokument", comparison), "anmarkningar": remarks}
    return _show(options, _Made(document, told, (*remarks, *_lines(comparison))))


def _names(options: Namespace) -> tuple[str, str]:
    """What the two are called: without folders where that tells them apart."""
    one, other = options.a.name, options.b.name
    return (one, other) if one and other and one != other else (str(options.a), str(options.b))


def _is_library(path: Path) -> bool:
    return path.is_dir() and (path / SOURCES_FILE).is_file()


@dataclass(frozen=True)
class _Made:
    """A comparison in the three ways that it is told."""

    document: Document
    told: Mapping[str, object]
    lines: tuple[str, ...]


def _told(kind: str, found: Comparison | LibraryComparison) -> dict[str, object]:
    return {"slag": kind, **as_object(found)}


def _show(options: Namespace, made: _Made) -> int:
    """To the file that was asked for, else on the screen."""
    if options.out:
        out_file(options.out, JSON).write(made.document, made.told)
    elif options.json:
        print_json(made.told)
    else:
        print("\n".join(made.lines))
    return 0


def _limited(comparison: Comparison, one: Side, other: Side) -> Comparison:
    """Only what is known of both: a document says nothing of its annexes' answers."""
    if one.printed is None and other.printed is None:
        return comparison
    known = (one.printed or frozenset()) | (other.printed or frozenset())
    return replace(
        comparison,
        answers=tuple(each for each in comparison.answers if each.question in known),
        documents=tuple(each for each in comparison.documents if each.document == one.situation.plan.id),
    )


# --- For people -------------------------------------------------------------------------------------------------------


def _lines(comparison: Comparison) -> Iterator[str]:
    if comparison.is_same:
        yield "Ingenting skiljer."
    for answer in comparison.answers:
        yield f"Svar: {answer.label}" if answer.rows else f"Svar: {answer.words}"
        yield from (f"  {_SIGNS[row.mark]} rad {row.number}: {_parts(row)}" for row in answer.rows)
    for document in comparison.changed_documents:
        yield f"{document.title}: {document.mark.value}"
        for clause in document.clauses:
            yield f"  {_SIGNS[clause.mark]} {clause.after or clause.before}"
            yield from (f"      Skäl: {reason.words}" for reason in clause.reasons)
            yield from _marked(clause.lines)


def _parts(row: RowChange) -> str:
    """Each column that differs: both texts of a row that was changed, one of a row that came or went."""
    gone = row.mark is Mark.REMOVED
    one = (f"{each.label}: {each.before if gone else each.after}" for each in row.parts)
    both = (f"{each.label}: {each.before} → {each.after}" for each in row.parts)
    return "; ".join(both if row.mark is Mark.CHANGED else one)


def _library_lines(found: LibraryComparison) -> Iterator[str]:
    yield f"Bibliotek {found.versions[0]} och {found.versions[1]} den {found.day}:"
    if found.is_same:
        yield "Ingenting skiljer."
    for wording in found.wordings:
        yield f"  {_SIGNS[wording.mark]} {wording.heading} ({wording.clause})"
        for name, (before, after) in (("Villkor", wording.conditions), ("Lagrum", wording.sources)):
            if wording.mark is Mark.CHANGED and before != after:
                yield f"      {name}: {', '.join(before) or 'inga'} → {', '.join(after) or 'inga'}"
        yield from _marked(wording.lines)
    for other in found.others:
        yield f"  {_SIGNS[other.mark]} {other.kind} {other.id}: {other.words}"


def _marked(lines: Iterable[LineChange]) -> Iterator[str]:
    """The lines that differ: ``[-old-]`` and ``{+new+}`` inside a reworded one."""
    for line in lines:
        if line.mark is not Mark.SAME:
            pieces = (_piece(piece.text, piece.mark) for piece in line.pieces)
            whole = "".join(piece.text for piece in line.pieces)
            yield f"      {_SIGNS[line.mark]} {''.join(pieces) if line.mark is Mark.CHANGED else whole}"


def _piece(text: str, mark: Mark) -> str:
    if mark is Mark.SAME:
        return text
    return f"{{+{text}+}}" if mark is Mark.ADDED else f"[-{text}-]"
