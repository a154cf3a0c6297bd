# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to an area."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from koppelkans.web.access.models import Membership
from koppelkans.web.api import shapes
from koppelkans.web.api.door import reader_in
from koppelkans.web.api.paging import PAGING, page

router = Router(tags=["people"])


class MemberShown(Schema):
    """Somebody's place in an area."""

    id: int
    name: str
    organisation: str
    role: str
    partner_id: str
    since: str


class MemberPage(Schema):
    """One page of members."""

    items: list[MemberShown]
    total: int
    next: str | None


def _show(member: Membership) -> dict[str, Any]:
    user = member.user
    return {
        "id": member.pk, "name": str(user), "role": member.role, "partner_id": member.partner_id,
        "organisation": user.organisation.name if user.organisation else "",
        "since": member.since.isoformat(),
    }  # fmt: skip


@router.get(
    "/areas/{slug:area}/members", operation_id="list_members", summary="List who is at the table",
    response={200: MemberPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_members(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    members = reader.area.memberships.filter(until=None).select_related("user__organisation")
    return page(request, list(members), _show)
