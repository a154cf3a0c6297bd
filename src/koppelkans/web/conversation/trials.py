# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying out conditions: asked for, computed in the background, kept."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from koppelkans.agree import Tried, try_conditions
from koppelkans.case import Schedule
from koppelkans.framework import FrameworkError
from koppelkans.language import LANGUAGES
from koppelkans.line import case_digest
from koppelkans.programme import ProgrammeError, SearchSettings
from koppelkans.programme.conditions import TrySettings
from koppelkans.programme.wishes import Wishes
from koppelkans.web.alternatives.asked import Asked, apply_asked
from koppelkans.web.conversation.models import Trial
from koppelkans.web.jobs import queue
from koppelkans.web.models import Alternative, Area, State
from koppelkans.web.store import latest_programme, load_case, load_result, pack_case, unpack_case

KIND = "trial"
SECONDS = 20.0
"""Of each search: one without, one with all, and one for each condition."""
SECONDS_LONG = 60.0
"""Of each search, when somebody asks for narrower figures."""
MOST = 12
"""Conditions that are tried out at once."""

Keep = Callable[[dict[str, Any]], bool]


@transaction.atomic
def request_trial(
    alternative: Alternative, conditions: Sequence[str], by: str, seconds: float = SECONDS
) -> Trial:
    """Ask to try out conditions on what an alternative asks; the same waits for itself."""
    area = Area.objects.select_for_update().get(pk=alternative.area_id)
    latest = area.trials.first()
    if latest is not None and latest.state in (State.WAITING, State.RUNNING):
        if latest.conditions == list(conditions) and latest.area_version == area.version:
            return latest
        queue.stop(key_of(latest))
    whole = load_case(area)
    asked = Asked.model_validate(alternative.asked)
    # What was accepted before and is tried out now does not hold beforehand.
    tried = asked.model_copy(update={"leaves_out": (*asked.leaves_out, *conditions)})
    case, wishes = apply_asked(whole, tried)
    last = area.trials.aggregate(last=Max("number"))["last"] or 0
    trial = Trial.objects.create(
        area=area, alternative=alternative, number=last + 1, area_version=area.version,
        case=pack_case(case), case_sha256=case_digest(case), asked={"seconds": seconds},
        wishes=wishes.model_dump(mode="json"), conditions=list(conditions), by=by,
    )  # fmt: skip
    queue.ask(KIND, key_of(trial), {"trial": trial.pk}, slow=True)
    return trial


def key_of(trial: Trial) -> str:
    """Return the key of the job that tries out."""
    return f"{KIND}-{trial.pk}"


def compute(trial_id: int, keep: Keep, is_own: Callable[[], bool]) -> dict[str, Any] | None:
    """Try out and keep what comes of it; return why nothing did."""
    trial = Trial.objects.select_related("alternative").get(pk=trial_id)
    if trial.state == State.DONE:
        return None
    Trial.objects.filter(pk=trial_id).update(state=State.RUNNING)
    case = unpack_case(trial.case)
    wanted = [c for c in case.conditions if c.id in trial.conditions]
    result = load_result(latest_programme(trial.alternative))
    tasks = result.programme.tasks if result else ()
    start = Schedule(case, {c.task_id: c for c in tasks if c.task_id in case.task
                            and c.variant_id in (None, *case.variant)})  # fmt: skip

    told = -1

    def report(done: int, of: int) -> bool:
        nonlocal told
        if done != told:
            Trial.objects.filter(pk=trial_id).update(progress={"done": done, "of": of})
            told = done
        return keep({"done": done, "of": of})

    settings = TrySettings(SearchSettings(seconds=float(trial.asked.get("seconds", SECONDS))))
    try:
        found = try_conditions(
            case, wanted, settings, start=start, wishes=Wishes.model_validate(trial.wishes),
            report=report,
        )  # fmt: skip
    except (ProgrammeError, FrameworkError) as error:
        message = {language: error.in_language(language) for language in LANGUAGES}
        if is_own():
            fail(trial_id, message)
        return message
    if is_own():
        Trial.objects.filter(pk=trial_id).update(state=State.DONE, result=found.model_dump_json())
    return None


def fail(trial_id: int, message: dict[str, Any]) -> None:
    """Note that a trial has failed, and why."""
    Trial.objects.filter(pk=trial_id).update(state=State.FAILED, message=message)


def load_tried(trial: Trial | None) -> Tried | None:
    """Return what came of a trial, once it is there."""
    if trial is None or trial.state != State.DONE:
        return None
    return Tried.model_validate_json(trial.result)
