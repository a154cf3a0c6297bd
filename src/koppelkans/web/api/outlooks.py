# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How programmes do when things go otherwise, and why a task is where it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.case import CaseError
from koppelkans.programme.choices import StandardScenarios
from koppelkans.programme.choices.robust import Candidate, Outcome
from koppelkans.seen import KEPT_PARTNER
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import outlook as outlooks
from koppelkans.web.alternatives.robust import name_candidate
from koppelkans.web.api import answers, shapes
from koppelkans.web.api.alternatives import (
    ONE,
    AlternativeShown,
    answer_kept,
    failure_of,
    find_alternative,
)
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in
from koppelkans.web.api.paging import LARGEST, PAGING, page
from koppelkans.web.api.reading import Given, read
from koppelkans.web.models import Outlook
from koppelkans.web.present.why import tell_why
from koppelkans.web.scene import scene_of
from koppelkans.web.store import load_case

router = Router(tags=["outlooks"])
OUTLOOK = ONE + "/outlooks/{int:outlook}"


class OutlookNew(StandardScenarios, Given):
    """What may go otherwise: dearer, longer, less heat asked for, a partner that withdraws."""


class OutcomeShown(Schema):
    """A programme in a scenario, EUR; regret is null where nothing fits."""

    scenario: str
    net_value_eur: float
    broken_limits: int
    regret_eur: float | None
    regret_at_most_eur: float | None


class CandidateShown(Schema):
    """A programme over all scenarios, EUR."""

    number: int
    name: str
    mean_eur: float
    worst_eur: float
    largest_regret_eur: float | None
    keeps_all_limits: bool
    outcomes: list[OutcomeShown]


class OutlookShown(Schema):
    """How far comparing is; no candidates when costs are kept from the caller."""

    id: int
    state: str
    area_version: int
    asked: dict[str, Any]
    message: str
    is_withheld: bool
    bound_eur: float | None
    candidates: list[CandidateShown]


class OutlookPage(Schema):
    """One page of outlooks, the latest first."""

    items: list[OutlookShown]
    total: int
    next: str | None


class CandidateTaken(Given):
    """What to call the alternative that a candidate becomes."""

    name: str = Field(min_length=1, max_length=100)


class Explanation(Schema):
    """Why a task is where it is, in sentences; none when costs are kept from the caller."""

    task_id: str
    said: list[str]


def _show(reader: Reader, outlook: Outlook) -> dict[str, Any]:
    language = get_language() or "nl"
    scene = scene_of(outlook.alternative, reader.viewer, language)
    withheld = scene is None or KEPT_PARTNER in scene.case.partner
    found = None if withheld else outlooks.load(outlook)
    return {
        "id": outlook.pk, "state": outlook.state, "area_version": outlook.area_version,
        "asked": outlook.asked, "message": failure_of(reader, outlook), "is_withheld": withheld,
        "bound_eur": found.bound_eur if found else None,
        "candidates": [
            _candidate(outlook, number, candidate)
            for number, candidate in enumerate(found.candidates if found else (), start=1)
        ],
    }  # fmt: skip


def _candidate(outlook: Outlook, number: int, candidate: Candidate) -> dict[str, Any]:
    shown = candidate.model_dump(mode="json", exclude={"name", "tasks", "outcomes"})
    return shown | {
        "number": number,
        "name": name_candidate(outlook.alternative, candidate.name),
        "outcomes": [_outcome(o) for o in candidate.outcomes],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return outcome.model_dump(mode="json", include=set(OutcomeShown.model_fields))


def _find(reader: Reader, number: int, outlook: int) -> Outlook:
    found = find_alternative(reader, number).outlooks.filter(pk=min(outlook, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


@router.get(
    ONE + "/outlooks", operation_id="list_outlooks", summary="List the outlooks of an alternative",
    response={200: OutlookPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_outlooks(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    found = list(find_alternative(reader, number).outlooks.all())
    return page(request, found, lambda one: _show(reader, one))


@router.post(
    ONE + "/outlooks", operation_id="make_outlook",
    summary="Ask how programmes do when things go otherwise", response={202: OutlookShown},
    openapi_extra={"requestBody": shapes.body("OutlookNew"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=202)},
)  # fmt: skip
def make_outlook(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    wanted = read(request, OutlookNew)
    one = find_alternative(reader, number)
    try:
        if wanted.without not in (None, *load_case(reader.area).partner):
            raise ProblemError(400, _("Choose a partner of the area."))
        made = outlooks.request_outlook(one, wanted, get_language() or "nl")
    except (CaseError, KeyError, ValueError):
        raise ProblemError(409, _("What is asked is not possible in the area as it is.")) from None
    where = request.build_absolute_uri(f"{request.path}/{made.pk}")
    return answers.answer(_show(reader, made), 202, {"Location": where})


@router.get(
    OUTLOOK, operation_id="get_outlook", summary="Get one outlook", response={200: OutlookShown},
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_outlook(request: HttpRequest, area: str, number: int, outlook: int) -> HttpResponse:
    reader = reader_in(request, area)
    return answers.answer(_show(reader, _find(reader, number, outlook)))


@router.post(
    OUTLOOK + "/candidates/{int:candidate}/alternatives", operation_id="keep_candidate",
    summary="Keep a candidate as an alternative", response={201: AlternativeShown},
    openapi_extra={"requestBody": shapes.body("CandidateTaken"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=201)},
)  # fmt: skip
def keep_candidate(
    request: HttpRequest, area: str, number: int, outlook: int, candidate: int
) -> HttpResponse:
    """Keep it, and compute it as a programme of its own."""
    reader = reader_in(request, area)
    wanted, found = read(request, CandidateTaken), _find(reader, number, outlook)
    loaded = outlooks.load(found)
    candidates = loaded.candidates if loaded else ()
    if not 1 <= candidate <= len(candidates):
        raise answers.not_found()
    made = outlooks.keep_candidate(found.alternative, candidates[candidate - 1], wanted.name)
    return answer_kept(request, reader, made)


@router.get(
    ONE + "/explanations/{str:task}", operation_id="explain_task",
    summary="Get why a task is where it is", response={200: Explanation},
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def explain(request: HttpRequest, area: str, number: int, task: str) -> HttpResponse:
    reader = reader_in(request, area)
    scene = scene_of(find_alternative(reader, number), reader.viewer, get_language() or "nl")
    if scene is None or task not in scene.case.task:
        raise answers.not_found()
    return answers.answer({"task_id": task, "said": list(tell_why(scene.picture, task))})
