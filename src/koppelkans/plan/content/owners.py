# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tasks in short, by who owns them: where all titles would repeat the name of the street."""

from collections.abc import Iterable

from koppelkans.plan.reading import Reading
from koppelkans.plan.words import within


def by_owner_and_theme(reading: Reading, task_ids: Iterable[str]) -> str:
    """Return who is at work: "Water (sewer, drinking water); Heat (heat network)"."""
    themes: dict[str, list[str]] = {}
    for task_id in task_ids:
        task = reading.case.task[task_id]
        owner = reading.case.partner[task.partner_id].short_name
        theme = within(task.theme, reading.language)
        if theme not in themes.setdefault(owner, []):
            themes[owner].append(theme)
    return "; ".join(f"{owner} ({', '.join(names)})" for owner, names in themes.items())
