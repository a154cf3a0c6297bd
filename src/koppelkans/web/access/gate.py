# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door of every page of an area: who is this, and may they come in.

`for_readers` decorates a view of an area; it hands the view a `Reader` in the place of the slug.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koppelkans.web.access.models import AreaDoor, Role
from koppelkans.web.access.reader import Reader, reader_of
from koppelkans.web.models import Area

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Reader, Parameters], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, str, Parameters], HttpResponseBase]


def for_readers(view: View[Parameters]) -> Page[Parameters]:
    """Make a page of an area for those at its table.

    Whoever has not signed in is asked to, whether there is such an area or not. To whoever does
    not belong to it the area does not exist.
    """

    @wraps(view)
    def page(
        request: HttpRequest, slug: str, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        reader = find_reader(request, slug)
        if reader.is_at_the_table:
            request.reader = reader  # type: ignore[attr-defined]
            return view(request, reader, *args, **options)
        if reader.role is Role.GUEST and is_public(reader.area):
            return redirect("street_calendar", slug)
        raise Http404(_("There is no such page."))

    return page


def for_managers(view: View[Parameters]) -> Page[Parameters]:
    """Make a page of an area for those who say who belongs to it."""

    @wraps(view)
    def managed(
        request: HttpRequest, reader: Reader, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponseBase:
        if not reader.may_manage():
            raise PermissionDenied
        return view(request, reader, *args, **options)

    return for_readers(managed)


def find_reader(request: HttpRequest, slug: str) -> Reader:
    """Return who asks, in the area of a slug; not found when there is no such area."""
    try:
        area = Area.objects.get(slug=slug)
    except Area.DoesNotExist:
        raise Http404(_("There is no such page.")) from None
    return reader_of(request.user, area)


def is_public(area: Area) -> bool:
    """Whether residents have a page of the area."""
    return AreaDoor.objects.filter(area=area, public=True).exists()


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the page to sign in, and from there back; a part of a page lets its page go there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    return redirect_to_login(request.get_full_path())
