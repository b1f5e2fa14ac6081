"""``review own``: the wordings that a municipality keeps for all its agreements, and how each stands."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import clock
from generator.assembly.deviations import Deviation, laid_over, with_deviations
from generator.cli.files import write_all
from generator.cli.json_output import print_json
from generator.cli.review_told import Told, standing_told
from generator.cli.reviewing import Reviewing, municipal_organisation, reviewing
from generator.library.load import load_library
from generator.library.local_file import local_as_json
from generator.library.model import Library
from generator.library.overlay import Overlaid, text_of
from generator.review.opinions import Seen, State, decisions_about, standing
from generator.review.own_wordings import Act, OwnWording, counting_on, local_on
from generator.review.three_way import three_way
from generator.settings import from_environment
from generator.storage.database import opened
from generator.storage.own_wordings import OwnWordingStore
from generator.storage.ownership import SERVICE


@dataclass(frozen=True)
class _Own:
    """A municipality's own wordings on a day."""

    library: Library
    day: date
    reviews: Reviewing
    rows: tuple[OwnWording, ...]
    laid: Overlaid

    def told(self, row: OwnWording) -> Told:
        """One act, and how it stands where it counts."""
        act = row.act
        counts = counting_on(self.rows, self.day).get(act.clause) is row
        national = self.library.wordings_at(self.day).get(act.clause)
        outdated = counts and act.act is not Act.ADD and (national is None or national.sha256 != act.base)
        now = text_of(national) if national else ""
        return {
            **{"nummer": row.number, "slag": act.act.value, "klausul": act.clause, "rubrik": act.heading},
            **{"fran": act.first_day, "till": act.last_day, "galler": counts, "skal": act.reason, "text": act.text},
            **{"efter": act.after or None, "plan": act.plan or None, "infort": row.moment},
            "vem": self.reviews.name(row.who),
            "granskning": self._standing(row) if counts else None,
            "anmarkningar": [each.message for each in self.laid.refused.get(act.clause, ())] if counts else [],
            "andrad_nationellt": outdated,
            "stallen": three_way(act.base_text, now, act.text or act.base_text) if outdated else (),
        }

    def _standing(self, row: OwnWording) -> Told | None:
        wording = self.laid.library.wordings_at(self.day).get(row.act.clause)
        if row.act.local is None or wording is None or row.act.clause not in self.laid.used:
            return None
        seen = Seen(self.laid.library, self.day, self.reviews.rules)
        found = standing(seen, wording, decisions_about(self.reviews.said, row.key), {row.who})
        return standing_told(found, self.reviews)


def own_command(options: Namespace) -> int:
    """Print every own wording of a municipality, in order; ``--out`` writes those in use as ``local`` reads them."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    with opened(from_environment().database_url) as engine:
        organisation = municipal_organisation(engine, options.municipality)
        rows = OwnWordingStore(engine, SERVICE).of(organisation.id)
        reviews = reviewing(engine, organisation)
    local = local_on(rows, day)
    if options.out:
        write_all({options.out: local_as_json(local)})
        print(options.out)
        return 0
    laid = laid_over(library, with_deviations({}, (Deviation(each, "", "") for each in local)), day)
    own = _Own(library, day, reviews, rows, laid)
    told = [own.told(each) for each in rows]
    if options.json:
        code = organisation.municipalities[0]
        print_json({"dag": day, "version": library.version, "kommun": code, "lydelser": told})
    else:
        print("\n".join(_own_lines(told)) or f"{organisation.name} har inga egna lydelser.")
    return 0


def _own_lines(told: list[Told]) -> Iterator[str]:
    for each in told:
        state = "GÄLLER" if each["galler"] else "GÄLLER INTE"
        stands = each["granskning"]
        reviewed = f" {State(str(stands['status'])).words}." if isinstance(stands, dict) else ""
        yield f"{state}  {each['klausul']}: {each['slag']} från {each['fran']}.{reviewed} Skäl: {each['skal']}"
        if each["andrad_nationellt"]:
            yield "    Den nationella texten har ändrats sedan dess."
        if isinstance(each["anmarkningar"], list):
            yield from (f"    Går inte att använda: {message}" for message in each["anmarkningar"])
