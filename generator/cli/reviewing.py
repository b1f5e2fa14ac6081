"""A municipality's review as it lies in the database, for the commands that tell of it. Nothing is changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from generator.cli.system_errors import InputError
from generator.review.entered_changes import EnteredChange
from generator.review.opinions import Opinion, Rules
from generator.storage.accounts import AccountStore
from generator.storage.database import Database
from generator.storage.law_changes import entered_changes, in_effect
from generator.storage.organisations import Organisation, OrganisationStore
from generator.storage.ownership import SERVICE
from generator.storage.review_rounds import persons_required, review_days
from generator.storage.reviews import ReviewStore
from generator.storage.roles import OrganisationKind


@dataclass(frozen=True)
class Reviewing:
    """What one municipality has said, and by what rules."""

    organisation: Organisation
    said: tuple[Opinion, ...]
    rules: Rules
    changes: tuple[EnteredChange, ...]
    """Every change of the law that it has entered, also taken back."""
    days: Mapping[str, date]
    """What is to be reviewed → by which day."""
    names: Mapping[str, str]
    """Account → name."""

    def name(self, who: str) -> str:
        """Who it is; the id of an account that is gone."""
        return self.names.get(who, who)


def municipal_organisation(engine: Database, code: str) -> Organisation:
    """The municipality with that code. Raises InputError when none is registered."""
    known = [each for each in OrganisationStore(engine).all() if each.kind is OrganisationKind.MUNICIPALITY]
    found = next((each for each in known if code in each.municipalities), None)
    if found is None:
        listed = ", ".join(f"{each.municipalities[0]} {each.name}" for each in known) or "ingen"
        raise InputError(f"Kommunen ”{code[:20]}” är inte registrerad. De som är det: {listed}.")
    return found


def reviewing(engine: Database, organisation: Organisation, at: datetime | None = None) -> Reviewing:
    """Its review now, or by the rules of a moment. Raises StorageError."""
    changes = entered_changes(engine, [organisation.id])
    return Reviewing(
        organisation,
        ReviewStore(engine, SERVICE).of([organisation.id]),
        rules_of(engine, [organisation.id], at)[organisation.id],
        changes,
        {each.subject: each.day for each in review_days(engine, [organisation.id])},
        names_of(engine),
    )


def rules_of(engine: Database, organisations: Collection[str], at: datetime | None = None) -> Mapping[str, Rules]:
    """What each organisation's decisions are held against, now or at a moment. Raises StorageError."""
    persons, entered = persons_required(engine, organisations, at), entered_changes(engine, organisations)
    return {each: Rules(persons[each], in_effect(entered, each, at)) for each in organisations}


def names_of(engine: Database) -> Mapping[str, str]:
    """Id of every account → name. Raises StorageError."""
    return {each.id: each.name for each in AccountStore(engine).all()}
