"""``compare``: any two answers files, documents made here, or clause libraries, word by word."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import clock
from generator.assembly.answers import try_answers
from generator.assembly.assemble import situation_for
from generator.assembly.manifest import Manifest
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from generator.cli.given_files import content_of
from generator.cli.json_output import as_object, print_json
from generator.cli.local_wordings import with_local_file
from generator.cli.out_file import JSON, out_file
from generator.cli.system_errors import InputError
from generator.document import Document, Paragraph, Run
from generator.library.load import load_library
from generator.library.model import Library
from generator.library.unread import SOURCES_FILE
from generator.readback.manifest import ManifestError, read_manifest
from generator.review.compare import Comparison, compare
from generator.review.comparison_document import comparison_document
from generator.review.library_changes import LibraryComparison, compare_libraries
from generator.review.library_document import library_document
from generator.review.word_marks import LineChange, Mark

_ANSWERS = (".yaml", ".yml")
_SIGNS = {Mark.ADDED: "+", Mark.REMOVED: "-", Mark.CHANGED: "~", Mark.SAME: " "}


@dataclass(frozen=True)
class _Side:
    """One of the two that are compared."""

    situation: Situation
    printed: frozenset[str] | None = None
    """For a document: the questions whose answers it carries; the others are unknown."""
    remarks: tuple[str, ...] = ()


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
    one, other = _side(options.a, options), _side(options.b, options, options.lokalt)
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


# --- The two sides ----------------------------------------------------------------------------------------------------


def _side(path: Path, options: Namespace, local: Path | None = None) -> _Side:
    """One of the two, laid over with own wordings when there are any."""
    library = load_library(options.klausuler)
    if path.suffix.lower() in _ANSWERS:
        file = read_answers_file(path)
        day = options.day or file.day or clock.today()
        library = with_local_file(library, local, day)
        return _Side(situation_for(library, plan_for(library, file.plan), file.answers, day))
    if local is not None:
        raise InputError(
            "Egna lydelser kan läggas till en svarsfil eller ett bibliotek, inte till ett färdigt dokument."
        )
    return _document(path, library, options.day)


def _document(path: Path, library: Library, day: date | None) -> _Side:
    """The situation that a document made here carries in its manifest, on the present library."""
    try:
        manifest = read_manifest(content_of(path))
    except ManifestError as error:
        raise InputError(f"”{path}”: {error}") from error
    if manifest is None:
        raise InputError(f"”{path}” bär inga uppgifter om hur den är gjord. Jämför svarsfilen i stället.")
    plan = plan_for(library, manifest.plan)
    answers, _ = try_answers(library, plan, manifest.answers)
    situation = Situation(library, plan, answers, day or manifest.day)
    return _Side(situation, frozenset(manifest.answers), tuple(_remarks(path, manifest, library)))


def _remarks(path: Path, manifest: Manifest, library: Library) -> Iterator[str]:
    yield "En fil bär bara de svar som dess egen text trycker. Bilagor och underlag jämförs därför inte."
    if manifest.own:
        yield f"{path.name} har egna lydelser av {', '.join(manifest.own)}. Här jämförs bibliotekets."
    if manifest.library != library.version:
        yield f"{path.name} är gjord med bibliotek {manifest.library}. Här görs texten om med {library.version}."


def _limited(comparison: Comparison, one: _Side, other: _Side) -> Comparison:
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
        yield f"Svar: {answer.words}"
    for document in comparison.changed_documents:
        yield f"{document.title}: {document.mark.value}"
        for clause in document.clauses:
            yield f"  {_SIGNS[clause.mark]} {clause.after or clause.before}"
            yield from (f"      Skäl: {reason.words}" for reason in clause.reasons)
            yield from _marked(clause.lines)


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
