# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""`koppelkans site serve` behind a real proxy: who asks is believed from that proxy only."""

import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.web.site.test_settings import GOOD, MAIN, SAYS_THAT_IT_COMPILES, environment, run

pytestmark = pytest.mark.elsewhere

HOST = "plan.example.nl"
PROXY, ELS, ANNE = "127.0.0.1", "127.0.0.2", "127.0.0.3"
INVENTED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
WRONG_TOKEN = {"Authorization": "Bearer wrong"}


class Proxy(BaseHTTPRequestHandler):
    """What nginx does by the guide: says itself who asks, whatever the asker says."""

    behind = 0

    def do_GET(self) -> None:
        sent = {k: v for k, v in self.headers.items() if not k.lower().startswith("x-forwarded")}
        sent |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "https"}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with closing(HTTPConnection("127.0.0.1", self.behind, timeout=60)) as inner:
            inner.request(self.command, self.path, body or None, sent)
            response = inner.getresponse()
            content = response.read()
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815  # as the library calls it

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """An installation that is being served, and the proxy before it."""

    data: Path
    port: int
    proxy_port: int

    def ask(  # a request has so many parts
        self, asker: str, path: str, *, direct: bool = False, data: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[HTTPResponse, str]:  # fmt: skip
        port = self.port if direct else self.proxy_port
        connection = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(asker, 0))
        sent = {"Host": HOST, **(headers or {})}
        if data is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded"}
        with closing(connection):
            method, body = ("GET", None) if data is None else ("POST", urlencode(data))
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            return response, response.read().decode()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data, port = tmp_path_factory.mktemp("site"), _free_port()
    variables = {**GOOD, "KOPPELKANS_PROXIES": PROXY}
    assert run(data, "-c", SAYS_THAT_IT_COMPILES, "site", "upgrade", **variables).returncode == 0
    command = [sys.executable, "-c", MAIN, "site", "serve", "--port", str(port),
               "--processes", "1"]  # fmt: skip
    with (data / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment(data, **variables), stdout=log,
                                  stderr=log)  # fmt: skip
    handler = type("Before", (Proxy,), {"behind": port})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    found = Site(data, port, proxy.server_address[1])
    try:
        _wait(found, server)
        yield found
    finally:
        proxy.shutdown()
        proxy.server_close()
        server.terminate()
        server.wait(30)


def _wait(site: Site, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert server.poll() is None, (site.data / "log").read_text()
        try:
            site.ask(PROXY, "/health/alive", direct=True)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError((site.data / "log").read_text())


def test_page_is_shown_through_the_proxy_and_sent_to_https_past_it(site: Site) -> None:
    assert site.ask(ELS, "/inloggen/")[0].status == 200
    past, _text = site.ask(ELS, "/inloggen/", direct=True, headers=INVENTED)
    assert past.status == 301
    assert past.getheader("Location") == f"https://{HOST}/inloggen/"


def test_guesses_are_counted_by_who_asks(site: Site) -> None:
    answers = [site.ask(ELS, "/v1/areas", headers=WRONG_TOKEN)[0].status for _ in range(42)]
    assert 429 in answers
    disguised = [
        site.ask(ELS, "/v1/areas", headers={**WRONG_TOKEN, **INVENTED})[0].status for _ in range(42)
    ]
    assert 429 in disguised
    assert site.ask(ANNE, "/v1/areas", headers=WRONG_TOKEN)[0].status == 401


def test_audit_log_says_who_asked(site: Site) -> None:
    page, text = site.ask(ANNE, "/inloggen/")
    cookie = str(page.getheader("Set-Cookie")).partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert token
    said = {"csrfmiddlewaretoken": token[1], "username": "els@example.nl", "password": "wrong"}
    headers = {"Cookie": cookie, "Referer": f"https://{HOST}/inloggen/", **INVENTED}
    assert site.ask(ANNE, "/inloggen/", data=said, headers=headers)[0].status == 200
    with closing(sqlite3.connect(site.data / "koppelkans.sqlite3")) as database:
        rows = database.execute("SELECT action, address FROM access_auditevent").fetchall()
    assert rows
    assert {address for _action, address in rows} == {ANNE}
