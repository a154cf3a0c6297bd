# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme as MS Project XML (MSPDI), for MS Project, ProjectLibre and what reads the same.

Elements and their order follow the XML Data Interchange Schema of Microsoft Project
(mspdi_pj12.xsd, "XML Schema for the Project Element" and its parts).
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape  # only writes

from koppelkans.case import Case, Quarter, Relation, RelationKind, Work
from koppelkans.exchange.account import first_day, last_day
from koppelkans.exchange.titles import are_costs_hidden, is_hidden, title_for
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, Message, show_euros, translate
from koppelkans.plan.reading import Reading
from koppelkans.result import Result

NAMESPACE = "http://schemas.microsoft.com/project"
LONGEST_NAME, LONGEST_PROJECT_NAME = 512, 255
SAVE_VERSION = 12
CALENDAR_UID = 1
HOURS_PER_DAY = 8
MORNING, AFTERNOON = ("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")
WORKING_DAYS = range(2, 7)
"""Monday to Friday; 1 is Sunday."""

FIXED_DURATION, START_NO_EARLIER, WORK = 1, 4, 1
SHOWN_IN_DAYS, ELAPSED_DAYS = 7, 8
FINISH_TO_START, START_TO_START = 1, 3
TENTHS_OF_MINUTES_PER_DAY = 24 * 60 * 10
SHORTEST_QUARTER_DAYS = 90


def write_project_xml(
    case: Case, result: Result, path: str | os.PathLike[str], language: str
) -> None:
    """Write the tasks of a programme as a project, with partners as resources.

    A task lasts from the first working day of its first quarter to the last working day of its
    last, and starts no earlier than that. The relations `before`, `requires` and `together` are
    predecessors; holidays are not known. A task that its owner keeps to itself has no title,
    variant or cost.
    """
    reading = Reading(case, result, language)
    works = sorted(
        reading.programme.works.values(), key=lambda work: (work.start, work.end, work.task.id)
    )
    uids = {task.id: uid for uid, task in enumerate(case.tasks, start=1)}
    with whole_file(Path(path)) as unfinished:
        unfinished.write_text(_project(reading, works, uids), encoding="utf-8")


