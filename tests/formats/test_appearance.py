"""A municipality's own look: which documents wear it, and what stops a look that will not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SettingsError, Severity
from generator.formats.appearance import PLAIN, Appearance, Appearances, read_appearances
from generator.formats.docx import standard_shell
from generator.formats.options import RenderOptions
from tests.formats.sample import DRAWING
from tests.formats.test_logotype import png

SVG = DRAWING.encode()


def folder_of(root: Path, **files: bytes) -> Path:
    """``k0484__skal_docx=…`` becomes ``0484/skal.docx``."""
    for name, content in files.items():
        code, _, rest = name.removeprefix("k").partition("__")
        path = root / code / ".".join(rest.rsplit("_", 1))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return root


def test_without_a_folder_everything_has_the_shipped_look() -> None:
    looks = read_appearances(None)
    assert looks.of_agreement(["0484"]) == looks.of_the_only_one == PLAIN
    assert PLAIN.dress(RenderOptions(draft=True), "pdf") == RenderOptions(draft=True)


def test_a_municipality_s_files_are_read(tmp_path: Path) -> None:
    looks = read_appearances(folder_of(tmp_path, k0484__skal_docx=standard_shell(), k0484__logotyp_png=png()))
    assert looks.by_code == {"0484": Appearance(standard_shell(), png(), None)}
    assert looks.remarks == ()


def test_an_agreement_wears_the_look_of_its_first_municipality(tmp_path: Path) -> None:
    looks = read_appearances(folder_of(tmp_path, k0484__logotyp_png=png(), k0180__logotyp_png=png("L")))
    assert looks.of_agreement(["0180", "0484"]).picture == png("L")
    assert looks.of_agreement(["0484", "0180"]).picture == png()
    assert looks.of_agreement(["2403", "0484"]) == looks.of_agreement([]) == PLAIN


def test_what_names_no_municipality_wears_a_look_only_when_there_is_a_single_one(tmp_path: Path) -> None:
    one = read_appearances(folder_of(tmp_path, k0484__logotyp_png=png()))
    assert one.of_the_only_one.picture == png()
    assert read_appearances(folder_of(tmp_path, k0180__logotyp_png=png())).of_the_only_one == PLAIN


def test_a_drawing_is_used_where_it_can_be_shown_and_word_gets_the_picture() -> None:
    look = Appearance(b"skal", png(), SVG)
    shown = {name: look.dress(RenderOptions(), name) for name in ("pdf", "html", "docx")}
    assert {name: each.logotype for name, each in shown.items()} == {"pdf": SVG, "html": SVG, "docx": png()}
    assert {name: each.shell for name, each in shown.items()} == {"pdf": None, "html": None, "docx": b"skal"}


def test_everything_that_is_wrong_with_any_look_is_told_at_once(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, k0484__skal_docx=b"PDF", k0484__logotyp_png=b"GIF", k9999__logotyp_png=png(), kmalmo__skal_docx=b""
    )
    with pytest.raises(SettingsError) as caught:
        read_appearances(folder)
    told = str(caught.value)
    for place in ("0484/skal.docx: fel [skal-olasligt]", "0484/logotyp.png: fel [logotyp]", "9999: fel", "malmo: fel"):
        assert place in told
    assert "GENERATOR_LOOK" in told


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda _: None], ids=["empty", "a file", "missing"])
def test_a_folder_without_looks_stops_the_start(tmp_path: Path, make) -> None:
    folder = tmp_path / "utseende"
    make(folder)
    with pytest.raises(SettingsError, match="GENERATOR_LOOK"):
        read_appearances(folder)


def test_what_is_not_used_and_what_word_cannot_show_are_warnings(tmp_path: Path) -> None:
    looks = read_appearances(folder_of(tmp_path, k0484__logotyp_svg=SVG, k0484__logotyp_jpg=b"x"))
    assert {(each.rule, each.severity) for each in looks.remarks} == {
        ("utseende-okand-fil", Severity.WARNING), ("logotyp-word", Severity.WARNING),
    }
    assert looks.by_code["0484"].drawing == SVG


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, k0484__logotyp_png=png())
    (folder / ".git").mkdir()
    (folder / "0484" / ".DS_Store").write_bytes(b"x")
    (folder / "README.md").write_text("Så här gör man.", encoding="utf-8")
    assert read_appearances(folder).remarks == ()


def test_a_look_never_shows_its_files_in_a_log() -> None:
    assert "PNG" not in repr(Appearance(b"PNG", b"PNG", b"PNG"))
    assert Appearances().of_the_only_one is PLAIN
