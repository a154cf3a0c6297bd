# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes to choose from: several objectives weighed against each other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from koppelkans.case import CaseError
from koppelkans.programme.choices import Objective
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives import studies
from koppelkans.web.alternatives.pareto import amounts_of
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
from koppelkans.web.models import Study

router = Router(tags=["studies"])
STUDY = ONE + "/studies/{int:study}"


class StudyNew(Given):
    """Two or three objectives to weigh, the first of which is searched for most."""

    objectives: list[Objective] = Field(min_length=2, max_length=3)


class PointShown(Schema):
    """One programme to choose: what it reaches of each objective, EUR; null when it is kept."""

    number: int
    reached: dict[str, float | None]
    gap: float


class StudyShown(Schema):
    """Programmes to choose from, and how far finding them is."""

    id: int
    state: str
    area_version: int
    objectives: list[str]
    message: str
    points: list[PointShown]


class StudyPage(Schema):
    """One page of studies, the latest first."""

    items: list[StudyShown]
    total: int
    next: str | None


class PointTaken(Given):
    """What to call the alternative that a point becomes."""

    name: str = Field(min_length=1, max_length=100)


def _show(reader: Reader, study: Study) -> dict[str, Any]:
    return {
        "id": study.pk, "state": study.state, "area_version": study.area_version,
        "objectives": study.objectives, "message": failure_of(reader, study),
        "points": [
            {"number": number, "reached": reached, "gap": gap}
            for number, (reached, gap) in enumerate(amounts_of(study, reader.viewer), start=1)
        ],
    }  # fmt: skip


def _find(reader: Reader, number: int, study: int) -> Study:
    found = find_alternative(reader, number).studies.filter(pk=min(study, LARGEST)).first()
    if found is None:
        raise answers.not_found()
    return found


@router.get(
    ONE + "/studies", operation_id="list_studies", summary="List the studies of an alternative",
    response={200: StudyPage},
    openapi_extra={"parameters": PAGING, "responses": shapes.responses(ok=200)},
)  # fmt: skip
def list_studies(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    found = list(find_alternative(reader, number).studies.all())
    return page(request, found, lambda one: _show(reader, one))


@router.post(
    ONE + "/studies", operation_id="make_study", summary="Look for programmes to choose from",
    response={202: StudyShown},
    openapi_extra={"requestBody": shapes.body("StudyNew"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=202)},
)  # fmt: skip
def make_study(request: HttpRequest, area: str, number: int) -> HttpResponse:
    reader = reader_in(request, area)
    wanted = read(request, StudyNew)
    one = find_alternative(reader, number)
    if len(set(wanted.objectives)) != len(wanted.objectives):
        raise ProblemError(400, _("Name each objective once."))
    try:
        study = studies.request_study(one, wanted.objectives)
    except (CaseError, KeyError, ValueError):
        raise ProblemError(409, _("What is asked is not possible in the area as it is.")) from None
    where = request.build_absolute_uri(f"{request.path}/{study.pk}")
    return answers.answer(_show(reader, study), 202, {"Location": where})


@router.get(
    STUDY, operation_id="get_study", summary="Get one study", response={200: StudyShown},
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_study(request: HttpRequest, area: str, number: int, study: int) -> HttpResponse:
    reader = reader_in(request, area)
    return answers.answer(_show(reader, _find(reader, number, study)))


@router.post(
    STUDY + "/points/{int:point}/alternatives", operation_id="keep_point",
    summary="Keep a programme as an alternative", response={201: AlternativeShown},
    openapi_extra={"requestBody": shapes.body("PointTaken"),
                   "responses": shapes.responses(403, 409, 413, 415, ok=201)},
)  # fmt: skip
def keep_point(
    request: HttpRequest, area: str, number: int, study: int, point: int
) -> HttpResponse:
    """Keep it, and compute it as a programme of its own."""
    reader = reader_in(request, area)
    wanted, found = read(request, PointTaken), _find(reader, number, study)
    loaded = studies.load_set(found)
    points = loaded.points if loaded else ()
    if not 1 <= point <= len(points):
        raise answers.not_found()
    try:
        made = studies.keep_as_alternative(found, points[point - 1], wanted.name)
    except (CaseError, KeyError, ValueError):
        raise ProblemError(409, _("What is asked is not possible in the area as it is.")) from None
    return answer_kept(request, reader, made)
