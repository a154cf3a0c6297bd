# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what somebody fills in to what an alternative asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koppelkans.case import Boundary, Case, Choice, Quarter, Task
from koppelkans.programme.choices import Agreement, ChangePrice, Fairness, Slip
from koppelkans.programme.choices.wanted import EVERYBODY, WORST_OFF
from koppelkans.programme.wishes import Exclusion, Pin, Wishes
from koppelkans.web.alternatives.asked import Asked, Change, Later
from koppelkans.web.records.fields import plain_number

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Replanning:
    """What was agreed and what has happened since, and who has left."""

    agreement: Agreement
    without: tuple[str, ...]


class QuestionError(ValueError):
    """What was filled in is no question; the text says what is expected."""


def read_question(case: Case, kind: str, fields: Fields) -> Callable[[Asked], Asked]:
    """Return the change of what is asked that somebody filled in.

    Parameters
    ----------
    case
        As the reader sees it: nobody asks anything of what is hidden.

    Raises
    ------
    QuestionError
        When a field does not hold what is expected.
    """
    if kind not in READERS:
        raise QuestionError(_("This is no question that can be asked here."))
    return READERS[kind](case, fields)


def _task(case: Case, fields: Fields) -> Task:
    task = case.task.get(fields.get("task", ""))
    if task is None:
        raise QuestionError(_("Choose a task from the list."))
    return task


def _variant(case: Case, task: Task, fields: Fields) -> str | None:
    variant = fields.get("variant") or None
    if variant is not None and variant not in {v.id for v in case.variants_of[task.id]}:
        raise QuestionError(_("This task has no such variant."))
    return variant


def _quarter(fields: Fields, name: str) -> Quarter | None:
    text = fields.get(name, "").strip()
    if not text:
        return None
    try:
        return Quarter.parse(text)
    except ValueError:
        raise QuestionError(_("Choose a quarter from the list.")) from None


def _add(**wishes: tuple[Pin | Exclusion, ...]) -> Callable[[Asked], Asked]:
    more = Wishes.model_validate(wishes)
    return lambda asked: asked.model_copy(update={"wishes": asked.wishes.also(more)})


