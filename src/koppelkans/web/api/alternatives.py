# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes side by side: what each asks, computing it, its result, proposing and deciding."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, ValidationError

from koppelkans.case import CaseError
from koppelkans.language import translate
from koppelkans.seen import see
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import keep
from koppelkans.web.alternatives.asked import Asked, find_trouble
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in, require_manager, user_of
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.api.reading import Given, all_visible, read, whole_asked
from koppelkans.web.compute import stop_computing
from koppelkans.web.models import Alternative, Outlook, Programme, State, Study
from koppelkans.web.scene import scene_of
from koppelkans.web.store import coming_programme, load_case

router = Router(tags=["alternatives"])
ONE = "/areas/{slug:area}/alternatives/{int:number}"
LARGEST = 2_000_000_000


class AlternativeShown(Schema):
    """One way to plan the area; ``asked`` as far as it is about what the caller may see."""

    number: int
    name: str
    note: str
    version: int
    is_proposal: bool
    decided: str | None
    decision: str
    asked: dict[str, Any]


class AlternativePage(Schema):
    """One page of alternatives."""

    items: list[AlternativeShown]
    total: int
    next: str | None


class AlternativeNew(Given):
    """A new alternative: a copy of what another one asks, or empty."""

    name: str = Field(min_length=1, max_length=100)
    copy_of: int | None = Field(default=None, ge=1, le=LARGEST)


class AlternativeChange(Given):
    """What becomes of an alternative; ``asked`` replaces what was asked before."""

    name: str | None = Field(default=None, min_length=1, max_length=100)
    asked: dict[str, Any] | None = None
    is_proposal: bool | None = None


class ProgrammeAsked(Given):
    """What to compute: with stretch, every limit is asked as well what it would yield."""

    with_stretch: bool = False


class ProgrammeShown(Schema):
    """One computation, how far it is, and why it failed when it did."""

    id: int
    state: str
    area_version: int
    step: str
    gap: float | None
    message: str
    created: str


class ProgrammePage(Schema):
    """One page of programmes, the latest first."""

    items: list[ProgrammeShown]
    total: int
    next: str | None


class DecisionNew(Given):
    """What is decided, and by whom, in words."""

    text: str = Field(min_length=1, max_length=2000)


def _show(reader: Reader, one: Alternative) -> dict[str, Any]:
    return {
        "number": one.number, "name": one.name, "note": one.note, "version": one.version,
        "is_proposal": one.is_proposal, "decision": one.decision,
        "decided": one.decided.isoformat() if one.decided else None,
        "asked": all_visible(reader, keep.asked_of(one)).model_dump(mode="json"),
    }  # fmt: skip


