"""Whoever sends slowly, sends without end or asks for too much keeps nobody else waiting."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.real_server import RealServer, Visitor, real_server

_SHORT = """
from generator.web import slow_clients
slow_clients.READING_SECONDS = 2.0
"""
THREADS = 2 * 8


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with real_server(tmp_path_factory.mktemp("server"), _SHORT) as made:
        yield made


def connected(server: RealServer) -> socket.socket:
    host, port = server.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def hung_up(connection: socket.socket) -> bool:
    """Whether the other side has ended the connection, perhaps with an answer first."""
    with contextlib.suppress(ConnectionError):
        while connection.recv(65536):
            pass
    return True


SLOW = {
    "headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
    "body": b"POST /person/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\na=",
    "chunks": b"POST /person/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n5\r\na=",
}


@pytest.mark.parametrize("part", sorted(SLOW))
def test_whoever_sends_one_byte_a_second_is_hung_up_on(server: RealServer, part: str) -> None:
    began = time.monotonic()
    with connected(server) as slow:
        slow.sendall(SLOW[part])
        with contextlib.suppress(OSError):
            while time.monotonic() - began < 20:
                time.sleep(0.5)
                slow.sendall(b"a")
        assert hung_up(slow)
    assert time.monotonic() - began < 15


def test_a_crowd_of_slow_clients_keeps_the_others_waiting_for_seconds_only(server: RealServer) -> None:
    with contextlib.ExitStack() as crowd:
        for _ in range(2 * THREADS):
            crowd.enter_context(connected(server)).sendall(SLOW["headers"])
        began = time.monotonic()
        assert Visitor(server.address).get("/").status == 200
        assert time.monotonic() - began < 20


def test_a_slow_client_that_keeps_sending_is_let_be(server: RealServer) -> None:
    body = b"a=" + b"b" * 1_000_000
    with connected(server) as slow:
        slow.sendall(
            b"POST /finns-inte HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        for start in range(0, len(body), 200_000):
            time.sleep(0.7)
            slow.sendall(body[start : start + 200_000])
        assert slow.recv(100).startswith(b"HTTP/1.1 404")


SMUGGLED = {
    "two lengths": b"Content-Length: 5\r\nContent-Length: 6\r\n\r\na=bcd",
    "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "odd chunks": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "negative length": b"Content-Length: -5\r\n\r\n",
    "line folding": b"X-Y: a\r\n b\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("kind", sorted(SMUGGLED))
def test_a_request_hidden_in_another_is_refused(server: RealServer, kind: str) -> None:
    with connected(server) as crafty:
        crafty.sendall(b"POST /person/x HTTP/1.1\r\nHost: 127.0.0.1\r\n" + SMUGGLED[kind])
        answer = b""
        while piece := crafty.recv(65536):
            answer += piece
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501"))
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"127.0.0.1" not in answer.partition(b"\r\n\r\n")[2]


def test_endless_headers_are_refused(server: RealServer) -> None:
    began = time.monotonic()
    with connected(server) as endless:
        with contextlib.suppress(ConnectionError):
            endless.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            for number in range(20_000):
                endless.sendall(b"X-%d: %s\r\n" % (number, b"a" * 100))
        assert hung_up(endless)
    assert time.monotonic() - began < 10
    assert Visitor(server.address).get("/").status == 200


def test_the_log_of_broken_requests_holds_nothing_of_them(server: RealServer, tmp_path: Path) -> None:
    with connected(server) as broken:
        broken.sendall(b"POST /person/x?Zetterqvist HTTP/1.1\r\nHost: 127.0.0.1\r\nZetterqvist\r\n\r\n")
        assert hung_up(broken)
    with connected(server) as broken:
        broken.sendall(b"\x16\x03\x01Zetterqvist\r\n\r\n")
        assert hung_up(broken)
    assert "Zetterqvist" not in server.log


_BREAKING = """
from generator.web import slow_clients
def broken(self, environ, start_response):
    raise ValueError("Zetterqvist")
slow_clients.TimedRequests.__call__ = broken
"""


def test_an_error_outside_every_page_is_logged_without_its_message_and_address(tmp_path: Path) -> None:
    with real_server(tmp_path, _BREAKING) as server:
        assert Visitor(server.address).get("/klausuler/?Zetterqvist").status == 500
        assert "Error handling request ValueError" in server.log
        assert "Zetterqvist" not in server.log
        assert "/klausuler" not in server.log
