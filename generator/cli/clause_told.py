"""How the commands about the clause set tell what they found, as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.assembly.explain import conditions_in_words
from generator.library.model import Clause, Library, Wording
from generator.review.clause_pieces import Pieces
from generator.review.clause_reading import Passage, Use, passages, shown_wording, standing_on, ties, uses
from generator.review.clause_search import Hit
from generator.review.matrix import Matrix, MatrixRow
from generator.review.register import provision_name, status_on

Told = dict[str, object]


def hit_told(hit: Hit) -> Told:
    """A clause that was found."""
    wording = hit.entry.wording
    return {
        "klausul": wording.clause,
        "rubrik": wording.heading,
        "status": hit.entry.standing.value,
        "planer": _plans(hit.entry.uses),
        "lagrum": list(wording.sources),
        "stallen": _found_lines(hit),
    }


def hit_lines(hit: Hit) -> Iterator[str]:
    """The same for people."""
    wording = hit.entry.wording
    yield f"{wording.heading} ({wording.clause}), {hit.entry.standing.value}: {', '.join(_plans(hit.entry.uses))}"
    yield from (f"    {line}" for line in _found_lines(hit))


def _plans(used: Sequence[Use]) -> list[str]:
    return list(dict.fromkeys(each.plan.id for each in used))


def _found_lines(hit: Hit) -> list[str]:
    return ["".join(stretch.text for stretch in line) for line in hit.lines]


# --- One clause -------------------------------------------------------------------------------------------------------


def clause_told(library: Library, clause: Clause, day: date, fires: Sequence[Mapping[str, object]]) -> Told:
    """One clause as it is on a day; ``fires`` is where it comes in."""
    wording = shown_wording(clause, day)
    tied = ties(library, wording, day)
    return {
        "klausul": clause.id,
        "rubrik": wording.heading,
        "status": standing_on(clause, day).value,
        "lydelse": wording.first_day,
        "sha256": wording.sha256,
        "text": list(Pieces(library).lines(wording.blocks)),
        "vagledning": list(wording.guidance),
        "villkor": list(conditions_in_words(library, wording.conditions)),
        "ansvarig": wording.owner,
        "lagrum": [_provision_told(library, each, day) for each in wording.sources if each in library.sources],
        "lydelser": [_passage_told(each) for each in passages(library, clause, day)],
        "anvands": [
            {"plan": each.plan.id, "del": each.part.id, "alternativ": each.is_alternative, "valfri": each.is_optional}
            for each in uses(library, clause)
        ],
        "kommer_med": list(fires),
        "kraver": [each for each, _ in tied.requires],
        "oforenlig": [each for each, _ in tied.excludes],
        "kravs_av": [each for each, _ in tied.required_by],
        "hanvisar_hit": [each for each, _ in tied.leads_here],
        "alternativ": [each for each, _ in tied.alternatives],
        "sprak": _languages(library, wording),
    }


def _provision_told(library: Library, source_id: str, day: date) -> Told:
    source = library.sources[source_id]
    return {
        "id": source.id,
        "namn": provision_name(library, source),
        "rubrik": source.heading,
        "status": status_on(source, day),
        "kontrollerad": source.checked,
    }


def _passage_told(passage: Passage) -> Told:
    wording = passage.wording
    return {
        "fran": wording.first_day,
        "till": passage.last_day,
        "status": passage.standing.value,
        "rubrik": wording.heading,
        "upphor": wording.withdrawn,
        "skal": wording.reason,
        "sha256": wording.sha256,
        "fil": wording.file,
        "rader": passage.lines,
        "villkor": passage.conditions,
        "lagrum": passage.sources,
    }


def _languages(library: Library, wording: Wording) -> list[str]:
    key = (wording.clause, wording.first_day)
    return [language for language in library.languages if (*key, language) in library.translations]


def clause_lines(library: Library, clause: Clause, day: date, fires: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """The same for people."""
    wording = shown_wording(clause, day)
    yield f"{wording.heading} ({clause.id}), {standing_on(clause, day).value}. Ansvarig: {wording.owner}."
    yield from (f"  {line}" for line in Pieces(library).lines(wording.blocks))
    for name, lines in (
        ("Vägledning", wording.guidance),
        ("Villkor", conditions_in_words(library, wording.conditions)),
        ("Lagrum", [_provision_line(library, each, day) for each in wording.sources if each in library.sources]),
        ("Lydelser", [_passage_line(each) for each in passages(library, clause, day)]),
        ("Används i", [f"{each.plan.id}, {each.part.heading}" for each in uses(library, clause)]),
        ("Kommer med i prövade lägen", [f"{each['plan']}: {each['lagen']} av {each['av']}" for each in fires]),
    ):
        if lines:
            yield f"{name}:"
            yield from (f"  {line}" for line in lines)


def _provision_line(library: Library, source_id: str, day: date) -> str:
    source = library.sources[source_id]
    name = provision_name(library, source)
    return f"{name}, {source.heading}: {status_on(source, day)}. Kontrollerad {source.checked}."


def _passage_line(passage: Passage) -> str:
    until = f" till {passage.last_day}" if passage.last_day else ""
    return f"från {passage.wording.first_day}{until}, {passage.standing.value}. {passage.wording.reason}"


# --- The matrix -------------------------------------------------------------------------------------------------------


def matrix_told(found: Matrix) -> Told:
    """Where each clause comes in: size of municipality → problems."""
    return {
        "plan": found.plan.id,
        "storlekar": [
            {"storlek": each.size, "namn": each.words, "kommuner": each.municipalities} for each in found.references
        ],
        "problem": [{"id": problem, "namn": words} for problem, words in found.problems],
        "lagen": found.situations,
        "klausuler": [
            {
                "klausul": row.clause,
                "rubrik": row.heading,
                "plan": row.plan.id,
                "del": row.part,
                "kommer_med": {each.size: _problems(found, row, each.size) for each in found.references},
            }
            for row in found.rows
        ],
    }


def _problems(found: Matrix, row: MatrixRow, size: str) -> list[str]:
    return [problem for problem, _ in found.problems if (size, problem) in row.fires]


def matrix_lines(found: Matrix) -> Iterator[str]:
    """The same for people: in how many of the situations of each size."""
    sizes = [each.size for each in found.references]
    width = max((len(row.clause) for row in found.rows), default=0)
    yield f"{found.plan.id}: i hur många av {len(found.problems)} problembilder varje klausul kommer med."
    yield "  ".join(["klausul".ljust(width), *(size.rjust(8) for size in sizes)])
    for row in found.rows:
        yield "  ".join([row.clause.ljust(width), *(str(row.count(size)).rjust(8) for size in sizes)])
