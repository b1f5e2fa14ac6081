"""Takes ``{{ … }}`` out of clause text: walks the Jinja tree, refuses all but a name, one attribute and one filter."""

from __future__ import annotations

import re

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.library.reader import Findings
from generator.library.template import BlockSlot, Slot
from generator.library.words import BLOCK_FILTERS, INLINE_FILTERS, LITERAL_FILTERS

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_FORBIDDEN = re.compile(r"\{%|\{#|\{\{|\}\}")
MARK = re.compile("\ue000(\\d+)\ue001")
"""Where an expression stood, after ``take_out``; the digits are its index."""

_ENVIRONMENT = Environment(autoescape=True)


def take_out(text: str, findings: Findings, first_line: int) -> tuple[str, list[Slot | BlockSlot]]:
    """Replace each expression by a mark that Markdown leaves alone, and return the marks' slots in order."""
    slots: list[Slot | BlockSlot] = []

    def replace(match: re.Match[str]) -> str:
        line = first_line + text[: match.start()].count("\n")
        slot = _read(match.group(1), line, findings)
        if slot is None:
            return ""
        slots.append(slot)
        return f"\ue000{len(slots) - 1}\ue001"

    marked = _EXPRESSION.sub(replace, text)
    for match in _FORBIDDEN.finditer(marked):
        line = first_line + marked[: match.start()].count("\n")
        findings.add(
            line, "text-uttryck", f"”{match.group()}” är inte tillåtet i text. Använd villkor eller {{{{ namn }}}}."
        )
    return marked, slots


def _read(expression: str, line: int, findings: Findings) -> Slot | BlockSlot | None:
    shown = "{{" + expression + "}}"
    try:
        tree = _ENVIRONMENT.parse("{{" + expression.replace("\n", " ") + "}}")
    except TemplateSyntaxError:
        findings.add(
            line, "text-uttryck", f"”{shown}” går inte att läsa. Skriv {{{{ namn }}}} eller {{{{ namn | filter }}}}."
        )
        return None
    output = tree.body[0] if tree.body else None
    node = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
    filter_name = ""
    if isinstance(node, nodes.Filter):
        if node.args or node.kwargs:
            findings.add(line, "text-filter", f"Filtret i ”{shown}” tar inga värden inom parentes.")
            return None
        filter_name, node = node.name, node.node
    return _slot(node, filter_name, shown, line, findings)


def _slot(node: object, filter_name: str, shown: str, line: int, findings: Findings) -> Slot | BlockSlot | None:
    if filter_name and filter_name not in INLINE_FILTERS and filter_name not in BLOCK_FILTERS:
        allowed = ", ".join([*INLINE_FILTERS, *BLOCK_FILTERS])
        findings.add(line, "text-filter", f"Filtret ”{filter_name}” finns inte. Tillåtna: {allowed}.")
        return None
    name, attribute, literal = _parts(node)
    if not name and not literal:
        findings.add(
            line,
            "text-uttryck",
            f"”{shown}” är inte tillåtet. Skriv {{{{ namn }}}}, {{{{ namn.delfråga }}}} eller {{{{ namn | filter }}}}.",
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
