# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what somebody fills in to what an alternative asks."""

from collections.abc import Callable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koppelkans.case import Boundary, Case, Quarter, Task
from koppelkans.programme.wishes import Exclusion, Pin, Wishes
from koppelkans.web.alternatives.asked import Asked, Change, Later
from koppelkans.web.records.fields import plain_number

Fields = Mapping[str, str]


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
    partner, number = fields.get("partner", ""), fields.get("quarters", "")
    if partner not in case.partner:
        raise QuestionError(_("Choose a partner from the list."))
    if not number.isdecimal() or not 1 <= int(number) <= MOST_QUARTERS:
        raise QuestionError(_("The number of quarters is from 1 to %(most)s.")
                            % {"most": MOST_QUARTERS})  # fmt: skip
    later = Later(partner_id=partner, quarters=int(number))
    return lambda asked: asked.model_copy(
        update={"later": (*(x for x in asked.later if x.partner_id != partner), later)}
    )


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
    "seconds": _seconds,
}


def drop_question(asked: Asked, kind: str, number: int) -> Asked:
    """Return the same without one of the things asked; unchanged when it is not there."""
    if kind in ("pins", "exclusions", "relations"):
        items = getattr(asked.wishes, kind)
        left = {kind: tuple(x for place, x in enumerate(items) if place != number)}
        return asked.model_copy(update={"wishes": asked.wishes.model_copy(update=left)})
    if kind in ("changes", "later"):
        items = getattr(asked, kind)
        return asked.model_copy(
            update={kind: tuple(x for place, x in enumerate(items) if place != number)}
        )
    return asked
