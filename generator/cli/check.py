"""``check``: every finding, what was proved, how hard the documents are to read, and where the clauses fire."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from time import perf_counter

from generator import clock
from generator.assembly.proof import Proof, prove
from generator.cli.json_output import print_json
from generator.errors import Finding, Severity
from generator.library.checks import check_sources
from generator.library.checks_translations import check_translations
from generator.library.load import read_library
from generator.library.model import Library
from generator.library.release import check_release
from generator.review.coming import check_coming
from generator.review.names import check_names
from generator.review.readability import readability_by_plan, readability_of_aids
from generator.review.simulate import Simulation, agreement_plans, simulate

_PROVED = {
    "hanvisning-saknas": "varje hänvisning leder till något som står i dokumentet",
    "klausul-dod": "varje klausul kan komma med",
    "klausul-kraver": "det som en klausul kräver är med när den är det",
    "klausul-oforenlig": "oförenliga klausuler möts aldrig",
    "krav-saknas": "det som dokumentet måste hålla finns alltid där",
    "plats-dubbel": "alternativen på en plats utesluter varandra",
    "plats-kravs-saknas": "en plats som alltid fylls är märkt så",
    "plats-tom": "en plats som krävs är aldrig tom",
    "text-dold-fraga": "varje svar som skrivs ut har det frågats efter",
    "text-upprepad": "ingen mening sägs två gånger",
}
"""Rule → what is true when it never fails."""


def check_command(options: Namespace) -> int:
    """Print every finding; 0 when none is an error, else 1."""
    day = options.day or clock.today()
    library, found = read_library(options.klausuler)
    found = [*found, *check_sources(library, day), *check_names(library), *check_release(options.klausuler)]
    report: list[str] = []
    if not _has_errors(found):
        started = perf_counter()
        proof = prove(library, day)
        seconds = perf_counter() - started
        found.extend([*proof.findings, *check_coming(library, day), *check_translations(library, day)])
        if options.proof:
            report.extend(_proved(proof, seconds))
    findings = sorted(set(found))
    if options.json:
        print_json(_told(library, findings))
        return int(_has_errors(findings))
    if not _has_errors(findings):
        report.extend(_readability(library, day))
        report.extend(_simulations(library, day) if options.simulate else ())
    for line in (*findings, *report):
        print(line)
    remarks = "1 anmärkning" if len(findings) == 1 else f"{len(findings)} anmärkningar"
    print(f"{len(library.clauses)} klausuler, {len(library.plans)} planer, {remarks}.")
    return int(_has_errors(findings))


def _proved(proof: Proof, seconds: float) -> Iterator[str]:
    """What was proved, over how much and how fast; then each kind of statement, which may have failed."""
    told = f"{proof.statements} påståenden över {proof.combinations} kombinationer av svar"
    yield f"Bevisat: {told}, på {f'{seconds:.2f}'.replace('.', ',')} sekunder."
    failed = {finding.rule for finding in proof.findings}
    for rule, count in sorted(proof.kinds.items(), key=lambda each: -each[1]):
        yield f"  {count:>5}  {_PROVED.get(rule, rule)}{' – inte alltid, se anmärkningarna' if rule in failed else ''}"


def _has_errors(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _told(library: Library, findings: list[Finding]) -> dict[str, object]:
    told = [
        {"regel": each.rule, "fil": each.file, "rad": each.line, "grad": each.severity, "text": each.message}
        for each in findings
    ]
    return {"version": library.version, "anmarkningar": told}


def _readability(library: Library, day: date) -> Iterator[str]:
    measured = readability_by_plan(library, day)
    shown = ", ".join(f"{plan_id} {lix}" for plan_id, lix in measured.items())
    yield f"Läsbarhet (LIX): {shown}."
    for language, plans in readability_of_aids(library, day).items():
        if plans:
            yield f"Läsbarhet på {language} (LIX): {', '.join(f'{plan_id} {lix}' for plan_id, lix in plans.items())}."


def _simulations(library: Library, day: date) -> Iterator[str]:
    for plan in agreement_plans(library):
        started = perf_counter()
        simulation = simulate(library, plan, day)
        seconds = f"{perf_counter() - started:.1f}".replace(".", ",")
        yield f"Prövat: {plan.id} i {simulation.runs} lägen på {seconds} sekunder."
        yield "Så ofta är varje klausul med, i procent av lägena för varje storlek:"
        yield from _table(simulation)


def _table(simulation: Simulation) -> Iterator[str]:
    sizes = sorted(simulation.runs_by_size, key=lambda size: -simulation.runs_by_size[size])
    width = max(len(clause) for clause in simulation.fires)
    yield "  ".join(["klausul".ljust(width), *(size.rjust(8) for size in sizes)])
    for clause, counts in simulation.fires.items():
        shares = (round(100 * counts.get(size, 0) / simulation.runs_by_size[size]) for size in sizes)
        yield "  ".join([clause.ljust(width), *(str(share).rjust(8) for share in shares)])
    if simulation.never:
        yield f"Aldrig med: {', '.join(simulation.never)}."
