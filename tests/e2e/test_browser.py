# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The libraries that `make setup` puts in place load under a strict security policy."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

import koppelkans

VENDOR = Path(koppelkans.__file__).parent / "web" / "static" / "vendor"


POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:"


class Handler(SimpleHTTPRequestHandler):
    """Serves the vendor folder under a policy that forbids eval and inline scripts."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=VENDOR)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("htmx/htmx.min.js", "htmx"),
        ("vega/vega.min.js", "vega"),
        ("vis-timeline/vis-timeline-graph2d.min.js", "vis"),
    ],
)
def test_script_defines_what_the_pages_use(
    page: Page, address: str, script: str, name: str
) -> None:
    page.goto(f"{address}/index.json")
    page.add_script_tag(url=f"{address}/{script}")
    assert page.evaluate("name => name in window", name)


def test_map_library_is_a_module(page: Page, address: str) -> None:
    page.goto(f"{address}/index.json")
    load = "async address => 'Map' in await import(address)"
    assert page.evaluate(load, f"{address}/maplibre/maplibre-gl.mjs")


def test_charts_are_drawn_without_eval(page: Page, address: str) -> None:
    page.goto(f"{address}/index.json")
    for script in [
        "vega/vega.min.js",
        "vega-lite/vega-lite.min.js",
        "vega-embed/vega-embed.min.js",
    ]:
        page.add_script_tag(url=f"{address}/{script}")
    draw = """async address => {
        const { expressionInterpreter } = await import(address);
        const chart = {
            data: { values: [{ year: 2027, cost: 3 }, { year: 2028, cost: 5 }] },
            transform: [{ calculate: "datum.cost * 2", as: "double" }],
            mark: "bar",
            encoding: { x: { field: "year" }, y: { field: "double", type: "quantitative" } },
        };
        await vegaEmbed(document.body, chart, {
            ast: true, expr: expressionInterpreter, renderer: "svg", actions: false,
        });
        return document.querySelectorAll("svg .mark-rect path").length;
    }"""
    assert page.evaluate(draw, f"{address}/vega-interpreter/vega-interpreter.js") == 2
