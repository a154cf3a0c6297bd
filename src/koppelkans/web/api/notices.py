# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the caller is told: notices, remarks about records, following, searching."""

from html import unescape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.web.access.reader import Reader
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in, user_of
from koppelkans.web.api.paging import LARGEST, PAGING, page, slice_of
from koppelkans.web.api.reading import Given, read
from koppelkans.web.notices import comments, mailing
from koppelkans.web.notices.models import AreaFollow, Audience, Comment, RecordFollow
from koppelkans.web.notices.reading import mark_read, notices_of, read_notices
from koppelkans.web.notices.search import search
from koppelkans.web.notices.subjects import Subject, find_subject

router = Router(tags=["notices"])
MOST_NOTICES = 1000
LONGEST_WORDS = 200


class NoticeShown(Schema):
    """Something that happened, in words; ``address`` is where people look at it."""

    id: int
    kind: str
    what: str
    detail: str
    area: str
    address: str
    made: str
    is_read: bool


class NoticePage(Schema):
    """One page of notices, the latest first."""

    items: list[NoticeShown]
    total: int
    next: str | None


class NoticeRead(Given):
    """That a notice was read."""

    is_read: bool


class CommentShown(Schema):
    """A remark about a record or an alternative; removed: its text is gone."""

    id: int
    table: str
    record: str
    author: str
    audience: str
    text: str
    made: str
    removed: bool


class CommentPage(Schema):
    """One page of remarks, the oldest first."""

    items: list[CommentShown]
    total: int
    next: str | None


class CommentNew(Given):
    """A remark: for the whole table, or (own) for one's own organisation only."""

    table: str = Field(max_length=40)
    record: str = Field(min_length=1, max_length=100)
    text: str = Field(min_length=1, max_length=comments.LONGEST)
    audience: str = Field(default="table", pattern="^(table|own)$")


class CommentChange(Given):
    """The same remark in other words."""

    text: str = Field(min_length=1, max_length=comments.LONGEST)


class FollowGiven(Given):
    """Whether the caller wants to be told of a record."""

    table: str = Field(max_length=40)
    record: str = Field(min_length=1, max_length=100)
    wanted: bool


class TellingGiven(Given):
    """How much the caller wants to be told of an area."""

    level: str = Field(pattern="^(all|main|few)$")


class MailGiven(Given):
    """How often the caller is mailed what it was told, and in which language."""

    frequency: str = Field(pattern="^(daily|at_once|never)$")
    language: str = Field(pattern="^(nl|en)$")


class MailShown(Schema):
    """How often the caller is mailed, and in which language."""

    frequency: str
    language: str


class HitShown(Schema):
    """Something found."""

    what: str
    title: str
    address: str


class HitPage(Schema):
    """One page of what was found, best first."""

    items: list[HitShown]
    total: int
    next: str | None


