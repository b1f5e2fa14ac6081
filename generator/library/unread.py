"""What could not be read. A slip is told once, where it stands, and not again at every place that leans on it."""

from __future__ import annotations

from dataclasses import dataclass

QUESTIONS_FILE = "fragor.yaml"
FACTS_FILE = "uppgifter.yaml"
SOURCES_FILE = "lagrum.yaml"
PLANS_DIR = "documents"


@dataclass(frozen=True)
class Unread:
    """Names and files of which nothing is known but that they stand there."""

    names: frozenset[str] = frozenset()
    """Ids of questions, facts, provisions, clauses and plans that were written in a way that could not be read."""
    files: frozenset[str] = frozenset()
    """Files of which nothing could be read."""

    def covers(self, name: str, *files: str) -> bool:
        """Whether the name may well exist: it is one of these, or one of the files it would stand in is."""
        return name in self.names or not self.files.isdisjoint(files)

    @property
    def has_clauses(self) -> bool:
        """Whether any clause is among it."""
        return any(file.endswith(".md") for file in self.files)

    @property
    def has_plans(self) -> bool:
        """Whether any plan is among it."""
        return any(file.startswith(PLANS_DIR) for file in self.files)


NOTHING = Unread()
