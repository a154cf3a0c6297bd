# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done in the conversation, besides its records: trying out, accepting, recognising."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.case import CaseError, State
from koppelkans.seen import see
from koppelkans.web.access.reader import Reader
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in
from koppelkans.web.api.paging import PAGING, page
from koppelkans.web.api.reading import Given, read
from koppelkans.web.conversation.accept import accept_condition, accept_offer
from koppelkans.web.conversation.models import Trial
from koppelkans.web.conversation.recognising import recognise, recognised, take_back
from koppelkans.web.conversation.room import Room
from koppelkans.web.conversation.trials import MOST, load_tried, request_trial
from koppelkans.web.conversation.words import Price, read_outcome
from koppelkans.web.scene import chosen_alternative
from koppelkans.web.store import load_case

router = Router(tags=["conversation"])
AREA = "/areas/{slug:area}"
LARGEST = 2_000_000_000


class TrialNew(Given):
    """Which conditions to try out together."""

    conditions: list[str] = Field(min_length=1, max_length=MOST)


class TrialShown(Schema):
    """Conditions tried out, as far as the caller may know what came of it; EUR."""

    number: int
    state: str
    area_version: int
    case_sha256: str
    conditions: list[str]
    message: str
    fits: bool | None
    costs: list[dict[str, Any]]
    clashes: list[list[str]]
    drop: list[str]


class TrialPage(Schema):
    """One page of trials, the latest first."""

    items: list[TrialShown]
    total: int
    next: str | None


class RecognitionNew(Given):
    """Whether to recognise in the name of one's partner, or without a name."""

    by_name: bool = False


class RecognisedShown(Schema):
    """Who recognises a struggle; ``others`` is 0 as long as they are fewer than four."""

    partners: list[str]
    others: int
    mine: bool


def room_in(request: HttpRequest, slug: str) -> Room:
    """Return the conversation of an area as the caller sees it."""
    reader = reader_in(request, slug)
    try:
        whole = load_case(reader.area)
    except CaseError:
        raise ProblemError(409, _("Something is still missing in the area.")) from None
    language = get_language() or "nl"
    case, _none = see(whole, None, reader.viewer, language)
    return Room(request, reader, whole, case, language)


def _show(room: Room, trial: Trial) -> dict[str, Any]:
    tried = load_tried(trial)
    outcome = read_outcome(room, trial, tried) if tried else None
    found = tried.trial if tried else None
    return {
        "number": trial.number, "state": trial.state, "area_version": trial.area_version,
        "case_sha256": trial.case_sha256, "conditions": trial.conditions,
        "message": trial.message.get(room.language, ""),
        "fits": found.fits if found else None,
        "costs": [_price(price) for price in outcome.prices] if outcome else [],
        "clashes": [list(pair) for pair in found.clashes] if found else [],
        "drop": list(found.drop) if found else [],
    }  # fmt: skip


def _price(price: Price) -> dict[str, Any]:
    return {
        "condition": price.condition.id if price.condition else None, "eur": price.eur,
        "at_least_eur": price.at_least, "at_most_eur": price.at_most,
        "partners": {partner.id: eur for partner, eur in price.partners},
    }  # fmt: skip


@router.get(
    AREA + "/trials", operation_id="list_trials", summary="List the trials of conditions",
    response={200: TrialPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(409, ok=200)},
)  # fmt: skip
def list_trials(request: HttpRequest, area: str) -> HttpResponse:
    room = room_in(request, area)
    return page(request, list(room.area.trials.all()), lambda one: _show(room, one))


@router.post(
    AREA + "/trials", operation_id="try_conditions", summary="Try out conditions together",
    response={202: TrialShown},
    openapi_extra={"requestBody": shapes.body("TrialNew"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=202)},
)  # fmt: skip
def try_conditions(request: HttpRequest, area: str) -> HttpResponse:
    """Ask whether conditions fit together and what each costs; read what comes of it later."""
    room = room_in(request, area)
    wanted = read(request, TrialNew)
    known = [c.id for c in room.case.conditions]
    wrong = [key for key in wanted.conditions if key not in known]
    if wrong:
        errors = [{"field": "conditions", "detail": key} for key in wrong]
        raise ProblemError(400, _("There is no such condition."), errors=errors)
    asked = [key for key in known if key in wanted.conditions]
    trial = request_trial(chosen_alternative(request, room.area), asked, str(room.user))
    where = request.build_absolute_uri(f"{request.path}/{trial.number}")
    return answers.answer(_show(room, trial), 202, {"Location": where})


