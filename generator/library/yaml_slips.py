"""The slips that people make in YAML: what the parser's complaint means in Swedish, which line it is really about.

Where the meaning is plain (a second colon, a bracket never closed) the line is also given as it was meant, so that
reading can go on and every slip of a file is told at once. The file itself is never changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CURLY = "”“„«»"
LOST_COMMENT = re.compile(r"\s+#[^\s#].*")
"""What YAML throws away after a value although it was hardly meant as a comment: ``ärende #12``."""

_PAIR = re.compile(r"(?P<start>\s*(?:- +)*[^\s:#\"'\[{-][^:]*: +)(?P<value>\S.*)")
_NO_SPACE = re.compile(r"(?P<key>\s*(?:- +)*[\w ]+):(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<start>\s*(?:- +)+)(?P<value>\S.*)")
_QUOTE = "Sätt hela värdet inom raka citattecken."
_INDENT = (
    "Raden är indragen på fel sätt: nycklar som hör ihop ska börja i samma spalt. "
    "Om kolonet hör till texten på raden före sätts hela värdet inom raka citattecken."
)


@dataclass(frozen=True)
class Complaint:
    """What the parser said and where; lines count from 0."""

    context: str
    problem: str
    context_line: int
    problem_line: int


@dataclass(frozen=True)
class Slip:
    """The line to mend, what to say about it and, where that is plain, a line to read instead."""

    line: int
    message: str
    instead_line: int = 0
    instead: str | None = None


def is_wrapped(text: str) -> bool:
    """Whether curly quotes stand around the whole text, or only at one end of it."""
    marks = [index for index, letter in enumerate(text) if letter in CURLY]
    last = len(text) - 1
    return len(text) > 1 and marks in ([0], [last], [0, last])


def explain(complaint: Complaint, lines: list[str]) -> Slip:
    """The complaint as a Swedish sentence with the usual remedy."""
    for words, make in _KINDS:
        if any(word in complaint.problem or word in complaint.context for word in words):
            return make(complaint, lines)
    return Slip(complaint.problem_line, "Raden går inte att läsa. Kontrollera indrag, kolon och raka citattecken.")


def _line(lines: list[str], index: int) -> str:
    return lines[index] if index < len(lines) else ""


def _quoted(lines: list[str], index: int, message: str) -> Slip:
    """A slip that quotes around the value would mend."""
    match = _PAIR.fullmatch(_line(lines, index)) or _ITEM.fullmatch(_line(lines, index))
    if match is None:
        return Slip(index, message)
    value = match["value"].rstrip().replace("'", "''")
    return Slip(index, message, index, f"{match['start']}'{value}'")


def _colon(complaint: Complaint, lines: list[str]) -> Slip:
    match = _PAIR.fullmatch(_line(lines, complaint.problem_line))
    if match is None or not re.search(r":(\s|$)", match["value"]):
        return Slip(complaint.problem_line, _INDENT)
    message = f'Raden har ett kolon för mycket. {_QUOTE[:-1]}, till exempel skäl: "Ny lydelse: kortare text".'
    return _quoted(lines, complaint.problem_line, message)


def _open_bracket(complaint: Complaint, lines: list[str]) -> Slip:
    if complaint.context_line == complaint.problem_line:
        message = "Något är fel inom hakparentes eller klammer. Text med kolon ska stå inom raka citattecken."
        return Slip(complaint.problem_line, message)
    closing = "]" if "sequence" in complaint.context else "}"
    name = "hakparentes" if closing == "]" else "klammer"
    last = complaint.problem_line - 1
    message = f"En {name} öppnas på raden men stängs inte. Avsluta med {closing}"
    return Slip(complaint.context_line, f"{message}.", last, _line(lines, last).rstrip() + closing)


def _empty_bracket(complaint: Complaint, lines: list[str]) -> Slip:
    written = [index for index, line in enumerate(lines[: complaint.problem_line + 1]) if line.strip()]
    index = written[-1] if written else complaint.problem_line
    return Slip(index, "En hakparentes eller klammer öppnas men stängs inte. Avsluta med ] eller }.")


def _open_quote(complaint: Complaint, lines: list[str]) -> Slip:
    index = complaint.context_line
    line = _line(lines, index)
    mark = next((mark for mark in "\"'" if line.count(mark) % 2), None)
    instead = line.rstrip() + mark if mark else None
    message = "Ett citattecken öppnas på raden men stängs inte. Avsluta värdet med samma tecken."
    return Slip(index, message, index, instead)


def _started_value(complaint: Complaint, lines: list[str]) -> Slip:
    index = complaint.problem_line
    match = _PAIR.fullmatch(_line(lines, index))
    if match is None or match["value"][0] not in "\"'[{":
        return Slip(index, _INDENT)
    message = f"Värdet börjar med {match['value'][0]} men fortsätter efter slutet. {_QUOTE}"
    return _quoted(lines, index, message) if match["value"][0] in "[{" else Slip(index, message)


def _no_colon(complaint: Complaint, lines: list[str]) -> Slip:
    index = complaint.context_line
    match = _NO_SPACE.fullmatch(_line(lines, index))
    instead = f"{match['key']}: {match['value']}" if match else None
    return Slip(index, "Raden saknar nyckel, eller kolon och mellanslag efter nyckeln.", index, instead)


def _first_sign(complaint: Complaint, lines: list[str]) -> Slip:
    index = complaint.problem_line
    match = _PAIR.fullmatch(_line(lines, index)) or _ITEM.fullmatch(_line(lines, index))
    sign = match["value"][0] if match else "ett tecken"
    return _quoted(lines, index, f"Värdet börjar med {sign} som betyder något särskilt. {_QUOTE}")


def _second_document(complaint: Complaint, _: list[str]) -> Slip:
    return Slip(complaint.problem_line, "En rad med tre streck delar filen i två. Ta bort raden.")


def _block_text(complaint: Complaint, _: list[str]) -> Slip:
    return Slip(complaint.context_line, f"Efter | eller > får inget stå på samma rad. {_QUOTE}")


def _backslash(complaint: Complaint, _: list[str]) -> Slip:
    message = "Ett omvänt snedstreck får inte stå inom raka dubbla citattecken. Använd enkla citattecken (')."
    return Slip(complaint.context_line, message)


def _first_line(complaint: Complaint, lines: list[str]) -> Slip:
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    return Slip(first if lines[first].startswith(" ") else complaint.problem_line, _INDENT)


_KINDS = (
    (("<document start>",), _first_line),
    (("found unexpected end of stream",), _open_quote),
    (("mapping values are not allowed",), _colon),
    (("flow sequence", "flow mapping"), _open_bracket),
    (("flow node",), _empty_bracket),
    (("simple key",), _no_colon),
    (("block mapping", "block collection"), _started_value),
    (("cannot start any token", "entries are not allowed", "mapping keys are not allowed"), _first_sign),
    (("an alias", "an anchor", "undefined alias", "a tag", "a directive"), _first_sign),
    (("single document",), _second_document),
    (("block scalar",), _block_text),
    (("quoted scalar",), _backslash),
)
"""Words in the parser's complaint → what they mean. The first that fits counts."""
