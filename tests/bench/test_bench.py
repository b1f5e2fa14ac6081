"""The bench gives everyone the same words, and its table says who took part. No time is ever tested."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docxtpl import DocxTemplate

from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from tests.bench import content, office, peers
from tests.bench.__main__ import AGAINST, PARTICIPANTS, WORKER, summary
from tests.bench.measured import Measured, table
from tests.bench.running import Missing
from tests.bench.worker import MAKERS, measure
from tests.formats.reading import READERS, body_words, comparable


def all_words() -> str:
    return "".join("".join(line.text.split()) for line in content.lines())


def test_the_lines_are_the_agreement_as_we_set_it_ourselves() -> None:
    document = content.agreement()
    text = "\n".join(line.text for line in content.lines())
    for name in ("docx", "html"):
        ours = READERS[name](get_format(name).render(document, RenderOptions()))
        assert body_words(document, ours) == body_words(document, text)
    headings = [f"{part.number} {part.heading}" for _, part in document.walk()]
    assert [line.text for line in content.lines() if line.is_heading] == headings


def test_docxtpl_sets_every_word_once() -> None:
    template = DocxTemplate(BytesIO(content.docxtpl_template()))
    template.render(content.template_data(), autoescape=True)
    stream = BytesIO()
    template.save(stream)
    shown = docx.Document(BytesIO(stream.getvalue()))
    assert "".join("".join(part.text.split()) for part in shown.paragraphs) == all_words()


def test_docxtemplater_gets_the_same_words_and_a_template_for_each_of_them() -> None:
    data = json.loads(json.dumps(content.template_data()))
    assert "".join("".join((row["rubrik"] + row["text"]).split()) for row in data["rader"]) == all_words()
    with ZipFile(BytesIO(content.docxtemplater_template())) as archive:
        xml = archive.read("word/document.xml").decode()
    assert re.findall(r"\{[#/]?\w+\}", xml) == [
        "{#rader}", "{#rubrik}", "{rubrik}", "{/rubrik}", "{#text}", "{text}", "{/text}", "{/rader}",
    ]


def test_typst_gets_the_same_words() -> None:
    quoted = re.findall(r'^#(?:heading\(level: 2, |par\()(".*")\)$', content.typst_source(), re.MULTILINE)
    assert "".join("".join(json.loads(text).split()) for text in quoted) == all_words()


def test_the_browser_gets_the_same_words() -> None:
    document = content.agreement()
    assert comparable(READERS["html"](content.page())).count(comparable(document.sections[-1].heading)) >= 1
    assert body_words(document, READERS["html"](content.page())) == body_words(document, READERS["txt"](
        get_format("txt").render(document, RenderOptions())
    ))


@pytest.mark.parametrize("name", ["regler", "docx", "docxtpl", "pdf-igen", "blankett-igen"])
def test_a_worker_tells_times_memory_and_size(name: str) -> None:
    told = measure(name, 2)
    assert len(told["times"]) == len(told["work"]) == 2  # type: ignore[arg-type]
    assert told["peak_kb"] > 0  # type: ignore[operator]
    assert (told["size"] > 0) is (name != "regler")  # type: ignore[operator]


def test_every_row_is_compared_with_a_row_that_is_there() -> None:
    names = [name for name, _, _ in PARTICIPANTS]
    assert len(names) == len(set(names))
    assert set(AGAINST) | set(AGAINST.values()) <= set(names)
    assert set(MAKERS) >= {"docx", "pdf", "pdf-igen", "blankett", "blankett-igen", "regler", "docxtpl"}


def test_the_table_has_medians_ratios_memory_and_sizes_and_names_who_is_missing() -> None:
    ours, other, absent = Measured("PDF"), Measured("Annan"), Measured("Borta", missing="paketet x")
    ours.add('{"times": [0.3, 0.1, 0.2], "peak_kb": 2048, "size": 1500}')
    other.add('{"times": [0.1], "peak_kb": 1024, "size": 0}')
    lines = table([ours, other, absent], {"PDF": "Annan", "Annan": "Borta"}).splitlines()
    assert lines[1].split() == ["PDF", "200.0", "ms", "2.00", "Annan", "2", "MB", "2", "kB"]
    assert lines[2].split() == ["Annan", "100.0", "ms", "1", "MB"]
    assert lines[3].split() == ["Borta", "saknas", "paketet", "x"]


def test_processor_time_stands_beside_that_of_the_clock_where_it_is_told() -> None:
    ours, other, silent = Measured("PDF"), Measured("Annan"), Measured("Tyst")
    ours.add('{"times": [0.4], "work": [0.3, 0.1, 0.2], "peak_kb": 2048, "size": 0}')
    other.add('{"times": [0.1], "work": [0.08], "peak_kb": 1024, "size": 0}')
    silent.add('{"times": [0.1], "peak_kb": 1024, "size": 0}')
    lines = table([ours, other, silent], {"PDF": "Annan", "Tyst": "Annan"}).splitlines()
    assert lines[1].split() == ["PDF", "400.0", "ms", "4.00", "200.0", "ms", "2.50", "Annan", "2", "MB"]
    assert lines[2].split() == ["Annan", "100.0", "ms", "80.0", "ms", "1", "MB"]
    assert lines[3].split() == ["Tyst", "100.0", "ms", "1.00", "Annan", "1", "MB"]


def test_a_program_that_is_not_there_is_named(monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    for measure_peer in (peers.chromium, office.cold, office.warm, peers.docxtemplater):
        with pytest.raises(Missing):
            measure_peer(Measured("prov"), 1)


def test_a_libreoffice_that_no_program_can_talk_with_is_named(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(office, "_SYSTEM_PYTHON", str(tmp_path / "python3"))
    with pytest.raises(Missing, match="python3-uno"):
        office.warm(Measured("prov"), 1)


def test_every_participant_that_is_missing_is_named_with_the_reason() -> None:
    rows = [Measured("DOCX", times=[1.0]), Measured("Typst", missing="paketet typst"), Measured("X", missing="Node")]
    assert summary(rows) == "Deltog inte: Typst (paketet typst); X (Node)."
    assert summary(rows[:1]) == "Alla deltog."


def test_the_memory_of_a_worker_is_told_beside_its_target() -> None:
    assert "som mest 200 MB; målet är under 250." in summary([Measured(WORKER, times=[1.0], peak_kb=200 * 1024)])
