"""Documents that make trouble for the process that makes them. They travel to it as any document does."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.formats.options import RenderOptions
from generator.formats.orders import Order

PR_GET_DUMPABLE = 3
TYPED = "Zetterqvist-Åhman"


class Troublesome:
    """Does something when its first attribute is read, as a format does."""

    def __init__(self, do: Callable[[], object]) -> None:
        self._do = do

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._do()


class Unpackable:
    """Fails when it is unpacked on the other side, with what was typed in its message."""

    def __reduce__(self) -> tuple[object, ...]:
        return int, (TYPED,)


def sleep() -> None:
    time.sleep(300)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eat_memory() -> object:
    return bytearray(8_000_000_000)


def fail() -> None:
    raise ValueError(f"could not print {TYPED}")


def shout() -> None:
    os.write(1, TYPED.encode())
    os.write(2, TYPED.encode())
    raise ValueError(TYPED)


def tell_who_and_sleep(file: str) -> None:
    Path(file).write_text(f"{os.getpid()}\n", encoding="ascii")
    sleep()


def tell_limits(file: str) -> None:
    """What the kernel may write of this process's memory: the limits of a core file, and whether it may at all."""
    allowed = ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)
    Path(file).write_text(" ".join(map(str, (*resource.getrlimit(resource.RLIMIT_CORE), allowed))), encoding="ascii")
    fail()


def order(do: Callable[[], object]) -> Order:
    """An order that ends in trouble."""
    return Order("txt", Troublesome(do), RenderOptions())  # type: ignore[arg-type]


def start_a_program_and_sleep(file: str) -> None:
    """Tells which program it started, and where it may write."""
    program = subprocess.Popen(["sleep", "300"])
    folder = tempfile.mkdtemp()
    Path(file).write_text(f"{program.pid} {folder}", encoding="utf-8")
    sleep()


def write_without_end() -> None:
    with tempfile.TemporaryFile() as stream:
        while True:
            stream.write(bytes(10_000_000))
