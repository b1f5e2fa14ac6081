"""The file that says which words of the organisation's sign-in give which role: what it gives, what is wrong in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from generator.errors import SettingsError
from generator.openid_settings import OpenIdSettings
from generator.storage.account_rules import Membership
from generator.storage.organisations import Organisation
from generator.storage.roles import OrganisationKind, Role
from generator.web.identity.granted import (
    Granted,
    Rule,
    granted,
    is_told,
    new_account,
    read_rules,
    remarks_on,
)

POLICE = Organisation("p1", OrganisationKind.POLICE, "Polisen", ("2403",))
BJURHOLM = Organisation("k1", OrganisationKind.MUNICIPALITY, "Bjurholm", ("2403",))
TWICE = (Organisation("k2", OrganisationKind.MUNICIPALITY, "Två", ("0484",)),) * 2
ALL = (POLICE, BJURHOLM, *TWICE)
RULES = (
    Rule("polis", "", Role.KOMMUNPOLIS, "Polisen"),
    Rule("samordnare", "hos-oss", Role.SAMORDNARE, "k1"),
    Rule("drift", "", Role.ADMINISTRATOR, ""),
    Rule("fel", "", Role.SAMORDNARE, "Polisen"),
    Rule("ingen", "", Role.SAMORDNARE, "Finns inte"),
    Rule("oklar", "", Role.SAMORDNARE, "Två"),
)


def settings(folder: Path, text: str = "", organisation_claim: str = "arbetsplats") -> OpenIdSettings:
    file = folder / "behorigheter.yaml"
    if text:
        file.write_text(text, encoding="utf-8")
    return OpenIdSettings("https://x.example", "id", "hemlighet", file, "grupper", organisation_claim)


def given(claims: dict[str, Any]) -> Granted:
    return granted(claims, RULES, settings(Path("/finns-inte")), ALL)


def kinds(found: Granted) -> tuple[set[tuple[str, Role]], bool]:
    return {(each.organisation, each.role) for each in found.memberships}, found.administrator


@pytest.mark.parametrize(("claims", "memberships", "administrator"), [
    ({}, set(), False),
    ({"grupper": "polis"}, {("p1", Role.KOMMUNPOLIS)}, False),
    ({"grupper": ["polis", "polis", "annat"]}, {("p1", Role.KOMMUNPOLIS)}, False),
    ({"grupper": "polis samordnare"}, set(), False),
    ({"grupper": "Polis"}, set(), False),
    ({"grupper": ["samordnare"]}, set(), False),
    ({"grupper": ["samordnare"], "arbetsplats": "någon annans"}, set(), False),
    ({"grupper": ["samordnare"], "arbetsplats": ["annat", "hos-oss"]}, {("k1", Role.SAMORDNARE)}, False),
    ({"grupper": ["drift"]}, set(), True),
    ({"grupper": ["drift", "polis"]}, {("p1", Role.KOMMUNPOLIS)}, False),
    ({"grupper": ["fel", "ingen", "oklar"]}, set(), False),
    ({"grupper": [7, None, {"polis": 1}, ["polis"]]}, set(), False),
    ({"grupper": {"polis": True}}, set(), False),
])
def test_the_words_about_somebody_give_just_what_the_file_says(
    claims: dict[str, Any], memberships: set[tuple[str, Role]], administrator: bool
) -> None:
    assert kinds(given(claims)) == (memberships, administrator)
    assert given(claims).is_something is bool(memberships or administrator)


WORDS = st.sampled_from([*(rule.role_word for rule in RULES), "hos-oss", "annat", ""])
ANYTHING = st.recursive(
    WORDS | st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@tried(st.dictionaries(st.sampled_from(["grupper", "arbetsplats", "roles", "name"]), ANYTHING))
def test_whatever_is_said_nobody_gets_more_than_some_rule_gives(claims: dict[str, Any]) -> None:
    found = given(claims)
    allowed = {("p1", Role.KOMMUNPOLIS), ("k1", Role.SAMORDNARE)}
    assert kinds(found)[0] <= allowed
    assert not (found.memberships and found.administrator)


def test_a_word_may_lie_within_another_as_some_services_have_it() -> None:
    nested = OpenIdSettings("https://x.example", "id", "s", Path("x"), "realm_access.roles", "https://x.example/org")
    claims = {"realm_access": {"roles": ["samordnare"]}, "https://x.example/org": "hos-oss"}
    assert kinds(granted(claims, RULES, nested, ALL)) == ({("k1", Role.SAMORDNARE)}, False)
    assert is_told(claims, "realm_access.roles")
    assert not is_told(claims, "realm_access.groups")
    assert not is_told({"realm_access": "text"}, "realm_access.roles")


AS_YAML = """\
# Vilka som får göra vad.
behörigheter:
  - när: {roll: polis, organisation: 202100-0076}
    ger: {roll: kommunpolis, organisation: Polisen}
  - när:
      roll: drift
      organisation: "17"
    ger:
      roll: administrator
