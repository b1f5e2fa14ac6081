"""The list of deviations holds what is another than the library's, and no number that another clause has moved."""

from __future__ import annotations

from generator.assembly.assemble import document_set
from generator.assembly.deviations import Deviation, laid_over, with_deviations
from generator.assembly.situation import Situation
from generator.library.overlay import LocalKind, LocalWording, text_of
from generator.review.deviation_list import deviating
from generator.review.word_marks import Mark
from tests.review.situations import case

OURS = "Det här gäller bara hos oss."


def test_a_cross_reference_with_another_number_is_no_deviation() -> None:
    national = case("bjurholm")
    library, day, plan = national.library, national.day, national.plan.id
    base = library.wordings_at(day)["verkan"]
    replaced = LocalWording(
        LocalKind.REPLACE, "verkan", base.heading, f"{text_of(base)}\n\n{OURS}", "Skäl.", base=base.sha256
    )
    added = LocalWording(LocalKind.ADD, "egen-lokaler", "Lokaler", "Vi möts här.", "Skäl.", after="oenighet", plan=plan)
    laid = laid_over(library, with_deviations({}, [Deviation(each, "", "") for each in (replaced, added)]), day)
    assert set(laid.used) == {"verkan", "egen-lokaler"}
    ours = Situation(laid.library, laid.library.plans[plan], national.answers, day)
    found = deviating(document_set(national), document_set(ours), laid.used)
    told = {each.key: [line.after for line in each.lines if line.mark is not Mark.SAME] for each in found}
    assert told == {"verkan": [OURS], "egen-lokaler": ["Vi möts här."]}
