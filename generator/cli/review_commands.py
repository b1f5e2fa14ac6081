"""``review``: how a municipality's review stands, what was said of a clause, and the changes of the law it entered."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from generator import clock
from generator.cli.json_output import print_json
from generator.cli.review_told import OPEN, Told, change_told, opinion_told, standing_told, status_told
from generator.cli.reviewing import Reviewing, municipal_organisation, reviewing
from generator.cli.system_errors import InputError
from generator.library.load import load_library
from generator.library.model import Library
from generator.review.opinions import (
    ApprovedSet,
    Decision,
    Opinion,
    Seen,
    State,
    approved_set,
    decisions_about,
    standing,
)
from generator.settings import from_environment
from generator.storage.database import Database, opened
from generator.storage.organisations import OrganisationStore
from generator.storage.roles import OrganisationKind


def status_command(options: Namespace) -> int:
    """Print how every wording stands with a municipality; 1 when something remains to be reviewed."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    with opened(from_environment().database_url) as engine:
        reviews = reviewing(engine, municipal_organisation(engine, options.municipality))
        found, reviews = _set_of(engine, reviews, (library, day), options.number)
    told = status_told(library, day, found, reviews)
    if options.json:
        print_json(told)
    else:
        print("\n".join(_status_lines(told, found)))
    return int(any(each.state in OPEN for each in found.standings.values()))


def _set_of(
    engine: Database, reviews: Reviewing, on: tuple[Library, date], number: int | None
) -> tuple[ApprovedSet, Reviewing]:
    """The review as it is, or as it was when the decision with that number had just been made."""
    if number is None:
        return approved_set(*on, reviews.said, reviews.rules), reviews
    last = next((each for each in reviews.said if each.number == number), None)
    if last is None:
        known = f"Numren går till {reviews.said[-1].number}." if reviews.said else "Ingen har sagt något än."
        raise InputError(f"Det finns ingen granskning nummer {number}. {known}")
    then = reviewing(engine, reviews.organisation, last.moment)
    return approved_set(*on, [each for each in reviews.said if each.number <= number], then.rules), then


def _status_lines(told: Told, found: ApprovedSet) -> Iterator[str]:
    reviewed = f", granskning nummer {found.number} den {found.day}" if found.day else ", ingen granskning än"
    yield f"{told['organisation']}{reviewed}:"
    for state in State:
        if found.count(state):
            yield f"  {state.words}: {found.count(state)}"
    for each in _list(told["vantar"]):
        due = f", senast {each['senast']}" if each["senast"] else ""
        yield f"  Väntar: {each['ord']}, {_wordings(each['antal'])}{due}"
    for each in _list(told["klausuler"]):
        why = "".join(f" {reason}" for reason in found.standings[str(each["klausul"])].why)
        yield f"  {State(str(each['status'])).words}: {each['rubrik']} ({each['klausul']}).{why}"


def _wordings(number: object) -> str:
    return f"{number} {'lydelse' if number == 1 else 'lydelser'}"


def clause_command(options: Namespace) -> int:
    """Print what has been decided and written of a clause, in every municipality or in one."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    if options.clause not in library.clauses:
        raise InputError(f"Klausulen ”{options.clause[:80]}” finns inte. Sök med ”clauses search ORD”.")
    with opened(from_environment().database_url) as engine:
        threads = [_thread(library, day, options.clause, each) for each in _asked(engine, options.municipality)]
    if options.json:
        print_json({"dag": day, "version": library.version, "klausul": options.clause, "kommuner": threads})
        return 0
    for thread in threads:
        print("\n".join(_thread_lines(thread)))
    return 0


def _asked(engine: Database, code: str) -> list[Reviewing]:
    """One municipality, or all that are registered."""
    if code:
        return [reviewing(engine, municipal_organisation(engine, code))]
    known = OrganisationStore(engine).all()
    return [reviewing(engine, each) for each in known if each.kind is OrganisationKind.MUNICIPALITY]


def _thread(library: Library, day: date, clause: str, reviews: Reviewing) -> Told:
    about: list[Opinion] = [each for each in reviews.said if each.clause == clause and not each.agreement]
    wording = library.wordings_at(day).get(clause)
    seen = Seen(library, day, reviews.rules)
    stands = standing(seen, wording, decisions_about(about, clause)) if wording else None
    return {
        "kommun": reviews.organisation.municipalities[0],
        "organisation": reviews.organisation.name,
        "granskning": standing_told(stands, reviews) if stands else None,
        "sagt": [opinion_told(each, reviews) for each in about],
    }


def _thread_lines(thread: Told) -> Iterator[str]:
    status = _mapping(thread["granskning"]).get("status")
    yield f"{thread['organisation']}: {State(str(status)).words if status else 'Klausulen gäller inte den dagen'}"
    for each in _list(thread["sagt"]):
        when = each["nar"].astimezone(clock.STOCKHOLM) if isinstance(each["nar"], datetime) else each["nar"]
        decision = Decision(str(each["beslut"])).words
        yield f"  {each['nummer']}  {when:%Y-%m-%d}  {decision}, {each['vem']}. {each['text']}".rstrip()


def changes_command(options: Namespace) -> int:
    """Print the changes of the law that municipalities have entered, the newest first."""
    library = load_library(options.klausuler)
    with opened(from_environment().database_url) as engine:
        asked = _asked(engine, options.municipality)
        told = [change_told(library, each, reviews) for reviews in asked for each in reviews.changes]
    if options.json:
        print_json({"version": library.version, "lagandringar": told})
        return 0
    for each in told:
        state = "återtagen" if each["aterkallad"] else "gäller"
        count = len(_list(each["klausuler"]))
        print(f"{each['id']}  {each['kommun']}  {each['ord']} ({state}). Klausuler som vilar på det: {count}.")
    print(f"Lagändringar: {len(told)}.")
    return 0


def _list(value: object) -> list[Told]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
