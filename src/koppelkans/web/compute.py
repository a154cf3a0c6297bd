# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computing a programme in the background, with its progress kept for the pages."""

import math
import time
from collections.abc import Callable
from typing import Any

from koppelkans.case import Case, Choice, Schedule
from koppelkans.framework import FrameworkError
from koppelkans.language import LANGUAGES
from koppelkans.line import Report, Step, run, situation_of
from koppelkans.opportunity import find_joint_effects
from koppelkans.programme import ProgrammeError, SearchSettings, StretchSettings
from koppelkans.programme.choices import Wanted
from koppelkans.programme.questions.compare import keeps_to
from koppelkans.programme.wishes import Wishes
from koppelkans.result import Result
from koppelkans.sharing import Accounts, study_groups
from koppelkans.value import ValuationError, value_schedule
from koppelkans.web.alternatives.asked import Asked, apply_asked
from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job
from koppelkans.web.models import Alternative, Area, Programme, State
from koppelkans.web.store import (
    coming_programme,
    first_alternative,
    is_readable,
    latest_programme,
    load_case,
    load_programme_case,
    load_result,
    pack_case,
)

SECONDS_BETWEEN_SAVES = 0.7
Keep = Callable[[dict[str, Any]], bool]
"""Keeps how far a job is; returns whether to go on."""

SECONDS_OF_STRETCH = 120.0
KIND = "programme"


def ensure_programme(area: Area, *, seconds: float) -> Job | None:
    """Ask for a programme for the first alternative of an area, unless it has one.

    One that is waiting or being computed already is not asked for twice.
    """
    alternative = first_alternative(area)
    programme = latest_programme(alternative)
    if programme and is_readable(programme):
        return None
    coming = coming_programme(alternative)
    if coming and coming.state != State.FAILED and coming.area_version == area.version:
        return ask_for(coming)
    if not alternative.asked:
        alternative.asked = Asked(seconds=seconds).model_dump(mode="json")
        alternative.save(update_fields=["asked"])
    return ask_for(make_programme(alternative))


def request_programme(alternative: Alternative, *, with_stretch: bool = False) -> Programme:
    """Ask for a programme of what an alternative asks, on the case as it is now.

    Parameters
    ----------
    with_stretch
        Whether to ask every limit as well what it would yield if it gave: two minutes more.

    Raises
    ------
    KeyError, ValidationError, CaseError
        When what is asked cannot be; see `find_trouble`.
    """
    programme = make_programme(alternative, with_stretch=with_stretch)
    ask_for(programme)
    return programme


def make_programme(alternative: Alternative, *, with_stretch: bool = False) -> Programme:
    """Keep that a programme is wanted, with the case that it is about."""
    area = Area.objects.get(pk=alternative.area_id)
    asked = Asked.model_validate(alternative.asked)
    case, wishes = apply_asked(load_case(area), asked)
    return Programme.objects.create(
        area=area, alternative=alternative, area_version=area.version, case=pack_case(case),
        asked=alternative.asked, wishes=wishes.model_dump(mode="json"),
        with_stretch=with_stretch,
    )  # fmt: skip


def ask_for(programme: Programme) -> Job:
    """Ask for the computation of a programme."""
    return queue.ask(KIND, _key(programme), {"programme": programme.pk}, slow=True)


def stop_computing(programme: Programme) -> bool:
    """Ask to stop with the best programme so far; return whether it was being computed."""
    return queue.stop(_key(programme))


GROUPS = "groups"
SECONDS_OF_GROUPS = 300.0


def ask_groups(programme: Programme) -> Job:
    """Ask what every group of partners would reach by a plan of its own: some minutes."""
    return queue.ask(GROUPS, groups_key(programme), {"programme": programme.pk}, slow=True)


def groups_key(programme: Programme) -> str:
    """Return the key of the job that plans the groups of a programme."""
    return f"{GROUPS}-{programme.pk}"


def compute_groups(programme_id: int, keep: Keep, is_own: Callable[[], bool]) -> None:
    """Plan every group of partners and keep what comes out with the programme."""
    programme = Programme.objects.get(pk=programme_id)
    result, case = Result.model_validate_json(programme.result), load_programme_case(programme)
    found = situation_of(case, result, Accounts.SOCIETY)
    settings = SearchSettings(seconds=SECONDS_OF_GROUPS, seed=result.settings.seed)
    table = study_groups(
        found, result.programme.bound_eur, settings,
        lambda done, of, _who: keep({"done": done, "of": of}),
    )  # fmt: skip
    if is_own():
        programme.result = result.model_copy(update={"groups": table}).to_json()
        programme.save(update_fields=["result", "changed"])


