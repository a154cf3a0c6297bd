# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ask a service on the web for JSON: politely, patiently, and never without end."""

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from koppelkans.exchange.open_data.errors import ServiceError
from koppelkans.exchange.open_data.services import Service
from koppelkans.language import N_, Message

WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
CHUNK_BYTES = 65_536
USER_AGENT = f"koppelkans/{version('koppelkans')} (integral area planning)"


@dataclass(frozen=True)
class Manners:
    """How long to wait for a service, and how often to ask again.

    Parameters
    ----------
    timeout_s
        Seconds without a sign of life, and also of one whole answer times ``tries``.
    tries
        How often the same question is asked before giving up.
    pause_s
        Seconds before the second try; doubled with every further one. A Retry-After of the
        service goes before it (RFC 9110, 10.2.3), up to ``longest_pause_s``.
    most_bytes
        The largest answer that is taken.
    sleep
        What waits; a test need not.
    """

    timeout_s: float = 30.0
    tries: int = 4
    pause_s: float = 1.0
    longest_pause_s: float = 60.0
    most_bytes: int = 64_000_000
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Answer:
    """A JSON document, the address that gave it and the coordinate system it names, if any."""

    url: str
    document: dict[str, Any]
    content_crs: str


class _PassingError(Exception):
    """One try failed in a way that may pass; ``wait_s`` is what the service asks for."""

    def __init__(self, reason: Message, wait_s: float | None = None) -> None:
        self.reason, self.wait_s = reason, wait_s
        super().__init__(reason.in_language("en"))


def fetch_json(
    service: Service, url: str, manners: Manners, parameters: Mapping[str, str | int] | None = None
) -> Answer:
    """Return the JSON object at an address.

    Raises
    ------
    ServiceError
        When the service refuses, stays silent, or answers anything else than a JSON object.
    """
    if parameters:
        url = f"{url}?{urlencode(parameters)}"
    failures = 0
    while True:
        try:
            return _ask(service, url, manners)
        except _PassingError as failure:
            pause = manners.pause_s * 2**failures if failure.wait_s is None else failure.wait_s
            failures += 1
            if failures >= manners.tries or pause > manners.longest_pause_s:
                raise trouble(service, url, failure.reason) from failure
        manners.sleep(pause)


def trouble(service: Service, url: str, reason: Message) -> ServiceError:
    """Return the error about a question to a service."""
    return ServiceError(service.name, url, reason, service.by_hand)


def _ask(service: Service, url: str, manners: Manners) -> Answer:
    if urlsplit(url).scheme not in ("http", "https"):
        raise trouble(service, url, Message(N_("this is not an address on the web")))
    # OGC API Features Part 1, 7.1: the form of an answer is chosen by content negotiation.
    headers = {
        "Accept": "application/geo+json, application/json;q=0.9",
        "User-Agent": USER_AGENT,
    }
    try:
        with urlopen(Request(url, headers=headers), timeout=manners.timeout_s) as response:  # noqa: S310  # http(s), see above
            body = _read(response, manners)
            kind, crs = response.headers.get_content_type(), response.headers.get("Content-Crs")
    except HTTPError as error:
        with error:
            reason = Message(N_("answers with an error (status {status})"), {"status": error.code})
            if error.code in WORTH_ANOTHER_TRY:
                raise _PassingError(
                    reason, _retry_after(error.headers.get("Retry-After"))
                ) from error
        raise trouble(service, url, reason) from error
    except TimeoutError as error:
        raise _PassingError(_too_slow(manners)) from error
    except (OSError, HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise _PassingError(_too_slow(manners)) from error
        raise _PassingError(
            Message(N_("cannot be reached ({detail})"), {"detail": getattr(error, "reason", error)})
        ) from error
    return Answer(url, _parse(service, url, body, kind), (crs or "").strip("<> "))


def _too_slow(manners: Manners) -> Message:
    return Message(
        N_("gave no answer within {seconds} seconds"), {"seconds": f"{manners.timeout_s:g}"}
    )


def _read(response: HTTPResponse, manners: Manners) -> bytes:
    deadline = time.monotonic() + manners.timeout_s * manners.tries
    body = bytearray()
    while chunk := response.read1(CHUNK_BYTES):
        body += chunk
        if len(body) > manners.most_bytes:
            raise _PassingError(Message(N_("answers with more data than can be right")))
        if time.monotonic() > deadline:
            raise TimeoutError
    if response.length:
        raise _PassingError(Message(N_("breaks off in the middle of its answer")))
    return bytes(body)


def _parse(service: Service, url: str, body: bytes, kind: str) -> dict[str, Any]:
    if kind != "application/json" and not kind.endswith("+json"):
        raise trouble(
            service,
            url,
            Message(N_("answers with {found} where JSON was expected"), {"found": kind}),
        )
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise trouble(service, url, Message(N_("answers with something that is not a JSON object")))
    return document


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After asks for, given in seconds or as a date."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (aware - datetime.now(UTC)).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None
