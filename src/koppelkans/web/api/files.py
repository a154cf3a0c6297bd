# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files with a record, and the Word template of an area: sent, fetched and taken away."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema

from koppelkans.plan.word.template import MOST_BYTES, TemplateError
from koppelkans.web import audit
from koppelkans.web.access.reader import Reader
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in, require_manager
from koppelkans.web.api.paging import LARGEST, PAGING, page
from koppelkans.web.notices import comments, files
from koppelkans.web.notices.models import Attachment, Audience
from koppelkans.web.notices.subjects import Subject, find_subject
from koppelkans.web.plans.house_style import keep_template, remove_template
from koppelkans.web.plans.models import Template
from koppelkans.web.plans.wanted import MEDIA

router = Router(tags=["files"])
ONE = "/areas/{slug:area}/attachments/{int:number}"
BYTES = {"type": "string", "format": "binary"}
KINDS = dict.fromkeys(sorted(set(files.KINDS.values())), BYTES)
TEMPLATE = "/areas/{slug:area}/template"


class AttachmentShown(Schema):
    """A file with a record or an alternative; ``size`` in bytes."""

    id: int
    table: str
    record: str
    author: str
    audience: str
    name: str
    media_type: str
    size: int
    made: str


class AttachmentPage(Schema):
    """One page of files, the oldest first."""

    items: list[AttachmentShown]
    total: int
    next: str | None


class TemplateTaken(Schema):
    """The template is in use; of the styles in ``missing`` each document makes its own."""

    name: str
    missing: list[str]


def _show(found: Attachment) -> dict[str, Any]:
    return {
        "id": found.pk, "table": found.table, "record": found.key, "author": str(found.author),
        "audience": found.audience, "name": found.name, "media_type": found.media_type,
        "size": found.size, "made": found.made.isoformat(),
    }  # fmt: skip


def _subject(reader: Reader, table: str, key: str) -> Subject:
    found = find_subject(reader, table, key)
    if found is None:
        raise answers.not_found()
    return found


def _find(reader: Reader, number: int) -> Attachment:
    kept = Attachment.objects.filter(area=reader.area, removed=None)
    found = kept.filter(pk=min(number, LARGEST)).first()
    if found is None or not comments.may_read_of(reader, found):
        raise answers.not_found()
    return found


def sent_file(request: HttpRequest) -> UploadedFile:
    """Return the file that a request carries.

    Raises
    ------
    ProblemError
        When there is none, or it is sent otherwise than as a form.
    """
    if (request.content_type or "").lower() != "multipart/form-data":
        raise ProblemError(415, _("Send the file as multipart/form-data, in the field file."))
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise ProblemError(400, _("Choose a file first."))
    return file


@router.get(
    "/areas/{slug:area}/attachments", operation_id="list_attachments",
    summary="List the files with a record", response={200: AttachmentPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_attachments(request: HttpRequest, area: str, table: str, record: str) -> HttpResponse:
    reader = reader_in(request, area)
    return page(request, comments.attachments_to(reader, _subject(reader, table, record)), _show)


@router.post(
    "/areas/{slug:area}/attachments", operation_id="make_attachment",
    summary="Keep a file with a record", response={201: AttachmentShown},
    openapi_extra={
        "requestBody": shapes.upload(
            "What people read: PDF, pictures, office documents, GeoPackage, text",
            table={"type": "string"}, record={"type": "string"},
            audience={"type": "string", "enum": Audience.values, "default": "table"},
        ),
        "responses": shapes.responses(403, 413, 415, 422, ok=201),
    },
)  # fmt: skip
def make_attachment(request: HttpRequest, area: str) -> HttpResponse:
    """For the whole table, or (own) for one's own organisation only."""
    reader, file = reader_in(request, area), sent_file(request)
    said = {name: request.POST.get(name, "")[:100] for name in ("table", "record")}
    asked = request.POST.get("audience", Audience.TABLE)
    if asked not in Audience.values:
        raise ProblemError(400, _("What you ask is not right."), _("audience: table or own"))
    own = asked == Audience.OWN and bool(reader.partner_id)
    subject = _subject(reader, said["table"], said["record"])
    try:
        kept = files.keep_file(reader, subject, file, Audience.OWN if own else Audience.TABLE)
    except files.FileError as error:
        raise ProblemError(422, _("The file is not taken."), str(error)) from None
    comments.tell_attachment(reader, subject, kept)
    audit.note("attachment.added", request, area=reader.area, attachment=kept.pk)
    where = request.build_absolute_uri(f"{request.path}/{kept.pk}")
    return answers.answer(_show(kept), 201, {"Location": where})


@router.get(
    ONE, operation_id="get_attachment", summary="Get a file", response={200: None},
    openapi_extra={"responses": shapes.responses(ok=200) | {200: shapes.good("The file", KINDS)}},
)  # fmt: skip
def get_attachment(request: HttpRequest, area: str, number: int) -> HttpResponseBase:
    found = _find(reader_in(request, area), number)
    try:
        content = files.path_of(found).open("rb")
    except FileNotFoundError:
        raise answers.not_found() from None
    return FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type
    )


@router.delete(
    ONE, operation_id="remove_attachment", summary="Take a file away", response={204: None},
    openapi_extra={"responses": shapes.responses(ok=204)},
)  # fmt: skip
def remove_attachment(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """One's own, or, as facilitator, any that one may open."""
    reader = reader_in(request, area)
    found = _find(reader, number)
    if found.author != reader.user and not reader.may_manage():
        raise answers.not_found()
    files.remove_file(found)
    audit.note("attachment.removed", request, area=reader.area, attachment=found.pk)
    return HttpResponse(status=204)


@router.get(
    TEMPLATE, operation_id="get_template", summary="Get the Word template as it was sent",
    response={200: None},
    openapi_extra={"responses": shapes.responses(403, ok=200)
                   | {200: shapes.good("A Word file", {MEDIA["docx"]: BYTES})}},
)  # fmt: skip
def get_template(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    found = Template.objects.filter(area=reader.area).first()
    if found is None:
        raise answers.not_found()
    return HttpResponse(bytes(found.content), content_type=MEDIA["docx"])


@router.post(
    TEMPLATE, operation_id="change_template", summary="Give documents the look of a Word template",
    response={200: TemplateTaken},
    openapi_extra={"requestBody": shapes.upload("Word file (.docx or .dotx)"),
                   "responses": shapes.responses(403, 413, 415, 422, ok=200)},
)  # fmt: skip
def change_template(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    file = sent_file(request)
    try:
        # One byte more than fits: what is too big is refused without reading all of it.
        taken = keep_template(request, reader, file.name or "", file.read(MOST_BYTES + 1))
    except TemplateError as error:
        why = error.in_language(get_language() or "nl")
        raise ProblemError(422, _("The file is not taken."), why) from None
    return answers.answer({"name": (file.name or "")[-200:], "missing": list(taken.missing)})


@router.delete(
    TEMPLATE, operation_id="remove_template", summary="Go without a template",
    response={204: None}, openapi_extra={"responses": shapes.responses(403, ok=204)},
)  # fmt: skip
def drop_template(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    remove_template(request, reader)
    return HttpResponse(status=204)
