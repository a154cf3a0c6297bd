# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes to choose from: asked for, computed in the background, kept."""

from collections.abc import Callable, Sequence
from typing import Any

from koppelkans.case import Schedule
from koppelkans.framework import FrameworkError
from koppelkans.language import LANGUAGES
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import ProgrammeError, SearchSettings
from koppelkans.programme.choices import Objective, ParetoSet, Point, Reach, find_pareto
from koppelkans.programme.wishes import Wishes
from koppelkans.value import ValuationError
from koppelkans.web.alternatives.asked import Asked, apply_asked
from koppelkans.web.alternatives.keep import (
    add_alternative,
    change_asked,
    compute_alternative,
    unused_name,
)
from koppelkans.web.jobs import queue
from koppelkans.web.models import Alternative, Area, State, Study
from koppelkans.web.store import (
    latest_programme,
    load_case,
    load_result,
    pack_case,
    unpack_case,
)

KIND = "study"
SECONDS = 120.0
STEPS = {2: 0.1, 3: 0.25}
"""By number of objectives: how far apart points are, as part of the range."""


def request_study(alternative: Alternative, objectives: Sequence[Objective]) -> Study:
    """Ask for the programmes to choose from; the same is not computed twice at once."""
    area = Area.objects.get(pk=alternative.area_id)
    names = [objective.value for objective in objectives]
    latest = latest_study(alternative)
    if latest is not None and latest.state in (State.WAITING, State.RUNNING):
        if latest.objectives == names and latest.area_version == area.version:
            return latest
        queue.stop(_key(latest))
    case, wishes = apply_asked(load_case(area), Asked.model_validate(alternative.asked))
    study = Study.objects.create(
        alternative=alternative, area_version=area.version, case=pack_case(case),
        asked=alternative.asked, wishes=wishes.model_dump(mode="json"), objectives=names,
    )  # fmt: skip
    queue.ask(KIND, _key(study), {"study": study.pk}, slow=True)
    return study


def latest_study(alternative: Alternative) -> Study | None:
    """Return what was asked for last."""
    return alternative.studies.first()


def _key(study: Study) -> str:
    return f"{KIND}-{study.pk}"


Keep = Callable[[dict[str, Any]], bool]


def compute(study_id: int, keep: Keep, is_own: Callable[[], bool]) -> dict[str, Any] | None:
    """Find the programmes and keep them; return why there are none."""
    study = Study.objects.select_related("alternative").get(pk=study_id)
    if study.state == State.DONE:
        return None
    Study.objects.filter(pk=study_id).update(state=State.RUNNING)
    case = unpack_case(study.case)
    result = load_result(latest_programme(study.alternative))
    tasks = result.programme.tasks if result else ()
    start = Schedule(case, {c.task_id: c for c in tasks if c.task_id in case.task
                            and c.variant_id in (None, *case.variant)})  # fmt: skip

    def report(points: int) -> bool:
        Study.objects.filter(pk=study_id).update(progress={"points": points})
        return keep({"points": points})

    try:
        found = find_pareto(
            case, find_joint_effects(case), [Objective(name) for name in study.objectives],
            SearchSettings(seconds=SECONDS, seed=Asked.model_validate(study.asked).seed),
            start=start, step=STEPS[len(study.objectives)], report=report,
            wishes=Wishes.model_validate(study.wishes),
        )  # fmt: skip
    except (ProgrammeError, FrameworkError, ValuationError) as error:
        message = {language: error.in_language(language) for language in LANGUAGES}
        if is_own():
            fail(study_id, message)
        return message
    if is_own():
        study.state, study.result = State.DONE, found.model_dump_json()
        study.save(update_fields=["state", "result", "changed"])
    return None


def fail(study_id: int, message: dict[str, Any]) -> None:
    """Note that a study has failed, and why."""
    Study.objects.filter(pk=study_id).update(state=State.FAILED, message=message)


def load_set(study: Study) -> ParetoSet | None:
    """Return the programmes of a study, once they are there."""
    return ParetoSet.model_validate_json(study.result) if study.state == State.DONE else None


def keep_as_alternative(study: Study, point: Point, name: str) -> Alternative:
    """Keep a point as an alternative: it asks for at least as much of the other objectives."""
    source = Alternative.objects.select_related("area").get(pk=study.alternative_id)
    made = add_alternative(source.area, unused_name(source.area, name))
    reach = tuple(
        Reach(objective=Objective(objective), at_least=point.reached[objective])
        for objective in study.objectives
        if objective != Objective.VALUE
    )
    asked = Asked.model_validate(study.asked)
    wanted = asked.wanted.model_copy(update={"reach": reach})
    update = {"wanted": wanted, "begin": point.tasks}
    change_asked(made, made.version, lambda _: asked.model_copy(update=update))
    compute_alternative(made)
    return made
