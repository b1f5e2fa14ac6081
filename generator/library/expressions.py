"""Takes ``{{ … }}`` out of clause text: walks the Jinja tree, refuses all but a name, one attribute and one filter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.library.nearby import hint
from generator.library.reader import Findings
from generator.library.template import BlockSlot, Slot
from generator.library.words import BLOCK_FILTERS, INLINE_FILTERS, LITERAL_FILTERS
from generator.library.yaml_slips import CURLY

_EXPRESSION = re.compile(r"\{\{((?:[^{}\n]|\n(?! *\n))*)\}\}")
_LEFT_OVER = re.compile(r"\{%.*?%\}|\{#.*?#\}|[{}]+")
_MAX_LENGTH = 400
"""An expression is a few words; anything much longer is an accident."""
_SHOWN = 80
"""How much of an unreadable expression a message quotes."""
MARK = re.compile("\ue000(\\d+)\ue001")
"""Where an expression stood, after ``take_out``; the digits are its index."""

_ENVIRONMENT = Environment(autoescape=True)


@dataclass(frozen=True)
class Marked:
    """Text with a mark, which Markdown leaves alone, where each expression stood."""

    text: str
    slots: tuple[Slot | BlockSlot, ...]
    """In the order of the marks."""
    written: tuple[str, ...]
    """Each expression as it was written."""

    def restored(self, piece: str) -> str:
        """A piece of the text with its expressions as they were written."""
        return MARK.sub(lambda match: self.written[int(match.group(1))], piece)


def take_out(text: str, findings: Findings, first_line: int) -> Marked:
    """Replace each expression by a mark. What is no expression, or no allowed one, becomes a finding."""
    slots: list[Slot | BlockSlot] = []
    written: list[str] = []

    def replace(match: re.Match[str]) -> str:
        line = first_line + text[: match.start()].count("\n")
        breaks = match.group().count("\n")
        if breaks:
            findings.add(line, "text-uttryck", f"”{' '.join(match.group().split())}” ska stå på en enda rad.")
            return "\n" * breaks
        slot = _read(match.group(1), line, findings)
        if slot is None:
            return ""
        slots.append(slot)
        written.append(match.group())
        return f"\ue000{len(slots) - 1}\ue001"

    marked = _EXPRESSION.sub(replace, text)
    for index, line_text in enumerate(marked.split("\n")):
        left = _LEFT_OVER.search(line_text)
        if left:
            findings.add(first_line + index, "text-uttryck", _left_over(left.group()))
    return Marked(_LEFT_OVER.sub("", marked), tuple(slots), tuple(written))


def _left_over(found: str) -> str:
    if found.startswith(("{%", "{#")):
        return f"”{found}” är inte tillåtet i text. Det som avgör om texten är med skrivs under ”villkor:”."
    return f"”{found}” står ensamt. Ett uttryck skrivs {{{{ namn }}}} eller {{{{ namn | filter }}}}."


def _read(expression: str, line: int, findings: Findings) -> Slot | BlockSlot | None:
    shown = "{{" + expression + "}}"
    node = _parsed(expression)
    if node is None:
        has_curly = any(sign in expression for sign in CURLY)
        instead = "raka citattecken" if has_curly else "{{ namn }} eller {{ namn | filter }}"
        findings.add(line, "text-uttryck", f"”{shown[:_SHOWN]}” går inte att läsa. Skriv {instead}.")
        return None
    filter_name = ""
    if isinstance(node, nodes.Filter):
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            findings.add(line, "text-filter", f"Filtret i ”{shown}” tar inga värden inom parentes.")
            return None
        filter_name, node = node.name, node.node
    return _slot(node, filter_name, shown, line, findings)


def _parsed(expression: str) -> nodes.Node | None:
    """The only node of the expression; None when Jinja cannot read it or it holds more."""
    if len(expression) > _MAX_LENGTH:
        return None
    try:
        tree = _ENVIRONMENT.parse("{{" + expression + "}}")
    except TemplateSyntaxError:
        return None
    output = tree.body[0] if tree.body else None
    return output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None


def _slot(node: object, filter_name: str, shown: str, line: int, findings: Findings) -> Slot | BlockSlot | None:
    if filter_name and filter_name not in INLINE_FILTERS and filter_name not in BLOCK_FILTERS:
        allowed = [*INLINE_FILTERS, *BLOCK_FILTERS]
        near = hint(filter_name, allowed)
        findings.add(line, "text-filter", f"Filtret ”{filter_name}” finns inte.{near} Tillåtna: {', '.join(allowed)}.")
        return None
    name, attribute, literal = _parts(node)
    if (not name and not literal) or (attribute and filter_name in BLOCK_FILTERS):
        findings.add(
            line,
            "text-uttryck",
            f"”{shown}” är inte tillåtet. Skriv {{{{ namn }}}}, {{{{ grupp.delfråga | lista }}}}, "
            '{{ namn | filter }} eller {{ "id" | filter }}.',
        )
        return None
    if bool(literal) != (filter_name in LITERAL_FILTERS):
        wanted = "en text inom citattecken" if filter_name in LITERAL_FILTERS else "ett namn utan citattecken"
        findings.add(line, "text-filter", f"I ”{shown}” ska det stå {wanted} före filtret.")
        return None
    if filter_name in BLOCK_FILTERS:
        return BlockSlot(filter_name, name, literal, line)
    lowered = name[:1].lower() + name[1:]
    return Slot(lowered, attribute, literal, filter_name, capital=name != lowered, line=line)


def _parts(node: object) -> tuple[str, str, str]:
    """Name, attribute and literal of the innermost node; all empty when it is anything else."""
    if isinstance(node, nodes.Name):
        return node.name, "", ""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return node.node.name, node.attr, ""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return "", "", node.value
    return "", "", ""
