"""A disk that really gets full, in the middle of work: it is told in Swedish, and nothing that was saved is lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import urllib.parse
from functools import partial
from pathlib import Path

import pytest

from generator.storage.agreements import AgreementStore
from generator.storage.database import create_or_migrate, open_database
from generator.storage.errors import DiskFull
from generator.storage.events import verify_chain
from generator.web.agreement import VERSION_FIELD
from tests.storage.known import change, plan
from tests.tools import REPOSITORY
from tests.web.pages import Form
from tests.web.real_server import Visitor, real_server
from tests.web.small_disk import small_disk

NEW = "/overenskommelse/ny/samverkansoverenskommelse"
LONG = "Ett långt stycke om hur arbetet går till. " * 12


def command_line(*given: str, var: Path, **limits: int) -> subprocess.CompletedProcess[str]:
    """Our command line, with a limit of how large a file may be."""
    environment = {**os.environ, "GENERATOR_VAR": str(var), "PYTHONPATH": str(REPOSITORY)}
    largest = limits.get("largest", -1)
    return subprocess.run(
        [sys.executable, "-m", "generator", *given],
        env=environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest, largest)),
    )


def test_a_save_on_a_full_disk_is_told_and_what_was_saved_before_is_there(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2_000) as disk:
        url = f"sqlite:///{disk.folder}/x.db"
        create_or_migrate(url)
        engine = open_database(url)
        store = AgreementStore(engine)
        first = store.create(plan(), change({"namn": "först"}))
        disk.fill(leave=100_000)
        saved = 1
        with pytest.raises(DiskFull, match="Disken är full"):
            while True:
                saved = store.save(first.id, plan(), saved, change({"namn": f"{saved + 1} {LONG * 20}"}))
        assert saved > 1
        kept = store.read(first.id)
        assert (kept.version, str(kept.answers["namn"]).split()[0]) == (saved, str(saved))
        disk.empty()
        assert store.save(first.id, plan(), saved, change({"namn": "efter"})) == saved + 1
        assert verify_chain(engine).broken is None
        engine.dispose()


def test_a_page_saved_on_a_full_disk_says_so_keeps_what_was_saved_and_works_again_afterwards(tmp_path: Path) -> None:
    with small_disk(tmp_path / "var", 3_000) as disk, real_server(tmp_path) as server:
        visitor = Visitor(server.address).sign_in()
        onward = str(visitor.send(visitor.get(NEW).page.form().set("kommuner-sok", "Bjurholm")).headers["Location"])
        address = urllib.parse.urlsplit(onward).path
        form = visitor.get(address).page.form()
        field = next(name for name, _ in form.fields if name.endswith("-namn"))

        def save(version: int) -> int:
            return visitor.send(_named(form, field, f"nummer {version + 1}", version)).status

        disk.fill(leave=20_000)
        version = 1
        while save(version) == 303:
            version += 1
            assert version < 500
        refused = visitor.send(_named(form, field, "for mycket", version))
        assert refused.status == 503
        assert "Disken är full, så inget kan sparas." in refused.page.text
        assert f"nummer {version}" in visitor.get(address).page.value(field) or version == 1
        disk.empty()
        assert save(version) == 303
        assert visitor.get(address).page.value(field) == f"nummer {version + 1}"
        assert "Traceback" not in server.log


def _named(form: Form, field: str, name: str, version: int) -> Form:
    return Form(form.action, list(form.fields)).set(field, name).set(VERSION_FIELD, str(version))


def test_a_pdf_whose_fonts_do_not_fit_is_told_and_made_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "tmp", 1_500) as disk, real_server(tmp_path) as server:
        visitor = Visitor(server.address)
        (blank,) = visitor.get("/blanketter").page.soup.select(".downloads a[href$='.pdf']")[:1]
        assert visitor.get(blank["href"].replace(".pdf", ".docx")).is_file
        server.come_to_rest()  # a worker that gets ready writes fonts for a moment, and gives their room back
        disk.fill()
        told = visitor.get(blank["href"])
        assert told.status == 500
        assert "Dokumentet gick inte att göra" in told.page.heading
        assert "Disken är full" in told.page.text
        assert "Traceback" not in server.log
        disk.empty()
        assert visitor.get(blank["href"]).body.startswith(b"%PDF")


def test_a_backup_on_a_full_disk_is_told_and_leaves_the_older_one_whole(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir()
    create_or_migrate(f"sqlite:///{var}/samverkan.db")
    with small_disk(tmp_path / "disk", 200) as disk:
        older = disk.folder / "kopia.zip"
        assert command_line("backup", str(older), var=var).returncode == 0
        content = older.read_bytes()
        disk.fill()
        refused = command_line("backup", str(older), var=var)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "disken är full" in refused.stderr
        assert older.read_bytes() == content
        assert {path.name for path in disk.folder.iterdir()} == {"kopia.zip", "barlast"}


def test_a_service_that_starts_on_a_full_disk_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "var", 64) as disk:
        disk.fill()
        refused = command_line("serve", "--port", "1", var=disk.folder)
        assert refused.returncode == 1
        assert refused.stderr.strip()
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("largest", [40_000, 60_000, 80_000])
def test_a_backup_larger_than_the_system_allows_is_told_and_leaves_nothing_half_done(
    tmp_path: Path, largest: int
) -> None:
    """Everybody can try this, also where no disk can be mounted."""
    var = tmp_path / "var"
    var.mkdir()
    url = f"sqlite:///{var}/samverkan.db"
    create_or_migrate(url)
    engine = open_database(url)
    for number in range(30):
        AgreementStore(engine).create(plan(), change({"namn": os.urandom(3_000).hex(), "nummer": str(number)}))
    engine.dispose()
    refused = command_line("backup", str(tmp_path / "kopia.zip"), var=var, largest=largest)
    assert refused.returncode == 2
    assert "Det går inte att skriva" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_a_document_whose_fonts_the_system_does_not_allow_is_told(tmp_path: Path) -> None:
    program = """
import resource
from generator.errors import RenderError
from generator.formats.options import RenderOptions
from generator.formats.orders import Order, make_files
from tests.formats.sample import sample_form
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
try:
    make_files([Order("pdf", sample_form(), RenderOptions())])
except RenderError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert done.stdout.startswith("Disken är full, så typsnitten får inte plats."), done.stderr
    assert list(tmp_path.iterdir()) == []
