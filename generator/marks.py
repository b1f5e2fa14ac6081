"""Names that survive a document's travels: bookmarks and content-control tags, made and read back.

Word allows a bookmark 40 characters (letters, digits, underscore, not caring about case) and a tag or a title 64.

* A clause's **tag** is ``clause-id@YYYY-MM-DD``.
* A clause's **bookmark** is ``k_YYYYMMDD_clause_id``, with the id's hyphens as underscores. When the id is longer than
  25 characters or holds anything but a–z, 0–9 and single hyphens, the bookmark is ``h_YYYYMMDD_<start>_<digest>``: up
  to 16 characters of the id, then the first 8 hexadecimal digits of its SHA-256. Compare the digest to find the id.
* A clause printed once more in the same document gets ``__2``, ``__3`` … at the end of its bookmark.
* LibreOffice puts ``_Copy_1``, ``_Copy_2`` … at the end of the name of a bookmark that somebody has copied.
* LibreOffice, when it saves, may write the start of a clause's bookmark a second time before the last paragraph: the
  first start and the last end of a name count.
* A **section's** bookmark, which cross-references point at, begins with ``_s_`` and is hidden in Word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from generator.document import WordingRef

MAX_BOOKMARK = 40
MAX_TAG = 64
_MAX_PLAIN_ID = 25
_DIGEST = 8
_PLAIN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLAUSE_BOOKMARK = re.compile(r"(?P<form>[kh])_(?P<day>\d{8})_(?P<name>[a-z0-9_]+?)(__\d+)?(_Copy_\d+)*")


def digest(text: str) -> str:
    """First 8 hexadecimal digits of a text's SHA-256."""
    return sha256(text.encode()).hexdigest()[:_DIGEST]


def fit(text: str, limit: int = MAX_TAG) -> str:
    """``text`` in one line and within Word's limit; a text too long ends in a digest, so that it stays unique."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - _DIGEST - 1]}~{digest(line)}"


def shorten(text: str, limit: int = MAX_TAG) -> str:
    """``text`` in one line and within Word's limit for a title that people read; a text too long ends in ``…``."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def clause_tag(clause: str, first_day: date) -> str:
    """The content control's tag: ``clause-id@YYYY-MM-DD``."""
    day = f"@{first_day.isoformat()}"
    return fit(clause, MAX_TAG - len(day)) + day


def read_clause_tag(tag: str) -> tuple[str, date] | None:
    """The clause's id, cut as ``fit`` cuts it, and the wording's first day; None for any tag that is not a clause's."""
    name, _, day = tag.rpartition("@")
    try:
        first_day = date.fromisoformat(day)
    except ValueError:
        return None
    return (name, first_day) if name and clause_tag(name, first_day) == tag else None


def clause_bookmark(clause: str, first_day: date, occurrence: int = 1) -> str:
    """The bookmark's name, as the module describes; ``occurrence`` counts from 1 within the document."""
    day = first_day.strftime("%Y%m%d")
    again = f"__{occurrence}" if occurrence > 1 else ""
    if len(clause) <= _MAX_PLAIN_ID and _PLAIN_ID.fullmatch(clause):
        return f"k_{day}_{clause.replace('-', '_')}{again}"
    start = re.sub("[^a-z0-9]+", "_", clause.lower())[:16].strip("_") or "x"
    return f"h_{day}_{start}_{digest(clause)}{again}"


def clause_bookmarks(wordings: Iterable[WordingRef]) -> list[str]:
    """The bookmark of each wording of a document, in order."""
    seen: Counter[str] = Counter()
    names = []
    for wording in wordings:
        plain = clause_bookmark(wording.clause, wording.first_day)
        seen[plain] += 1
        names.append(clause_bookmark(wording.clause, wording.first_day, seen[plain]))
    return names


@dataclass(frozen=True)
class ClauseMark:
    """What a clause's bookmark says."""

    clause: str
    """The clause's id, or empty when the bookmark only holds its digest."""
    digest: str
    """First 8 hexadecimal digits of the id's SHA-256."""
    first_day: date


def read_clause_bookmark(name: str) -> ClauseMark | None:
    """The mark behind a bookmark's name, or None for any bookmark that is not a clause's."""
    found = _CLAUSE_BOOKMARK.fullmatch(name)
    if found is None:
        return None
    digits = found["day"]
    try:
        first_day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    if found["form"] == "h":
        return ClauseMark("", found["name"].rpartition("_")[2], first_day)
    clause = found["name"].replace("_", "-")
    return ClauseMark(clause, digest(clause), first_day)


def section_bookmarks(anchors: Iterable[str]) -> dict[str, str]:
    """A bookmark name for each anchor: readable where it can be, with a digest where two would meet or one is long."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in anchors:
        plain = "_s_" + re.sub("[^A-Za-z0-9]", "_", anchor)
        if len(plain) > MAX_BOOKMARK or plain.casefold() in taken:
            plain = f"{plain[: MAX_BOOKMARK - _DIGEST - 1]}_{digest(anchor)}"
        taken.add(plain.casefold())
        names[anchor] = plain
    return names
