"""Stored agreements as commands list them: those that a clause stands in, or all of one municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import clock
from generator.library.model import Library
from generator.review.law_change import wordings_in
from generator.settings import from_environment
from generator.storage.database import opened
from generator.storage.stored_situations import Seen, StoredSituation, stored_situations

Told = dict[str, object]


def name_of(stored: StoredSituation) -> str:
    """What people call an agreement: its own name, else its municipalities, else what it is."""
    parties = ", ".join(each.legal_name for each in stored.situation.municipalities)
    return stored.agreement.name or parties or stored.situation.plan.title


def draft_told(stored: StoredSituation) -> Told:
    """One agreement."""
    return {
        "id": stored.agreement.id,
        "namn": name_of(stored),
        "plan": stored.agreement.plan,
        "status": stored.status.value,
        "version": stored.agreement.version,
        "eget_bibliotek": stored.is_own_library,
    }


def drafts_with(library: Library, clause: str) -> list[Told]:
    """The stored agreements that a clause stands in, each on the library that it rests on."""
    settings = from_environment()
    seen = Seen(library, clock.today(), settings.var_dir)
    with opened(settings.database_url) as engine:
        return [
            draft_told(each)
            for each in stored_situations(engine, seen)
            if any(wording.clause == clause for wording in wordings_in(each.situation))
        ]


def draft_lines(drafts: Iterable[Told]) -> Iterator[str]:
    """Agreements for people."""
    listed = list(drafts)
    yield f"Sparade överenskommelser: {len(listed)}."
    yield from (f"  {each['id']}  {each['namn']} ({each['status']}), version {each['version']}" for each in listed)
