# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every file of the plan, made in the background, and the texts that people write in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.plan.texts import LONGEST_TEXT
from koppelkans.web.access.reader import Reader
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.alternatives import ONE, find_alternative
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in, user_of
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.api.reading import Given, read
from koppelkans.web.models import Alternative
from koppelkans.web.plans.rights import WRITERS
from koppelkans.web.plans.texts import KEYS, TextClashError, history_of, write_text
from koppelkans.web.plans.views.documents import ask_for_file, wanted_file, why_not
from koppelkans.web.plans.wanted import MEDIA
from koppelkans.web.scene import scene_of

router = Router(tags=["documents"])
LANGUAGES = ("nl", "en")
SECONDS_BETWEEN = 2


class DocumentComing(Schema):
    """How far a file is; ask again after the seconds in Retry-After."""

    state: str
    percent: int | None
    message: str


class TextShown(Schema):
    """A text of the plan: of this alternative only (own), or of the whole area."""

    key: str
    language: str
    own: bool
    version: int
    text: str
    author: str


class TextPage(Schema):
    """One page of texts."""

    items: list[TextShown]
    total: int
    next: str | None


class TextGiven(Given):
    """The text as it should become; empty takes it away."""

    text: str = Field(max_length=LONGEST_TEXT)


@router.get(
    ONE + "/documents/{kind}/{language}/{suffix}", operation_id="get_document",
    summary="Get a file of the plan", response={200: None, 202: DocumentComing},
    openapi_extra={
        "responses": shapes.responses(409, ok=202)
        | {200: shapes.good("The file", {media.partition(";")[0]: {"type": "string"}
                                         for media in MEDIA.values()})},
    },
)  # fmt: skip
def get_document(  # all that says which file
    request: HttpRequest, area: str, number: int, kind: str, language: str, suffix: str,
    about: str = "",
) -> HttpResponseBase:  # fmt: skip
    """Return a document (full, memo, works, partner, street), a table, or the archive.

    What takes a while is made in the background: the answer is 202 until it is there. ``about``
    is the partner or the street that a document is about.
    """
    reader = reader_in(request, area)
    scene = scene_of(find_alternative(reader, number), reader.viewer, get_language() or "nl")
    if scene is None:
        raise ProblemError(404, _("There is no result yet."))
    wanted = wanted_file(scene, kind, about[:200], language, suffix)
    if not wanted.is_possible:
        raise answers.not_found()
    found = ask_for_file(wanted, reader.area)
    if isinstance(found, HttpResponseBase):
        return found
    job, percent = found
    message = why_not(job)
    if message:
        raise ProblemError(409, _("The file could not be made."), message)
    coming = {"state": str(job.state), "percent": percent, "message": ""}
    return answers.answer(coming, 202, {"Retry-After": str(SECONDS_BETWEEN)})


def _texts(one: Alternative) -> list[dict[str, Any]]:
    return [
        _show(one, language, key, own=own)
        for language in LANGUAGES for key in KEYS for own in (False, True)
        if history_of(one, language, key, own=own)
    ]  # fmt: skip


def _show(one: Alternative, language: str, key: str, *, own: bool) -> dict[str, Any]:
    newest = next(iter(history_of(one, language, key, own=own)), None)
    return {
        "key": key, "language": language, "own": own, "text": newest.text if newest else "",
        "version": newest.version if newest else 0, "author": newest.author_name if newest else "",
    }  # fmt: skip


def _require_slot(language: str, key: str) -> None:
    if language not in LANGUAGES or key not in KEYS:
        raise answers.not_found()


@router.get(
    ONE + "/texts", operation_id="list_texts", summary="List the texts of the plan",
    response={200: TextPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_texts(request: HttpRequest, area: str, number: int) -> HttpResponse:
    one = find_alternative(reader_in(request, area), number)
    return page(request, _texts(one))


@router.get(
    ONE + "/texts/{language}/{key}", operation_id="get_text", summary="Get a text of the plan",
    response={200: TextShown}, openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_text(
    request: HttpRequest, area: str, number: int, language: str, key: str, own: bool = False
) -> HttpResponse:  # fmt: skip
    """Return a text, with version 0 as long as nobody wrote it."""
    one = find_alternative(reader_in(request, area), number)
    _require_slot(language, key)
    return _answer(one, language, key, own=own)


def _answer(one: Alternative, language: str, key: str, *, own: bool) -> HttpResponse:
    shown = _show(one, language, key, own=own)
    return answers.answer(shown, headers={"ETag": answers.tag_of(shown["version"])})


@router.put(
    ONE + "/texts/{language}/{key}", operation_id="write_text", summary="Write a text of the plan",
    response={200: TextShown},
    openapi_extra={
        "parameters": [shapes.IF_MATCH], "requestBody": shapes.body("TextGiven"),
        "responses": shapes.responses(403, 409, 412, 413, 415, 428, ok=200),
    },
)  # fmt: skip
def put_text(  # all that says which text
    request: HttpRequest, area: str, number: int, language: str, key: str, own: bool = False
) -> HttpResponse:  # fmt: skip
    reader = reader_in(request, area)
    _require_writer(reader)
    one, wanted = find_alternative(reader, number), read(request, TextGiven)
    _require_slot(language, key)
    if one.decided is not None:
        raise ProblemError(409, _("It is decided on, and stays as it is."))
    now = _show(one, language, key, own=own)["version"]
    answers.require_match(request, now)
    try:
        write_text(one, language, key, wanted.text, own=own, based_on=now, user=user_of(request))
    except TextClashError as error:
        raise ProblemError(
            412, _("Somebody changed this meanwhile."),
            headers={"ETag": answers.tag_of(error.theirs.version)},
        ) from None  # fmt: skip
    return _answer(one, language, key, own=own)


def _require_writer(reader: Reader) -> None:
    if reader.role not in WRITERS:
        raise ProblemError(403, _("You may read this, but not change it."))