def find_alternative(reader: Reader, number: int) -> Alternative:
    """Return an alternative of the area by its number.

    Raises
    ------
    ProblemError
        When there is none.
    """
    found = reader.area.alternatives.filter(number=min(number, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


def answer_kept(request: HttpRequest, reader: Reader, made: Alternative) -> HttpResponse:
    """Return an alternative that something computed was kept as, and where it is."""
    path = f"/v1/areas/{reader.area.slug}/alternatives/{made.number}"
    return answer(reader, made, 201, Location=request.build_absolute_uri(path))


def answer(reader: Reader, one: Alternative, status: int = 200, **headers: str) -> HttpResponse:
    """Return an alternative as the caller sees it."""
    one.refresh_from_db()
    tag = {"ETag": answers.tag_of(one.version)}
    return answers.answer(_show(reader, one), status, tag | headers)


@router.get(
    "/areas/{slug:area}/alternatives", operation_id="list_alternatives",
    summary="List the alternatives", response={200: AlternativePage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_alternatives(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    found = list(reader.area.alternatives.order_by("number"))
    return page(request, found, lambda one: _show(reader, one))


@router.get(
    ONE, operation_id="get_alternative", summary="Get one alternative",
    response={200: AlternativeShown}, openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_alternative(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    return answer(reader, find_alternative(reader, number))


@router.post(
    "/areas/{slug:area}/alternatives", operation_id="make_alternative",
    summary="Add an alternative", response={201: AlternativeShown},
    openapi_extra={"requestBody": shapes.body("AlternativeNew"),
                   "responses": shapes.responses(403, 413, 415, ok=201)},
)  # fmt: skip
def make_alternative(request: HttpRequest, area: str) -> HttpResponse:
    reader = reader_in(request, area)
    wanted = read(request, AlternativeNew)
    source = None if wanted.copy_of is None else find_alternative(reader, wanted.copy_of)
    made = keep.add_alternative(reader.area, wanted.name, source)
    where = request.build_absolute_uri(f"{request.path}/{made.number}")
    return answer(reader, made, 201, Location=where)


@router.patch(
    ONE, operation_id="change_alternative", summary="Change an alternative",
    response={200: AlternativeShown},
    openapi_extra={
        "parameters": [shapes.IF_MATCH], "requestBody": shapes.body("AlternativeChange"),
        "responses": shapes.responses(403, 409, 412, 413, 415, 422, 428, ok=200),
    },
)  # fmt: skip
def change_alternative(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """Change what is sent; only the facilitator says which one is the proposal."""
    reader = reader_in(request, area)
    wanted = read(request, AlternativeChange)
    if wanted.is_proposal is not None:
        require_manager(reader)
    with transaction.atomic():
        one = _locked(request, reader, number)
        if wanted.asked is not None:
            asked = _asked(reader, one, wanted.asked)
            keep.change_asked(one, one.version, lambda _former: asked)
        if wanted.name is not None:
            Alternative.objects.filter(pk=one.pk).update(given_name=wanted.name)
        if wanted.is_proposal:
            keep.propose(one)
        elif wanted.is_proposal is False:
            Alternative.objects.filter(pk=one.pk).update(is_proposal=False)
    return answer(reader, one)


def _locked(request: HttpRequest, reader: Reader, number: int) -> Alternative:
    """Return an alternative that nobody else changes meanwhile, and that is not decided on."""
    found = find_alternative(reader, number)
    found = Alternative.objects.select_for_update().get(pk=found.pk)
    answers.require_match(request, found.version)
    if found.decided is not None:
        raise ProblemError(409, _("It is decided on, and stays as it is."))
    return found


def _asked(reader: Reader, one: Alternative, given: dict[str, Any]) -> Asked:
    try:
        asked = whole_asked(reader, keep.asked_of(one), Asked.model_validate(given))
    except ValidationError as error:
        errors = [
            {"field": ".".join(str(part) for part in ("asked", *found["loc"])),
             "detail": found["msg"]}
            for found in error.errors()
        ]  # fmt: skip
        raise ProblemError(400, _("What you ask is not right."), errors=errors) from None
    _require_possible(reader, asked)
    return asked


def _require_possible(reader: Reader, asked: Asked) -> None:
    """Hold back what cannot be; names of what others keep are only for the facilitator."""
    language = get_language() or "nl"
    try:
        whole = load_case(reader.area)
    except CaseError:
        raise ProblemError(409, _("Something is still missing in the area.")) from None
    trouble = list(find_trouble(whole, asked, language))
    if not trouble:
        return
    if not reader.may_manage() and see(whole, None, reader.viewer, language)[0] != whole:
        trouble = [_("This does not fit together. The facilitator can see what is in the way.")]
    errors = [{"detail": text} for text in trouble]
    raise ProblemError(422, _("This is not possible."), errors=errors)


@router.delete(
    ONE, operation_id="remove_alternative", summary="Remove an alternative",
    response={204: None},
    openapi_extra={"parameters": [shapes.IF_MATCH],
                   "responses": shapes.responses(403, 409, 412, 428, ok=204)},
)  # fmt: skip
def remove_alternative(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    require_manager(reader)
    with transaction.atomic():
        if not keep.remove(_locked(request, reader, number)):
            raise ProblemError(409, _("What is decided on, or is the only one, stays."))
    return HttpResponse(status=204)


@router.post(
    ONE + "/decisions", operation_id="decide", summary="Decide on an alternative",
    response={201: AlternativeShown},
    openapi_extra={
        "parameters": [shapes.IF_MATCH], "requestBody": shapes.body("DecisionNew"),
        "responses": shapes.responses(403, 409, 412, 413, 415, 428, ok=201),
    },
)  # fmt: skip
def decide(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """Freeze an alternative with the programme that it has now."""
    reader = reader_in(request, area)
    require_manager(reader)
    wanted = read(request, DecisionNew)
    with transaction.atomic():
        one = _locked(request, reader, number)
        if not keep.decide(one, user_of(request), wanted.text):
            raise ProblemError(409, _("There is no programme to decide on yet."))
    return answer(reader, one, 201)


@router.post(
    ONE + "/programmes", operation_id="compute", summary="Ask for a programme",
    response={202: ProgrammeShown},
    openapi_extra={"requestBody": shapes.body("ProgrammeAsked"),
                   "responses": shapes.responses(403, 409, 413, 415, 422, ok=202)},
)  # fmt: skip
def compute(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """Ask for the programme of what the alternative asks, on the case as it is now."""
    reader = reader_in(request, area)
    wanted = read(request, ProgrammeAsked)
    one = find_alternative(reader, number)
    if one.decided is not None:
        raise ProblemError(409, _("It is decided on, and stays as it is."))
    _require_possible(reader, keep.asked_of(one))
    programme = keep.compute_alternative(one, with_stretch=wanted.with_stretch)
    where = request.build_absolute_uri(f"{request.path}/{programme.pk}")
    return answers.answer(_progress(reader, programme), 202, {"Location": where})


@router.get(
    ONE + "/programmes", operation_id="list_programmes", summary="List the programmes",
    response={200: ProgrammePage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_programmes(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    found = list(find_alternative(reader, number).programmes.defer("result", "case"))
    return page(request, found, lambda one: _progress(reader, one))


@router.get(
    ONE + "/programmes/{int:programme}", operation_id="get_programme",
    summary="Get how far a programme is", response={200: ProgrammeShown},
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_programme(request: HttpRequest, area: str, number: int, programme: int) -> HttpResponse:
    reader = reader_in(request, area)
    return answers.answer(_progress(reader, _programme(reader, number, programme)))


def _programme(reader: Reader, number: int, programme: int) -> Programme:
    rows = find_alternative(reader, number).programmes.defer("result", "case")
    found = rows.filter(pk=min(programme, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


def failure_of(reader: Reader, one: Programme | Study | Outlook) -> str:
    """Return why computing failed, or nothing; what others keep is only for the facilitator."""
    if one.state != State.FAILED:
        return ""
    if not reader.may_manage():
        return _("This does not fit together. The facilitator can see what is in the way.")
    return str(one.message.get(get_language() or "nl", ""))


def _progress(reader: Reader, one: Programme) -> dict[str, Any]:
    language = get_language() or "nl"
    return {
        "id": one.pk, "state": one.state, "area_version": one.area_version,
        "step": translate(one.progress.get("step", ""), language),
        "gap": one.progress.get("search", {}).get("gap"), "message": failure_of(reader, one),
        "created": one.created.isoformat(),
    }  # fmt: skip


@router.post(
    ONE + "/programmes/{int:programme}/stops", operation_id="stop_computing",
    summary="Stop with the best so far", response={202: ProgrammeShown},
    openapi_extra={"responses": shapes.responses(403, 409, ok=202)},
)  # fmt: skip
def stop(request: HttpRequest, area: str, number: int, programme: int) -> HttpResponse:
    reader = reader_in(request, area)
    found = _programme(reader, number, programme)
    if not stop_computing(found):
        raise ProblemError(409, _("It is not being computed."))
    return answers.answer(_progress(reader, found), 202)


@router.get(
    ONE + "/result", operation_id="get_result", summary="Get the result, as the caller sees it",
    response={200: None},
    openapi_extra={
        "responses": shapes.responses(ok=200)
        | {200: shapes.good("docs/result.schema.json describes it",
                          {"application/json": {"type": "object"}})},
    },
)  # fmt: skip
def get_result(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """Return what was computed for the alternative last, with its settings."""
    reader = reader_in(request, area)
    one = find_alternative(reader, number)
    scene = scene_of(one, reader.viewer, get_language() or "nl")
    if scene is None:
        coming = coming_programme(one)
        raise ProblemError(
            404, _("There is no result yet."), state=coming.state if coming else "none"
        )
    return answers.answer(json.loads(scene.result.to_json()))
