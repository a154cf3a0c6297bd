# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Planning anew after a slip, a drop-out or a new task, with as little change as it is worth."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from koppelkans.case import Case, Choice, Quarter, Schedule, find_excesses
from koppelkans.language import N_, Message
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.answers import Moved
from koppelkans.programme.choices.point import Point, make_point
from koppelkans.programme.errors import WishError
from koppelkans.programme.goal import Aim, Goal
from koppelkans.programme.questions.compare import find_moved
from koppelkans.programme.search import find_programme
from koppelkans.programme.types import SearchSettings
from koppelkans.programme.vary import with_task
from koppelkans.programme.wishes import NOTHING, Pin, Wishes
from koppelkans.value import value_schedule


class ChangePrice(BaseModel):
    """What changing an agreement counts for, in EUR (present value, not paid by anybody).

    ``per_task`` for each task that is done otherwise, ``per_quarter`` for each quarter that it
    starts later or earlier, ``per_variant`` on top when it is done in another way. A task that is
    dropped, or was not to be done and now is, counts as a task.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_task: float = Field(10_000.0, ge=0, allow_inf_nan=False)
    per_quarter: float = Field(1_000.0, ge=0, allow_inf_nan=False)
    per_variant: float = Field(10_000.0, ge=0, allow_inf_nan=False)


class Slip(BaseModel):
    """A task that cannot start before so many quarters after its agreed start."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    quarters: int = Field(ge=1)


