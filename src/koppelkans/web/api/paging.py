# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists page by page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from koppelkans.web.api.answers import ProblemError, answer

USUAL, MOST = 100, 1000
LARGEST = 10_000_000

PAGING: list[dict[str, Any]] = [
    {"name": "limit", "in": "query", "required": False, "description": "How many on a page",
     "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}},
    {"name": "offset", "in": "query", "required": False, "description": "How many to skip",
     "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST, "default": 0}},
]  # fmt: skip


def number_in(request: HttpRequest, name: str, usual: int, least: int, most: int) -> int:
    """Return a whole number from the address.

    Raises
    ------
    ProblemError
        When it is not one, or lies outside its limits.
    """
    text = request.GET.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or not (
        least <= int(text) <= most
    ):
        detail = _("expected a whole number from %(least)s to %(most)s") % {
            "least": least, "most": most,
        }  # fmt: skip
        raise ProblemError(
            400, _("What you ask is not right."), errors=[{"field": name, "detail": detail}]
        )
    return int(text)


def slice_of(request: HttpRequest) -> slice:
    """Return which part of a list is asked for."""
    limit = number_in(request, "limit", USUAL, 1, MOST)
    offset = number_in(request, "offset", 0, 0, LARGEST)
    return slice(offset, offset + limit)


def page(
    request: HttpRequest, found: Sequence[Any], show: Callable[[Any], Any] = lambda item: item,
    headers: Mapping[str, str] | None = None, total: int | None = None,
) -> HttpResponse:  # fmt: skip
    """Return the part of a list that is asked for, with the way to the next."""
    part = slice_of(request)
    count = len(found) if total is None else total
    following = address_of_page(request, part.stop) if part.stop < count else None
    links = {"Link": f'<{following}>; rel="next"'} if following else {}
    body = {"items": [show(item) for item in found[part]], "total": count, "next": following}
    return answer(body, headers={**links, **(headers or {})})


def address_of_page(request: HttpRequest, offset: int) -> str:
    """Return the address of this list from another place on."""
    query = {**request.GET.dict(), "offset": str(offset)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
