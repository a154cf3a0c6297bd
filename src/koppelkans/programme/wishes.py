# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a programme besides the case: pins, exclusions, orders.

Wishes are values: they can be stored, compared and joined, and the result of a search carries
them. A change of a limit is no wish but a changed case; see `koppelkans.programme.vary`.
"""

from collections.abc import Iterator
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from koppelkans.case import Case, Quarter, Relation, RelationKind
from koppelkans.language import N_, Message
from koppelkans.programme.errors import WishError
from koppelkans.programme.vary import change_case

OF_CONDITION = "condition-"
"""With this begin the ids of limits and orders that an accepted condition asks for."""


class _Wish(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    variant_id: str | None = None


class Pin(_Wish):
    """A task in this variant (empty: any), starting from ``first`` to ``last`` (empty: any).

    A pinned task is done, also when the case leaves that open; with ``if_done`` it may still be
    left out. Pins on the same task hold together.
    """

    first: Quarter | None = None
    last: Quarter | None = None
    if_done: bool = False

    @classmethod
    def at(cls, task_id: str, start: Quarter, variant_id: str | None = None) -> "Pin":
        """Pin a task to one quarter."""
        return cls(task_id=task_id, variant_id=variant_id, first=start, last=start)

    def narrow(self, variant_id: str, starts: range) -> range:
        """Return which of the starts (indices of quarters) of a variant the pin allows."""
        if self.variant_id not in (None, variant_id):
            return starts[:0]
        first = starts.start if self.first is None else max(starts.start, self.first.index)
        stop = starts.stop if self.last is None else min(starts.stop, self.last.index + 1)
        return range(first, max(first, stop))


class Exclusion(_Wish):
    """A variant that is not to be chosen, or a task that is left out altogether."""


class Wishes(BaseModel):
    """Everything that is asked of a programme besides the case.

    Attributes
    ----------
    relations
        Orders that hold besides those of the case: before, requires, excludes and together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    relations: tuple[Relation, ...] = ()

    @model_validator(mode="after")
    def _limits_only(self) -> Self:
        for relation in self.relations:
            if relation.kind is RelationKind.PREPARES:
                raise ValueError("expected before, requires, excludes or together")
        return self

    def of_tasks(self) -> tuple[_Wish, ...]:
        """Return the wishes about one task each."""
        return (*self.pins, *self.exclusions)

    def also(self, other: "Wishes") -> "Wishes":
        """Return these wishes and others, all of them."""
        names = Wishes.model_fields
        return Wishes(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def narrow(self, task_id: str, variant_id: str, starts: range) -> range:
        """Return which of the starts (indices of quarters) of a variant are still possible."""
        for exclusion in self.exclusions:
            if exclusion.task_id == task_id and exclusion.variant_id in (None, variant_id):
                return starts[:0]
        for pin in self.pins:
            if pin.task_id == task_id:
                starts = pin.narrow(variant_id, starts)
        return starts


NOTHING = Wishes()


def wished_case(case: Case, wishes: Wishes) -> Case:
    """Return the case in which pinned tasks must be done, and wished orders hold.

    Tasks that are left out become optional in it. Windows stay: pins narrow the choice itself,
    and leave what a task is worth at its start as it is.

    Raises
    ------
    WishError
        When a wish names what is not in the case, or cannot be granted by itself; it names all
        of these at once.
    """
    troubles = tuple(find_troubles(case, wishes))
    if troubles:
        raise WishError(troubles)
    if wishes == NOTHING:
        return case
    must = {pin.task_id: False for pin in wishes.pins if not pin.if_done}
    may = {e.task_id: True for e in wishes.exclusions if e.variant_id is None}
    optional = {**must, **may}
    tasks = tuple(
        task.model_copy(update={"optional": optional.get(task.id, task.optional)})
        for task in case.tasks
    )
    return change_case(case, tasks=tasks, relations=case.relations + wishes.relations)


def find_troubles(case: Case, wishes: Wishes) -> Iterator[Message]:
    """Yield what is wrong with wishes, each by itself: unknown names, empty choices."""
    for wish in wishes.of_tasks():
        yield from _unknown(case, wish.task_id, wish.variant_id)
    known = {relation.id for relation in case.relations}
    for relation in wishes.relations:
        yield from _unknown(case, relation.task_id, relation.variant_id)
        yield from _unknown(case, relation.other_task_id, relation.other_variant_id)
        if relation.id in known:
            yield Message(N_("There are two relations “{id}”."), {"id": relation.id})
        known.add(relation.id)
    yield from _left_without_choice(case, wishes)


def _unknown(case: Case, task_id: str, variant_id: str | None) -> Iterator[Message]:
    if task_id not in case.task:
        yield Message(N_("There is no task “{id}” in this case."), {"id": task_id})
    elif variant_id is not None and variant_id not in {v.id for v in case.variants_of[task_id]}:
        yield Message(
            N_("“{task}” has no variant “{id}”; it has: {ids}."),
            {
                "task": case.task[task_id].title,
                "id": variant_id,
                "ids": ", ".join(variant.id for variant in case.variants_of[task_id]),
            },
        )


def _left_without_choice(case: Case, wishes: Wishes) -> Iterator[Message]:
    """Find tasks that must be done, but have no start left."""
    left_out = {e.task_id for e in wishes.exclusions if e.variant_id is None}
    pinned = {pin.task_id for pin in wishes.pins if not pin.if_done}
    wished = {wish.task_id for wish in wishes.of_tasks()}
    for task in case.tasks:
        if task.id not in wished:
            continue
        if task.id in left_out & pinned:
            yield Message(N_("“{task}” is both pinned and left out."), {"task": task.title})
            continue
        must = task.id in pinned or not (task.optional or task.id in left_out)
        starts = {v.id: case.starts(task.id, v.id) for v in case.variants_of[task.id]}
        if must and not any(wishes.narrow(task.id, v, run) for v, run in starts.items()):
            possible = [index for run in starts.values() for index in run]
            yield Message(
                N_(
                    "“{task}” can start from {first} to {last} (its window, with stretch); the"
                    " wishes leave none of that."
                ),
                {
                    "task": task.title,
                    "first": Quarter(min(possible)).shown if possible else "–",
                    "last": Quarter(max(possible)).shown if possible else "–",
                },
            )
