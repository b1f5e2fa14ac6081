"""Which words of the organisation's sign-in give which role here: a file that whoever runs the service writes.

::

    behörigheter:
      - när: {roll: samverkan-kommunpolis}
        ger: {roll: kommunpolis, organisation: Polisen Eskilstuna}

The words under ``när`` are the other service's, those under ``ger`` are ours. What the file leaves out gives nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import SettingsError
from generator.library.fields import Fields
from generator.library.reader import Findings, YamlMap, parse_yaml, read_text
from generator.openid_settings import PREFIX, OpenIdSettings
from generator.storage.account_rules import Membership, checked_name, normal_login
from generator.storage.accounts import NewAccount
from generator.storage.errors import AccountProblem
from generator.storage.organisations import Organisation
from generator.storage.roles import ROLE_WORDS, ROLES_OF, Role

_NAMELESS = "Namn saknas"


@dataclass(frozen=True)
class Rule:
    """Words about somebody, and what they give."""

    role_word: str
    organisation_word: str
    """Empty when it does not matter which organisation the other service says."""
    role: Role
    organisation: str
    """Name or id of one that an administrator has registered; empty for the administrator."""


def read_rules(settings: OpenIdSettings) -> tuple[Rule, ...]:
    """The rules of the file. Raises SettingsError with everything that is wrong in it."""
    findings = Findings(str(settings.roles_file))
    text = read_text(settings.roles_file, findings)
    read = parse_yaml(text, findings) if text is not None else None
    rules: list[Rule] = []
    if read is not None:
        fields = Fields(read, findings, "Filen")
        entries = fields.take_maps("behörigheter", required=True)
        rules = [rule for each in entries if (rule := _rule(each, findings, settings))]
        fields.finish()
    if findings.found:
        lines = "\n".join(str(each) for each in sorted(findings.found))
        raise SettingsError(f"Filen med behörigheter ({PREFIX}ROLES) har fel:\n{lines}")
    return tuple(rules)


def _rule(entry: YamlMap, findings: Findings, settings: OpenIdSettings) -> Rule | None:
    """One rule; None, with findings, for what cannot be understood."""
    both = Fields(entry, findings, "Behörigheten")
    words, given = both.take_map("när", required=True), both.take_map("ger", required=True)
    both.finish()
    if words is None or given is None:
        return None
    role_word, organisation_word = _when(Fields(words, findings, "”när”"), settings)
    role, organisation = _gives(Fields(given, findings, "”ger”"))
    return Rule(role_word, organisation_word, Role(role), organisation) if role else None


def _when(fields: Fields, settings: OpenIdSettings) -> tuple[str, str]:
    role = fields.take_text("roll", required=True)
    organisation = fields.take_text("organisation", required=bool(settings.organisation_claim))
    if organisation and not settings.organisation_claim:
        wanted = f"Ta bort raden, eller ange {PREFIX}ORGANISATION_CLAIM."
        fields.findings.add(fields.line("organisation"), "organisation-fragas-inte", wanted)
    fields.finish()
    return role, organisation


def _gives(fields: Fields) -> tuple[str, str]:
    role = fields.take_choice("roll", [each.value for each in Role])
    organisation = fields.take_text("organisation", required=role not in ("", Role.ADMINISTRATOR))
    if organisation and role == Role.ADMINISTRATOR:
        wrong = "En administratör hör inte till någon organisation. Ta bort raden."
        fields.findings.add(fields.line("organisation"), "administrator-utan-organisation", wrong)
    fields.finish()
    return role, organisation


def remarks_on(rules: Iterable[Rule], organisations: Sequence[Organisation]) -> list[str]:
    """What in the file gives nothing as things are, in Swedish."""
    remarks = []
    for rule in rules:
        found = _named(rule, organisations)
        if rule.role is Role.ADMINISTRATOR:
            continue
        if len(found) != 1:
            why = "ingen administratör har registrerat" if not found else "flera organisationer heter"
            remarks.append(f"varning: behörigheten för ”{rule.role_word}” gäller ”{rule.organisation}”, som {why}.")
        elif rule.role not in ROLES_OF[found[0].kind]:
            what = f"rollen {ROLE_WORDS[rule.role]}, som inte finns i {rule.organisation}"
            remarks.append(f"varning: behörigheten för ”{rule.role_word}” ger {what}.")
    return remarks


def is_told(claims: Mapping[str, Any], name: str) -> bool:
    """Whether anything is said under a name, be it nothing but an empty list."""
    return _value(claims, name) is not None


def _value(claims: Mapping[str, Any], name: str) -> Any:
    """What is said under a name; ``a.b`` is b within a, unless something is called just that."""
    found: Any = claims
    for part in [name] if name in claims else name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """One word or a list of words."""
    found = _value(claims, name) if name else None
    return frozenset(each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str))


@dataclass(frozen=True)
class Granted:
    """What somebody is here, by the words about her."""

    memberships: tuple[Membership, ...]
    administrator: bool

    @property
    def is_something(self) -> bool:
        """Whether she may come in at all."""
        return self.administrator or bool(self.memberships)


def granted(
    claims: Mapping[str, Any], rules: Iterable[Rule], settings: OpenIdSettings, organisations: Sequence[Organisation]
) -> Granted:
    """What the rules give. Whoever works in an organisation is never the administrator as well."""
    roles, places = _words(claims, settings.roles_claim), _words(claims, settings.organisation_claim)
    met = [
        rule
        for rule in rules
        if rule.role_word in roles and (not rule.organisation_word or rule.organisation_word in places)
    ]
    memberships = [each for rule in met for each in _membership(rule, organisations)]
    only_administrator = not memberships and any(rule.role is Role.ADMINISTRATOR for rule in met)
    return Granted(tuple(dict.fromkeys(memberships)), only_administrator)


def _membership(rule: Rule, organisations: Sequence[Organisation]) -> list[Membership]:
    found = _named(rule, organisations)
    if len(found) != 1 or rule.role not in ROLES_OF[found[0].kind]:
        return []
    return [Membership(found[0].id, rule.role, found[0].name)]


def _named(rule: Rule, organisations: Sequence[Organisation]) -> list[Organisation]:
    return [each for each in organisations if rule.organisation and rule.organisation in (each.id, each.name)]


def new_account(
    identity: tuple[str, str], claims: Mapping[str, Any], given: Granted, is_free: Callable[[str], bool]
) -> NewAccount:
    """The account of somebody whom the other service has signed in. Nobody is found by what she is called, so a login
    that somebody else has is not used. Raises StorageError, from ``is_free``."""
    wanted = dict.fromkeys(_login(claims.get(name)) for name in ("preferred_username", "upn", "email"))
    own = f"org-{hashlib.sha256(chr(0).join(identity).encode()).hexdigest()[:20]}"
    login = next((each for each in wanted if each and is_free(each)), own)
    return NewAccount(login, _name(claims), given.memberships, given.administrator)


def _login(wanted: object) -> str:
    try:
        return normal_login(wanted) if isinstance(wanted, str) else ""
    except AccountProblem:
        return ""


def _name(claims: Mapping[str, Any]) -> str:
    whole = " ".join(each for each in (claims.get("given_name"), claims.get("family_name")) if isinstance(each, str))
    for each in (claims.get("name"), whole, claims.get("preferred_username"), claims.get("email")):
        try:
            return checked_name(each) if isinstance(each, str) else checked_name("")
        except AccountProblem:
            continue
    return _NAMELESS