def _pin(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    task = _task(case, fields)
    first, last = _quarter(fields, "first"), _quarter(fields, "last")
    variant = _variant(case, task, fields)
    if first is None and last is None and variant is None:
        raise QuestionError(_("Say from when, until when, or in which variant."))
    if first is not None and last is not None and last < first:
        raise QuestionError(_("The last quarter lies before the first one."))
    return _add(pins=(Pin(task_id=task.id, variant_id=variant, first=first, last=last),))


def _leave_out(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    task = _task(case, fields)
    variant = _variant(case, task, fields)
    return _add(exclusions=(Exclusion(task_id=task.id, variant_id=variant),))


def _window(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    task = _task(case, fields)
    sides = {"earliest_start": _quarter(fields, "first"), "latest_start": _quarter(fields, "last")}
    changes = [
        Change(table=Task.table, id=task.id, field=field, value=str(quarter))
        for field, quarter in sides.items()
        if quarter is not None
    ]
    if not changes:
        raise QuestionError(_("Say from when, or until when."))
    first = sides["earliest_start"] or task.earliest_start
    last = sides["latest_start"] or task.latest_start
    if last < first:
        raise QuestionError(_("The last quarter lies before the first one."))
    if not first <= task.preferred_start <= last:
        raise QuestionError(_(
            "The owner prefers to start in %(quarter)s, and that has to stay within the window."
            " Let the task start at another moment instead."
        ) % {"quarter": task.preferred_start.shown})  # fmt: skip
    return lambda asked: _all(asked, changes)


def _limit(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    boundary = next((b for b in case.boundaries if b.id == fields.get("boundary")), None)
    if boundary is None:
        raise QuestionError(_("Choose a limit from the list."))
    limit = _number(fields.get("limit", ""))
    change = Change(table=Boundary.table, id=boundary.id, field="limit", value=limit)
    return lambda asked: asked.with_change(change)


def _number(text: str) -> float:
    try:
        number = float(plain_number(text, get_language() or "nl"))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise QuestionError(_("The new limit is a number, zero or more."))
    return number


def _later(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    partner, number = _partner(case, fields), fields.get("quarters", "")
    if not number.isdecimal() or not 1 <= int(number) <= MOST_QUARTERS:
        raise QuestionError(_("The number of quarters is from 1 to %(most)s.")
                            % {"most": MOST_QUARTERS})  # fmt: skip
    later = Later(partner_id=partner, quarters=int(number))
    return lambda asked: asked.model_copy(
        update={"later": (*(x for x in asked.later if x.partner_id != partner), later)}
    )


def _partner(case: Case, fields: Fields) -> str:
    partner = fields.get("partner", "")
    if partner not in case.partner:
        raise QuestionError(_("Choose a partner from the list."))
    return partner


def _without(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    partner = _partner(case, fields)
    return lambda asked: asked.model_copy(
        update={"without": tuple(dict.fromkeys((*asked.without, partner)))}
    )


def _fair(_case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    try:
        fairness = Fairness(fields.get("fairness", ""))
    except ValueError:
        raise QuestionError(_("Choose what is fair from the list.")) from None
    others = {"weighed_by": None, "agreed": None} if fairness in WORST_OFF else {}
    return lambda asked: _want(asked, fairness=fairness, **others)


def _weighed(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    by = EVERYBODY if fields.get("partner") == "*" else _partner(case, fields)
    return lambda asked: _want(
        asked, weighed_by=by, agreed=None, fairness=_as_limit(asked.wanted.fairness)
    )


def _slip(case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    slip = read_slip(case, fields)

    def add(asked: Asked) -> Asked:
        agreed = asked.wanted.agreed
        if agreed is None:
            raise QuestionError(_("Plan anew from an alternative first: then tasks can be late."))
        slips = (*(s for s in agreed.slips if s.task_id != slip.task_id), slip)
        return _want(asked, agreed=agreed.model_copy(update={"slips": slips}))

    return add


def read_slip(case: Case, fields: Fields) -> Slip:
    """Return which task is how much later than agreed."""
    task, number = _task(case, fields), fields.get("quarters", "")
    if not number.isdecimal() or not 1 <= int(number) <= MOST_QUARTERS:
        raise QuestionError(_("The number of quarters is from 1 to %(most)s.")
                            % {"most": MOST_QUARTERS})  # fmt: skip
    return Slip(task_id=task.id, quarters=int(number))


def read_replanning(case: Case, fields: Fields, tasks: tuple[Choice, ...]) -> Replanning:
    """Return what has happened since something was agreed, and what changing it counts for.

    Raises
    ------
    QuestionError
        When a field does not hold what is expected.
    """
    slips = (read_slip(case, fields),) if fields.get("task") else ()
    price = ChangePrice(
        per_task=_amount(fields.get("per_task", "")),
        per_quarter=_amount(fields.get("per_quarter", "")),
    )
    gone = (_partner(case, fields),) if fields.get("partner") else ()
    return Replanning(
        Agreement(tasks=tasks, now=_quarter(fields, "now"), slips=slips, price=price), gone
    )


def replan_asked(asked: Asked, replanning: Replanning) -> Asked:
    """Return what is asked when an agreement is planned anew."""
    without = tuple(dict.fromkeys((*asked.without, *replanning.without)))
    fairness = _as_limit(asked.wanted.fairness)
    return _want(
        asked.model_copy(update={"without": without}),
        agreed=replanning.agreement, weighed_by=None, fairness=fairness,
    )  # fmt: skip


def _as_limit(fairness: Fairness | None) -> Fairness | None:
    """Return a fairness that is a limit; the one that is a goal gives way to another goal."""
    return None if fairness in WORST_OFF else fairness


def _want(asked: Asked, **wanted: Any) -> Asked:
    return asked.model_copy(update={"wanted": asked.wanted.model_copy(update=wanted)})


def _amount(text: str) -> float:
    try:
        number = float(plain_number(text, get_language() or "nl"))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise QuestionError(_("The price of a change is a number of euros, zero or more."))
    return number


def _seconds(_case: Case, fields: Fields) -> Callable[[Asked], Asked]:
    number = fields.get("seconds", "")
    if not number.isdecimal() or not 1 <= int(number) <= MOST_SECONDS:
        raise QuestionError(_("The search takes from 1 to %(most)s seconds.")
                            % {"most": MOST_SECONDS})  # fmt: skip
    return lambda asked: asked.model_copy(update={"seconds": float(number)})


MOST_QUARTERS = 40
MOST_SECONDS = 600


def _all(asked: Asked, changes: list[Change]) -> Asked:
    for change in changes:
        asked = asked.with_change(change)
    return asked


READERS: dict[str, Callable[[Case, Fields], Callable[[Asked], Asked]]] = {
    "pin": _pin,
    "leave_out": _leave_out,
    "window": _window,
    "limit": _limit,
    "later": _later,
    "without": _without,
    "fair": _fair,
    "weighed": _weighed,
    "slip": _slip,
    "seconds": _seconds,
}


def drop_question(asked: Asked, kind: str, number: int) -> Asked:
    """Return the same without one of the things asked; unchanged when it is not there."""
    if kind in ("pins", "exclusions", "relations"):
        items = getattr(asked.wishes, kind)
        left = {kind: tuple(x for place, x in enumerate(items) if place != number)}
        return asked.model_copy(update={"wishes": asked.wishes.model_copy(update=left)})
    if kind in ("fairness", "weighed_by", "agreed"):
        return _want(asked, **{kind: None})
    if kind == "reach":
        reach = tuple(x for place, x in enumerate(asked.wanted.reach) if place != number)
        return _want(asked, reach=reach)
    agreed = asked.wanted.agreed
    if kind == "slips" and agreed is not None:
        slips = tuple(x for place, x in enumerate(agreed.slips) if place != number)
        return _want(asked, agreed=agreed.model_copy(update={"slips": slips}))
    if kind in ("changes", "later", "without"):
        items = getattr(asked, kind)
        return asked.model_copy(
            update={kind: tuple(x for place, x in enumerate(items) if place != number)}
        )
    return asked
