"""What a change of the law touches among the visitor's own agreements, and the worklist as a file."""

from __future__ import annotations

import csv
import io
import json

from flask import abort
from flask.typing import ResponseReturnValue

from generator.formats.options import RenderOptions
from generator.formats.orders import Order
from generator.review.law_change import Affected, citing_clauses
from generator.review.worklist import (
    ROW_NAMES,
    TouchedAgreement,
    affected_told,
    agreements_told,
    worklist_document,
    worklist_rows,
)
from generator.storage.event_table import as_cell_text
from generator.storage.lifecycle import Status
from generator.storage.stored_situations import Seen, stored_situations
from generator.web.files import attachment
from generator.web.services import services

EXTENSIONS = (("docx", "Word"), ("csv", "kalkylblad (CSV)"), ("json", "JSON"))


def touched_agreements(affected: Affected) -> list[TouchedAgreement]:
    """The visitor's own agreements that rest on the provision; those that have ended are of the past."""
    made = services()
    seen = Seen(made.library, made.today, made.settings.var_dir, made.agreements.viewer)
    found = []
    for each in stored_situations(made.agreements.engine, seen):
        clauses = citing_clauses(each.situation, affected.change.provisions)
        if clauses and each.status is not Status.ENDED:
            parties = ", ".join(party.legal_name for party in each.situation.municipalities)
            name = each.agreement.name or parties or each.situation.plan.title
            is_signed = each.status is Status.SIGNED
            found.append(TouchedAgreement(each.agreement.id, name, each.status.words, is_signed, clauses))
    return found


def worklist_file(affected: Affected, extension: str, stem: str) -> ResponseReturnValue:
    """The worklist in one of EXTENSIONS; 404 for another. Raises RenderError, or WorkError when it takes too long."""
    if extension not in dict(EXTENSIONS):
        abort(404)
    agreements = touched_agreements(affected)
    if extension == "docx":
        document = worklist_document(services().library, affected, agreements, services().today)
        (content,) = services().make_files([Order("docx", document, RenderOptions())])
    elif extension == "csv":
        content = _csv(affected, agreements)
    else:
        told = {**affected_told(affected), "overenskommelser": agreements_told(agreements)}
        content = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return attachment(content, extension, stem)


def _csv(affected: Affected, agreements: list[TouchedAgreement]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(ROW_NAMES)
    writer.writerows([as_cell_text(cell) for cell in row] for row in worklist_rows(affected, agreements))
    # The mark at the start is how a spreadsheet knows that the letters are UTF-8.
    return stream.getvalue().encode("utf-8-sig")
