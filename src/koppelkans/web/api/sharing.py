# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who pays and who gains beyond the result itself: a partner's page, stepping out, groups."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema

from koppelkans.web.api import answers, shapes
from koppelkans.web.api.alternatives import ONE, find_alternative
from koppelkans.web.api.answers import ProblemError
from koppelkans.web.api.door import reader_in
from koppelkans.web.compute import ask_groups, groups_key
from koppelkans.web.jobs import queue
from koppelkans.web.present.fairness import may_read
from koppelkans.web.present.leaving import find_leaving, list_groups
from koppelkans.web.scene import Scene, scene_of
from koppelkans.web.store import load_result
from koppelkans.web.views.sharing import find_sheet, whole_situation

router = Router(tags=["sharing"])


class SheetRow(Schema):
    """One line of a partner's page, in words and whole euros."""

    label: str
    alone: str
    together: str
    change: str


class SheetShown(Schema):
    """The page of a partner under the sharing rule of the result, or another one."""

    partner_id: str
    rule: str
    said: list[str]
    rows: list[SheetRow]
    total: SheetRow
    years: list[SheetRow]


class LeavingShown(Schema):
    """What happens when partners step out together, in sentences."""

    partner_ids: list[str]
    said: list[str]


class GroupsShown(Schema):
    """How far the plans of every group of partners are, and what they say when ready."""

    state: str
    said: list[str]


def _scene(request: HttpRequest, area: str, number: int) -> Scene:
    reader = reader_in(request, area)
    one = find_alternative(reader, number)
    scene = scene_of(one, reader.viewer, get_language() or "nl")
    if scene is None:
        raise ProblemError(404, _("There is no result yet."))
    return scene


@router.get(
    ONE + "/partners/{partner}", operation_id="get_partner_sheet",
    summary="Get the page of one partner", response={200: SheetShown},
    openapi_extra={"responses": shapes.responses(403, ok=200)},
)  # fmt: skip
def get_partner_sheet(
    request: HttpRequest, area: str, number: int, partner: str, rule: str = ""
) -> HttpResponse:
    """While somebody keeps something to itself, only its own page is open to a partner."""
    scene = _scene(request, area, number)
    found = find_sheet(scene, partner, rule)
    if found is None:
        raise answers.not_found()
    chosen, page = found
    if page is None:
        raise ProblemError(403, _("Somebody keeps something to itself: this page is not for you."))
    rows = {name: [_row(row) for row in getattr(page, name)] for name in ("rows", "years")}
    return answers.answer(
        {"partner_id": partner, "rule": chosen.rule.value, "said": list(page.said),
         "total": _row(page.total), **rows}
    )  # fmt: skip


def _row(row: Any) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("label", "alone", "together", "change")}


@router.get(
    ONE + "/departures", operation_id="get_departure",
    summary="Get what happens when partners step out", response={200: LeavingShown},
    openapi_extra={
        "parameters": [
            {"name": "without", "in": "query", "required": True, "explode": True,
             "description": "Who steps out", "schema": {"type": "array", "minItems": 1,
             "items": {"type": "string"}}},
        ],
        "responses": shapes.responses(403, ok=200),
    },
)  # fmt: skip
def get_departure(request: HttpRequest, area: str, number: int) -> HttpResponse:
    scene = _scene(request, area, number)
    asked = list(dict.fromkeys(request.GET.getlist("without")))
    unknown = [name for name in asked if name not in scene.case.partner]
    if unknown or not asked:
        errors = [{"field": "without", "detail": _("There is no such partner.")}]
        raise ProblemError(400, _("What you ask is not right."), errors=errors)
    if not may_read(scene.reading):
        raise ProblemError(403, _("Somebody keeps something to itself: this page is not for you."))
    found = find_leaving(scene.reading, whole_situation(scene.picture), asked)
    said = list(found.said) if found else []
    return answers.answer({"partner_ids": asked, "said": said})


def _groups(scene: Scene) -> dict[str, Any]:
    whole = load_result(scene.programme)
    job = queue.find(groups_key(scene.programme))
    done = whole is not None and whole.groups is not None
    state = "done" if done else str(job.state) if job else "none"
    return {"state": state, "said": list_groups(scene.reading)}


@router.get(
    ONE + "/groups", operation_id="get_groups", response={200: GroupsShown},
    summary="Get what groups of partners reach by plans of their own",
    openapi_extra={"responses": shapes.responses(ok=200)},
)  # fmt: skip
def get_groups(request: HttpRequest, area: str, number: int) -> HttpResponse:
    return answers.answer(_groups(_scene(request, area, number)))


@router.post(
    ONE + "/groups", operation_id="plan_groups", summary="Plan every group of partners",
    response={202: GroupsShown}, openapi_extra={"responses": shapes.responses(403, ok=202)},
)  # fmt: skip
def plan_groups(request: HttpRequest, area: str, number: int) -> HttpResponse:
    """Ask for it; it takes some minutes, and is done once for everybody."""
    scene = _scene(request, area, number)
    if _groups(scene)["state"] != "done":
        ask_groups(scene.programme)
    return answers.answer(_groups(scene), 202)
