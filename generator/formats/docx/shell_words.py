"""The placeholders of a Word shell: known words, shown or left out, and no logic beyond that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from generator.errors import Finding
from generator.formats.docx.package import ShellError, fault, parse
from generator.formats.docx.shell_checks import DOCUMENT
from generator.formats.docx.styles import W
from generator.formats.docx.words import BODY_WORD, LOOP_WORD, WORD_HELP, Registration

_HOSTS = (f"{W}body", f"{W}tc", f"{W}sdtContent")
_PLACEHOLDER = re.compile(r"\{\{(?:(p|r|tr|tc) )?[^{}]*\}\}|\{%(?:(p|r|tr|tc) )?[^{}%]*%\}")
_LEFTOVER = re.compile(r"\{[{%#]|[}%#]\}")
_REMOVING = ("{%-", "{{-", "-%}", "-}}")
_SHOWN = 60
_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.If,
    nodes.For,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


def placeholder_faults(name: str, part: Element) -> Iterator[Finding]:
    """Placeholders that docxtpl would mend by throwing away text around them: one that does not end in its own
    paragraph, one for a whole paragraph that is not alone in it, one for table rows and cells."""
    for paragraph in part.iter(f"{W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        found = list(_PLACEHOLDER.finditer(text))
        kinds = [match[1] or match[2] for match in found]
        rest = _PLACEHOLDER.sub("", text)
        if _LEFTOVER.search(rest) or any(mark in match[0] for match in found for mark in _REMOVING):
            told = f"Word-skalet har en platshållare som inte är hel i sitt stycke: ”{text[:_SHOWN]}”. Skriv om den."
            yield fault("skal-platshallare", name, told)
        elif {"tr", "tc"} & set(kinds) or ("p" in kinds and (len(kinds) > 1 or rest.strip())):
            told = f"Word-skalets platshållare {text[:_SHOWN]} ska stå ensam i ett eget stycke, med p."
            yield fault("skal-platshallare", name, told)


def template_of(name: str, source: str, environment: Environment) -> nodes.Template:
    """The parsed template of one part, using known words only. Raises ShellError with everything wrong in it."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        told = f"Word-skalet har en oläslig platshållare: {error.message}. Varje if och for ska ha sitt slut."
        raise ShellError([fault("skal-platshallare", name, told)]) from error
    faults = [*_expression_faults(name, tree), *_word_faults(name, tree)]
    if faults:
        raise ShellError(faults)
    return tree


def _expression_faults(name: str, tree: nodes.Template) -> Iterator[Finding]:
    odd = sorted({type(node).__name__ for node in tree.find_all(nodes.Node) if not isinstance(node, _NODES)})
    if odd:
        told = f"Word-skalet använder något annat än ord, if och for ({', '.join(odd)}). Räkna inte och ändra inte ord."
        yield fault("skal-uttryck", name, told)
    for loop in tree.find_all(nodes.For):
        if not (isinstance(loop.iter, nodes.Name) and loop.iter.name == LOOP_WORD):
            yield fault("skal-uttryck", name, f"I Word-skalet kan for bara gå igenom ordet {LOOP_WORD}.")


def _word_faults(name: str, tree: nodes.Template) -> Iterator[Finding]:
    odd_parts = sorted({node.attr for node in tree.find_all(nodes.Getattr)} - set(Registration._fields))
    if odd_parts:
        told = f"En rad i Word-skalet har bara {' och '.join(Registration._fields)}, inte {', '.join(odd_parts)}."
        yield fault("skal-ord", name, told)
    loops = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    unknown = sorted({node.name for node in tree.find_all(nodes.Name)} - loops - set(WORD_HELP))
    if unknown:
        told = f"Word-skalet använder okända ord: {', '.join(unknown)}. Tillåtna är: {', '.join(WORD_HELP)}."
        yield fault("skal-ord", name, told)


def slot_faults(rendered: Mapping[str, str], mark: str, word: str) -> Iterator[Finding]:
    """A trial rendering where ``mark``, a bookmark's name that was filled in for ``word``, does not stand where
    paragraphs may: the body exactly once, any other word at most once. Raises ShellError when it is not well-formed."""
    hosts = [
        host.tag if name == DOCUMENT else name
        for name, xml in rendered.items()
        for host in parse(name, xml).iter()
        for start in host.iterfind(f"{W}bookmarkStart")
        if start.get(f"{W}name") == mark
    ]
    if not set(hosts) <= set(_HOSTS) or len(hosts) > 1 or (word == BODY_WORD and not hosts):
        told = f"Word-skalet ska ha {{{{p {word} }}}} en enda gång, ensamt i ett eget stycke i brödtexten."
        yield fault("skal-innehall", DOCUMENT, told)
