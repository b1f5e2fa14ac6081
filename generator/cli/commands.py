"""One function per command. Each takes the parsed options and returns the exit code."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator import clock
from generator.assembly.assemble import document_set, situation_for
from generator.assembly.editions import SWEDISH_ID, blank_edition, edition
from generator.assembly.explain import Explanation, explain_all
from generator.assembly.readiness import is_ready
from generator.assembly.situation import Situation
from generator.cli.answers_file import AnswersFile, plan_for, read_answers_file
from generator.cli.check import check_command
from generator.cli.files import write_all
from generator.cli.json_output import print_json
from generator.cli.local_wordings import with_local_file
from generator.cli.system_errors import InputError, reason
from generator.document import Document, DocumentKind, DocumentSet
from generator.formats.naming import stem_of
from generator.formats.options import RenderOptions
from generator.formats.orders import Order, make_files
from generator.formats.production import Production, open_production
from generator.formats.registry import get_format
from generator.library.checks import TOO_OLD, check_sources
from generator.library.checks_translations import languages_for
from generator.library.load import load_library
from generator.library.model import Library
from generator.library.release import write_release
from generator.settings import document_settings

CASES = Path("tests/cases")


def _situation(options: Namespace, file: AnswersFile) -> Situation:
    day = options.day or file.day or clock.today()
    library = with_local_file(load_library(options.klausuler), options.lokalt, day)
    return situation_for(library, plan_for(library, file.plan), file.answers, day)


def assemble_command(options: Namespace) -> int:
    """Make the document and its annexes and print the paths."""
    situation = _situation(options, read_answers_file(options.answers))
    ordinary = document_set(situation)
    documents = ordinary if options.language == SWEDISH_ID else DocumentSet(edition(situation, options.language))
    wanted = RenderOptions(
        draft=not is_ready(situation, ordinary),
        manifest=documents.manifest,
        signature_fields=options.underskriftsfalt,
    )
    production, codes = _production(), [each.code for each in situation.municipalities]
    orders = {
        options.out / document.folder / f"{stem_of(document)}.{get_format(name).extension}": Order(
            name, document, production.options(document, codes, name, wanted)
        )
        for document in documents.documents
        for name in options.format
    }
    files = dict(zip(orders, production.sealing(make_files)([*orders.values()]), strict=True))
    write_all(files)
    for path in files:
        print(path)
    return 0


def _production() -> Production:
    """What the settings add to documents."""
    own = document_settings()
    return open_production(own.look, own.seal, own.seal_password, clock.now)


def explain_command(options: Namespace) -> int:
    """Print why each clause is in or out, and what would change it."""
    situation = _situation(options, read_answers_file(options.answers))
    explanations = explain_all(situation)
    if options.json:
        told = {"klausuler": [_told(explanation) for explanation in explanations]}
        print_json(told)
        return 0
    for explanation in explanations:
        print(f"{'MED' if explanation.included else 'INTE MED'}  {explanation.heading} ({explanation.clause})")
        for sentence in explanation.reasons:
            print(f"    {sentence}")
        for changes in explanation.would_change:
            print(f"    Skulle ändras av: {'; '.join(change.words for change in changes)}")
    return 0


def _told(explanation: Explanation) -> dict[str, object]:
    sets = [
        [{"fraga": change.question, "fran": change.before, "till": change.after} for change in changes]
        for changes in explanation.would_change
    ]
    return {
        "id": explanation.clause,
        "rubrik": explanation.heading,
        "dokument": explanation.plan,
        "included": explanation.included,
        "reasons": list(explanation.reasons),
        "would_change": sets,
        **({"valfri": explanation.option, "bortvald": explanation.left_out} if explanation.option else {}),
    }


def forms_command(options: Namespace) -> int:
    """Make every blank form, in every language it is offered in, as DOCX and PDF, and print the paths."""
    library = load_library(options.klausuler)
    day = options.day or clock.today()
    production = _production()
    files: dict[Path, bytes] = {}
    for document in _blank_documents(library, day, options.language):
        for name in ("docx", "pdf"):
            maker = get_format(name)
            files[options.out / f"{document.id}.{maker.extension}"] = maker.render(document, production.blank(name))
    write_all(files)
    for path in files:
        print(path)
    return 0


def _blank_documents(library: Library, day: date, only: str) -> Iterator[Document]:
    """Every blank form in Swedish and every language that its plan is offered in, or in one of them ``only``."""
    for plan in library.plans.values():
        languages = (SWEDISH_ID, *(each.id for each in languages_for(library, plan, day)))
        for blank in plan.blanks:
            for language in languages:
                if only in ("", language):
                    yield blank_edition(library, plan, blank, day, language)


def preview_command(options: Namespace) -> int:
    """Show the document as a web page: in the browser when there is one, else printed."""
    file = read_answers_file(_case_file(options.case))
    situation = _situation(options, AnswersFile(options.plan, file.day, file.answers))
    document = edition(situation, options.language)
    page = get_format("html").render(document, RenderOptions(draft=True))
    # A page for the browser stays on the disk. What concerns a person leaves nothing behind, so it is printed.
    if options.print_page or document.kind is DocumentKind.PERSON or not sys.stdout.isatty():
        sys.stdout.write(page.decode("utf-8"))
        return 0
    with tempfile.NamedTemporaryFile("wb", suffix=".html", delete=False) as stream:
        stream.write(page)
    print(stream.name)
    webbrowser.open(Path(stream.name).as_uri())
    return 0


def _case_file(case: str) -> Path:
    """The answers file that a path or the name of a case in tests/cases means. Raises InputError."""
    try:
        found = [path for path in (Path(case), CASES / case / "answers.yaml") if path.is_file()]
    except OSError as error:
        raise InputError(f"Fallet ”{case}” går inte att läsa: {reason(error)}.") from error
    if not found:
        known = ", ".join(sorted(path.parent.name for path in CASES.glob("*/answers.yaml")))
        hint = f" Fall som finns: {known}." if known else ""
        raise InputError(f"Det finns ingen svarsfil och inget fall som heter ”{case}”.{hint}")
    return found[0]


def release_command(options: Namespace) -> int:
    """Lock every wording after a clean check."""
    if check_command(Namespace(klausuler=options.klausuler, day=options.day, json=False, proof=False, simulate=False)):
        print("Biblioteket har fel. Rätta dem innan lydelserna låses.", file=sys.stderr)
        return 1
    library = load_library(options.klausuler)
    if any(each.rule == TOO_OLD for each in check_sources(library, options.day or clock.today())):
        print("Lagrum har inte kontrollerats på två år. Läs dem på nytt innan lydelserna låses.", file=sys.stderr)
        return 1
    print(write_release(options.klausuler, library))
    return 0


def serve_command(options: Namespace) -> int:
    """Start the web service; imported here because nothing else needs Flask."""
    from generator.web.server import serve  # noqa: PLC0415 - keeps the other commands light

    return int(serve(options.host, options.port))
