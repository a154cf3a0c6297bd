# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The areas of the caller."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from koppelkans.web.access.reader import Reader, areas_of, reader_of
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.door import reader_in, user_of
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.models import Area
from koppelkans.web.records.state import state_of

router = Router(tags=["areas"])


class AreaShown(Schema):
    """A neighbourhood, and who the caller is in it; ``complete``: nothing is missing any more."""

    id: str
    name: str
    crs: str
    version: int
    complete: bool
    role: str
    partner_id: str


class AreaPage(Schema):
    """One page of areas."""

    items: list[AreaShown]
    total: int
    next: str | None


def _show(reader: Reader) -> dict[str, Any]:
    area: Area = reader.area
    return {
        "id": area.slug, "name": area.name, "crs": area.crs, "version": area.version,
        "complete": not state_of(area).is_draft, "role": str(reader.role or ""),
        "partner_id": reader.partner_id,
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
