# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts along the years: how long streets are closed, and what is done when."""

import json
from collections.abc import Sequence

from koppelkans.case import Case, Quarter, Work
from koppelkans.language import N_
from koppelkans.plan.charts.frame import frame, rows_height
from koppelkans.plan.palette import ACCENT, INK, PAPER, PARTNERS, SOFT_INK
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Chart, Spec
from koppelkans.plan.words import period, say, sentence, tasks, weeks
from koppelkans.result import Result

DIAMOND: Spec = {
    "type": "point",
    "shape": "diamond",
    "size": 36,
    "filled": True,
    "fill": PAPER,
    "stroke": INK,
    "strokeWidth": 1.2,
    "opacity": 1,
}


def closed_weeks_per_year(case: Case, result: Result, language: str) -> Chart:
    """Return the weeks that streets are closed in each year, alone and together."""
    reading = Reading(case, result, language)
    alone = say(N_("Everybody alone"), language)
    together = say(N_("Together"), language)
    by_series = {
        alone: reading.closed_weeks(together=False),
        together: reading.closed_weeks(together=True),
    }
    rows = [
        {"year": year, "series": series, "weeks": round(number, 6)}
        for series, numbers in by_series.items()
        for year, number in numbers.items()
    ]
    spec = {
        "height": 240,
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": ACCENT, "strokeWidth": 0.7},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True},
            },
            "xOffset": {"field": "series", "type": "nominal", "sort": [alone, together]},
            "y": {
                "field": "weeks",
                "type": "quantitative",
                "title": say(N_("Weeks closed, all streets added up"), language),
            },
            "color": {
                "field": "series",
                "type": "nominal",
                "scale": {"domain": [alone, together], "range": ["#cfd6dd", ACCENT]},
            },
        },
    }
    title = say(N_("How long streets are closed, year by year"), language)
    description = say(
        N_(
            "Alone {before} in all, together {after}. Busiest year alone: {worst}; together: "
            "{busiest}."
        ),
        language,
        before=weeks(result.baseline.closed_weeks, language),
        after=weeks(result.programme.closed_weeks, language),
        worst=_busiest(by_series[alone], language),
        busiest=_busiest(by_series[together], language),
    )
    return frame(spec, title, description, language)


def _busiest(by_year: dict[int, float], language: str) -> str:
    year = max(by_year, key=lambda y: by_year[y])
    return f"{year} ({weeks(by_year[year], language)})"


def gantt(
    case: Case,
    result: Result,
    language: str,
    partner_id: str,
    task_ids: Sequence[str] | None = None,
) -> Chart:
    """Return when the tasks of one partner are done.

    A bar is the work, a thin line the window in which it may start, a diamond the start that the
    partner would choose alone.

    Parameters
    ----------
    task_ids
        Only these tasks; by default all of the partner.
    """
    reading = Reading(case, result, language)
    partner = case.partner[partner_id]
    shown = task_ids or [task.id for task in reading.tasks_of(partner_id)]
    rows = [_gantt_row(reading, task_id) for task_id in shown]
    rows = [row | {"row": f"{n}"} for n, row in enumerate(rows)]
    spec = {
        "height": rows_height(len(rows), 17),
        "data": {"values": rows},
        "encoding": {"y": _task_axis({row["row"]: row["title"] for row in rows})},
        "layer": [
            _bar("window_from", "window_to", {"height": 3, "color": "#b5b5b5"}, reading),
            _bar(
                "work_from",
                "work_to",
                {"height": 10, "color": _colour(reading, partner_id)},
                reading,
            ),
            {"mark": DIAMOND, "encoding": {"x": {"field": "alone", "type": "quantitative"}}},
            _not_done(language),
        ],
    }
    title = say(N_("{partner}: what is done when"), language, partner=partner.short_name)
    done = sum("work_from" in row for row in rows)
    description = sentence(
        say(
            N_("{done} of {all} in the programme. {parts}"),
            language,
            done=done,
            all=tasks(len(rows), language),
            parts=" ".join(f"{row['title']}: {row['when']}." for row in rows),
        )
    )
    return frame(spec, title, description, language)


def _gantt_row(reading: Reading, task_id: str) -> Spec:
    task = reading.case.task[task_id]
    row: Spec = {
        "title": reading.title(task_id),
        "window_from": _years(task.earliest_start),
        "window_to": _years(task.latest_start + 1),
        "when": say(N_("not in the programme"), reading.language),
    }
    alone = reading.baseline.works.get(task_id)
    if alone:
        row["alone"] = _years(alone.start) + 0.125
    work = reading.programme.works.get(task_id)
    if work:
        row |= {
            "work_from": _years(work.start),
            "work_to": _years(work.end),
            "when": work_period(work),
        }
    return row


def work_period(work: Work) -> str:
    """Return the quarters of a work."""
    return period(work.start, work.end + (-1))


def _bar(start: str, end: str, look: Spec, reading: Reading) -> Spec:
    area = reading.case.area
    return {
        "mark": {"type": "bar", **look},
        "encoding": {
            "x": {
                "field": start,
                "type": "quantitative",
                "title": None,
                "scale": {
                    "domain": [area.first_year, area.last_year + 1],
                    "nice": False,
                    "zero": False,
                },
                "axis": {
                    "format": "d",
                    "orient": "top",
                    "tickMinStep": 1,
                    "values": list(reading.years),
                    "labelAlign": "left",
                    "labelOverlap": True,
                    "labelFontSize": 10.5,
                },
            },
            "x2": {"field": end},
        },
    }


def _years(when: Quarter) -> float:
    return when.index / 4


def _colour(reading: Reading, partner_id: str) -> str:
    return PARTNERS[reading.case.partner[partner_id].kind].colour


def _task_axis(titles: dict[str, str]) -> Spec:
    """Return an axis of row numbers that shows titles: two tasks may have the same title."""
    return {
        "field": "row",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "labelExpr": f"({json.dumps(titles)})[datum.value]",
            "labelLimit": 320,
            "labelFontSize": 10.5,
            "grid": True,
        },
    }


def _not_done(language: str) -> Spec:
    return {
        "transform": [{"filter": "!isValid(datum.work_from)"}],
        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10, "color": SOFT_INK},
        "encoding": {
            "x": {"field": "window_to", "type": "quantitative"},
            "text": {"value": say(N_("not in the programme"), language)},
        },
    }
