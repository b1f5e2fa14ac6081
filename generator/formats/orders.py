"""What to make: a document, a format and the options. Can be sent to another process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format


@dataclass(frozen=True)
class Order:
    """One file to be."""

    format: str
    """Name in the registry."""
    document: Document
    options: RenderOptions


Make = Callable[[Sequence[Order]], Sequence[bytes]]
"""Makes the files of several orders, in their order. Raises RenderError as the formats do."""


def make_files(orders: Sequence[Order]) -> list[bytes]:
    """Make the files here and now. Raises RenderError, and KeyError for a format that there is none of."""
    return [get_format(order.format).render(order.document, order.options) for order in orders]
