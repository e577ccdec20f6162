"""The pages over HTTP: this machine alone, this folder alone."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import InputError
from pipeline.report import serve

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "charts").mkdir(parents=True)
    (site / "index.html").write_text("<h1>页</h1>", encoding="utf-8")
    (site / "charts/a.svg").write_text("<svg/>", encoding="utf-8")
    (site / "charts/index.html").write_text("charts", encoding="utf-8")
    (site / ".hidden").write_text("no", encoding="utf-8")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "secret.txt").write_text("no", encoding="utf-8")
    return site


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    with serve.server(folder, Path.read_bytes, port=0) as listening:
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening.server_address[1]
        listening.shutdown()
        thread.join()


def ask(port: int, path: str, *, method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(serve.HOST, port, timeout=5)
    # As it is written: a library that asks would tidy the path up.
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{serve.HOST}:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, dict(answer.headers), answer.read()
    connection.close()
    return found


def test_a_page_comes_with_its_type_and_is_not_kept(port: int) -> None:
    status, headers, body = ask(port, "/")
    assert (status, body.decode()) == (200, "<h1>页</h1>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert ask(port, "/charts/a.svg?x=1")[1]["Content-Type"] == "image/svg+xml"
    assert ask(port, "/charts")[1]["Location"] == "/charts/"
    assert ask(port, "/", method="HEAD")[2] == b""


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/charts/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt",
        "//../secret.txt", "/out.txt", "/.hidden", "/%00", "/missing.html", "http://elsewhere/../secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_the_folder_is_there(port: int, path: str) -> None:
    status, _, body = ask(port, path)
    assert (status, b"no\n" in body) == (404, False)


def test_a_name_of_elsewhere_that_points_here_is_turned_away(port: int) -> None:
    assert ask(port, "/", host=f"elsewhere.example:{port}")[0] == 403
    assert ask(port, "/", host=f"localhost:{port}")[0] == 200


def test_nothing_can_be_sent(port: int) -> None:
    assert ask(port, "/", method="POST")[0] == 501


def test_only_this_machine_reaches_it(folder: Path) -> None:
    with serve.server(folder, Path.read_bytes, port=0) as listening:
        assert listening.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port}: cannot listen there .*; choose another with --port"):
            serve.server(folder, Path.read_bytes, port=port)


def test_the_command_says_where_and_ends_in_peace(folder: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "serve", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        port = int(line.split("/")[2].rpartition(":")[2])
        assert ask(port, "/")[0] == 200
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=10)
    finally:
        running.kill()
    assert (running.returncode, said) == (0, "stopped\n")
