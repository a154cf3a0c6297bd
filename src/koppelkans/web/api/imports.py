# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a file: sent, looked at, and only what is chosen is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.changes import ChangeShown
from koppelkans.web.api.changes import show as show_change
from koppelkans.web.api.desk import Desk, desk_in, keep, plain
from koppelkans.web.api.files import sent_file
from koppelkans.web.api.paging import LARGEST
from koppelkans.web.api.reading import Given, read
from koppelkans.web.records.change import Why
from koppelkans.web.records.models import Kind, Proposal
from koppelkans.web.records.upload import Offer, UploadError, list_offers
from koppelkans.web.records.views.bring import chosen, propose

router = Router(tags=["imports"])
ONE = "/areas/{slug:area}/imports/{int:number}"


class OfferShown(Schema):
    """What one row of the file would change; ``why_not`` says why it cannot be taken."""

    number: int
    table: str
    id: str
    sheet: str
    row: int
    is_new: bool
    values: dict[str, Any]
    why_not: str


class ImportShown(Schema):
    """What a file would change; ``same`` rows are in the area already."""

    id: int
    file_name: str
    area_version: int
    same: int
    problems: list[str]
    offers: list[OfferShown]


class ImportTaken(Given):
    """What to keep of it: numbers of offers, or "number:field" for one field; null: everything."""

    take: list[str] | None = Field(default=None, max_length=200_000)
    allow_gaps: bool = False


UPLOAD = shapes.upload("Workbook (.xlsx), GeoPackage (.gpkg) or GeoJSON")


def _show(desk: Desk, found: Proposal) -> dict[str, Any]:
    offers, same = list_offers(desk, found.rows)
    return {
        "id": found.pk, "file_name": found.file_name, "area_version": found.area_version,
        "same": same, "problems": found.problems, "offers": [_offer(desk, o) for o in offers],
    }  # fmt: skip


def _offer(desk: Desk, offer: Offer) -> dict[str, Any]:
    hidden = offer.before is not None and not desk.sees(offer.table, offer.before)
    return {
        "number": offer.number, "table": offer.table, "id": offer.key, "sheet": offer.sheet,
        "row": offer.row, "is_new": offer.before is None, "why_not": offer.why_not,
        "values": {} if hidden else {f: plain(f, offer.after[f]) for f in offer.fields},
    }  # fmt: skip


def _find(desk: Desk, number: int) -> Proposal:
    own = Proposal.objects.filter(area=desk.area, author=desk.author.key)
    found = own.filter(pk=min(number, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


@router.post(
    "/areas/{slug:area}/imports", operation_id="make_import",
    summary="Send a file, and see what it would change", response={201: ImportShown},
    openapi_extra={"requestBody": UPLOAD, "responses": shapes.responses(413, 415, 422, ok=201)},
)  # fmt: skip
def make_import(request: HttpRequest, area: str) -> HttpResponse:
    """Nothing is changed yet: the answer says what the file would change."""
    desk = desk_in(request, area)
    file = sent_file(request)
    try:
        proposal = propose(file, desk, may_be_list=False)
    except UploadError as error:
        raise ProblemError(422, _("The file is not taken."), str(error)) from None
    where = request.build_absolute_uri(f"{request.path}/{proposal.pk}")
    return answers.answer(_show(desk, proposal), 201, {"Location": where})


@router.get(
    ONE, operation_id="get_import", summary="Get what a file would change",
    response={200: ImportShown}, openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_import(request: HttpRequest, area: str, number: int) -> HttpResponse:
    desk = desk_in(request, area)
    return answers.answer(_show(desk, _find(desk, number)))


@router.post(
    ONE + "/changes", operation_id="take_import", summary="Keep what is chosen of a file",
    response={200: None, 201: ChangeShown},
    openapi_extra={
        "requestBody": shapes.body("ImportTaken"),
        "responses": shapes.responses(403, 409, 413, 415, 422, ok=201)
        | {200: shapes.good("It was like that already")},
    },
)  # fmt: skip
def take_import(request: HttpRequest, area: str, number: int) -> HttpResponse:
    desk = desk_in(request, area)
    found, wanted = _find(desk, number), read(request, ImportTaken)
    offers, _same = list_offers(desk, found.rows)
    taken = set(wanted.take or ())
    for name in [o for o in offers if wanted.take is None or str(o.number) in taken]:
        taken |= {str(name.number), *(f"{name.number}:{field}" for field in name.fields)}
    outcome = keep(
        desk, chosen(offers, taken), based_on=found.area_version, allow_gaps=wanted.allow_gaps,
        why=Why(Kind.IMPORT, found.file_name),
    )  # fmt: skip
    tag = {"ETag": answers.tag_of(outcome.version)}
    if outcome.change_set is None:
        return HttpResponse(status=200, headers=tag)
    return answers.answer(show_change(desk_in(request, area), outcome.change_set), 201, tag)
