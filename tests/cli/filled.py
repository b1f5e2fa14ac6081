"""A database where a municipality has reviewed, entered a change of the law, and keeps a wording of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from generator.assembly.deviations import FROM_MUNICIPALITY, Deviation, with_deviations
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording, text_of
from generator.review.law_change import Fate, LawChange
from generator.review.opinions import Decision
from generator.review.own_wordings import Act, OwnAct, review_key
from generator.storage.agreements import AgreementStore, Change
from generator.storage.database import opened
from generator.storage.law_changes import NewChange, enter_change
from generator.storage.organisations import NewOrganisation, OrganisationStore
from generator.storage.own_wordings import OwnWordingStore
from generator.storage.ownership import Viewer
from generator.storage.review_rounds import LIBRARY, NewDay, set_review_day
from generator.storage.reviews import NewOpinion, ReviewStore
from generator.storage.roles import OrganisationKind
from tests.assembly.known import small

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CODE, OTHER = "2403", "1480"
OWN_TEXT = "Här gäller bara det här."
AUTHOR = "forfattaren"


def filled(folder: Path) -> tuple[str, str]:
    """Address of the database, and id of its one agreement. The library is the small one."""
    url, library = f"sqlite:///{folder / 'prov.db'}", small()
    with opened(url) as engine:
        organisations = OrganisationStore(engine)
        ours = organisations.add(NewOrganisation(OrganisationKind.MUNICIPALITY, "Bjurholms kommun", (CODE,)), NOON, "a")
        organisations.add(NewOrganisation(OrganisationKind.MUNICIPALITY, "Göteborgs Stad", (OTHER,)), NOON, "a")
        viewer = Viewer("granskaren", frozenset({ours.id}))
        reviews = ReviewStore(engine, viewer)
        wordings = library.wordings_at(DAY)
        for number, (clause, decision, text) in enumerate(
            (
                ("parter", Decision.APPROVED, ""),
                ("jour", Decision.REJECTED, "Jouren finns inte."),
                ("jour", Decision.COMMENT, "Den är på väg."),
                ("pengar", Decision.REMARKED, "Skriv beloppet."),
            )
        ):
            new = NewOpinion(ours.id, clause, wordings[clause].sha256, decision, text)
            reviews.add(new, NOON + timedelta(minutes=number))
        rests = next(each for each in wordings.values() if each.sources)
        reviews.add(NewOpinion(ours.id, rests.clause, rests.sha256, Decision.APPROVED), NOON + timedelta(minutes=9))
        change = LawChange((rests.sources[0],), date(2027, 1, 1), Fate.AMENDED, "")
        enter_change(engine, viewer, NewChange((ours.id,), change, "Nya ord."), NOON + timedelta(hours=1))
        set_review_day(engine, viewer, NewDay((ours.id,), LIBRARY, date(2026, 12, 24)), NOON)
        own = _own(library)
        act = OwnAct(Act.REPLACE, own.clause, own.reason, DAY, None, own.heading, own.text, own.base, own.base_text)
        OwnWordingStore(engine, Viewer(AUTHOR, frozenset({ours.id}))).add(ours.id, act, 0, NOON)
        own_opinion = NewOpinion(ours.id, review_key("pengar"), act.sha256, Decision.REJECTED, "Skriv om den.")
        reviews.add(own_opinion, NOON + timedelta(hours=2))
        answers = with_deviations(
            {"kommuner": [CODE], "bortvalda-klausuler": []}, [Deviation(own, AUTHOR, "2026-11-20", FROM_MUNICIPALITY)]
        )
        made = AgreementStore(engine, viewer).create(
            library.plans["avtal"], Change(answers, library.version, NOON, date(2026, 11, 21))
        )
    return url, made.id


def _own(library: Library) -> LocalWording:
    base = library.wordings_at(DAY)["pengar"]
    return LocalWording(LocalKind.REPLACE, "pengar", base.heading, OWN_TEXT, "Skäl.", base.sha256, text_of(base))
