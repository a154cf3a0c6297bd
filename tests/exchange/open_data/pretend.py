# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server that answers as the national services do, with a small town of our own making.

It refuses what the services refuse: unknown parameters, a box without its coordinate system,
pages over 1000. It pages with ``next`` links and can be told to fail first.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from shapely.geometry import box, shape

from koppelkans.exchange.open_data import Service, Services
from koppelkans.exchange.open_data.features import RD_NEW
from koppelkans.exchange.open_data.services import addresses, boundaries, roads, statistics

QUERYABLE = {"buurten": {"buurtcode"}, "wegvakken": {"stt_naam"}}
SILENT = -1


@dataclass
class Failure:
    """What the server does instead of its work, once."""

    status: int = 200
    body: bytes = b"{}"
    content_type: str = "application/geo+json"
    headers: dict[str, str] = field(default_factory=dict)
    promised_bytes: int | None = None
    """Length that it promises, when the answer breaks off before."""


@dataclass
class Pretend:
    """The server: what it holds, what it was asked, how it fails."""

    collections: dict[str, list[dict[str, Any]]]
    tables: dict[str, list[dict[str, Any]]]
    page_size: int = 1000
    crs: str = RD_NEW
    failures: dict[str, list[Failure | None]] = field(default_factory=lambda: defaultdict(list))
    """What goes wrong first, by collection or table; None: once nothing."""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def services(self) -> Services:
        return Services(
            boundaries(f"{self.url}/cbs/ogc/v1"),
            roads(f"{self.url}/rws/ogc/v1"),
            addresses(f"{self.url}/bag/ogc/v2"),
            statistics(f"{self.url}/odata/85984NED"),
        )

    def service(self) -> Service:
        return self.services().boundaries

    def times_asked(self, part: str) -> int:
        return sum(part in path for path in self.asked)


def feature(number: int, geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": f"feature-{number}", "properties": properties,
            "geometry": geometry}  # fmt: skip


@contextmanager
def serve(pretend: Pretend) -> Iterator[Pretend]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pretend.asked.append(self.path)
            pretend.agents.add(self.headers["User-Agent"])
            parts = urlsplit(self.path)
            part = parts.path.removesuffix("/items").rsplit("/", 1)[1]
            waiting = pretend.failures[part]
            failure = waiting.pop(0) if waiting else None
            if failure:
                self.answer(failure)
                return
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            if "/collections/" in parts.path:
                self.answer(_items(pretend, parts.path, query))
            else:
                self.answer(_rows(pretend, parts.path, query))

        def answer(self, failure: Failure) -> None:
            if failure.status == SILENT:
                pretend.released.wait(10)
                return
            self.send_response(failure.status)
            self.send_header("Content-Type", failure.content_type)
            self.send_header("Content-Length", str(failure.promised_bytes or len(failure.body)))
            for name, value in failure.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(failure.body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            pass  # A client that hangs up is what some tests are about.

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    pretend.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield pretend
    finally:
        pretend.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _bad(text: str) -> Failure:
    body = json.dumps({"status": 400, "title": "Bad Request", "detail": text}).encode()
    return Failure(400, body, "application/problem+json")


def _items(pretend: Pretend, path: str, query: dict[str, str]) -> Failure:
    name = path.split("/collections/")[1].removesuffix("/items")
    known = {"f", "limit", "crs", "bbox", "bbox-crs", "cursor", *QUERYABLE.get(name, ())}
    if set(query) - known:
        return _bad(f"unknown query parameter(s) found: {set(query) - known}")
    if int(query.get("limit", 10)) > 1000 or query.get("crs") != RD_NEW:
        return _bad("limit or crs")
    filters = {key: value for key, value in query.items() if key in QUERYABLE.get(name, ())}
    found = [
        item
        for item in pretend.collections[name]
        if all(item["properties"].get(key) == value for key, value in filters.items())
    ]
    if "bbox" in query:
        if query.get("bbox-crs") != RD_NEW:
            return _bad("bbox-crs")
        asked = box(*(float(part) for part in query["bbox"].split(",")))
        found = [item for item in found if shape(item["geometry"]).intersects(asked)]
    start = int(query.get("cursor", 0))
    end = start + min(pretend.page_size, int(query.get("limit", 10)))
    links = [{"rel": "self", "type": "application/geo+json", "href": pretend.url + path}]
    if end < len(found):
        href = f"{pretend.url}{path}?{urlencode({**query, 'cursor': end})}"
        links.append({"rel": "next", "type": "application/geo+json", "href": href})
    page = {"type": "FeatureCollection", "timeStamp": "2026-11-23T12:00:00Z", "links": links,
            "features": found[start:end], "numberReturned": len(found[start:end])}  # fmt: skip
    return Failure(body=json.dumps(page).encode(), headers={"Content-Crs": f"<{pretend.crs}>"})


def _rows(pretend: Pretend, path: str, query: dict[str, str]) -> Failure:
    part = path.rsplit("/", 1)[1]
    rows = pretend.tables.get(part)
    if rows is None or query.get("$format") != "json":
        return _bad("no such entity set")
    if "$filter" in query:
        key, value = query["$filter"].split(" eq ")
        rows = [row for row in rows if row[key].strip() == value.strip("'")]
    start = int(query.get("$skip", 0))
    end = start + pretend.page_size
    page: dict[str, Any] = {"odata.metadata": f"{pretend.url}/$metadata#{part}",
                            "value": rows[start:end]}  # fmt: skip
    if end < len(rows):
        page["odata.nextLink"] = f"{pretend.url}{path}?{urlencode({**query, '$skip': end})}"
    body = json.dumps(page).encode()
    return Failure(body=body, content_type="application/json;odata=minimalmetadata;charset=utf-8")
