# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The API itself: its description, its door, and how it says what is wrong."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from koppelkans.web.api.answers import ProblemError, not_found, say_problem
from koppelkans.web.api.door import Bearer, unknown
from koppelkans.web.api.reading import given_shapes
from koppelkans.web.api.shapes import components, problems

VERSION = "1.3.0"
DESCRIPTION = (
    "What the pages of Koppelkans can do, for other programs. Send a personal token as bearer."
    " Geometry is GeoJSON in the coordinate system of the area, named in the header Content-Crs."
    " What a record was when you saw it is its ETag: send it in If-Match when you change it."
)


class Service(NinjaAPI):
    """Ninja's, with the records of a case among the components of the description."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"].setdefault("schemas", {}).update(components() | given_shapes())
        schema["components"]["responses"] = problems()
        return schema


api = Service(
    title="Koppelkans", version=VERSION, description=DESCRIPTION, auth=Bearer(), docs_url=None,
    openapi_url="/openapi.json", urls_namespace="api",
    openapi_extra={
        "info": {
            "contact": {"name": "Koppelkans", "url": "https://koppelkans.example"},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "tags": [
            {"name": name, "description": text}
            for name, text in (
                ("areas", "The neighbourhoods that the caller belongs to"),
                ("records", "Everything that is on the table, table by table"),
                ("changes", "What changed, by whom; changing several records at once"),
                ("versions", "How the area was, and what differs since"),
                ("imports", "Bringing in a file: looked at first, then kept"),
                ("alternatives", "Programmes side by side: asked, computed, decided"),
                ("studies", "Programmes to choose from, several objectives weighed"),
                ("outlooks", "How programmes do when things go otherwise, and why tasks lie there"),
                ("sharing", "A partner's page, stepping out, groups that plan by themselves"),
                ("documents", "Every file of the plan, and the texts in it"),
                ("conversation", "Conditions tried out and accepted, struggles recognised"),
                ("files", "Files with a record, and the Word template of an area"),
                ("people", "Who belongs to an area, and who is invited"),
                ("exports", "Files to take along in one request"),
                ("notices", "What the caller is told; remarks, following, searching"),
            )
        ],
    },
)  # fmt: skip


@api.exception_handler(ProblemError)
def on_problem(_request: HttpRequest, error: ProblemError) -> HttpResponse:
    """Say what cannot be done."""
    return say_problem(error)


@api.exception_handler(AuthenticationError)
def on_stranger(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Ask for a token."""
    return say_problem(unknown())


@api.exception_handler(Http404)
def on_missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """Say that it is not there."""
    return say_problem(not_found())


@api.exception_handler(PermissionDenied)
def on_denied(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    """Say that it is not the caller's to do."""
    return say_problem(ProblemError(403, _("You may read this, but not change it.")))


@api.exception_handler(RequestDataTooBig)
def on_too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """Say that it is too much at once."""
    return say_problem(ProblemError(413, _("This is too much at once.")))


@api.exception_handler(ValidationError)
def on_invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name everything that is wrong with what was asked, each at its place."""
    errors = [
        {"field": ".".join(str(part) for part in found["loc"][1:]), "detail": found["msg"]}
        for found in error.errors
    ]
    return say_problem(ProblemError(400, _("What you ask is not right."), errors=errors))
