# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Schedules to value: random ones, and everybody at the preferred moment."""

from hypothesis import strategies as st

from koppelkans.case import Case, Quarter, Schedule


def preferred_schedule(case: Case) -> Schedule:
    return Schedule.of(
        case, {t.id: (case.baseline_variant(t.id).id, t.preferred_start) for t in case.tasks}
    )


@st.composite
def schedules(draw: st.DrawFn, case: Case) -> Schedule:
    """Any schedule within stretched windows; relations and boundaries may be broken."""
    chosen = {}
    for task in case.tasks:
        if task.optional and draw(st.booleans()):
            continue
        variant = draw(st.sampled_from(case.variants_of[task.id]))
        start = draw(st.sampled_from(case.starts(task.id, variant.id)))
        chosen[task.id] = (variant.id, Quarter(start))
    return Schedule.of(case, chosen)
