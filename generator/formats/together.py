"""Which blocks belong so closely to the next that the end of a page must not come between them."""

from __future__ import annotations

from generator.document import Block, Paragraph, Run, RunStyle


def leads_on(block: Block, after: Block | None) -> bool:
    """Whether a paragraph leads to what comes after it: to a list, a table or boxes, or, all in bold, to other text."""
    if not isinstance(block, Paragraph) or after is None:
        return False
    return not isinstance(after, Paragraph) or _is_headline(block)


def _is_headline(paragraph: Paragraph) -> bool:
    """Whether all of it is bold, as what stands for a heading where the text has no headings so small."""
    return bool(paragraph.inlines) and all(
        isinstance(inline, Run) and inline.style is RunStyle.STRONG for inline in paragraph.inlines
    )
