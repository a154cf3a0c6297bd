# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case without the tasks of a partner that leaves the table."""

from koppelkans.case import Case, Record
from koppelkans.case.record import reference_fields
from koppelkans.language import N_, Message
from koppelkans.programme.errors import ProgrammeError
from koppelkans.programme.vary import change_case


def without_partner(case: Case, partner_id: str) -> Case:
    """Return the case without the tasks of a partner, and without what is about them.

    The partner stays in the case, with its accounts: nuisance and effects can still fall on it.

    Raises
    ------
    ProgrammeError
        When the partner is not in the case, or no task is left.
    """
    if partner_id not in case.partner:
        values = {"found": partner_id, "ids": ", ".join(case.partner)}
        raise ProgrammeError(Message(N_("Unknown partner {found}; expected one of {ids}."), values))
    gone = {task.id for task in case.tasks if task.partner_id == partner_id}
    if len(gone) == len(case.tasks):
        raise ProgrammeError(Message(N_("Without this partner there is no task left to plan.")))
    tables = {
        name: getattr(case, name)
        for name in Case.model_fields
        if isinstance(getattr(case, name), tuple)
    }
    lost = {"tasks": gone, "variants": {v.id for v in case.variants if v.task_id in gone}}
    while lost:
        # What is about what has gone goes as well: a commitment with a condition about a task.
        tables, lost = _lose(tables, lost)
    return change_case(case, **tables)


Tables = dict[str, tuple[Record, ...]]


def _lose(tables: Tables, lost: dict[str, set[str]]) -> tuple[Tables, dict[str, set[str]]]:
    """Return the tables without some records and what is about them; and what went besides."""
    left, more = {}, {}
    for name, records in tables.items():
        kept = tuple(r for r in records if r.id not in lost.get(name, set()))
        left[name] = tuple(r for r in kept if not _is_about(r, lost))
        gone = {r.id for r in kept} - {r.id for r in left[name]}
        if gone:
            more[name] = gone
    return left, more


def _is_about(record: Record, lost: dict[str, set[str]]) -> bool:
    for field, table in reference_fields(type(record)).items():
        found = getattr(record, field)
        ids = {found} if isinstance(found, str) else set(found or ())
        if ids & lost.get(table, set()):
            return True
    return False
