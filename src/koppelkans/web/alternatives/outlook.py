# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How programmes do when things go otherwise: asked for, computed in the background, kept."""

from collections.abc import Callable
from typing import Any

from koppelkans.case import Case, Schedule
from koppelkans.framework import FrameworkError
from koppelkans.language import LANGUAGES
from koppelkans.programme import ProgrammeError, SearchSettings
from koppelkans.programme.choices import (
    Robustness,
    StandardScenarios,
    compare_scenarios,
    standard_scenarios,
)
from koppelkans.programme.choices.robust import Candidate
from koppelkans.programme.wishes import Exclusion, Pin, Wishes
from koppelkans.value import ValuationError
from koppelkans.web.alternatives.asked import Asked, apply_asked
from koppelkans.web.alternatives.keep import (
    add_alternative,
    change_asked,
    compute_alternative,
    unused_name,
)
from koppelkans.web.jobs import queue
from koppelkans.web.models import Alternative, Area, Outlook, State
from koppelkans.web.store import (
    latest_programme,
    load_case,
    load_result,
    pack_case,
    unpack_case,
)

KIND = "outlook"
MOST_SECONDS = 120.0
Keep = Callable[[dict[str, Any]], bool]


def request_outlook(
    alternative: Alternative, scenarios: StandardScenarios, language: str
) -> Outlook:
    """Ask how the alternatives of an area do; what was asked before is stopped."""
    latest = latest_outlook(alternative)
    if latest is not None and latest.state in (State.WAITING, State.RUNNING):
        queue.stop(_key(latest))
    area = Area.objects.get(pk=alternative.area_id)
    case, _wishes = apply_asked(load_case(area), Asked.model_validate(alternative.asked))
    outlook = Outlook.objects.create(
        alternative=alternative, area_version=area.version, case=pack_case(case),
        asked=scenarios.model_dump(mode="json"), language=language,
    )  # fmt: skip
    queue.ask(KIND, _key(outlook), {"outlook": outlook.pk}, slow=True)
    return outlook


def latest_outlook(alternative: Alternative) -> Outlook | None:
    """Return what was asked for last."""
    return alternative.outlooks.first()


def _key(outlook: Outlook) -> str:
    return f"{KIND}-{outlook.pk}"


def _programme(case: Case, alternative: Alternative) -> Schedule | None:
    """Return the programme of an alternative, as far as its tasks are in the case."""
    result = load_result(latest_programme(alternative))
    if result is None:
        return None
    return Schedule(case, {
        c.task_id: c for c in result.programme.tasks
        if c.task_id in case.task and c.variant_id in (None, *case.variant)
    })  # fmt: skip


def compute(outlook_id: int, keep: Keep, is_own: Callable[[], bool]) -> dict[str, Any] | None:
    """Evaluate and optimise over the scenarios and keep it; return why there is nothing."""
    outlook = Outlook.objects.select_related("alternative__area").get(pk=outlook_id)
    if outlook.state == State.DONE:
        return None
    Outlook.objects.filter(pk=outlook_id).update(state=State.RUNNING)
    case, alternative = unpack_case(outlook.case), outlook.alternative
    programme = _programme(case, alternative)
    scenarios = standard_scenarios(
        case, StandardScenarios.model_validate(outlook.asked), outlook.language
    )
    others = {
        f"alternative {other.number}": theirs
        for other in alternative.area.alternatives.exclude(pk=alternative.pk)
        if (theirs := _programme(case, other)) is not None
    }
    asked = Asked.model_validate(alternative.asked)
    seconds = min(MOST_SECONDS, asked.seconds * (len(scenarios) + 1))

    def report(done: int, of: int) -> bool:
        Outlook.objects.filter(pk=outlook_id).update(progress={"done": done, "of": of})
        return keep({"done": done, "of": of})

    try:
        found = compare_scenarios(
            case, scenarios, programme or Schedule(case, {}),
            SearchSettings(seconds=seconds, seed=asked.seed), report, others,
        )  # fmt: skip
    except (ProgrammeError, FrameworkError, ValuationError) as error:
        message = {language: error.in_language(language) for language in LANGUAGES}
        if is_own():
            fail(outlook_id, message)
        return message
    if is_own():
        outlook.state, outlook.result = State.DONE, found.model_dump_json()
        outlook.save(update_fields=["state", "result", "changed"])
    return None


def fail(outlook_id: int, message: dict[str, Any]) -> None:
    """Note that there is no answer, and why."""
    Outlook.objects.filter(pk=outlook_id).update(state=State.FAILED, message=message)


def load(outlook: Outlook | None) -> Robustness | None:
    """Return what was found, once it is there."""
    if outlook is None or outlook.state != State.DONE:
        return None
    return Robustness.model_validate_json(outlook.result)


def keep_candidate(source: Alternative, candidate: Candidate, name: str) -> Alternative:
    """Keep a programme as an alternative that asks for exactly its moments and variants."""
    pins, out = [], []
    for choice in candidate.tasks:
        if choice.start is None:
            out.append(Exclusion(task_id=choice.task_id))
        else:
            pins.append(Pin(task_id=choice.task_id, variant_id=choice.variant_id,
                            first=choice.start, last=choice.start))  # fmt: skip
    made = add_alternative(source.area, unused_name(source.area, name))
    wishes = Wishes(pins=tuple(pins), exclusions=tuple(out))
    asked = Asked.model_validate(source.asked)
    update = {"wishes": wishes, "begin": candidate.tasks}
    change_asked(made, made.version, lambda _: asked.model_copy(update=update))
    compute_alternative(made)
    return made