"""
READ = (Rule("polis", "202100-0076", Role.KOMMUNPOLIS, "Polisen"), Rule("drift", "17", Role.ADMINISTRATOR, ""))


def test_the_file_is_yaml_or_json(tmp_path: Path) -> None:
    assert read_rules(settings(tmp_path, AS_YAML)) == READ
    rows = [
        {"när": _pair("polis", "202100-0076"), "ger": _pair("kommunpolis", "Polisen")},
        {"när": _pair("drift", "17"), "ger": {"roll": "administrator"}},
    ]
    for text in (json.dumps({"behörigheter": rows}), json.dumps({"behörigheter": rows}, indent=2, ensure_ascii=False)):
        assert read_rules(settings(tmp_path, text)) == READ


def _pair(role: str, organisation: str) -> dict[str, str]:
    return {"roll": role, "organisation": organisation}


ONE = "behörigheter:\n  - när: {roll: polis, organisation: x}\n    ger: {roll: kommunpolis, organisation: Polisen}\n"


@pytest.mark.parametrize(("text", "said"), [
    ("", "Filen finns inte"),
    ("\tx: y\n", "tabb"),
    ("behörigheter:\n", "behörigheter"),
    ("roller: []\n", "behörigheter"),
    (ONE + "mer: ja\n", "mer"),
    (ONE.replace("kommunpolis", "polischef"), "kommunpolis, lokalpolisomradeschef"),
    (ONE.replace("roll: polis, ", ""), "roll"),
    (ONE.replace(", organisation: x", ""), "organisation"),
    (ONE.replace(", organisation: Polisen", ""), "organisation"),
    (ONE.replace("kommunpolis", "administrator"), "hör inte till någon organisation"),
    (ONE.replace("    ger: {roll: kommunpolis, organisation: Polisen}\n", ""), "ger"),
    (ONE.replace("{roll: polis, organisation: x}", "polis"), "när"),
    (ONE.replace("roll: polis", "roll: polis, roll: annat"), "roll"),
    ("- a\n", "nycklar"),
])
def test_a_file_that_cannot_be_understood_is_refused_with_what_is_wrong(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_rules(settings(tmp_path, text))
    assert str(refused.value).startswith("Filen med behörigheter (GENERATOR_OIDC_ROLES) har fel:\n")
    assert said in str(refused.value)
    assert "behorigheter.yaml" in str(refused.value)


def test_an_organisation_that_nobody_asks_about_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GENERATOR_OIDC_ORGANISATION_CLAIM"):
        read_rules(settings(tmp_path, ONE, organisation_claim=""))
    assert len(read_rules(settings(tmp_path, ONE.replace(", organisation: x", ""), organisation_claim=""))) == 1


def test_what_gives_nothing_as_things_are_is_told_at_the_start() -> None:
    assert remarks_on(RULES, ALL) == [
        "varning: behörigheten för ”fel” ger rollen samordnare, som inte finns i Polisen.",
        "varning: behörigheten för ”ingen” gäller ”Finns inte”, som ingen administratör har registrerat.",
        "varning: behörigheten för ”oklar” gäller ”Två”, som flera organisationer heter.",
    ]


NOTHING = Granted((), administrator=True)


@pytest.mark.parametrize(("claims", "login", "name"), [
    ({"preferred_username": "Anna.Ek", "name": " Anna Ek "}, "anna.ek", "Anna Ek"),
    ({"upn": "anna@x.example", "given_name": "Anna", "family_name": "Ek"}, "anna@x.example", "Anna Ek"),
    ({"preferred_username": "två ord", "email": "anna@x.example"}, "anna@x.example", "två ord"),
    ({"preferred_username": "upptagen", "email": "upptagen"}, "", "upptagen"),
    ({"name": "rad\nbruten", "email": 7}, "", "Namn saknas"),
    ({"name": "a" * 300, "preferred_username": "x" * 300}, "", "Namn saknas"),
    ({}, "", "Namn saknas"),
])
def test_an_account_is_called_what_the_other_service_says_unless_somebody_has_that_login(
    claims: dict[str, Any], login: str, name: str
) -> None:
    made = new_account(("https://x.example", "7"), claims, NOTHING, lambda wanted: wanted != "upptagen")
    assert made.name == name
    assert made.login == login or (not login and made.login.startswith("org-"))


def test_two_people_without_a_login_of_their_own_get_different_ones() -> None:
    given_to = [("https://x.example", "7"), ("https://x.example", "8"), ("https://x.exampl", "e7")]
    made = {new_account(identity, {}, NOTHING, lambda _: True).login for identity in given_to}
    assert len(made) == len(given_to)


def test_an_account_gets_the_memberships_it_was_given() -> None:
    memberships = (Membership("p1", Role.KOMMUNPOLIS),)
    made = new_account(("i", "s"), {}, Granted(memberships, administrator=False), lambda _: True)
    assert (made.memberships, made.administrator) == (memberships, False)
