"""What an installation adds to its documents: the municipality's look, fields to sign in, the organisation's seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from generator.document import Document, DocumentKind
from generator.errors import SettingsError
from generator.formats.appearance import Appearances, read_appearances
from generator.formats.options import RenderOptions
from generator.formats.orders import Make, Order

_LARGEST_SEAL = 1_000_000


class Seal(Protocol):
    """An organisation's seal."""

    holder: str
    """Who it belongs to."""

    def apply(self, content: bytes) -> bytes:
        """The PDF, which has room for the seal, with the seal in it. No two times give the same bytes."""
        ...


@dataclass(frozen=True)
class Production:
    """How documents are made here; the plain one adds nothing but fields to sign in."""

    appearances: Appearances = field(default_factory=Appearances)
    seal: Seal | None = None

    def options(
        self, document: Document, codes: Sequence[str], format_name: str, wanted: RenderOptions
    ) -> RenderOptions:
        """The options for one file. ``codes`` are the municipalities of the agreement, in order.

        A finished agreement and what goes with it gets fields to sign in; a document about a person only when they
        are wanted, since paper is the normal case there.
        """
        if document.kind is DocumentKind.PERSON:
            return self.appearances.of_the_only_one.dress(wanted, format_name)
        holder = self.seal.holder if self.seal and _is_sealed(document, format_name, wanted) else ""
        finished = replace(wanted, signature_fields=not wanted.draft, seal_holder=holder)
        return self.appearances.of_agreement(codes).dress(finished, format_name)

    def sealing(self, make: Make) -> Make:
        """What makes files, and then sets the seal on those that leave room for one. The key stays in this process
        wherever the files are made."""

        def make_and_seal(orders: Sequence[Order]) -> list[bytes]:
            made = zip(orders, make(orders), strict=True)
            return [
                self.seal.apply(content) if self.seal and order.options.seal_holder else content
                for order, content in made
            ]

        return make_and_seal if self.seal else make

    def blank(self, format_name: str) -> RenderOptions:
        """The options for a blank form to fill in."""
        return self.appearances.of_the_only_one.dress(RenderOptions(fillable=True), format_name)


def _is_sealed(document: Document, format_name: str, wanted: RenderOptions) -> bool:
    """Whether a file gets the seal: the PDF of a finished agreement and nothing else."""
    return document.kind is DocumentKind.AGREEMENT and format_name == "pdf" and not wanted.draft


def open_production(
    look: Path | None, seal: Path | None, seal_password: str, clock: Callable[[], datetime]
) -> Production:
    """Read the looks in a folder and open the seal in a file, each of which may be none.

    Raises SettingsError with everything that is wrong with either, so that a service that cannot do as it is told does
    not start. ``clock`` tells the present moment with a time zone, and is asked only about a seal.
    """
    return Production(read_appearances(look), _opened(seal, seal_password, clock()) if seal else None)


def _opened(path: Path, password: str, now: datetime) -> Seal:
    try:
        from generator.formats.pdf_seal import read_seal  # noqa: PLC0415 - its libraries are an extra of their own
    except ModuleNotFoundError as error:
        told = "GENERATOR_SEAL är satt men signeringen är inte installerad: pip install 'samverkan-generator[seal]'."
        raise SettingsError(told) from error
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST_SEAL)
    except OSError as error:
        raise SettingsError(f"Sigillet ”{path}” (GENERATOR_SEAL) går inte att läsa.") from error
    opened = read_seal(content, password)
    opened.refuse_outside_time(now)
    return opened
