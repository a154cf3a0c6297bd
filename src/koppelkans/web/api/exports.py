# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files to take along, as the caller may see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema

from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.plans.downloads import DOWNLOADS, send
from koppelkans.web.scene import scene_of
from koppelkans.web.store import shown_alternative

router = Router(tags=["exports"])

JSON, BYTES = {"type": "object"}, {"type": "string", "format": "binary"}
SHAPES = {d.media: JSON if d.media == "application/json" else BYTES for d in DOWNLOADS}


class ExportShown(Schema):
    """A kind of file."""

    id: str
    title: str
    media_type: str
    languages: list[str]


class ExportPage(Schema):
    """One page of kinds of files."""

    items: list[ExportShown]
    total: int
    next: str | None


@router.get(
    "/areas/{slug:area}/exports", operation_id="list_exports", summary="List the kinds of files",
    response={200: ExportPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_exports(request: HttpRequest, area: str) -> HttpResponse:
    reader_in(request, area)
    found: list[dict[str, Any]] = [
        {"id": d.kind, "title": _(d.title), "media_type": d.media, "languages": list(d.languages)}
        for d in DOWNLOADS
    ]
    return page(request, found)


@router.get(
    "/areas/{slug:area}/exports/{kind}", operation_id="get_export", summary="Get a file",
    response={200: None},
    openapi_extra={
        "responses": shapes.responses(ok=200) | {
            200: shapes.good("The file", SHAPES)
        },
    },
)  # fmt: skip
def get_export(
    request: HttpRequest, area: str, kind: str, alternative: int | None = None
) -> HttpResponseBase:
    """Return the file of an alternative (the proposal, unless another is named)."""
    reader, language = reader_in(request, area), get_language() or "nl"
    one = shown_alternative(reader.area)
    if alternative is not None:
        found = reader.area.alternatives.filter(number=min(max(alternative, 0), 2**31 - 1)).first()
        if found is None:
            raise answers.not_found()
        one = found
    download = next((d for d in DOWNLOADS if d.kind == kind), None)
    if download is None:
        raise answers.not_found()
    scene = scene_of(one, reader.viewer, language)
    if scene is None:
        raise ProblemError(404, _("There is no result yet."))
    return send(download, scene, language if language in download.languages else "")
