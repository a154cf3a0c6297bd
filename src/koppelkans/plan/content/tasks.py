# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everybody's tasks: what, why, when alone and when together."""

from koppelkans.case import Partner, Schedule, Task
from koppelkans.language import N_
from koppelkans.plan.charts.time import work_period
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Bullets, Paragraph, Section, Table
from koppelkans.plan.words import period, sentence, tasks


def tasks_per_partner(reading: Reading) -> Section:
    """Return the tasks of every partner, with the interest behind them."""
    return Section(
        reading.say(N_("What each partner has to do")),
        blocks=(
            Paragraph(
                reading.say(
                    N_(
                        "For each partner: its tasks, why they are needed, and when each would "
                        "start alone and when together."
                    )
                )
            ),
        ),
        sections=tuple(_of_partner(reading, partner) for partner in reading.case.partners),
    )


def _of_partner(reading: Reading, partner: Partner) -> Section:
    own = reading.tasks_of(partner.id)
    if not own:
        text = reading.say(
            N_(
                "{partner} has no tasks of its own here. It sits at the table for what the works "
                "mean to it."
            ),
            partner=partner.name,
        )
        return Section(partner.name, (Paragraph(text),))
    done = sum(task.id in reading.programme.works for task in own)
    told = N_("{tasks}, of which {done} in the programme.")
    if done == len(own) > 1:
        told = N_("{tasks}, all in the programme.")
    text = reading.say(
        told,
        tasks=sentence(tasks(len(own), reading.language)),
        done=reading.count(done, N_("one is"), N_("{number} are")),
    )
    blocks: list[Block] = [Paragraph(text), *_behind(reading, own)]
    blocks.append(_table(reading, partner, own))
    return Section(partner.name, tuple(blocks))


def _behind(reading: Reading, own: tuple[Task, ...]) -> list[Block]:
    """Return the interests behind the tasks, each said once."""
    interests = dict.fromkeys(
        task.interest for task in own if task.interest and not reading.is_private(task.id)
    )
    if not interests:
        return []
    intro = reading.count(
        len(interests),
        N_("The question behind the question:"),
        N_("The questions behind the question:"),
    )
    return [Paragraph(intro), Bullets(tuple(interests))]


def _table(reading: Reading, partner: Partner, own: tuple[Task, ...]) -> Table:
    return Table(
        caption=reading.say(N_("Tasks of {partner}"), partner=partner.short_name),
        header=(
            reading.say(N_("Task")),
            reading.say(N_("Why")),
            reading.say(N_("May start")),
            reading.say(N_("Alone")),
            reading.say(N_("Together")),
        ),
        rows=tuple(
            (
                reading.title(task.id),
                why(reading, task),
                period(task.earliest_start, task.latest_start),
                when(reading, reading.baseline, task.id),
                when(reading, reading.programme, task.id),
            )
            for task in own
        ),
        widths=(2.8, 4, 1.5, 1.5, 1.5),
    )


def why(reading: Reading, task: Task) -> str:
    """Return why a task is needed; nothing of what is private."""
    return "–" if reading.is_private(task.id) else task.reason or "–"


def when(reading: Reading, schedule: Schedule, task_id: str) -> str:
    """Return the quarters of a work, or that there is none."""
    work = schedule.works.get(task_id)
    return work_period(work) if work else reading.say(N_("not done"))


def all_tasks(reading: Reading) -> Table:
    """Return every task with the variant that is chosen, alone and together."""
    rows = []
    for task in reading.case.tasks:
        variants = [
            schedule.works[task.id].variant.name if task.id in schedule.works else "–"
            for schedule in (reading.baseline, reading.programme)
        ]
        if reading.is_private(task.id):
            variants = ["–", "–"]
        rows.append(
            (
                reading.title(task.id),
                reading.case.partner[task.partner_id].short_name,
                variants[0],
                when(reading, reading.baseline, task.id),
                variants[1],
                when(reading, reading.programme, task.id),
            )
        )
    return Table(
        caption=reading.say(N_("All tasks: how and when, alone and together")),
        header=(
            reading.say(N_("Task")),
            reading.say(N_("Partner")),
            reading.say(N_("How, alone")),
            reading.say(N_("When, alone")),
            reading.say(N_("How, together")),
            reading.say(N_("When, together")),
        ),
        rows=tuple(rows),
        widths=(3, 1.5, 2, 1.4, 2, 1.4),
    )
