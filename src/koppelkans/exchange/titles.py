# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a task is called for who reads a file: the title, unless its owner keeps it to itself."""

from koppelkans.case import Case, Visibility
from koppelkans.language import N_, Message


def is_hidden(case: Case, task_id: str, reader_id: str = "") -> bool:
    """Whether the partner who reads may only know that the task is there."""
    task = case.task[task_id]
    return task.visibility is Visibility.OWN and task.partner_id != reader_id


def title_for(case: Case, task_id: str, language: str, reader_id: str = "") -> str:
    """Return the title of a task, or who owns it when that is all that the reader may see.

    ``reader_id`` is the partner who reads; empty: anybody.
    """
    task = case.task[task_id]
    if not is_hidden(case, task_id, reader_id):
        return task.title
    text = N_("Task that {partner} keeps to itself")
    values = {"partner": case.partner[task.partner_id].short_name}
    return Message(text, values).in_language(language)


def are_costs_hidden(case: Case, task_id: str) -> bool:
    """Whether the amounts of a task are for its owner only."""
    owner = case.partner[case.task[task_id].partner_id]
    return owner.costs_visible is Visibility.OWN or is_hidden(case, task_id)
