# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Around every answer to a program: its language, the version of the API, problems as JSON."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from koppelkans.web.api.answers import PROBLEM, ProblemError, say_problem
from koppelkans.web.api.service import VERSION

Answer = Callable[[HttpRequest], HttpResponse]
OURS = ("/v1/", "/ogc/")
DESCRIPTION = "/v1/openapi.json"
"""The only thing that pages of other sites may read: tools that show an API do so in a browser."""


def answer_programs(answer: Answer) -> Answer:
    """Answer programs in the language that they ask for, and never with a page for people."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OURS):
            return answer(request)
        language = translation.get_language_from_request(request)
        given = request.headers.get("Accept-Language", "")
        if not given or language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST and not _is_problem(response):
                response = _as_problem(response)
        response.headers["API-Version"] = VERSION
        if request.path == DESCRIPTION:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    return middleware


def _is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith(PROBLEM)


def _as_problem(response: HttpResponse) -> HttpResponse:
    title = HTTPStatus(response.status_code).phrase
    kept = {name: response.headers[name] for name in ("Allow", "Retry-After")
            if name in response.headers}  # fmt: skip
    return say_problem(ProblemError(response.status_code, title, headers=kept))
