"""The kinds of long work there are, each registered by the module that needs it.

A function for long work is an ordinary function at the top of a module. It is called in a process of its own, with a
way to tell how far it has come, a way to hear that it should stop, and the arguments as JSON had them. It returns what
JSON can hold. It must not be about a person: arguments and result are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

ReportProgress = Callable[[int, int], None]
"""How much is done, of how much. Costs nothing: it may be called for every little piece."""
IsCancelled = Callable[[], bool]
"""Whether to stop. What is returned after that is thrown away."""
Work = Callable[[ReportProgress, IsCancelled, Mapping[str, object]], object]


@dataclass(frozen=True)
class JobKind:
    """One kind of long work."""

    id: str
    title: str
    """What people call it, in Swedish: ``Granskning av en ändring``."""
    work: Work
    result_page: str
    """Endpoint of the page that shows a finished result, given ``job_id``; empty when there is none."""


_KINDS: dict[str, JobKind] = {}


def register(kind: str, work: Work, title: str, result_page: str = "") -> None:
    """Make a kind of long work known. Raises ValueError when the id is taken by another."""
    made = JobKind(kind, title, work, result_page)
    if _KINDS.setdefault(kind, made) != made:
        raise ValueError(f"there is another kind of work called {kind}")


def kind_of(kind: str) -> JobKind | None:
    """A kind by its id; None for one that this version of the service no longer has."""
    return _KINDS.get(kind)
