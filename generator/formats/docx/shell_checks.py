"""What a Word shell may not hold.

A shell lends its appearance and nothing else: no macros, no links that call home when a file is opened, no comments or
tracked changes with somebody's name, no logic beyond showing a word or leaving it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from generator.errors import RenderError
from generator.formats.docx.package import CONTENT_TYPES, ROOT_RELATIONS, decode, parse
from generator.formats.docx.styles import W
from generator.formats.docx.words import BODY_WORD, LOOP_WORD, WORD_HELP, Registration

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
RELATIONS = "word/_rels/document.xml.rels"
_REQUIRED = (CONTENT_TYPES, ROOT_RELATIONS, DOCUMENT, STYLES, NUMBERING, RELATIONS)

_HOSTS = (f"{W}body", f"{W}tc", f"{W}sdtContent")
_EDITS = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}commentReference")
_PLACEHOLDER = re.compile(r"\{\{(?:(p|r|tr|tc) )?[^{}]*\}\}|\{%(?:(p|r|tr|tc) )?[^{}%]*%\}")
_LEFTOVER = re.compile(r"\{[{%#]|[}%#]\}")
_REMOVING = ("{%-", "{{-", "-%}", "-}}")
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


def check_parts(parts: Mapping[str, bytes]) -> None:
    """Raise RenderError when the package is no plain Word document or carries something that is not appearance."""
    missing = [name for name in _REQUIRED if name not in parts]
    if missing:
        raise RenderError("Filen är inget Word-skal; den saknar " + ", ".join(missing) + ".")
    for name in parts:
        if name.endswith(".bin") or "/embeddings/" in name or "/activeX/" in name:
            raise RenderError(f"Word-skalet innehåller makron eller inbäddade objekt ({name}). Ta bort dem.")
        if name.endswith(".rels"):
            _check_relations(name, parse(name, decode(name, parts[name])))
    source = decode(DOCUMENT, parts[DOCUMENT])
    if "<w:document " not in source:
        raise RenderError("Word-skalet är inte sparat av Word. Öppna det i Word och spara det som .docx.")
    if any(element.tag in _EDITS for element in parse(DOCUMENT, source).iter()):
        raise RenderError("Word-skalet har kommentarer eller spårade ändringar. Godkänn eller ta bort dem först.")


def _check_relations(name: str, relations: Element) -> None:
    """Refuse what Word would fetch by itself; a hyperlink waits for a click and is allowed."""
    for relation in relations:
        external = relation.get("TargetMode") == "External"
        if external and not relation.get("Type", "").endswith("/hyperlink"):
            raise RenderError(f"Word-skalet hämtar något utifrån när det öppnas ({name}). Bädda in det i stället.")


def check_placeholders(name: str, part: Element) -> None:
    """Raise RenderError for placeholders that docxtpl would mend by throwing away text around them: one that does not
    end in its own paragraph, one for a whole paragraph that is not alone in it, one for table rows and cells."""
    for paragraph in part.iter(f"{W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        found = list(_PLACEHOLDER.finditer(text))
        kinds = [match[1] or match[2] for match in found]
        rest = _PLACEHOLDER.sub("", text)
        if _LEFTOVER.search(rest) or any(mark in match[0] for match in found for mark in _REMOVING):
            raise RenderError(f"Word-skalets del {name} har en platshållare som inte är hel i sitt stycke: {text[:60]}")
        if {"tr", "tc"} & set(kinds) or ("p" in kinds and (len(kinds) > 1 or rest.strip())):
            raise RenderError(f"Word-skalets del {name}: {text[:60]} ska stå ensamt i ett eget stycke, med p.")


def check_template(name: str, source: str, environment: Environment) -> nodes.Template:
    """The parsed template of one part, using known words only. Raises RenderError that names the part and the word."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise RenderError(f"Word-skalets del {name} har en oläslig platshållare: {error.message}") from error
    odd = next((node for node in tree.find_all(nodes.Node) if not isinstance(node, _NODES)), None)
    if odd is not None:
        raise RenderError(
            f"Word-skalets del {name} använder något annat än ord, if och for ({type(odd).__name__}). "
            "Räkna inte och ändra inte ord i skalet."
        )
    for loop in tree.find_all(nodes.For):
        if not (isinstance(loop.iter, nodes.Name) and loop.iter.name == LOOP_WORD):
            raise RenderError(f"Word-skalets del {name}: for kan bara gå igenom ordet {LOOP_WORD}.")
    odd_parts = sorted({node.attr for node in tree.find_all(nodes.Getattr)} - set(Registration._fields))
    if odd_parts:
        raise RenderError(f"Word-skalets del {name}: en rad har bara {' och '.join(Registration._fields)}.")
    loops = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    unknown = sorted({node.name for node in tree.find_all(nodes.Name)} - loops - set(WORD_HELP))
    if unknown:
        raise RenderError(
            f"Word-skalets del {name} använder okända ord: {', '.join(unknown)}. Tillåtna är: {', '.join(WORD_HELP)}."
        )
    return tree


def check_slot(rendered: Mapping[str, str], mark: str, word: str) -> None:
    """Raise RenderError unless a trial rendering is well-formed and has ``mark``, a bookmark's name that was filled in
    for ``word``, where paragraphs may stand: the body exactly once, any other word at most once."""
    hosts = [
        host.tag if name == DOCUMENT else name
        for name, xml in rendered.items()
        for host in parse(name, xml).iter()
        for start in host.iterfind(f"{W}bookmarkStart")
        if start.get(f"{W}name") == mark
    ]
    if not set(hosts) <= set(_HOSTS) or len(hosts) > 1 or (word == BODY_WORD and not hosts):
        raise RenderError(f"Word-skalet ska ha {{{{p {word} }}}} en enda gång, ensamt i ett eget stycke i brödtexten.")
