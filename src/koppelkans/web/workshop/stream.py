# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a session live: server-sent events, from one look at the database for everybody.

A follower holds no thread and no connection of the database: its stream waits in the event loop,
and one thread of this process looks now and then how the sessions that are followed stand. So it
works with several processes and with either database. A server without event loop, or a proxy
that holds streams up, loses nothing: asked without streaming, the same address answers at once.
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.db import DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from koppelkans.web.workshop.counting import count_answers, count_joined
from koppelkans.web.workshop.models import Answer, Session

LOG = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_OF_SILENCE = 15.0
"""After which a stream says that it is still there, so that nobody on the way ends it."""

RETRY_MS = 1500
MOST_STREAMS = 2000
MOST_OF_ONE = 6
"""Streams of one phone or screen: a few tabs; more is no workshop."""


@dataclass(frozen=True)
class Stand:
    """How a session stands, in numbers that everybody in the room may know."""

    version: int
    joined: int
    answers: int
    last: int
    """The newest answer that is counted in these."""

    @property
    def id(self) -> str:
        return f"{self.version}.{self.joined}.{self.last}"

    def as_json(self) -> str:
        return json.dumps(self.__dict__)


def stand_of(session_id: int) -> Stand:
    """Return how a session stands now."""
    session = Session.objects.select_related("current").get(pk=session_id)
    last = Answer.objects.filter(question=session.current_id).order_by("-pk").values_list("pk")
    newest = last.first()
    answers = count_answers(session.current)
    joined = count_joined(session)
    return Stand(session.version, joined, answers, newest[0] if newest else 0)


class Follower:
    """One open stream: hears of what is newer than what it told last."""

    def __init__(self, steps_only: bool) -> None:
        self.steps_only = steps_only
        self.told: Stand | None = None
        self.fresh = asyncio.Event()
        self.stand: Stand | None = None

    def tell(self, stand: Stand) -> None:
        """Hand over how the session stands, if that is news to this follower."""
        old = self.told
        if old is None or (old.version != stand.version if self.steps_only else old.id != stand.id):
            self.stand = stand
            self.fresh.set()


class Hub:
    """All streams of one event loop, by session."""

    def __init__(self, look: Callable[[int], Stand] = stand_of) -> None:
        self.look = look
        self.followers: dict[int, set[Follower]] = {}
        self.of_one: Counter[str] = Counter()
        self.watch: asyncio.Task[None] | None = None
        self.eyes: ThreadPoolExecutor | None = None

    def is_full(self, who: str) -> bool:
        """Whether this phone, or everybody together, follows as much as can be."""
        total = sum(map(len, self.followers.values()))
        return total >= MOST_STREAMS or self.of_one[who] >= MOST_OF_ONE

    async def follow(
        self, session_id: int, who: str, seen: str, *, steps_only: bool
    ) -> AsyncIterator[bytes]:
        """Yield events until whoever follows goes away.

        Parameters
        ----------
        who
            Which phone or screen it is.
        seen
            Id of the last event that it had; empty at the start.
        steps_only
            Whether only steps of the facilitator are news, and not every answer.
        """
        follower = Follower(steps_only)
        self.followers.setdefault(session_id, set()).add(follower)
        self.of_one[who] += 1
        if self.watch is None or self.watch.done():
            self.watch = asyncio.create_task(self._watch())
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while True:
                try:
                    await asyncio.wait_for(follower.fresh.wait(), SECONDS_OF_SILENCE)
                except TimeoutError:
                    yield b": here\n\n"
                    continue
                follower.fresh.clear()
                stand = follower.stand
                if stand is None:
                    continue
                follower.told = stand
                if stand.id != seen:
                    yield f"id: {stand.id}\nevent: stand\ndata: {stand.as_json()}\n\n".encode()
                seen = ""
        finally:
            self._leave(session_id, follower, who)

    def _leave(self, session_id: int, follower: Follower, who: str) -> None:
        self.followers[session_id].discard(follower)
        if not self.followers[session_id]:
            del self.followers[session_id]
        self.of_one[who] -= 1
        if not self.of_one[who]:
            del self.of_one[who]

    async def _watch(self) -> None:
        """Look how sessions stand as long as somebody follows one."""
        loop = asyncio.get_running_loop()
        self.eyes = self.eyes or ThreadPoolExecutor(1, thread_name_prefix="workshop")
        try:
            while self.followers:
                for session_id in list(self.followers):
                    stand = await loop.run_in_executor(self.eyes, self._look_at, session_id)
                    if stand is not None:
                        for follower in tuple(self.followers.get(session_id, ())):
                            follower.tell(stand)
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        finally:
            self.eyes.submit(connections.close_all)

    def _look_at(self, session_id: int) -> Stand | None:
        try:
            return self.look(session_id)
        except (DatabaseError, Session.DoesNotExist):
            # Looked at again in a moment, over a new connection.
            LOG.warning("could not look at session %s", session_id, exc_info=True)
            connections.close_all()
            return None


HUB = Hub()


def follow(
    request: HttpRequest, session: Session, who: str, *, steps_only: bool
) -> HttpResponseBase:
    """Answer a request to follow a session: a stream for who takes one, else how it stands now."""
    if "text/event-stream" not in request.headers.get("Accept", ""):
        return JsonResponse(stand_of(session.pk).__dict__)
    if HUB.is_full(who):
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    seen = request.headers.get("Last-Event-ID", "")[:40]
    response = StreamingHttpResponse(
        _without_connection(HUB.follow(session.pk, who, seen, steps_only=steps_only)),
        content_type="text/event-stream; charset=utf-8",
    )
    # Not packed: a packer waits for more before it sends anything. Nor held up by a proxy.
    response["Content-Encoding"] = "identity"
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


async def _without_connection(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Give the connection of this request back before its stream begins, which may take hours."""
    await sync_to_async(_close)()
    async for event in events:
        yield event


def _close() -> None:
    if not connection.in_atomic_block:
        connections.close_all()
