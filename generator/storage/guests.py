"""Guests: links that let a named person read and comment on one agreement until a day. And everybody's comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Row, insert, select, update

from generator.storage.account_rules import checked_name
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import COMMENTS, GUEST_LINKS
from generator.storage.tokens import is_id, new_id, new_token, token_hash

LONGEST_COMMENT = 4_000
_MOST_COMMENTS = 500


@dataclass(frozen=True)
class GuestLink:
    """A guest; the token itself is shown once and kept nowhere."""

    id: str
    agreement_id: str
    name: str
    created: datetime
    until: datetime
    """The first moment when the link no longer works."""
    revoked: datetime | None


@dataclass(frozen=True)
class Comment:
    """What somebody has said."""

    version: int
    """The version that it was said about."""
    author: str
    from_guest: bool
    text: str
    created: datetime


@dataclass(frozen=True)
class NewComment:
    """A comment to store. Raises AccountProblem when there is nothing in it, or too much."""

    agreement_id: str
    version: int
    author: str
    text: str
    who: str
    """As the event names it."""
    from_guest: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise AccountProblem("Skriv en kommentar.")
        if len(self.text) > LONGEST_COMMENT:
            raise AccountProblem(f"Kommentaren har {len(self.text)} tecken. Den får ha högst {LONGEST_COMMENT}.")
        if "\x00" in self.text:
            raise AccountProblem("Kommentaren innehåller ett tecken som inte går att spara.")


class GuestStore:
    """Guests and comments of one database. Who may ask is seen to by the caller: it has read the agreement first."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def invite(self, agreement_id: str, name: str, until: datetime, told: tuple[datetime, str]) -> str:
        """Make a link; ``told`` is when, and who makes it. The token, to be shown once. Raises AccountProblem."""
        moment, who = told
        if until <= moment:
            raise AccountProblem("Skriv en dag som inte har varit.")
        token, link = new_token(), new_id()
        row = {"id": link, "token_hash": token_hash(token), "agreement_id": agreement_id, "name": checked_name(name)}
        with writing(self.engine) as connection:
            connection.execute(insert(GUEST_LINKS).values(**row, created=moment, until=until))
            details: dict[str, str | int] = {"overenskommelse": agreement_id, "gast": link}
            append_event(connection, Event(Kind.GUEST_INVITED, moment, details, who))
        return token

    def links_of(self, agreement_id: str) -> tuple[GuestLink, ...]:
        """Every link to an agreement, the newest first."""
        query = select(GUEST_LINKS).where(GUEST_LINKS.c.agreement_id == agreement_id)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(GUEST_LINKS.c.created.desc(), GUEST_LINKS.c.id)).all()
        return tuple(_link(row) for row in rows)

    def revoke(self, agreement_id: str, link: str, moment: datetime, who: str) -> None:
        """Let a link stop working now. Raises UnknownAccount."""
        if not is_id(link):
            raise UnknownAccount("Länken finns inte.")
        which = (GUEST_LINKS.c.id == link) & (GUEST_LINKS.c.agreement_id == agreement_id)
        with writing(self.engine) as connection:
            unrevoked = update(GUEST_LINKS).where(which, GUEST_LINKS.c.revoked.is_(None)).values(revoked=moment)
            if connection.execute(unrevoked).rowcount:
                details: dict[str, str | int] = {"overenskommelse": agreement_id, "gast": link}
                append_event(connection, Event(Kind.GUEST_REVOKED, moment, details, who))
            elif connection.execute(select(GUEST_LINKS.c.id).where(which)).one_or_none() is None:
                raise UnknownAccount("Länken finns inte.")

    def guest(self, token: str, moment: datetime) -> GuestLink:
        """Whose working link it is. Raises UnknownAccount when it is unknown, revoked or too old."""
        works = (GUEST_LINKS.c.token_hash == token_hash(token)) & GUEST_LINKS.c.revoked.is_(None)
        with reading(self.engine) as connection:
            row = connection.execute(select(GUEST_LINKS).where(works, GUEST_LINKS.c.until > moment)).one_or_none()
        if row is None:
            raise UnknownAccount("Länken gäller inte.")
        return _link(row)

    def comment(self, new: NewComment, moment: datetime) -> None:
        """Store a comment, and the event of it without its words. Raises AccountProblem when there are too many."""
        row = {"agreement_id": new.agreement_id, "version": new.version, "author": new.author, "text": new.text.strip()}
        with writing(self.engine) as connection:
            theirs = select(COMMENTS.c.id).where(COMMENTS.c.agreement_id == new.agreement_id).limit(_MOST_COMMENTS)
            if len(connection.execute(theirs).all()) == _MOST_COMMENTS:
                raise AccountProblem("Det finns redan så många kommentarer som kan sparas.")
            connection.execute(insert(COMMENTS).values(**row, id=new_id(), from_guest=new.from_guest, created=moment))
            details: dict[str, str | int] = {"overenskommelse": new.agreement_id, "version": new.version}
            append_event(connection, Event(Kind.COMMENTED, moment, details, new.who))

    def comments_on(self, agreement_id: str) -> tuple[Comment, ...]:
        """Every comment on an agreement, the oldest first."""
        query = select(COMMENTS).where(COMMENTS.c.agreement_id == agreement_id)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(COMMENTS.c.created, COMMENTS.c.id)).all()
        return tuple(Comment(row.version, row.author, row.from_guest, row.text, row.created) for row in rows)


def _link(row: Row[tuple[object, ...]]) -> GuestLink:
    told = row._mapping
    return GuestLink(
        id=told["id"],
        agreement_id=told["agreement_id"],
        name=told["name"],
        created=told["created"],
        until=told["until"],
        revoked=told["revoked"],
    )
