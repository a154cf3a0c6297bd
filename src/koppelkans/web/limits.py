# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is too large is refused while it comes in: never kept, in memory or on disk."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

MOST_BYTES = 30_000_000
"""What a request may carry: the largest file that is taken, and the form around it."""
MOST_BYTES_LISTENED = 250_000_000
"""How much is let by unread before the answer: a browser shows no answer before it is done."""
TITLES = {"nl": "Dat is te groot", "en": "That is too large"}
WORDS = {
    "nl": "U kunt hier hoogstens {most} MB tegelijk versturen. Er is niets bewaard. Maak het"
    " kleiner, of knip het in stukken.",
    "en": "You can send {most} MB at a time at most. Nothing was kept. Make it smaller, or cut it"
    " into pieces.",
}
BACK = {"nl": "Terug", "en": "Back"}


class TooLargeError(Exception):
    """More comes in than is taken."""


class Limit:
    """An application that refuses what is too large, in front of another.

    Also of a request that does not say how large it is: then while it comes in.
    """

    def __init__(self, inner: Application, most: int = MOST_BYTES) -> None:
        self.inner, self.most = inner, most

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"")
        if told.isdigit() and int(told) > self.most:
            if int(told) <= MOST_BYTES_LISTENED:
                await _let_by(receive)
            await refuse(scope, send, self.most)
            return
        got, began = 0, False

        async def count() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self.most:
                raise TooLargeError
            return message

        async def note(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.inner(scope, count, note)
        except TooLargeError:
            if not began:
                await _let_by(receive)
                await refuse(scope, send, self.most)


async def _let_by(receive: Receive) -> None:
    """Hear the rest of a request without keeping it, as far as that is reasonable."""
    got, more = 0, True
    while more and got < MOST_BYTES_LISTENED:
        message = await receive()
        got += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


async def refuse(scope: Message, send: Send, most: int) -> None:
    """Say that it is too large: to a browser on a page, to a program as a problem (RFC 9457)."""
    cookies = dict(scope["headers"]).get(b"cookie", b"")
    language = "en" if b"koppelkans_language=en" in cookies else "nl"
    words = WORDS[language].format(most=most // 1_000_000)
    if scope["path"].startswith("/v1/"):
        media = "application/problem+json"
        text = json.dumps({"type": "about:blank", "status": 413, "title": TITLES[language],
                           "detail": words}, ensure_ascii=False)  # fmt: skip
    else:
        media = "text/html; charset=utf-8"
        text = (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{TITLES[language]} · Koppelkans</title></head><body><main>"
            f"<h1>{TITLES[language]}</h1><p>{words}</p>"
            f'<p><a href="/">{BACK[language]}</a></p></main></body></html>'
        )
    body = text.encode()
    headers = [
        (b"content-type", media.encode()), (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"), (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
