# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small timelines: the window of a task, its stretch, and where the work came to stand.

A strip counts in tenths of a quarter from the first planned quarter, whole numbers only, so that
a template can write them into an SVG in any language.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from koppelkans.case import Quarter, Task, Work
from koppelkans.plan.palette import PARTNERS
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import period, quarter

STEP = 10


@dataclass(frozen=True)
class Bar:
    """A stretch of time."""

    x: int
    width: int


@dataclass(frozen=True)
class Strip:
    """The window of a task (about its start) with everything that happens to it."""

    width: int
    years: tuple[tuple[int, int], ...]
    window: Bar
    stretched: Bar
    preferred: int
    planned: Bar | None
    alone: Bar | None
    colour: str
    words: str


def window_strip(reading: Reading, task: Task) -> Strip:
    """Return the strip of a task."""
    case = reading.case
    first, end = case.first_quarter, case.last_quarter + 1
    planned, alone = reading.programme.works.get(task.id), reading.baseline.works.get(task.id)
    earliest = max(first, task.earliest_start + -task.stretch_before)
    latest = min(end, task.latest_start + 1 + task.stretch_after)
    return Strip(
        width=STEP * (end - first),
        years=tuple((year, STEP * (Quarter.of(year, 1) - first)) for year in reading.years),
        window=_bar(first, task.earliest_start, task.latest_start + 1),
        stretched=_bar(first, earliest, latest),
        preferred=STEP * (task.preferred_start - first) + STEP // 2,
        planned=_work(first, planned),
        alone=_work(first, alone),
        colour=PARTNERS[case.partner[task.partner_id].kind].colour,
        words=_in_words(task, planned, alone),
    )


def _bar(first: Quarter, start: Quarter, end: Quarter) -> Bar:
    return Bar(STEP * (start - first), STEP * (end - start))


def _work(first: Quarter, work: Work | None) -> Bar | None:
    return _bar(first, work.start, work.end) if work else None


def _in_words(task: Task, planned: Work | None, alone: Work | None) -> str:
    parts = [
        _("May start %(period)s.") % {"period": period(task.earliest_start, task.latest_start)},
    ]
    if alone:
        parts.append(_("Alone: %(quarter)s.") % {"quarter": quarter(alone.start)})
    parts.append(
        _("Together: %(period)s.") % {"period": period(planned.start, planned.end + -1)}
        if planned
        else _("Not in the joint programme.")
    )
    return " ".join(parts)
