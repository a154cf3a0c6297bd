# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two hundred phones in one workshop: every answer once, on the shared screen within a second.

`python -m bench.workshop [PHONES [SECONDS ...]]` starts the real server on an empty data folder
with the database of ``KOPPELKANS_DATABASE_URL``, or a file. Every phone joins, follows live,
fetches its card when the facilitator asks something and answers at a random moment within the
given seconds; one in ten sends its answer twice. It prints a table in Markdown, and fails when an
answer is lost or counted twice, or when one of twenty is on the screen later than a second.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

PHONES, SPREADS = 200, (20.0, 10.0, 5.0)
MOST_SECONDS = 1.0
AGAIN = 10
"""One in so many phones sends its answer twice, as after a lost connection."""

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SERVE = """
import sys
from koppelkans.web.serve import serve
serve(None, port=0, seconds=1)
"""

DRAW = np.random.default_rng(1)
Found = TypeVar("Found")


def need(found: Found | None, what: object = "") -> Found:
    """Return what has to be there.

    Raises
    ------
    RuntimeError
        When it is not.
    """
    if not found:
        raise RuntimeError(f"not as expected: {what}")
    return found


@dataclass
class Answer:
    """One answer of the server."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Phone:
    """A browser that does only what is needed: one connection for each request."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    async def ask(self, path: str, sent: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Ask for a page, or send a form."""
        reader, writer = await self._open(path, sent, headers)
        try:
            status, found = await self._head(reader)
            body = await _body(reader, found)
        finally:
            writer.close()
        return Answer(status, found, body.decode())

    async def follow(self, path: str) -> AsyncIterator[dict[str, Any]]:
        """Yield how a session stands, whenever that changes."""
        reader, writer = await self._open(path, None, {"Accept": "text/event-stream"})
        try:
            status, _ = await self._head(reader)
            need(status == 200, status)
            while line := await reader.readline():
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
        finally:
            writer.close()

    async def _open(
        self, path: str, sent: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = "&".join(f"{k}={v}" for k, v in sent.items()) if sent else ""
        lines = {
            "Host": f"localhost:{self.port}", "Connection": "close",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)), **headers,
        }  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"{'POST' if sent else 'GET'} {path} HTTP/1.1\r\n{head}\r\n{body}".encode())
        await writer.drain()
        return reader, writer

    async def _head(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        status = int((await reader.readline()).split()[1])
        headers: dict[str, str] = {}
        while (line := (await reader.readline()).decode().strip()) != "":
            name, value = line.split(":", 1)
            if name.lower() == "set-cookie":
                key, _, rest = value.strip().partition("=")
                self.cookies[key] = rest.partition(";")[0]
            headers[name.lower()] = value.strip()
        return status, headers


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    return await reader.read()


@dataclass
class Run:
    """What happened: when each answer was sent, and when the screen had counted up to which."""

    sent: dict[int, float] = field(default_factory=dict)
    shown: list[tuple[int, float]] = field(default_factory=list)
    on_screen: int = 0

    def waits(self) -> list[float]:
        """Return for each answer how long it took from the tap to the screen, in seconds."""
        found = []
        for number, begin in self.sent.items():
            at = next((at for last, at in self.shown if last >= number), float("inf"))
            found.append(at - begin)
        return sorted(found)


async def take_part(phone: Phone, code: str) -> None:
    """Join as people do."""
    page = await phone.ask(f"/w/{code}/")
    token = need(TOKEN.search(page.text), page.status)
    joined = await phone.ask(f"/w/{code}/", {"csrfmiddlewaretoken": token[1]})
    need(joined.status == 302, joined.status)


async def answer(phone: Phone, code: str, seconds: float, run: Run) -> None:
    """Wait until something is asked, and answer it at a moment of one's own."""
    first = None
    async for stand in phone.follow(f"/w/{code}/live/"):
        first = stand["version"] if first is None else first
        if stand["version"] == first:
            continue
        await asyncio.sleep(0.3 * DRAW.random())  # As the script of the page does.
        card = await phone.ask(f"/w/{code}/nu/")
        token = need(TOKEN.search(card.text), card.status)
        form = need(re.search(r"/antwoord/(\d+)/", card.text), card.status)
        await asyncio.sleep(seconds * DRAW.random())
        key = DRAW.bytes(8).hex()
        letter = {"csrfmiddlewaretoken": token[1], "key": key, "text": f"antwoord+{key}"}
        path, begin = f"/w/{code}/antwoord/{form[1]}/", time.monotonic()
        told = await phone.ask(path, letter, **{"X-Workshop": "1"})
        need(told.status == 200, told.status)
        run.sent[int(told.headers["x-answer"])] = begin
        if DRAW.integers(AGAIN) == 0:
            again = await phone.ask(path, letter, **{"X-Workshop": "1"})
            need(again.headers["x-answer"] == told.headers["x-answer"], "one answer")
        return


async def watch(screen: Phone, path: str, run: Run, phones: int) -> None:
    """Look at the shared screen until every answer is counted."""
    async for stand in screen.follow(path):
        run.shown.append((stand["last"], time.monotonic()))
        run.on_screen = stand["answers"]
        if stand["answers"] >= phones:
            return


async def play(port: int, session: Any, screen: Phone, seconds: float, phones: int) -> Run:
    """Play one question with all phones."""
    run, path = Run(), f"/gebieden/bloemenbuurt/workshop/{session.pk}/"
    hall = [Phone(port) for _ in range(phones)]
    for start in range(0, phones, 20):
        await asyncio.gather(*(take_part(p, session.code) for p in hall[start : start + 20]))
    watching = asyncio.create_task(watch(screen, path + "live/", run, phones))
    answering = [asyncio.create_task(answer(p, session.code, seconds, run)) for p in hall]
    await asyncio.sleep(5)
    page = await screen.ask(path)
    token = need(TOKEN.search(page.text), page.status)
    step = {"csrfmiddlewaretoken": token[1], "version": str(session.version), "do": "ask"}
    need((await screen.ask(path + "stap/", step)).status == 302, "the question is asked")
    await asyncio.gather(*answering)
    await asyncio.wait_for(watching, 60)
    return run


def processor_seconds(process: int) -> float:
    """Return the processor seconds that a process has used."""
    parts = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(process: int) -> float:
    """Return the largest memory that a process has used, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else float("nan")


def open_one(port: int) -> tuple[Any, Phone]:
    """Open a session in the database of the server; return it with the screen of its leader."""
    from django.test import Client  # noqa: PLC0415  # Django is ready only now

    from koppelkans.web.access.models import Membership, Role, User  # noqa: PLC0415  # likewise
    from koppelkans.web.access.second_step import DONE_ELSEWHERE  # noqa: PLC0415  # likewise
    from koppelkans.web.models import Area  # noqa: PLC0415  # likewise
    from koppelkans.web.workshop.lead import Opening, open_session  # noqa: PLC0415  # likewise

    area = Area.objects.get(slug="bloemenbuurt")
    user, is_new = User.objects.get_or_create(email="lead@bench.example", name="Lead")
    if is_new:
        Membership.objects.create(user=user, area=area, role=Role.FACILITATOR)
    session = open_session(area, user, Opening("Bench", False, (("text", 1, "Wat?"),), 1000))
    client = Client()
    client.force_login(user)
    kept = client.session
    kept[DONE_ELSEWHERE] = True
    kept.save()
    return session, Phone(port, {"sessionid": client.cookies["sessionid"].value})


def measure(server: int, port: int, phones: int, seconds: float) -> bool:
    """Play once and print a row; return whether all is well."""
    from koppelkans.web.workshop.models import Answer as Kept  # noqa: PLC0415  # likewise

    session, screen = open_one(port)
    begin = processor_seconds(server)
    run = asyncio.run(play(port, session, screen, seconds, phones))
    used = processor_seconds(server) - begin
    kept = Kept.objects.filter(question__session=session).count()
    waits = run.waits()
    middle, late, last = (waits[min(int(p * len(waits)), len(waits) - 1)] for p in (0.5, 0.95, 1))
    print(
        f"| {phones} | {seconds:g} | {len(run.sent)} | {kept} | {run.on_screen} | {middle:.2f} |"
        f" {late:.2f} | {last:.2f} | {used:.1f} | {memory_mb(server):.0f} |", flush=True,
    )  # fmt: skip
    return len(run.sent) == kept == run.on_screen == phones and late <= MOST_SECONDS


def main(phones: int, spreads: tuple[float, ...]) -> int:
    """Print the table; return 1 when an answer was lost or late."""
    with tempfile.TemporaryDirectory(prefix="koppelkans-bench-") as folder:
        os.environ["KOPPELKANS_DATA"] = folder
        command = [sys.executable, "-c", SERVE]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own
            try:
                lines = need(process.stdout)
                address = next(p for line in lines for p in line.split() if "http" in p)
                port = int(address.rsplit(":", 1)[1].strip("/"))
                os.environ["DJANGO_SETTINGS_MODULE"] = "koppelkans.web.settings"
                import django  # noqa: PLC0415  # its settings are known only now

                django.setup()
                wait_for_quiet(port)
                print(
                    "| phones | answering within, s | sent | kept | on the screen | half shown"
                    " within, s | 95 % within, s | all within, s | processor seconds of the server"
                    " | its memory, MB |\n|---|---|---|---|---|---|---|---|---|---|"
                )
                found = [measure(process.pid, port, phones, s) for s in spreads]
                return 0 if all(found) else 1
            finally:
                process.terminate()
                process.wait(timeout=30)


def wait_for_quiet(port: int) -> None:
    """Wait until the server answers and the programme of the example is computed."""
    from koppelkans.web.models import Programme, State  # noqa: PLC0415  # Django is ready only now

    until = time.monotonic() + 600
    while time.monotonic() < until:
        if not Programme.objects.filter(state__in=(State.WAITING, State.RUNNING)).exists():
            break
        time.sleep(1)
    need(asyncio.run(Phone(port).ask("/w/")).status == 200, "the server answers")


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    sys.exit(main(int(given[0]) if given else PHONES, tuple(given[1:]) or SPREADS))
