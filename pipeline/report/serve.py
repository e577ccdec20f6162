"""A folder of pages over HTTP, for the same machine only: some browsers keep nothing for a page that was opened from a folder."""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "127.0.0.1"


def inside(folder: Path, address: str) -> Path | None:
    """The file below ``folder`` that the path of a request means; null where there is none, or it leads outside.

    Links are followed before that is decided, hidden files are none, and a folder means its ``index.html``.

    >>> inside(Path(), "/../secret.html") is inside(Path(), "/%2e%2e/secret.html") is None
    True
    """
    wanted = unquote(urlsplit(address).path)
    parts = [part for part in wanted.split("/") if part]
    if "\0" in wanted or "\\" in wanted or any(part.startswith(".") for part in parts):
        return None
    root = folder.resolve()
    place = root.joinpath(*parts).resolve()
    if place.is_dir():
        place = (place / "index.html").resolve()
    return place if place.is_file() and place.is_relative_to(root) else None


def server(folder: Path, read: Callable[[Path], bytes], *, port: int) -> ThreadingHTTPServer:
    """A server of the files below ``folder`` on 127.0.0.1; ``read`` opens them, port 0 takes any that is free.

    Answers GET and HEAD alone. A request that names another host is turned away, or a page elsewhere could
    have its own name point here and read what is served. Raises InputError where the port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        server_version = "report-metrics"
        sys_version = ""

        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            at = self.connection.getsockname()[1]
            if self.headers.get("Host") not in (f"{HOST}:{at}", f"localhost:{at}"):
                self.send_error(HTTPStatus.FORBIDDEN)
                return
            place = inside(folder, self.path)
            if place is None:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            if place.name == "index.html" and not urlsplit(self.path).path.endswith(("/", "/index.html")):
                # Without the slash, the links of the page would lead one folder too high.
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", "/" + place.parent.relative_to(folder.resolve()).as_posix() + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            content = read(place)
            kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is the base class's
            """Say nothing: what was asked for is of no interest to the one who asks."""

    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        raise InputError(f"port {port}: cannot listen there ({error.strerror}); choose another with --port") from None
    except OverflowError:
        raise InputError(f"port {port}: there is no such port; choose one below 65536") from None