class Agreement(BaseModel):
    """What was agreed, what has happened since, and what changing it counts for.

    Attributes
    ----------
    tasks
        What was agreed, perhaps on a case with other tasks; those that are not in the case any
        more are left out, and new ones can be put anywhere for free.
    now
        Work that has begun before this quarter stays as it is, unless it slips; nothing else
        starts before it.
    slips
        Tasks that are late. Their windows are widened as far as that takes; what they cost
        outside their window counts as always. The slip itself is no change with a price.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tasks: tuple[Choice, ...]
    now: Quarter | None = None
    slips: tuple[Slip, ...] = ()
    price: ChangePrice = ChangePrice()

    def before(self, case: Case) -> dict[str, Choice]:
        """Return what was agreed, by task, as far as the case still has it."""
        return {
            choice.task_id: choice
            for choice in self.tasks
            if choice.task_id in case.task and choice.variant_id in (None, *case.variant)
        }

    @property
    def late(self) -> dict[str, int]:
        """By task that is late: how many quarters."""
        return {slip.task_id: slip.quarters for slip in self.slips}


class Cause(StrEnum):
    """Why a task is done otherwise than agreed."""

    SLIP = "slip"
    """It is late itself."""
    LIMIT = "limit"
    """Back in its agreed place it would break a limit or a relation."""
    VALUE = "value"
    """Back in its agreed place it would cost more than the change: sharing, mostly."""
    WITH_OTHERS = "with_others"
    """By itself it could go back; it moved together with others."""


class Change(BaseModel):
    """A task that is done otherwise, and why.

    Attributes
    ----------
    broken
        The limits that it would break in its agreed place, everything else as it is now.
    back_eur
        Change in net value when it alone went back, EUR.
    """

    model_config = ConfigDict(frozen=True)

    moved: Moved
    cause: Cause
    broken: tuple[Message, ...]
    back_eur: float


class Replan(BaseModel):
    """The programme after replanning.

    Attributes
    ----------
    point
        ``bound`` and ``gap`` are about net value less the price of change.
    price_eur
        What the changes count for.
    changes
        What is done otherwise than agreed.
    """

    model_config = ConfigDict(frozen=True)

    point: Point
    price_eur: float
    changes: tuple[Change, ...]


def replan(
    case: Case,
    joint_effects: Sequence[JointEffect],
    agreed: Schedule,
    *,
    now: Quarter | None = None,
    slips: Sequence[Slip] = (),
    price: ChangePrice | None = None,
    settings: SearchSettings | None = None,
) -> Replan:
    """Return the programme that is worth most after the price of changing what was agreed.

    Parameters
    ----------
    case
        As it is now: without the tasks of who dropped out (`without_partner`), with new tasks.
    agreed
        What was agreed, perhaps on a case with other tasks; those that are not here any more are
        left out, and new tasks can be put anywhere for free.
    now
        Work that has begun before this quarter stays as it is, unless it slips; nothing else
        starts before it.
    slips
        Tasks that are late. Their windows are widened as far as that takes; what they cost
        outside their window counts as always. The slip itself is no change with a price.

    Raises
    ------
    NoProgrammeFound
        When nothing fits any more.
    """
    agreement = Agreement(
        tasks=agreed.choices, now=now, slips=tuple(slips), price=price or ChangePrice()
    )
    wished, wishes = keep_agreement(case, agreement)
    solution = find_programme(
        wished, joint_effects, settings, start=Schedule(wished, agreement.before(wished)),
        wishes=wishes, aim=Aim(goal=change_goal(wished, agreement)),
    )  # fmt: skip
    valuation = value_schedule(solution.schedule, joint_effects)
    return Replan(
        point=make_point(solution, joint_effects, {}),
        price_eur=valuation.total() - solution.objective_eur,
        changes=explain_changes(solution.schedule, agreement, joint_effects),
    )


def keep_agreement(
    case: Case, agreement: Agreement, wishes: Wishes = NOTHING
) -> tuple[Case, Wishes]:
    """Return the case in which what is late fits, and pins for what has begun or is late.

    Raises
    ------
    WishError
        When a task is late that was not to be done.
    """
    before, pins = agreement.before(case), list[Pin]()
    for task_id, quarters in agreement.late.items():
        if task_id in case.task:
            case, pin = _slipped(case, before.get(task_id), task_id, quarters)
            pins.append(pin)
    if agreement.now is not None:
        pins += _begun(case, before, agreement.now, set(agreement.late))
    return case, wishes.also(Wishes(pins=tuple(pins)))


def explain_changes(
    now: Schedule, agreement: Agreement, joint_effects: Sequence[JointEffect]
) -> tuple[Change, ...]:
    """Return what is done otherwise than agreed, and why."""
    before = agreement.before(now.case)
    value = value_schedule(now, joint_effects).total()
    return tuple(
        _explain(now, value, before, moved, joint_effects, agreement.late)
        for moved in find_moved(Schedule(now.case, before), now)
        if moved.task_id in before
    )


def _slipped(case: Case, choice: Choice | None, task_id: str, quarters: int) -> tuple[Case, Pin]:
    if choice is None or choice.start is None:
        text = N_("“{task}” was not to be done, so it cannot be late.")
        raise WishError((Message(text, {"task": case.task[task_id].title}),))
    first = choice.start + quarters
    task = case.task[choice.task_id]
    needed = first - task.latest_start
    if needed > task.stretch_after:
        case = with_task(case, task.id, stretch_after=needed)
    return case, Pin(task_id=task.id, first=first, if_done=task.optional)


def _begun(case: Case, before: dict[str, Choice], now: Quarter, late: set[str]) -> list[Pin]:
    pins = []
    for task in case.tasks:
        choice = before.get(task.id)
        start = choice.start if choice else None
        if choice and start is not None and start < now and task.id not in late:
            pins.append(Pin.at(task.id, start, choice.variant_id))
        else:
            pins.append(Pin(task_id=task.id, first=now, if_done=task.optional))
    return pins


def change_goal(case: Case, agreement: Agreement) -> Goal:
    """Return net value less the price of change: a sum over starts."""
    before, late, price = agreement.before(case), agreement.late, agreement.price
    starts: dict[str, tuple[float, ...]] = {}
    not_done: dict[str, float] = {}
    for task_id, choice in before.items():
        if choice.start is None:
            anything = -price.per_task
        else:
            not_done[task_id] = -price.per_task
        for variant in case.variants_of[task_id]:
            possible = case.starts(task_id, variant.id)
            if choice.start is None:
                starts[variant.id] = (anything,) * len(possible)
                continue
            due = choice.start.index + late.get(task_id, 0)
            other = price.per_variant * (variant.id != choice.variant_id)
            starts[variant.id] = tuple(
                -(other + price.per_quarter * abs(start - due) + price.per_task
                  * (start != due or bool(variant.id != choice.variant_id)))
                for start in possible
            )  # fmt: skip
    return Goal(starts=starts, not_done=not_done)


def _explain(  # what is needed to put one task back
    now: Schedule,
    value: float,
    before: dict[str, Choice],
    moved: Moved,
    joint_effects: Sequence[JointEffect],
    late: dict[str, int],
) -> Change:
    choices = {choice.task_id: choice for choice in now}
    back = Schedule(now.case, choices | {moved.task_id: before[moved.task_id]})
    broken = tuple(excess.message for excess in find_excesses(back) if excess.broken)
    change = value_schedule(back, joint_effects).total() - value
    if moved.task_id in late:
        cause = Cause.SLIP
    elif broken:
        cause = Cause.LIMIT
    else:
        cause = Cause.VALUE if change < 0 else Cause.WITH_OTHERS
    return Change(moved=moved, cause=cause, broken=broken, back_eur=change)
