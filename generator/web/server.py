"""Starts the service: settings, database, library, then gunicorn with a few workers. Speaks Swedish about it."""

from __future__ import annotations

import errno
import logging
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from generator import clock
from generator.errors import GeneratorError, SettingsError
from generator.formats.production import open_production
from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir
from generator.settings import DocumentSettings, Settings, from_environment
from generator.storage.database import create_or_migrate, open_database
from generator.storage.organisations import OrganisationStore
from generator.web.app import create_app
from generator.web.identity.granted import read_rules, remarks_on
from generator.web.job_runner import JobRunner
from generator.web.log import LOGGER
from generator.web.server_log import LEVEL, AnswerlessLog
from generator.web.slow_clients import TimedRequests, TimedWorker
from generator.web.work_pool import DocumentProcesses, Processes
from generator.web.work_process import leave_no_memory_image

_WORKERS = 2
_THREADS = 8  # at most half of them make documents or wait for their turn, and two read files; the others show pages
_LONGEST_TMPDIR = 70
"""A socket's path has at most 107 characters, and Python's own names in the folder take 34."""
_SECONDS_PER_REQUEST = 60
_MEMORY = Path("/dev/shm")  # noqa: S108 - nothing of ours is read there; gunicorn only touches a file as a sign of life


def serve(host: str | None = None, port: int | None = None) -> int:
    """Serve until stopped. Returns the exit code: 1 with a Swedish message when the service cannot start."""
    try:
        settings = from_environment(host=host, port=port)
        _refuse_long_temporary_folder()
        _refuse_taken_port(settings)
        library = load_library(clauses_dir())
        _try_out(settings.documents)
        create_or_migrate(settings.database_url)
        _tell_about_roles(settings)
    except GeneratorError as error:
        print(error, file=sys.stderr)
        return 1
    _log_to_stderr()
    leave_no_memory_image()
    _Server(settings, library).run()
    return 0


def _try_out(documents: DocumentSettings) -> None:
    """Raise SettingsError for a look or a seal that will not do, before any worker meets it, and tell of warnings."""
    production = open_production(documents.look, documents.seal, documents.seal_password, clock.now)
    for remark in production.appearances.remarks:
        print(remark, file=sys.stderr)


def _tell_about_roles(settings: Settings) -> None:
    """Raise SettingsError for a file of roles that cannot be read, and tell what in it gives nothing as things are."""
    if settings.openid is None:
        return
    rules = read_rules(settings.openid)
    engine = open_database(settings.database_url)
    for remark in remarks_on(rules, OrganisationStore(engine).all()):
        print(remark, file=sys.stderr)
    engine.dispose()


def _refuse_long_temporary_folder() -> None:
    """Raise SettingsError where the path leaves no room for the sockets that our processes meet at."""
    folder = tempfile.gettempdir()
    if len(folder.encode()) > _LONGEST_TMPDIR:
        raise SettingsError(
            f"TMPDIR är för lång: ”{folder}”. Tjänstens processer möts i den mappen, och där får sökvägen ha högst "
            f"{_LONGEST_TMPDIR} tecken. Ange en kortare."
        )


def _refuse_taken_port(settings: Settings) -> None:
    """Raise SettingsError when another program answers there already; gunicorn would try for five seconds."""
    family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise SettingsError(_bind_words(settings, error)) from error


def _bind_words(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Porten {settings.port} är upptagen. Kanske är tjänsten redan i gång på {address_of(settings)}. "
            "Stoppa det som svarar där eller välj en annan port med --port."
        )
    if error.errno == errno.EACCES:
        return f"Porten {settings.port} kräver högre rättigheter. Välj en port över 1023 med --port."
    return f"Det går inte att svara på {settings.host}, port {settings.port}. Välj en annan adress eller port."


def address_of(settings: Settings) -> str:
    """Where a browser finds the service."""
    return f"http://{settings.host}:{settings.port}"


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn told by us alone: no command line, no configuration file."""

    def __init__(self, settings: Settings, library: Library) -> None:
        self._settings = settings
        self._library = library
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn before anything else."""
        chosen: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": _WORKERS,
            "worker_class": f"{TimedWorker.__module__}.{TimedWorker.__name__}",
            "threads": _THREADS,
            "timeout": _SECONDS_PER_REQUEST,
            "loglevel": LEVEL,
            "logger_class": AnswerlessLog,
            "accesslog": None,  # our own log has no addresses and no query strings
            "control_socket_disable": True,
            "worker_tmp_dir": str(_MEMORY) if _MEMORY.is_dir() else None,
            "worker_exit": lambda _, __: self._runner.stop(),
            "when_ready": lambda _: print(f"Öppna {address_of(self._settings)}", flush=True),
        }
        for name in self.cfg.settings.keys() & chosen:  # an older gunicorn lacks the control socket
            self.cfg.set(name, chosen[name])

    def load(self) -> TimedRequests:
        """The application of one worker. The library was read once, before the workers were made."""
        processes = DocumentProcesses()
        processes.warm_up()
        self._runner = JobRunner(self._settings.database_url)
        self._runner.start()
        readers = Processes(at_once=1, waiting=1)
        made = create_app(self._settings, self._library, make_files=processes.make_files, apart=readers.call)
        return TimedRequests(made)
