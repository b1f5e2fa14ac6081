"""A clause that came back edited, as text to go on writing: what nobody touched keeps its places for answers.

A line of the file is a paragraph or a list item of the clause. In a line that was edited, the places whose words still
stand there are kept. Where the two do not match line by line, as around a table that answers fill, the text is what the
file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.readback.word_text import plain
from generator.review.word_marks import LineChange, Mark

_ITEM = re.compile(r"(?:- |\d+\. )")
_SLOT = re.compile(r"\{\{.*?\}\}")


def returned_wording(source: str, lines: Sequence[LineChange]) -> tuple[str, str]:
    """Heading and text of a returned clause. ``source`` is the text that it was made from, without guidance; the first
    of ``lines`` is its heading, empty where it was taken away."""
    heading, body = _heading(lines), lines[1:]
    if heading and not lines[0].after:
        body = lines[2:]
    units = list(_units(source))
    if sum(bool(line.before) for line in body) != len(units):
        return heading, "\n\n".join(line.after for line in body if line.after)
    return heading, _joined(list(_merged(units, body)))


def _heading(lines: Sequence[LineChange]) -> str:
    """The heading, also where another was written in its place; empty when there is none."""
    return next((line.after for line in lines[:2] if line.after and (line is lines[0] or not line.before)), "")


def _units(source: str) -> Iterator[str]:
    """Each paragraph and each list item on one line."""
    for block in source.strip().split("\n\n"):
        if not _ITEM.match(block):
            yield " ".join(block.split("\n"))
            continue
        item = ""
        for line in block.split("\n"):
            if _ITEM.match(line) and item:
                yield item
                item = ""
            item = f"{item} {line.strip()}".strip()
        yield item


def _merged(units: Sequence[str], lines: Sequence[LineChange]) -> Iterator[str]:
    place, mark = 0, ""
    for line in lines:
        text = line.after
        if line.before:
            unit, place = units[place], place + 1
            found = _ITEM.match(unit)
            mark = found.group() if found else ""
            if line.mark is Mark.SAME:
                yield unit
                continue
            text = _with_places(unit[len(mark) :], line)
        if line.after:
            yield f"{mark}{text}"


def _with_places(unit: str, line: LineChange) -> str:
    """The line as it came back, with each place whose words still stand in it, in the same order."""
    text, end = "", 0
    for slot, words in zip(_SLOT.findall(unit), _printed(unit, line.before), strict=False):
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(line.after, end)
        if found:
            text, end = f"{text}{line.after[end : found.start()]}{slot}", found.end()
    return text + line.after[end:]


def _printed(unit: str, before: str) -> tuple[str, ...]:
    """What stood at each place of the line as it went out; nothing when the two do not fit together."""
    between = (re.escape(plain(each.replace("*", ""))) for each in _SLOT.split(unit))
    found = re.fullmatch(r"\s*(.+?)\s*".join(between), before.strip())
    return found.groups() if found else ()


def _joined(units: Sequence[str]) -> str:
    """Items of one list on lines of their own, an empty line between everything else."""
    text = ""
    for number, unit in enumerate(units):
        in_list = number > 0 and _ITEM.match(unit) and _ITEM.match(units[number - 1])
        text += ("\n" if in_list else "\n\n" if number else "") + unit
    return text
