"""A Word file comes back, in a real browser: its change is sent to review and holds back the signature until then."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect

from tests.readback.edited import Edited
from tests.web.conftest import Served
from tests.web.pages import Site
from tests.web.sight import DESKTOP, PHONE, looked_at
from tests.web.test_browser import Visitor, opened

OWN = "Parterna dricker kaffe klockan tio varje onsdag."
LAWYER = "bjurholm-kommunjurist"


def seen(page: Page, where: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        looked_at(page, where)


def edited_file(content: bytes) -> bytes:
    """As a lawyer sends it back: a wording changed, words tracked and something said."""
    edited = Edited(content)
    edited.reword("tiden", 1, OWN)
    edited.track("ensam", 1, " Det gäller också stiftelser.", "Anna Jurist")
    edited.comment("ensam", 1, "Är det meningen?", "Anna Jurist")
    return edited.content


def test_a_returned_word_file_leads_to_review_and_holds_the_signature_back(
    app: Flask, serve: Served, visitor: Visitor, tmp_path: Path
) -> None:
    site = Site(app.test_client())
    site.send(site.get("/overenskommelse/ny/overenskommelse").form().set("kommuner-sok", "Bjurholm"))
    draft = f"/overenskommelse/{site.last_address.split('/')[2]}/"
    (tmp_path / "trasig.docx").write_bytes(b"PK\x03\x04 trasig")
    (tmp_path / "avtal.docx").write_bytes(edited_file(site.client.get(f"{draft}filer/overenskommelse.docx").data))
    address = serve(app)
    writer = opened(visitor, address, viewport=DESKTOP)
    writer.goto(f"{draft}aterlast")
    field = writer.get_by_label("Word-filen som kom tillbaka")
    field.set_input_files(tmp_path / "trasig.docx")
    writer.get_by_role("button", name="Visa vad som är ändrat").click()
    expect(writer.locator(".error-summary")).to_contain_text("går inte att läsa")
    seen(writer, "a damaged file")
    field.set_input_files(tmp_path / "avtal.docx")
    writer.get_by_role("button", name="Visa vad som är ändrat").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Vad som är ändrat i Word-filen")
    expect(writer.locator("main")).to_contain_text(
        "Spårad ändring av Anna Jurist: infogat ”Det gäller också stiftelser.”"
    )
    expect(writer.locator("main")).to_contain_text("Kommentar av Anna Jurist: Är det meningen?")
    seen(writer, "what was changed")
    writer.get_by_label("Ta över Ställning").uncheck()
    writer.get_by_label("Skäl till ändringarna").fill("Nämnden vill det.")
    writer.get_by_role("button", name="Skicka till granskning").click()
    expect(writer.locator("main")).to_contain_text("Tiden: den lokala lydelsen är inte granskad av Bjurholms")
    lawyer = opened(visitor, address, who=LAWYER, viewport=DESKTOP, java_script_enabled=False)
    lawyer.goto(f"{draft}lydelser/tiden")
    lawyer.get_by_role("button", name="Godkänn", exact=True).first.click()
    writer.goto(draft)
    expect(writer.locator("main")).not_to_contain_text("lydelsen är inte granskad")
