# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done when: for each task a variant and a start, or nothing."""

from collections.abc import Iterator
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from koppelkans.case.case import Case
from koppelkans.case.quarter import Quarter
from koppelkans.case.task import Task, Variant


class Choice(BaseModel):
    """What happens with one task; both empty: it is not done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    variant_id: str | None = None
    start: Quarter | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.variant_id is None) != (self.start is None):
            raise ValueError("expected a variant and a start, or neither")
        return self


class Work:
    """A task that is done: its variant and the quarters it takes."""

    __slots__ = ("end", "start", "task", "variant")

    def __init__(self, task: Task, variant: Variant, start: Quarter) -> None:
        self.task = task
        self.variant = variant
        self.start = start
        self.end = start + variant.duration_quarters
        """The first quarter after the work."""

    @property
    def weeks_per_quarter(self) -> float:
        """Weeks that each place is closed in each quarter of the work."""
        return self.variant.closed_weeks / self.variant.duration_quarters


class Schedule:
    """A choice for every task of a case, in the order of the case."""

    def __init__(self, case: Case, choices: dict[str, Choice]) -> None:
        """Take one choice per task id; a task without one is not done."""
        self.case = case
        self.choices = tuple(choices.get(task.id, Choice(task_id=task.id)) for task in case.tasks)
        self.works = {
            choice.task_id: Work(
                case.task[choice.task_id], case.variant[choice.variant_id], choice.start
            )
            for choice in self.choices
            if choice.variant_id is not None and choice.start is not None
        }
        """The tasks that are done, by task id."""

    @classmethod
    def of(cls, case: Case, chosen: dict[str, tuple[str, Quarter]]) -> "Schedule":
        """Make a schedule of {task id: (variant id, start)}."""
        return cls(
            case,
            {
                task_id: Choice(task_id=task_id, variant_id=variant_id, start=start)
                for task_id, (variant_id, start) in chosen.items()
            },
        )

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.choices)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Schedule) and self.choices == other.choices

    def __hash__(self) -> int:
        return hash(self.choices)

    def only(self, task_ids: set[str]) -> "Schedule":
        """Return the schedule in which only these tasks are done."""
        return Schedule(
            self.case, {choice.task_id: choice for choice in self if choice.task_id in task_ids}
        )
