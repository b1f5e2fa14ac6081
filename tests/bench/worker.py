"""Measures one thing of ours, or docxtpl, in a process of its own: ``python -m tests.bench.worker NAME TIMES``."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from docxtpl import DocxTemplate

from generator.assembly.assemble import blank_form
from generator.assembly.editions import SWEDISH_ID
from generator.assembly.explain import explain_all
from generator.formats.cache import FileCache
from generator.formats.options import RenderOptions
from generator.formats.orders import Order, make_files
from generator.formats.registry import get_format
from tests.bench import content

_BLANK = "samtycke-vuxen"


def _rules() -> bytes:
    explain_all(content.situation())
    return b""


def _render(name: str) -> Callable[[], bytes]:
    options = RenderOptions(manifest=content.documents().manifest)
    return partial(get_format(name).render, content.agreement(), options)


def _repeat() -> Callable[[], bytes]:
    options, cache = RenderOptions(manifest=content.documents().manifest), FileCache()
    return lambda: cache.files([Order("pdf", content.agreement(), options)], make_files)[0]


def _form() -> Callable[[], bytes]:
    found = _found_blank()
    document = blank_form(content.library(), *found, content.DAY)
    return partial(get_format("pdf").render, document, RenderOptions(fillable=True))


def _form_again() -> Callable[[], bytes]:
    from generator.web.blank_files import BlankEdition, BlankFiles

    files, wanted = BlankFiles(), BlankEdition(*_found_blank(), SWEDISH_ID)
    return lambda: files.get(content.library(), wanted, "pdf", content.DAY).content


def _service() -> Callable[[], bytes]:
    """A whole worker of the service, which makes every file of an agreement and a form in its own process."""
    from generator.settings import from_environment  # here, so that the other rows are not weighed with the service
    from generator.storage.database import create_or_migrate
    from generator.web.app import create_app

    folder = TemporaryDirectory(prefix="matning-")
    settings = from_environment({"GENERATOR_VAR": folder.name})
    create_or_migrate(settings.database_url)
    app = create_app(settings, content.library())
    files = content.documents()
    options = RenderOptions(manifest=files.manifest, signature_fields=True)
    orders = [Order(name, document, options) for document in files.documents for name in ("docx", "pdf")]

    def make() -> bytes:
        with app.app_context():
            _form()()
            return b"".join(make_files(orders))

    return make


def _found_blank():
    plans = content.library().plans.values()
    return next((plan, blank) for plan in plans for blank in plan.blanks if blank.id == _BLANK)


def _docxtpl() -> Callable[[], bytes]:
    template, data = content.docxtpl_template(), content.template_data()

    def make() -> bytes:
        filled, stream = DocxTemplate(BytesIO(template)), BytesIO()
        filled.render(data, autoescape=True)
        filled.save(stream)
        return stream.getvalue()

    return make


MAKERS: dict[str, Callable[[], Callable[[], bytes]]] = {
    "regler": lambda: _rules,
    "docx": lambda: _render("docx"),
    "pdf": lambda: _render("pdf"),
    "pdf-igen": _repeat,
    "blankett": _form,
    "blankett-igen": _form_again,
    "docxtpl": _docxtpl,
    "tjansten": _service,
}


def measure(name: str, times: int) -> dict[str, object]:
    """Seconds of each run after a first one that does not count, by the clock and of the processor, peak memory of the
    process, size of the file."""
    make = MAKERS[name]()
    made = make()
    taken, work = [], []
    for _ in range(times):
        start, worked = perf_counter(), process_time()
        made = make()
        taken.append(perf_counter() - start)
        work.append(process_time() - worked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"times": taken, "work": work, "peak_kb": peak, "size": len(made)}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
