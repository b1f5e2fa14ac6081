"""Whose an agreement is: nobody else's, in any way of asking, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from generator.storage.agreements import AgreementStore
from generator.storage.database import open_database
from generator.storage.errors import StaleVersion, UnknownAccount, UnknownAgreement
from generator.storage.events import Kind, all_events
from generator.storage.identity_tables import AGREEMENT_ORGANISATIONS
from generator.storage.ownership import NOBODY, SERVICE, Viewer, give_ownerless, ownerless
from generator.storage.roles import Role
from tests.databases import KINDS, databases_of
from tests.storage.known import change, plan
from tests.storage.people import (
    BJURHOLM,
    ESKILSTUNA,
    GOTEBORG,
    NOON,
    account,
    drafts_for,
    municipality,
    police,
    viewer,
)


@pytest.fixture(scope="module", params=KINDS)
def engine(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Engine]:
    with databases_of(request.param, tmp_path_factory.mktemp("agare"), request) as databases:
        made = open_database(databases.new())
        yield made
        made.dispose()


def sees(engine: Engine, who: Viewer, agreement_id: str) -> bool:
    """Whether somebody gets an agreement, by its id and in the list alike."""
    store = AgreementStore(engine, who)
    listed = agreement_id in {each.id for each in store.newest(10_000)}
    try:
        store.read(agreement_id)
    except UnknownAgreement:
        assert not listed
        return False
    assert listed
    return True


def made_by(engine: Engine, who: Viewer, *codes: str) -> str:
    return AgreementStore(engine, who).create(plan(), change({"kommuner": list(codes)})).id


def test_what_the_police_make_is_theirs_and_the_municipalitys_that_takes_part(engine: Engine) -> None:
    ours, others = police(engine, BJURHOLM, GOTEBORG), police(engine, BJURHOLM)
    place, elsewhere = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    made = made_by(engine, viewer(ours), BJURHOLM)
    assert sees(engine, viewer(ours), made)
    assert sees(engine, viewer(place), made)
    assert not sees(engine, viewer(elsewhere), made)
    assert not sees(engine, viewer(others), made), "police elsewhere did not draft it"


def test_what_a_municipality_makes_is_also_the_polices_there(engine: Engine) -> None:
    place, here, there = municipality(engine, BJURHOLM), police(engine, BJURHOLM), police(engine, GOTEBORG)
    made = made_by(engine, viewer(place), BJURHOLM)
    assert sees(engine, viewer(here), made)
    assert not sees(engine, viewer(there), made)


def test_whoever_has_no_organisation_sees_nothing(engine: Engine) -> None:
    made = made_by(engine, viewer(police(engine, BJURHOLM)), BJURHOLM)
    assert not sees(engine, NOBODY, made)
    assert not sees(engine, Viewer("konto"), made)
    assert sees(engine, SERVICE, made)


def test_those_who_take_part_follow_the_answer_at_each_save(engine: Engine) -> None:
    ours, first, second = police(engine, BJURHOLM), municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    made = made_by(engine, viewer(ours), BJURHOLM)
    AgreementStore(engine, viewer(ours)).save(made, plan(), 1, change({"kommuner": [GOTEBORG]}))
    assert [sees(engine, viewer(each), made) for each in (ours, first, second)] == [True, False, True]
    AgreementStore(engine, viewer(second)).save(made, plan(), 2, change({}))
    assert [sees(engine, viewer(each), made) for each in (ours, first, second)] == [True, False, False]


def test_what_somebody_types_gives_her_nothing(engine: Engine) -> None:
    """A municipality that names another in its own draft does not see that other's drafts."""
    typist, target = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    theirs = made_by(engine, viewer(target), GOTEBORG)
    made_by(engine, viewer(typist), BJURHOLM, GOTEBORG)
    assert not sees(engine, viewer(typist), theirs)


@pytest.mark.parametrize("answer", [None, "2403", ["x" * 500], [{"kod": "2403"}], {"2403": 1}, ["' OR 1=1 --"]])
def test_an_answer_that_names_no_municipality_gives_it_to_nobody_else(engine: Engine, answer: object) -> None:
    ours, place = police(engine, ESKILSTUNA), municipality(engine, BJURHOLM)
    made = AgreementStore(engine, viewer(ours)).create(plan(), change({"kommuner": answer})).id
    assert sees(engine, viewer(ours), made)
    assert not sees(engine, viewer(place), made)


