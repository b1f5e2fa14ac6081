"""Where the shipped content lies: ``clauses/`` and ``templates/``, in a checkout or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _content(name: str) -> Path:
    """The folder as shipped in the wheel if there, else the checkout's folder beside the package."""
    shipped = _PACKAGE / "_content" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def clauses_dir() -> Path:
    """The lawyers' room: wordings, questions, facts, legal sources, plans."""
    return _content("clauses")


def templates_dir() -> Path:
    """Appearance: Word shells, print templates, web pages."""
    return _content("templates")
