# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following a session: news comes at once, once, and only what one follows for."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor

from koppelkans.web.workshop.stream import MOST_OF_ONE, Hub, Stand, stand_of
from tests.web.workshop.conftest import Lead

FIRST = Stand(1, 0, 0, 0)


class Looked:
    """How a session stands, as the test says."""

    def __init__(self) -> None:
        self.stand = FIRST

    def __call__(self, session_id: int) -> Stand:
        del session_id
        return self.stand


def apart(play: Coroutine[None, None, None]) -> None:
    """Run it in a thread of its own: a browser test before may have left a loop running here."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, play).result()


async def event(events: AsyncIterator[bytes]) -> bytes:
    return await asyncio.wait_for(anext(events), 5)


def test_follower_hears_of_every_answer_and_a_phone_of_steps_only() -> None:
    async def play() -> None:
        looked = Looked()
        hub = Hub(looked)
        screen = hub.follow(1, "screen", "", steps_only=False)
        phone = hub.follow(1, "phone", "", steps_only=True)
        for events in (screen, phone):
            assert (await event(events)).startswith(b"retry:")
            assert b"id: 1.0.0" in await event(events)
        looked.stand = Stand(1, 3, 1, 7)
        assert b'"answers": 1' in await event(screen)
        looked.stand = Stand(2, 3, 1, 7)
        assert b'"version": 2' in await event(screen)
        # For the phone the answer was no news; the step is.
        assert b'"version": 2' in await event(phone)
        await screen.aclose()
        await phone.aclose()
        assert not hub.followers
        await asyncio.wait_for(hub.watch, 5)

    apart(play())


def test_who_comes_back_hears_only_what_is_new() -> None:
    async def play() -> None:
        looked = Looked()
        hub = Hub(looked)
        events = hub.follow(1, "phone", FIRST.id, steps_only=True)
        await event(events)
        waiting = asyncio.create_task(event(events))
        await asyncio.sleep(0)
        looked.stand = Stand(2, 0, 0, 0)
        assert b"id: 2.0.0" in await waiting
        await events.aclose()

    apart(play())


def test_nobody_follows_without_end() -> None:
    async def play() -> None:
        hub = Hub(Looked())
        streams = [hub.follow(1, "phone", "", steps_only=True) for _ in range(MOST_OF_ONE)]
        for events in streams:
            await event(events)
        assert hub.is_full("phone")
        assert not hub.is_full("another")
        for events in streams:
            await events.aclose()
        assert not hub.is_full("phone")

    apart(play())


def test_asked_without_a_stream_it_answers_at_once(lead: Lead) -> None:
    lead.do("ask")
    lead.phone().answer(text="iets")
    response = lead.client.get(lead.address + "live/")
    assert response.json() == stand_of(lead.session.pk).__dict__
    assert response.json()["answers"] == 1