def test_what_is_not_hers_cannot_be_saved_and_is_told_as_unknown(engine: Engine) -> None:
    ours, others = police(engine, BJURHOLM), police(engine, GOTEBORG)
    made = made_by(engine, viewer(ours), BJURHOLM)
    for based_on in (1, 7):
        with pytest.raises(UnknownAgreement):
            AgreementStore(engine, viewer(others)).save(made, plan(), based_on, change())
    assert AgreementStore(engine, viewer(ours)).read(made).version == 1


def test_a_guest_reads_the_one_agreement_and_saves_nothing(engine: Engine) -> None:
    ours = police(engine, BJURHOLM)
    made, another = (made_by(engine, viewer(ours), BJURHOLM) for _ in range(2))
    guest = Viewer("gast-1", guest_of=made)
    assert sees(engine, guest, made)
    assert not sees(engine, guest, another)
    with pytest.raises((UnknownAgreement, StaleVersion)):
        AgreementStore(engine, guest).save(made, plan(), 1, change())
    assert AgreementStore(engine, SERVICE).read(made).version == 1


def test_somebody_in_two_organisations_makes_it_for_the_one_it_concerns(engine: Engine) -> None:
    here, there = police(engine, BJURHOLM), police(engine, GOTEBORG)
    made = made_by(engine, viewer(here, there), BJURHOLM)
    assert [sees(engine, viewer(each), made) for each in (here, there)] == [True, False]
    unclear = made_by(engine, viewer(here, there), ESKILSTUNA)
    assert [sees(engine, viewer(each), unclear) for each in (here, there)] == [True, True]


def test_a_role_that_does_not_write_gives_no_drafts_where_she_has_it(engine: Engine) -> None:
    here, there = municipality(engine, BJURHOLM), municipality(engine, GOTEBORG)
    name = f"kim-{here.id.lower()}"
    person = account(engine, name, (here, Role.SAMORDNARE), (there, Role.HANDLAGGARE))
    made = [made_by(engine, viewer(each), each.municipalities[0]) for each in (here, there)]
    assert [sees(engine, drafts_for(person), each) for each in made] == [True, False]


def test_the_event_of_a_save_says_who_saved(engine: Engine) -> None:
    ours = police(engine, BJURHOLM)
    made = made_by(engine, Viewer("den-som-gjorde", frozenset({ours.id})), BJURHOLM)
    events = [each for each in all_events(engine) if each.values.get("overenskommelse") == made]
    assert [(each.kind, each.who) for each in events] == [(Kind.AGREEMENT_CREATED, "den-som-gjorde")]


def test_a_draft_from_before_there_were_accounts_is_given_by_an_administrator(engine: Engine) -> None:
    ours = police(engine, BJURHOLM)
    old = AgreementStore(engine).create(plan(), change()).id
    assert old in {each.id for each in ownerless(engine)}
    assert not sees(engine, viewer(ours), old)
    give_ownerless(engine, old, ours.id, (NOON, "administratoren"))
    assert sees(engine, viewer(ours), old)
    assert old not in {each.id for each in ownerless(engine)}
    last = list(all_events(engine))[-1]
    assert (last.kind, last.who) == (Kind.AGREEMENT_GIVEN, "administratoren")


def test_a_draft_that_is_somebodys_cannot_be_given_away(engine: Engine) -> None:
    ours, others = police(engine, BJURHOLM), police(engine, GOTEBORG)
    made = made_by(engine, viewer(ours), BJURHOLM)
    with pytest.raises(UnknownAgreement):
        give_ownerless(engine, made, others.id, (NOON, "administratoren"))
    with pytest.raises(UnknownAccount):
        give_ownerless(engine, AgreementStore(engine).create(plan(), change()).id, "ingen", (NOON, "admin"))
    assert not sees(engine, viewer(others), made)


def test_in_a_demonstration_older_drafts_become_the_first_organisations(tmp_path: Path) -> None:
    from generator.web.identity.demo import demo_account  # the made-up people live there
    from tests.databases import Databases

    made = open_database(Databases("sqlite", tmp_path, None).new())
    store = AgreementStore(made)
    old = store.create(plan(), change()).id
    person = demo_account(store, "polis-kommunpolis", NOON)
    assert sees(made, drafts_for(person), old)
    demo_account(store, "polis-kommunpolis", NOON)
    with made.begin() as connection:
        assert connection.execute(delete(AGREEMENT_ORGANISATIONS)).rowcount == 1
    made.dispose()
