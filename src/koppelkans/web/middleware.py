# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens around every page: the reader's language, and what the browser may not do."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

FORBIDDEN = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def choose_language(answer: Answer) -> Answer:
    """Speak the language that the reader chose with the switch; Dutch otherwise.

    Django's own middleware would follow the browser, and a municipal laptop in English would then
    open a Dutch neighbourhood in English.
    """
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def forbid_browser_features(answer: Answer) -> Answer:
    """Forbid what no page needs; pages are checked again before they are shown from a cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Permissions-Policy", FORBIDDEN)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware
