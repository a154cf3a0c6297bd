# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions that end: when nobody is there any more, and in any case after a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

BEGUN, SEEN = "begun", "seen"
SECONDS_BETWEEN_NOTES = 60
"""A session notes no more often than this that somebody is there: reading is not writing."""


def end_sessions(answer: Answer) -> Answer:
    """Sign out whoever was away too long, has been in for too long, or tried out what is over."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            begun, seen = session.setdefault(BEGUN, now), session.setdefault(SEEN, now)
            # A clock that jumps back keeps nobody in: what lies in the future is not believed.
            is_over = (
                (request.user.is_demo and not settings.DEMO)
                or not 0 <= now - seen <= settings.SESSION_IDLE_SECONDS
                or not 0 <= now - begun <= settings.SESSION_LONGEST_SECONDS
            )
            if is_over:
                logout(request)
            elif now - seen > SECONDS_BETWEEN_NOTES:
                session[SEEN] = now
        return answer(request)

    return middleware
