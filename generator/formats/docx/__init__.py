"""The Word file: the document's text poured into a Word shell, with Word's own numbering, fields and content controls.

Here lies how WordprocessingML is made. How it looks lies in ``templates/docx/``; what it says lies in the document.
"""

from __future__ import annotations

from generator.document import Document
from generator.formats.docx.body import body_of
from generator.formats.docx.picture import picture_for, picture_xml
from generator.formats.docx.properties import Extras
from generator.formats.docx.shell import Shell, lint_shell, load_shell, standard_shell
from generator.formats.docx.styles import ParagraphLook
from generator.formats.docx.wml import UnprintableError
from generator.formats.docx.words import words_for
from generator.formats.options import RenderOptions, refuse_password
from generator.formats.printable import refuse_unprintable

__all__ = ["DocxFormat", "Shell", "lint_shell", "load_shell", "standard_shell"]


class DocxFormat:
    """DOCX. Same document and options give the same bytes."""

    name = "docx"
    extension = "docx"
    mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """The Word file. Raises RenderError for a shell that will not do, a text that XML cannot hold, and numbers or
        references that Word would show differently, or a password."""
        refuse_password(options)
        shell = load_shell(options.shell)
        try:
            body = body_of(document, shell.look, fillable=options.fillable)
            picture = picture_for(options.logotype) if options.logotype else None
            style = shell.look.styles.paragraph(ParagraphLook.BODY)
            logotype = picture_xml(picture, style) if picture else ""
            words = words_for(document, options.draft, body.contents, body.content, logotype)
        except UnprintableError:
            refuse_unprintable(document)  # Says the same and also where.
            raise
        return shell.fill(document, words, body.ordered_lists, Extras(options.manifest, picture))
