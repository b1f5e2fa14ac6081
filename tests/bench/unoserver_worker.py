"""Measures a LibreOffice that runs all the time: ``python3 unoserver_worker.py SOFFICE FILE TIMES``.

Runs on the Python of the system, for which alone its bridge to LibreOffice is built, with unoserver on PYTHONPATH.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from xmlrpc.client import Fault, ServerProxy

_TAGGED = ["UseTaggedPDF=true"]
_PATIENCE = 60
_WARM_UP = 3
"""Documents that do not count: a process grows faster during its first few."""


def main(soffice: str, source: Path, times: int) -> dict[str, object]:
    """Seconds by the clock and of the processor for each tagged export, peak memory, size of the file."""
    port, inner = _free_ports()
    with TemporaryDirectory(prefix="unoserver-", ignore_cleanup_errors=True) as profile:
        command = [
            sys.executable, "-m", "unoserver.server", "--quiet", "--port", str(port), "--uno-port", str(inner),
            "--executable", soffice, "--user-installation", profile,
        ]  # fmt: skip
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            with ServerProxy(f"http://127.0.0.1:{port}", allow_none=True) as proxy:
                _wait_for(proxy, server)
                return _measured(proxy, server.pid, source, source.with_suffix(".pdf"), times)
        finally:
            # At once, with all that it has started: asked nicely, LibreOffice at times never ends.
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(_PATIENCE)


def _measured(proxy: ServerProxy, server: int, source: Path, made: Path, times: int) -> dict[str, object]:
    taken, work = [], []
    for _ in range(_WARM_UP):
        _convert(proxy, source, made)
    for _ in range(times):
        start, before = perf_counter(), _processor(server)
        _convert(proxy, source, made)
        taken.append(perf_counter() - start)
        work.append(_processor(server) - before)
    peak = max(_peak(process) for process in _family(server))
    return {"times": taken, "work": work, "peak_kb": peak, "size": made.stat().st_size}


def _convert(proxy: ServerProxy, source: Path, made: Path) -> None:
    """What unoserver's own client does, with an open connection: from a file, to a file, and the contents left as they
    are, since to fill in page numbers there takes longer."""
    proxy.convert(str(source), None, str(made), "pdf", None, _TAGGED, False, None, None)


def _wait_for(proxy: ServerProxy, server: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            proxy.info()
            return
        except (OSError, Fault):
            if server.poll() is not None or monotonic() > until:
                raise
            sleep(0.2)


def _free_ports() -> list[int]:
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    ports = [each.getsockname()[1] for each in opened]
    for each in opened:
        each.close()
    return ports


def _family(server: int) -> list[int]:
    """The server and all that it has started."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = [server]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _parent(process: Path) -> int:
    try:
        return int(_fields(process)[1])
    except OSError:
        return 0


def _fields(process: Path) -> list[str]:
    """What the system tells of a process after its name, which may hold anything."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def _processor(server: int) -> float:
    """Seconds of processor time that the server and all that it has started have had."""
    ticks = sum(sum(map(int, _fields(Path(f"/proc/{process}"))[11:13])) for process in _family(server))
    return ticks / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> int:
    """The most memory that a process has held, in kB."""
    status = Path(f"/proc/{process}/status").read_text()
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


if __name__ == "__main__":
    soffice, source, times = sys.argv[1:]
    print(json.dumps(main(soffice, Path(source), int(times))))
