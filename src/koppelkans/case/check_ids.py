# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of ids: that they are there, once, and that whatever names one names one that is there."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from koppelkans.case.problems import Problem
from koppelkans.case.record import Record, reference_fields
from koppelkans.case.task import Variant
from koppelkans.language import N_, Message

REQUIRED_TABLES = ("areas", "places", "partners", "tasks", "variants")


@dataclass(frozen=True)
class BrokenRow:
    """What could be read of a row with a mistake: enough to check the others against it.

    ``references`` holds ids by field; a field that could not be read is not in it.
    """

    record_type: type[Record]
    id: str
    references: Mapping[str, tuple[str, ...]]


def empty_tables(ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Find tables without which there is no case."""
    for name in REQUIRED_TABLES:
        if not ids.get(name):
            message = Message(N_("this table is empty; expected at least one row"))
            yield Problem(message, table=name, is_gap=True)


def referred_to(rows: Sequence[Record], broken: Sequence[BrokenRow]) -> list[str]:
    """Return the tables to which the rows of one table refer."""
    kinds = {type(row) for row in rows[:1]} | {row.record_type for row in broken[:1]}
    return sorted({table for kind in kinds for table in reference_fields(kind).values()})


def references(
    rows: Sequence[Record], broken: Sequence[BrokenRow], ids: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Find what the rows of one table refer to and is not there."""
    whole: Iterator[tuple[Record | BrokenRow, Mapping[str, tuple[str, ...]]]] = (
        (record, {name: as_ids(getattr(record, name)) for name in reference_fields(type(record))})
        for record in rows
    )
    for row, fields in (*whole, *((row, row.references) for row in broken)):
        kind = row.record_type if isinstance(row, BrokenRow) else type(row)
        for name, named in fields.items():
            target = reference_fields(kind)[name]
            for reference in named:
                if reference not in ids.get(target, ()):
                    yield Problem(
                        Message(N_("expected an id from the table {table}"), {"table": target}),
                        table=kind.table, id=row.id, field=name, found=reference,
                    )  # fmt: skip


def as_ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return what a reference field holds as a tuple of ids."""
    return value if isinstance(value, tuple) else () if value is None else (value,)


def tasks_without_variant(
    tasks: Sequence[Record], variants: Sequence[Record], broken: Sequence[BrokenRow]
) -> Iterator[Problem]:
    """Find tasks that nothing fulfils, also not one of the variants that could not be read."""
    fulfilled = {variant.task_id for variant in variants if isinstance(variant, Variant)}
    for row in broken:
        if "task_id" not in row.references:
            return  # It may be of any task.
        fulfilled |= set(row.references["task_id"])
    for task in tasks:
        if task.id not in fulfilled:
            text = N_("expected at least one variant of this task")
            yield Problem(
                Message(text), table="tasks", id=task.id, field="id", found=task.id, is_gap=True
            )


def double_ids(rows: Sequence[Record]) -> Iterator[Problem]:
    """Find ids that occur more than once in a table."""
    counts = Counter(record.id for record in rows)
    for record in {record.id: record for record in rows if counts[record.id] > 1}.values():
        count = {"count": counts[record.id]}
        yield Problem(
            Message(N_("this id occurs {count} times; expected once"), count),
            table=record.table, id=record.id, field="id", found=record.id,
        )  # fmt: skip