@router.get(
    AREA + "/trials/{int:number}", operation_id="get_trial", summary="Get one trial",
    response={200: TrialShown}, openapi_extra={"responses": shapes.responses(409, ok=200)},
)  # fmt: skip
def get_trial(request: HttpRequest, area: str, number: int) -> HttpResponse:
    room = room_in(request, area)
    trial = room.area.trials.filter(number=min(number, LARGEST)).first()
    if trial is None:
        raise answers.not_found()
    return answers.answer(_show(room, trial))


def _accept(request: HttpRequest, area: str, table: str, key: str) -> HttpResponse:
    room = room_in(request, area)
    given = next((r for r in getattr(room.case, table) if r.id == key), None)
    if given is None:
        raise answers.not_found()
    if given.state is State.ACCEPTED:
        raise ProblemError(409, _("It is accepted already."))
    try:
        (accept_condition if table == "conditions" else accept_offer)(room, given)
    except PermissionDenied:
        raise ProblemError(403, _("You may read this, but not change it.")) from None
    return HttpResponse(status=204)


@router.post(
    AREA + "/accepted-conditions/{path:key}", operation_id="accept_condition",
    summary="Accept a condition, with what the latest trial found", response={204: None},
    openapi_extra={"responses": shapes.responses(403, 409, ok=204)},
)  # fmt: skip
def accept_one_condition(request: HttpRequest, area: str, key: str) -> HttpResponse:
    return _accept(request, area, "conditions", key)


@router.post(
    AREA + "/accepted-offers/{path:key}", operation_id="accept_offer",
    summary="Accept an offer, with what its limit would yield", response={204: None},
    openapi_extra={"responses": shapes.responses(403, 409, ok=204)},
)  # fmt: skip
def accept_one_offer(request: HttpRequest, area: str, key: str) -> HttpResponse:
    return _accept(request, area, "offers", key)


def _recognised(reader: Reader, key: str) -> HttpResponse:
    found = recognised(reader, key)
    return answers.answer(
        {"partners": list(found.partner_ids), "others": found.others, "mine": found.mine}
    )


def _struggle_in(request: HttpRequest, area: str, key: str) -> tuple[Room, str]:
    room = room_in(request, area)
    struggle = next((s for s in room.case.struggles if s.id == key), None)
    if struggle is None:
        raise answers.not_found()
    return room, struggle.partner_id


@router.put(
    AREA + "/recognised-struggles/{path:key}", operation_id="recognise_struggle",
    summary="Recognise a struggle", response={200: RecognisedShown},
    openapi_extra={"requestBody": shapes.body("RecognitionNew"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=200)},
)  # fmt: skip
def recognise_struggle(request: HttpRequest, area: str, key: str) -> HttpResponse:
    """Say that one recognises it; without a name one is only counted, from four people on."""
    room, owner = _struggle_in(request, area, key)
    wanted = read(request, RecognitionNew)
    if room.mine == owner or (wanted.by_name and not room.mine):
        raise ProblemError(403, _("You may read this, but not change it."))
    recognise(room.reader, key, by_name=wanted.by_name)
    return _recognised(room.reader, key)


@router.delete(
    AREA + "/recognised-struggles/{path:key}", operation_id="take_recognition_back",
    summary="Take back that one recognises a struggle", response={200: RecognisedShown},
    openapi_extra={"responses": shapes.responses(409, ok=200)},
)  # fmt: skip
def take_recognition_back(request: HttpRequest, area: str, key: str) -> HttpResponse:
    room, _owner = _struggle_in(request, area, key)
    take_back(room.reader, key)
    return _recognised(room.reader, key)
