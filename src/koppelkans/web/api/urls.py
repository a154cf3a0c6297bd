# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from koppelkans.web.api import (
    alternatives,
    areas,
    changes,
    conversation,
    documents,
    exports,
    files,
    imports,
    notices,
    outlooks,
    people,
    records,
    sharing,
    studies,
    versions,
    views,
)
from koppelkans.web.api.answers import not_found, say_problem
from koppelkans.web.api.service import api

# A record may have any id, so tables come last.
for module in (
    areas, changes, versions, imports, alternatives, studies, outlooks, sharing, conversation,
    documents, files, people, exports, notices, records,
):  # fmt: skip
    api.add_router("", module.router)


@csrf_exempt  # Nothing is done here.
def nothing(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """Say that there is nothing at an address."""
    return say_problem(not_found())


urlpatterns = [
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<int:number>/intrekken/", views.take_back, name="token_take_back"),
    path("v1/", api.urls),
    path("v1/<path:rest>", nothing),
]
