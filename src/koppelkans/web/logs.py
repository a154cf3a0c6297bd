# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes to the log in production: a JSON object on every line, each request with a number.

An address may hold a secret (an invitation, a new password), so the log names the route instead.
"""

import json
import logging
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

LOG = logging.getLogger("koppelkans.requests")
REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The number of the request that is being answered: every line about it has it."""


class JsonLines(logging.Formatter):
    """One object on each line: when, how bad, where from, what, and facts that go with it."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name,
            "message": record.getMessage(),
        }  # fmt: skip
        if REQUEST.get():
            said["request"] = REQUEST.get()
        said |= getattr(record, "facts", {})
        if record.exc_info:
            said["trouble"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def note_requests(answer: Answer) -> Answer:
    """Give every request a number, and write one line about how it was answered."""
    from koppelkans.web.audit import address_of  # noqa: PLC0415  # models are there by now

    def middleware(request: HttpRequest) -> HttpResponse:
        number, begun = uuid.uuid4().hex[:16], time.perf_counter()
        token = REQUEST.set(number)
        try:
            response = answer(request)
            match = request.resolver_match
            LOG.info(
                "%s %s", request.method, response.status_code,
                extra={"facts": {
                    "method": request.method, "route": match.route if match else None,
                    "area": match.kwargs.get("slug") if match else None,
                    "status": response.status_code, "address": address_of(request),
                    "ms": round((time.perf_counter() - begun) * 1000),
                }},
            )  # fmt: skip
        finally:
            REQUEST.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    return middleware