def _key(programme: Programme) -> str:
    return f"{KIND}-{programme.pk}"


def compute(programme_id: int, keep: Keep, is_own: Callable[[], bool]) -> dict[str, Any] | None:
    """Run the line for a programme and keep its result; return why there is none.

    When another worker has taken the job over meanwhile, nothing is written.
    """
    programme = Programme.objects.select_related("area").get(pk=programme_id)
    if programme.state == State.DONE:
        return None
    programme.state = State.RUNNING
    programme.save(update_fields=["state", "changed"])
    message: dict[str, Any] = {}
    try:
        asked = Asked.model_validate(programme.asked)
        case = load_programme_case(programme)
        result = run(
            case, seconds=asked.seconds, seed=asked.seed, report=_reporter(programme_id, keep),
            wishes=Wishes.model_validate(programme.wishes), start=find_start(programme, case),
            stretch=StretchSettings(SECONDS_OF_STRETCH) if programme.with_stretch else None,
            wanted=asked.wanted,
        )  # fmt: skip
    except (ProgrammeError, FrameworkError, ValuationError) as error:
        message = {language: error.in_language(language) for language in LANGUAGES}
    if not is_own():
        return message or None
    if message:
        fail(programme_id, message)
    else:
        programme.state, programme.result = State.DONE, result.to_json()
        programme.save(update_fields=["state", "result", "changed"])
    return message or None


def find_start(programme: Programme, case: Case) -> Schedule | None:
    """Return the former programme of the alternative, as far as it is possible in this case.

    Without one it is the programme that the alternative was made from, if there is any. When that
    of another alternative keeps to all that is asked here and is worth more, it is that one: what
    is found with a question more is found for those without it too.
    """
    asked = Asked.model_validate(programme.asked)
    result = load_result(latest_programme(programme.alternative))
    own = result.programme.tasks if result else asked.begin
    best = _possible(case, own) if own else None
    if asked.wanted != Wanted():
        return best
    wishes, effects = Wishes.model_validate(programme.wishes), find_joint_effects(case)
    worth = -math.inf
    if best is not None and keeps_to(case, best, wishes):
        worth = value_schedule(best, effects).total()
    others = Alternative.objects.filter(area=programme.area).exclude(pk=programme.alternative_id)
    for other in others:
        found = load_result(latest_programme(other))
        schedule = _possible(case, found.programme.tasks) if found else None
        if schedule is not None and keeps_to(case, schedule, wishes):
            eur = value_schedule(schedule, effects).total()
            if eur > worth:
                best, worth = schedule, eur
    return best


def _possible(case: Case, choices: tuple[Choice, ...]) -> Schedule:
    """Return a programme as far as it is possible in a case."""
    return Schedule(
        case,
        {
            choice.task_id: choice
            for choice in choices
            if choice.task_id in case.task and choice.variant_id in (None, *case.variant)
        },
    )


def fail(programme_id: int, message: dict[str, Any]) -> None:
    """Note that a programme has failed, and why."""
    programme = Programme.objects.get(pk=programme_id)
    programme.state, programme.message = State.FAILED, message
    programme.save(update_fields=["state", "message", "changed"])


def _reporter(programme_id: int, keep: Keep) -> Report:
    """Return a reporter that keeps every step, and now and then how far the search is."""
    saved: dict[str, Any] = {"text": "", "at": 0.0, "on": True}

    def report(step: Step) -> bool:
        text = step.message.text
        if text == saved["text"] and time.monotonic() - saved["at"] < SECONDS_BETWEEN_SAVES:
            return bool(saved["on"])
        progress: dict[str, Any] = {"step": text}
        if step.search:
            search = step.search
            progress["search"] = {
                "gap": search.gap, "seconds": search.seconds,
                "best_eur": search.best_eur, "bound_eur": search.bound_eur,
            }  # fmt: skip
        Programme.objects.filter(pk=programme_id).update(progress=progress)
        saved.update(text=text, at=time.monotonic(), on=keep(progress))
        return bool(saved["on"])

    return report
