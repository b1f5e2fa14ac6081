"""``clauses``: the clause set as a lawyer reads it: searched, one clause by one, and where each comes in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date

from generator import clock
from generator.assembly.select import SelectionError
from generator.assembly.values import short
from generator.cli.answers_file import DEFAULT_PLAN
from generator.cli.clause_told import clause_lines, clause_told, hit_lines, hit_told, matrix_lines, matrix_told
from generator.cli.json_output import print_json
from generator.cli.stored_drafts import draft_lines, drafts_with
from generator.cli.system_errors import InputError
from generator.library.load import load_library
from generator.library.model import Clause, Library
from generator.review.clause_search import Query, State, index, search
from generator.review.matrix import matrix
from generator.review.simulate import agreement_plans

STATES = tuple(each.value for each in State)


def search_command(options: Namespace) -> int:
    """Print the clauses that hold every word, all of them when none is given."""
    library, day = _library_and_day(options)
    plan = _plan(library, options.plan)
    _known_provision(library, options.lagrum)
    query = Query(" ".join(options.words), plan, "", options.lagrum, options.status)
    hits = search(index(library, library.plans.values(), day), query)
    if options.json:
        told = {"dag": day, "version": library.version, "klausuler": [hit_told(each) for each in hits]}
        print_json(told)
        return 0
    for hit in hits:
        print("\n".join(hit_lines(hit)))
    print(f"Klausuler: {len(hits)}.")
    return 0


def show_command(options: Namespace) -> int:
    """Print one clause: text, guidance, conditions, provisions, every wording, and where it is used."""
    library, day = _library_and_day(options)
    clause = _clause(library, options.clause)
    fires = [dict(each) for each in _fires(library, clause, day)]
    drafts = drafts_with(library, clause.id) if options.drafts else None
    if options.json:
        more = {} if drafts is None else {"overenskommelser": drafts}
        print_json({"dag": day, "version": library.version, **clause_told(library, clause, day, fires), **more})
        return 0
    print("\n".join(clause_lines(library, clause, day, fires)))
    if drafts is not None:
        print("\n".join(draft_lines(drafts)))
    return 0


def matrix_command(options: Namespace) -> int:
    """Print in how many of the tried situations each clause comes in, for each size of municipality."""
    library, day = _library_and_day(options)
    plans = {each.id: each for each in agreement_plans(library)}
    wanted = options.plan or (DEFAULT_PLAN if DEFAULT_PLAN in plans else next(iter(plans), ""))
    if wanted not in plans:
        raise InputError(f"”{short(wanted)}” är ingen överenskommelse. Tillåtna: {', '.join(plans)}.")
    found = matrix(library, plans[wanted], day)
    if options.json:
        print_json({"dag": day, "version": library.version, **matrix_told(found)})
    else:
        print("\n".join(matrix_lines(found)))
    return 0


def _library_and_day(options: Namespace) -> tuple[Library, date]:
    return load_library(options.klausuler), options.day or clock.today()


def _plan(library: Library, plan_id: str) -> str:
    """The id as given. Raises InputError for a plan that does not exist."""
    if plan_id and plan_id not in library.plans:
        raise InputError(f"Dokumentet ”{short(plan_id)}” finns inte. Tillåtna: {', '.join(library.plans)}.")
    return plan_id


def _known_provision(library: Library, provision: str) -> None:
    if provision and provision not in library.sources:
        raise InputError(f"Lagrummet ”{short(provision)}” finns inte i registret. Skriv till exempel ”SoL 4:1”.")


def _clause(library: Library, clause_id: str) -> Clause:
    found = library.clauses.get(clause_id)
    if found is None:
        raise InputError(f"Klausulen ”{short(clause_id)}” finns inte. Sök med ”clauses search ORD”.")
    return found


def _fires(library: Library, clause: Clause, day: date) -> Iterator[dict[str, object]]:
    """For each agreement that can be tried and holds it: in how many situations it comes in, of all.

    Where the rules collide, as they may in a copy under way, nothing is told: ``check`` says why.
    """
    for plan in agreement_plans(library):
        try:
            tried = matrix(library, plan, day)
        except SelectionError:
            continue
        counts = [len(row.fires) for row in tried.rows if row.clause == clause.id]
        if counts:
            yield {"plan": plan.id, "lagen": max(counts), "av": tried.situations}
