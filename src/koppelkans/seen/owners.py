# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose a record is."""

from collections.abc import Callable, Mapping

from koppelkans.case import Case, Partner, Record

_OWNER_BY_TABLE: Mapping[str, Callable[[Case, dict[str, str]], str | None]] = {
    "variants": lambda case, row: _of_task(case, row["task_id"]),
    "relations": lambda case, row: _of_task(case, row["task_id"]),
    "effects": lambda case, row: _of_variant(case, row["variant_id"]),
    "curve_points": lambda case, row: _of_curve(case, row["curve_id"]),
    "judgements": lambda case, row: _of_person(case, row["person_id"]),
    "votes": lambda case, row: _of_person(case, row["person_id"]),
    # Who pays has to agree to it; without a payer the money comes from outside.
    "agreed_payments": lambda _case, row: row["from_partner_id"],
    # A rule of the area may name whom it counts for: that does not make it that partner's.
    "opportunity_rules": lambda _case, _row: None,
}


def owner_of(case: Case, record: Record) -> str | None:
    """Return the id of the partner whose a record is; None when it is the area's.

    What belongs to something else (a variant to its task, a vote to a person) has the owner of
    that. The record itself need not be in the case yet.
    """
    if isinstance(record, Partner):
        return record.id
    row = dict(record)
    find = _OWNER_BY_TABLE.get(record.table)
    return find(case, row) if find else row.get("partner_id")


def _of_task(case: Case, task_id: str) -> str | None:
    task = case.task.get(task_id)
    return task.partner_id if task else None


def _of_variant(case: Case, variant_id: str) -> str | None:
    variant = case.variant.get(variant_id)
    return _of_task(case, variant.task_id) if variant else None


def _of_curve(case: Case, curve_id: str) -> str | None:
    return next((c.partner_id for c in case.preference_curves if c.id == curve_id), None)


def _of_person(case: Case, person_id: str) -> str | None:
    return next((p.partner_id for p in case.people if p.id == person_id), None)
