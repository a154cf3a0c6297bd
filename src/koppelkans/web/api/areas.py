# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The areas of the caller: to list, to begin, to open to residents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.exchange.open_data import OpenDataError
from koppelkans.web import audit
from koppelkans.web.access.gate import is_public
from koppelkans.web.access.models import AreaDoor
from koppelkans.web.access.reader import Reader, areas_of, reader_of
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in, require_manager, user_of
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.api.reading import Given, read
from koppelkans.web.models import Area
from koppelkans.web.records.change import RefusedError
from koppelkans.web.records.desk import say_problem
from koppelkans.web.records.state import state_of
from koppelkans.web.records.views.start import begin

router = Router(tags=["areas"])


class AreaShown(Schema):
    """A neighbourhood, and who the caller is in it.

    ``complete``: nothing is missing any more; ``public``: residents have a page of it.
    """

    id: str
    name: str
    crs: str
    version: int
    complete: bool
    public: bool
    role: str
    partner_id: str


class NewArea(Given):
    """A new area; with codes of neighbourhoods (CBS) its streets come from open data."""

    name: str = Field(min_length=1, max_length=200)
    first_year: int = Field(ge=1000, le=9999)
    last_year: int = Field(ge=1000, le=9999)
    codes: list[str] = Field(default=[], max_length=20)


class AreaOpening(Given):
    """Whether residents have a page of the area; its name and years are in its table areas."""

    public: bool


class AreaPage(Schema):
    """One page of areas."""

    items: list[AreaShown]
    total: int
    next: str | None


def _show(reader: Reader) -> dict[str, Any]:
    area: Area = reader.area
    return {
        "id": area.slug, "name": area.name, "crs": area.crs, "version": area.version,
        "complete": not state_of(area).is_draft, "public": is_public(area),
        "role": str(reader.role or ""), "partner_id": reader.partner_id,
    }  # fmt: skip


@router.get(
    "/areas", operation_id="list_areas_of_caller", summary="List the areas of the caller",
    response={200: AreaPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_areas(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    return page(request, [reader_of(user, area) for area in areas_of(user)], _show)


@router.get(
    "/areas/{slug:area}", operation_id="get_area", summary="Get one area",
    response={200: AreaShown}, openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_area(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    return answers.answer(_show(reader), headers={"ETag": answers.tag_of(reader.area.version)})


@router.post(
    "/areas", operation_id="make_area", summary="Begin an area", response={201: AreaShown},
    openapi_extra={"requestBody": shapes.body("NewArea"),
                   "responses": shapes.responses(413, 415, 422, 502, ok=201)},
)  # fmt: skip
def make_area(request: HttpRequest) -> HttpResponse:
    """Begin an area, of which the caller is the facilitator."""
    wanted = read(request, NewArea)
    typed = {
        "name": wanted.name.strip(), "first_year": str(wanted.first_year),
        "last_year": str(wanted.last_year), "codes": " ".join(wanted.codes),
    }  # fmt: skip
    language = get_language() or "nl"
    try:
        area = begin(request, typed)
    except RefusedError as error:
        errors = [{"field": p.field, "detail": say_problem(p, language)} for p in error.problems]
        raise ProblemError(422, _("What you ask is not right."), errors=errors) from None
    except OpenDataError as error:
        said = error.message.in_language(language)
        raise ProblemError(502, _("The open data did not come."), said) from None
    except ValueError as error:
        raise ProblemError(422, _("What you ask is not right."), str(error)) from None
    reader = reader_of(user_of(request), area)
    headers = {"Location": request.build_absolute_uri(f"{request.path}/{area.slug}"),
               "ETag": answers.tag_of(area.version)}  # fmt: skip
    return answers.answer(_show(reader), 201, headers)


@router.patch(
    "/areas/{slug:area}", operation_id="change_area",
    summary="Open or close the page for residents", response={200: AreaShown},
    openapi_extra={"requestBody": shapes.body("AreaOpening"),
                   "responses": shapes.responses(403, 413, 415, ok=200)},
)  # fmt: skip
def change_area(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    wanted = read(request, AreaOpening)
    AreaDoor.objects.update_or_create(area=reader.area, defaults={"public": wanted.public})
    audit.note("area.public", request, area=reader.area, public=wanted.public)
    return answers.answer(_show(reader), headers={"ETag": answers.tag_of(reader.area.version)})
