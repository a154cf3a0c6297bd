# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""People at work in an area: they read pages, fill in forms, and let programs ask the API."""

import gzip
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlencode

import numpy as np

from bench.prepare import Prepared
from tests.web.records.browsing import read_form

WRITES = 0.2
"""Part of what somebody does that is a change."""
MOST_TRIES = 5
PAGES: Mapping[str, int] = {
    "": 3, "opgaven/": 3, "opgaven/{task}/": 3, "koppelkansen/": 2, "voor-en-na/": 1, "waarde/": 1,
    "verdeling/": 1, "passen-en-meten/": 2, "invullen/": 2, "invullen/opgaven/": 2,
    "invullen/opgaven/blad/": 1, "invullen/tijdlijn/": 1, "invullen/geschiedenis/": 1,
    "zoeken/?q=riool": 1,
}  # fmt: skip
"""Pages of the area, and how often people open each of them compared with the others."""
ASKED: Mapping[str, int] = {"": 1, "/tasks?limit=100": 2, "/places?limit=1000": 1, "/changes": 1}
"""The same for what programs ask."""


@dataclass(frozen=True)
class Seen:
    """One request: how long until the whole answer was there, in ms."""

    kind: str
    name: str
    ms: float
    status: int
    error: str = ""


def tell(name: str, some: list[Seen], goal: str) -> str:
    """Return a row of the table."""
    times = sorted(one.ms for one in some)
    p50, p95 = (times[int(part * (len(times) - 1))] if times else 0.0 for part in (0.5, 0.95))
    errors = sum(bool(one.error) for one in some)
    last = times[-1] if times else 0.0
    return f"| {name} | {len(some)} | {p50:.0f} | {p95:.0f} | {last:.0f} | {goal} | {errors} |"


@dataclass
class Person:
    """Somebody at work, with a browser and a program that keep their connection."""

    number: int
    port: int
    prepared: Prepared
    chance: np.random.Generator
    think_s: float
    seen: list[Seen] = field(default_factory=list)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)
    _connection: HTTPConnection | None = None
    _count: int = 0

    def __post_init__(self) -> None:
        self.me = self.prepared.members[self.number]
        self.area = f"/gebieden/{self.prepared.slug}/"
        self.api = f"/v1/areas/{self.prepared.slug}"
        self._cookies["sessionid"] = self.me.cookie

    def wait_for_server(self) -> None:
        """Wait until the server answers."""
        for _ in range(120):
            try:
                self._send("GET", "/inloggen/", b"", {})
            except OSError:
                time.sleep(0.5)
            else:
                return
        raise TimeoutError("the server does not answer")

    def work_until(self, end: float) -> None:
        """Do one thing after another, with time to think in between."""
        time.sleep(self.chance.uniform(0, min(self.think_s, max(0.0, end - time.monotonic()))))
        while time.monotonic() < end:
            if self.chance.random() < WRITES:
                (self._write_form if self.chance.random() < 0.5 else self._write_api)()
            elif self.chance.random() < 0.8:
                page = self._one_of(PAGES)
                address = page.format(task=quote(str(self.chance.choice(self.me.tasks))))
                self._ask("read", page or "area", "GET", self.area + address)
            else:
                asked = self._one_of(ASKED)
                self._ask("read", "/v1…" + asked, "GET", self.api + asked, is_api=True)
            pause = float(self.chance.exponential(self.think_s))
            time.sleep(max(0.0, min(pause, end - time.monotonic())))

    def _one_of(self, chances: Mapping[str, int]) -> str:
        weights = np.array(list(chances.values()), float)
        return str(self.chance.choice(list(chances), p=weights / weights.sum()))

    def _text(self) -> str:
        self._count += 1
        return f"Person {self.number} says {self._count}"

    def _write_form(self) -> None:
        """Open the form of a task, change its reason, and save."""
        key, text = str(self.chance.choice(self.me.tasks)), self._text()
        address = f"{self.area}invullen/opgaven/bewerken/{quote(key)}/"
        _status, body, _headers = self._ask("read", "form of a task", "GET", address)
        form = read_form(body.decode())
        reason = next((name for name in form if name.endswith(":reason")), "")
        if not reason:
            self.seen.append(Seen("write", "form", 0.0, 0, "no form"))
            return
        form[reason] = [text]
        form["csrfmiddlewaretoken"] = [self._cookies.get("csrftoken", "")]
        sent = urlencode(form, doseq=True).encode()
        status, _body, _headers = self._ask(
            "write", "form of a task, saved", "POST", address, sent,
            {"Content-Type": "application/x-www-form-urlencoded"}, fine=(303, 409),
        )  # fmt: skip
        if status == 303:
            self.acknowledged.append((key, text))

    def _write_api(self) -> None:
        """Let a program get a task and change its reason, again when somebody was first."""
        key, text = str(self.chance.choice(self.me.tasks)), self._text()
        address = f"{self.api}/tasks/{quote(key)}"
        for _ in range(MOST_TRIES):
            _s, _b, headers = self._ask("read", "/v1…/tasks/{task}", "GET", address, is_api=True)
            status, _body, _headers = self._ask(
                "write", "PATCH /v1…/tasks/{task}", "PATCH", address,
                json.dumps({"reason": text}).encode(),
                {"Content-Type": "application/json", "If-Match": headers.get("etag", "*")},
                is_api=True, fine=(200, 412),
            )  # fmt: skip
            if status == 200:
                self.acknowledged.append((key, text))
            if status != 412:
                return

    def _ask(  # noqa: PLR0913  # a request has so many parts
        self, kind: str, name: str, method: str, address: str, body: bytes = b"",
        headers: Mapping[str, str] | None = None, *, is_api: bool = False,
        fine: tuple[int, ...] = (200, 304),
    ) -> tuple[int, bytes, dict[str, str]]:  # fmt: skip
        """Ask, and note how long it took until all of the answer was there."""
        sent = {"Accept-Encoding": "gzip", **(headers or {})}
        if is_api:
            sent["Authorization"] = f"Bearer {self.me.token}"
        else:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        start = time.perf_counter()
        try:
            status, content, found = self._send(method, address, body, sent)
        except (OSError, HTTPException) as error:
            self._connection = None
            ms = 1000 * (time.perf_counter() - start)
            self.seen.append(Seen(kind, name, ms, 0, repr(error)))
            return 0, b"", {}
        ms = 1000 * (time.perf_counter() - start)
        if found.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        error = "" if status in fine else content[:200].decode(errors="replace")
        self.seen.append(Seen(kind, name, ms, status, error))
        return status, content, found

    def _send(
        self, method: str, address: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes, dict[str, str]]:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self._connection.request(method, address, body or None, dict(headers))
            response = self._connection.getresponse()
        except (OSError, HTTPException):
            # The server closes a connection that was idle; a browser opens another one.
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            self._connection.request(method, address, body or None, dict(headers))
            response = self._connection.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.partition("=")
                self._cookies[cookie] = rest.partition(";")[0]
        return response.status, content, {k.lower(): v for k, v in response.getheaders()}
