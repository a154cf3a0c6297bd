# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of the API: JSON, and problems as RFC 9457 has them, in the caller's language."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

PROBLEM = "application/problem+json"
Headers = Mapping[str, str]


class ProblemError(Exception):
    """A request that cannot be done: becomes a problem document."""

    def __init__(
        self, status: int, title: str, detail: str = "", *,
        errors: Iterable[Mapping[str, Any]] = (), headers: Headers | None = None, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(title)
        self.status, self.title, self.detail = status, title, detail
        self.errors, self.headers, self.more = list(errors), dict(headers or {}), more


def answer(
    data: Any, status: int = 200, headers: Headers | None = None, media: str = "application/json"
) -> HttpResponse:
    """Return data as JSON."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder, allow_nan=False)
    return HttpResponse(text, status=status, content_type=media, headers=dict(headers or {}))


def say_problem(error: ProblemError) -> HttpResponse:
    """Return a problem document."""
    found: dict[str, Any] = {"type": "about:blank", "title": error.title, "status": error.status}
    if error.detail:
        found["detail"] = error.detail
    if error.errors:
        found["errors"] = error.errors
    return answer({**found, **error.more}, error.status, error.headers, PROBLEM)


def not_found() -> ProblemError:
    """Return the problem of what is not there, or not for this caller: the same for both."""
    return ProblemError(404, _("There is no such resource."))


def read_json(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that a request carries.

    Raises
    ------
    ProblemError
        When there is none, or something else.
    """
    media = (request.content_type or "").lower()
    if media not in ("application/json", "application/merge-patch+json"):
        raise ProblemError(415, _("Send JSON, and say so in Content-Type."))
    try:
        found = json.loads(request.body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise ProblemError(400, _("This is not JSON.")) from None
    if not isinstance(found, dict):
        raise ProblemError(400, _("Send a JSON object, in braces."))
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def tag_of(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


def tags_in(text: str) -> list[str]:
    """Return the ETags in a header.

    An answer that was compressed on the way carries a weak one (W/): it names the same version.

    >>> tags_in('W/"3", "4"')
    ['"3"', '"4"']
    """
    return [tag.strip().removeprefix("W/") for tag in text.split(",")]


def require_match(request: HttpRequest, version: int) -> None:
    """Hold a caller to the version that it saw, named in If-Match.

    Raises
    ------
    ProblemError
        When the caller does not say which version it saw, or it saw another one.
    """
    given = request.headers.get("If-Match", "")
    if not given:
        raise ProblemError(
            428, _("Say which version you saw."),
            _("Send the ETag of the resource in If-Match, so that nobody's change is lost."),
        )  # fmt: skip
    if given != "*" and tag_of(version) not in tags_in(given):
        raise ProblemError(
            412, _("Somebody changed this meanwhile."),
            _("Get it again, see what is different, and then decide."),
            headers={"ETag": tag_of(version)},
        )  # fmt: skip