@router.get(
    "/notices", operation_id="list_notices", summary="List the notices of the caller",
    response={200: NoticePage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_notices(request: HttpRequest) -> HttpResponse:
    """Return what may (still) be seen, of the last thousand."""
    user = user_of(request)
    found = read_notices(user, notices_of(user)[:MOST_NOTICES])
    return page(request, found, lambda one: {
        "id": one.pk, "kind": one.kind, "what": one.what, "detail": one.detail,
        "area": one.area_name, "address": request.build_absolute_uri(one.address),
        "made": one.made.isoformat(), "is_read": one.is_read,
    })  # fmt: skip


@router.patch(
    "/notices/{int:number}", operation_id="read_notice", summary="Note that a notice was read",
    response={204: None},
    openapi_extra={"requestBody": shapes.body("NoticeRead"),
                   "responses": shapes.responses(413, 415, ok=204)},
)  # fmt: skip
def read_notice(request: HttpRequest, number: int) -> HttpResponse:
    user, wanted = user_of(request), read(request, NoticeRead)
    found = notices_of(user).filter(pk=min(number, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    if not wanted.is_read:
        raise ProblemError(400, _("What was read stays read."))
    mark_read(user, found.pk)
    return HttpResponse(status=204)


def _subject(reader: Reader, table: str, key: str) -> Subject:
    found = find_subject(reader, table, key)
    if found is None:
        raise answers.not_found()
    return found


def _show(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk, "table": comment.table, "record": comment.key,
        "author": str(comment.author), "audience": comment.audience, "text": comment.text,
        "made": comment.made.isoformat(), "removed": comment.removed is not None,
    }  # fmt: skip


@router.get(
    "/areas/{slug:area}/comments", operation_id="list_comments",
    summary="List what was said about a record", response={200: CommentPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_comments(request: HttpRequest, area: str, table: str, record: str) -> HttpResponse:
    reader = reader_in(request, area)
    found = comments.comments_on(reader, _subject(reader, table, record))
    return page(request, found, _show)


@router.post(
    "/areas/{slug:area}/comments", operation_id="make_comment", summary="Say something",
    response={201: CommentShown},
    openapi_extra={"requestBody": shapes.body("CommentNew"),
                   "responses": shapes.responses(403, 413, 415, ok=201)},
)  # fmt: skip
def make_comment(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    wanted = read(request, CommentNew)
    if not wanted.text.strip():
        raise ProblemError(400, _("Write something first."))
    own = wanted.audience == Audience.OWN and bool(reader.partner_id)
    made = comments.add_comment(
        reader, _subject(reader, wanted.table, wanted.record), wanted.text.strip(),
        Audience.OWN if own else Audience.TABLE,
    )  # fmt: skip
    where = request.build_absolute_uri(f"{request.path}/{made.pk}")
    return answers.answer(_show(made), 201, {"Location": where})


def _own_comment(reader: Reader, number: int) -> Comment:
    own = Comment.objects.filter(area=reader.area, author=reader.user, removed=None)
    found = own.filter(pk=min(number, LARGEST)).first()
    if found is None or not comments.may_read_of(reader, found):
        raise answers.not_found()
    return found


@router.patch(
    "/areas/{slug:area}/comments/{int:number}", operation_id="change_comment",
    summary="Put one's own remark in other words", response={200: CommentShown},
    openapi_extra={"requestBody": shapes.body("CommentChange"),
                   "responses": shapes.responses(413, 415, ok=200)},
)  # fmt: skip
def change_comment(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    wanted, found = read(request, CommentChange), _own_comment(reader, number)
    if not wanted.text.strip():
        raise ProblemError(400, _("Write something first."))
    if not comments.change_comment(reader, found, wanted.text.strip()):
        raise answers.not_found()
    return answers.answer(_show(found))


@router.delete(
    "/areas/{slug:area}/comments/{int:number}", operation_id="remove_comment",
    summary="Take one's own remark away", response={204: None},
    openapi_extra={"responses": shapes.responses(ok=204)},
)  # fmt: skip
def remove_comment(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    comments.remove_comment(reader, _own_comment(reader, number))
    return HttpResponse(status=204)


@router.put(
    "/areas/{slug:area}/follows", operation_id="follow", response={204: None},
    summary="Follow a record, or not any more",
    openapi_extra={"requestBody": shapes.body("FollowGiven"),
                   "responses": shapes.responses(413, 415, ok=204)},
)  # fmt: skip
def follow(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    wanted = read(request, FollowGiven)
    subject = _subject(reader, wanted.table, wanted.record)
    RecordFollow.objects.update_or_create(
        user=user_of(request), area=reader.area, table=subject.table, key=subject.key,
        defaults={"wanted": wanted.wanted},
    )  # fmt: skip
    return HttpResponse(status=204)


@router.put(
    "/areas/{slug:area}/telling", operation_id="choose_telling", response={204: None},
    summary="Choose how much to be told of an area",
    openapi_extra={"requestBody": shapes.body("TellingGiven"),
                   "responses": shapes.responses(413, 415, ok=204)},
)  # fmt: skip
def choose_telling(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    wanted = read(request, TellingGiven)
    AreaFollow.objects.update_or_create(
        user=user_of(request), area=reader.area, defaults={"level": wanted.level}
    )
    return HttpResponse(status=204)


@router.get(
    "/notices/mail", operation_id="get_mail", summary="See how often the caller is mailed",
    response={200: MailShown}, openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_mail(request: HttpRequest) -> HttpResponse:
    choice = mailing.choice_of(user_of(request))
    return answers.answer({"frequency": choice.frequency, "language": choice.language})


@router.put(
    "/notices/mail", operation_id="choose_mail", summary="Choose how often to be mailed",
    response={200: MailShown},
    openapi_extra={"requestBody": shapes.body("MailGiven"),
                   "responses": shapes.responses(413, 415, ok=200)},
)  # fmt: skip
def choose_mail(request: HttpRequest) -> HttpResponse:
    wanted = read(request, MailGiven)
    mailing.choose(user_of(request), frequency=wanted.frequency, language=wanted.language)
    return get_mail(request)


@router.get(
    "/areas/{slug:area}/hits", operation_id="search", summary="Search in everything one may see",
    response={200: HitPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def find(request: HttpRequest, area: str, q: str) -> HttpResponse:
    reader = reader_in(request, area)
    part = slice_of(request)
    hits, number = search(reader, q[:LONGEST_WORDS], get_language() or "nl", part.stop)
    return page(request, hits, lambda hit: {
        "what": hit.what, "title": unescape(strip_tags(hit.title)),
        "address": request.build_absolute_uri(hit.address),
    }, total=number)  # fmt: skip
