# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each page and answer costs the processor, in an area of 500 tasks.

`python -m bench.each` prints a table in Markdown: processor milliseconds of one request in one
server process, on SQLite. First: the very first time that a page of this programme is shown. After
a change: somebody else has just changed a task. Otherwise: eight people, one after the other.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from bench.city.build import generate_case
from bench.people import ASKED, PAGES
from bench.prepare import Prepared, prepare

PEOPLE = 8
FORM = "invullen/opgaven/bewerken/{task}/"


def main() -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.each", description=__doc__)
    parser.add_argument("--tasks", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="koppelkans-bench-") as folder:
        os.environ |= {
            "KOPPELKANS_DATA": folder, "KOPPELKANS_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "koppelkans.web.settings",
            "KOPPELKANS_API_REQUESTS_PER_MINUTE": "100000",
        }  # fmt: skip
        _measure(prepare(generate_case(asked.tasks), PEOPLE))
    return 0


def _measure(prepared: Prepared) -> None:
    from django.test import Client  # noqa: PLC0415  # Django is ready only now

    area, api = f"/gebieden/{prepared.slug}/", f"/v1/areas/{prepared.slug}"
    readers, programs = [], []
    for member in prepared.members:
        reader = Client(headers={"accept-encoding": "gzip"})
        reader.cookies["sessionid"] = member.cookie
        readers.append(reader)
        programs.append(Client(headers={"accept-encoding": "gzip",
                                        "authorization": f"Bearer {member.token}"}))  # fmt: skip

    def change() -> float:
        task = quote(prepared.members[-1].tasks[0])
        text = json.dumps({"reason": f"As of {time.time()}"})
        address, headers = f"{api}/tasks/{task}", {"if-match": "*"}
        return _cost(lambda: programs[-1].patch(address, text, "application/json", headers=headers))

    def page(number: int, address: str) -> float:
        task = quote(prepared.members[number].tasks[0])
        return _cost(lambda: readers[number].get(area + address.format(task=task)))

    def answer(number: int, address: str) -> float:
        return _cost(lambda: programs[number].get(api + address))

    print(
        f"Python {platform.python_version()}, {platform.machine()}, load {os.getloadavg()[0]:.1f}"
    )
    print("\n| request | first | after a change | otherwise |\n|---|---|---|---|")
    change()
    print(f"| one change of one task | | | {statistics.mean(change() for _ in range(8)):.0f} |")
    for name in (*PAGES, FORM):
        _tell(f"`{name}`" if name else "area", page, name, change)
    for name in ASKED:
        _tell(f"`/v1/areas/{{area}}{name}`", answer, name, change)


def _tell(
    title: str, ask: Callable[[int, str], float], address: str, change: Callable[[], float]
) -> None:
    first = ask(0, address)
    for number in range(PEOPLE):
        ask(number, address)
    after = []
    for number in range(PEOPLE):
        change()
        after.append(ask(number, address))
    otherwise = statistics.mean(ask(number, address) for number in range(PEOPLE))
    print(f"| {title} | {first:.0f} | {statistics.mean(after):.0f} | {otherwise:.0f} |", flush=True)


def _cost(ask: Callable[[], Any]) -> float:
    """Return the processor milliseconds of a request.

    Raises
    ------
    RuntimeError
        When the answer is not a good one.
    """
    start = time.process_time()
    response = ask()
    spent = 1000 * (time.process_time() - start)
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code}: {response.content[:200]!r}")
    return spent


if __name__ == "__main__":
    sys.exit(main())