def _project(reading: Reading, works: Sequence[Work], uids: Mapping[str, int]) -> str:
    case = reading.case
    starts = [work.start for work in works] or [case.first_quarter]
    ends = [work.end + -1 for work in works] or [case.first_quarter]
    content = (
        _leaf("SaveVersion", SAVE_VERSION),
        _leaf("Name", case.area.name[:LONGEST_PROJECT_NAME]),
        _leaf("Title", case.area.name[:LONGEST_NAME]),
        _leaf("ScheduleFromStart", 1),
        _leaf("StartDate", _start(min(starts))),
        _leaf("FinishDate", _finish(max(ends))),
        _leaf("CurrencySymbol", "€"),
        _leaf("CurrencyCode", "EUR"),
        _leaf("CalendarUID", CALENDAR_UID),
        _leaf("DefaultStartTime", MORNING[0]),
        _leaf("DefaultFinishTime", AFTERNOON[1]),
        _leaf("MinutesPerDay", HOURS_PER_DAY * 60),
        _leaf("MinutesPerWeek", HOURS_PER_DAY * 60 * len(WORKING_DAYS)),
        _branch("Calendars", _calendar(reading.language)),
        _branch("Tasks", *_tasks(reading, works, uids)),
        _branch("Resources", *_resources(case, works)),
        _branch("Assignments", *_assignments(case, works, uids)),
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<Project xmlns="{NAMESPACE}">\n{"".join(content)}</Project>\n'


def _leaf(name: str, value: str | float) -> str:
    return f"<{name}>{escape(str(value))}</{name}>\n"


def _branch(name: str, *parts: str) -> str:
    return f"<{name}>\n{''.join(parts)}</{name}>\n"


def _calendar(language: str) -> str:
    times = _branch("WorkingTimes", *(
        _branch("WorkingTime", _leaf("FromTime", first), _leaf("ToTime", last))
        for first, last in (MORNING, AFTERNOON)
    ))  # fmt: skip
    days = (
        _branch("WeekDay", _leaf("DayType", day), _leaf("DayWorking", int(day in WORKING_DAYS)),
                times if day in WORKING_DAYS else "")
        for day in range(1, 8)
    )  # fmt: skip
    return _branch(
        "Calendar",
        _leaf("UID", CALENDAR_UID),
        _leaf("Name", translate(N_("Standard"), language)),
        _leaf("IsBaseCalendar", 1),
        _branch("WeekDays", *days),
    )


def _tasks(reading: Reading, works: Sequence[Work], uids: Mapping[str, int]) -> Iterator[str]:
    links = _links(reading.case, {work.task.id: work for work in works}, uids)
    for number, work in enumerate(works, start=1):
        title = title_for(reading.case, work.task.id, reading.language)
        yield _branch(
            "Task",
            _leaf("UID", uids[work.task.id]),
            _leaf("ID", number),
            # A name of several lines is none in a bar chart.
            _leaf("Name", " ".join(title.split())[:LONGEST_NAME]),
            _leaf("Type", FIXED_DURATION),
            _leaf("IsNull", 0),
            _leaf("WBS", number),
            _leaf("OutlineNumber", number),
            _leaf("OutlineLevel", 1),
            _leaf("Start", _start(work.start)),
            _leaf("Finish", _finish(work.end + -1)),
            _leaf("Duration", _duration(work)),
            _leaf("DurationFormat", SHOWN_IN_DAYS),
            _leaf("EffortDriven", 0),
            _leaf("Estimated", 0),
            _leaf("Milestone", 0),
            _leaf("Summary", 0),
            _leaf("ConstraintType", START_NO_EARLIER),
            _leaf("CalendarUID", CALENDAR_UID),
            _leaf("ConstraintDate", _start(work.start)),
            _leaf("Notes", _notes(reading, work)),
            *links[work.task.id],
        )


def _notes(reading: Reading, work: Work) -> str:
    case, language = reading.case, reading.language
    owner = {"partner": case.partner[work.task.partner_id].name}
    lines = [Message(N_("Owner: {partner}"), owner)]
    if work.task.place_ids:
        names = "; ".join(case.place[place_id].name for place_id in work.task.place_ids)
        lines.append(Message(N_("Places: {places}"), {"places": names}))
    if not is_hidden(case, work.task.id):
        lines.append(Message(N_("Variant: {variant}"), {"variant": work.variant.name}))
    if not are_costs_hidden(case, work.task.id):
        eur = {"eur": show_euros(work.variant.investment_eur, language)}
        lines.append(Message(N_("Investment: {eur}"), eur))
    return "\n".join(line.in_language(language) for line in lines)


def _links(
    case: Case, works: Mapping[str, Work], uids: Mapping[str, int]
) -> defaultdict[str, list[str]]:
    """Return the predecessors of each task, as far as the relation holds for what is done."""
    links: defaultdict[str, list[str]] = defaultdict(list)
    linked = set()
    for relation in case.relations:
        if not _holds(relation, works):
            continue
        first, second, kind = relation.task_id, relation.other_task_id, FINISH_TO_START
        if relation.kind is RelationKind.REQUIRES:
            first, second = second, first
        elif relation.kind is RelationKind.TOGETHER:
            kind = START_TO_START
        if (first, second) in linked or (second, first) in linked:
            continue
        linked.add((first, second))
        # The shortest quarter, so that no link pushes a task out of the quarter it is planned in.
        days = relation.lag_quarters * SHORTEST_QUARTER_DAYS if kind == FINISH_TO_START else 0
        links[second].append(_branch(
            "PredecessorLink",
            _leaf("PredecessorUID", uids[first]),
            _leaf("Type", kind),
            _leaf("CrossProject", 0),
            _leaf("LinkLag", days * TENTHS_OF_MINUTES_PER_DAY),
            _leaf("LagFormat", ELAPSED_DAYS),
        ))  # fmt: skip
    return links


def _holds(relation: Relation, works: Mapping[str, Work]) -> bool:
    work, other = works.get(relation.task_id), works.get(relation.other_task_id)
    return (
        relation.kind in {RelationKind.BEFORE, RelationKind.REQUIRES, RelationKind.TOGETHER}
        and work is not None
        and other is not None
        and relation.variant_id in {None, work.variant.id}
        and relation.other_variant_id in {None, other.variant.id}
    )


def _resources(case: Case, works: Sequence[Work]) -> Iterator[str]:
    for uid, partner in enumerate(case.partners, start=1):
        yield _branch(
            "Resource",
            _leaf("UID", uid),
            _leaf("ID", uid),
            _leaf("Name", " ".join(partner.name.split())[:LONGEST_NAME]),
            _leaf("Type", WORK),
            _leaf("IsNull", 0),
            _leaf("Initials", partner.short_name),
            # As many as work side by side: Koppelkans keeps to the crews, not MS Project.
            _leaf("MaxUnits", _side_by_side([w for w in works if w.task.partner_id == partner.id])),
        )


def _side_by_side(works: Sequence[Work]) -> int:
    return max((sum(o.start <= work.start < o.end for o in works) for work in works), default=1)


def _assignments(case: Case, works: Sequence[Work], uids: Mapping[str, int]) -> Iterator[str]:
    resources = {partner.id: uid for uid, partner in enumerate(case.partners, start=1)}
    for uid, work in enumerate(works, start=1):
        yield _branch(
            "Assignment",
            _leaf("UID", uid),
            _leaf("TaskUID", uids[work.task.id]),
            _leaf("ResourceUID", resources[work.task.partner_id]),
            _leaf("Finish", _finish(work.end + -1)),
            _leaf("Start", _start(work.start)),
            _leaf("Units", 1),
            _leaf("Work", _duration(work)),
        )


def _start(quarter: Quarter) -> str:
    return f"{_working_day(first_day(quarter), 1).isoformat()}T{MORNING[0]}"


def _finish(quarter: Quarter) -> str:
    return f"{_working_day(last_day(quarter), -1).isoformat()}T{AFTERNOON[1]}"


def _working_day(day: date, step: int) -> date:
    while day.isoweekday() > len(WORKING_DAYS):
        day += timedelta(days=step)
    return day


def _duration(work: Work) -> str:
    first, last = first_day(work.start), last_day(work.end + -1)
    days = ((last - first).days + 1) // 7 * len(WORKING_DAYS)
    for rest in range(((last - first).days + 1) % 7):
        days += (last - timedelta(days=rest)).isoweekday() <= len(WORKING_DAYS)
    return f"PT{days * HOURS_PER_DAY}H0M0S"
