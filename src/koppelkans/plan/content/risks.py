# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong: assets that wait, tasks and figures that are not sure."""

from koppelkans.case import Confidence, Task
from koppelkans.language import N_
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up
from koppelkans.plan.types import Block, Bullets, Paragraph, Section, Table
from koppelkans.plan.words import amount, figure, percent, shift, titles
from koppelkans.value.types import Entry, EntryKind

MOST_SHOWN = 15


def risks(reading: Reading) -> Section:
    """Return the risks of the programme, the largest first."""
    blocks: list[Block] = [*_failures(reading), *_unsure(reading)]
    if not blocks:
        text = N_("No task has a known chance of failure, and none is marked as uncertain.")
        blocks.append(Paragraph(reading.say(text)))
    return Section(reading.say(N_("Risks")), tuple(blocks))


def _failures(reading: Reading) -> list[Block]:
    """Return the tasks whose failure weighs most, alone and together."""
    alone, together = (
        {
            entry_task: eur
            for entry_task, eur in _failure_by_task(entries).items()
            if eur and entry_task in reading.case.task
        }
        for entries in (reading.result.baseline.entries, reading.result.programme.entries)
    )
    tasks = sorted(together, key=lambda task_id: (together[task_id], task_id))
    if not tasks:
        return []
    total_alone, total = sum(alone.values()), sum(together.values())
    text = reading.say(
        N_(
            "Old pipes and streets can fail while they wait. The chance of that, times what a "
            "failure costs, is {together} for the programme, against {alone} when everybody goes "
            "alone."
        ),
        together=amount(total, reading.language),
        alone=amount(total_alone, reading.language),
    )
    shown = tasks[:MOST_SHOWN]
    return [
        Paragraph(text, see=("failures",)),
        Table(
            caption=reading.say(
                N_(
                    "Where waiting is most risky: the chance of failure in the preferred year, and "
                    "the expected damage in thousands of euros"
                )
            ),
            header=tuple(
                reading.say(title)
                for title in (
                    N_("Task"), N_("Partner"), N_("Chance a year"), N_("Moves"),
                    N_("Alone"), N_("Together"),
                )
            ),
            rows=tuple(
                (
                    reading.title(task_id),
                    reading.case.partner[reading.case.task[task_id].partner_id].short_name,
                    _chance(reading, reading.case.task[task_id]),
                    _moves(reading, task_id),
                    figure(round_half_up(-alone.get(task_id, 0.0) / 1000), reading.language),
                    figure(round_half_up(-together[task_id] / 1000), reading.language),
                )
                for task_id in shown
            ),
            widths=(4, 1.7, 1.5, 1.8, 1, 1.1),
            figures=frozenset({2, 4, 5}),
            key="failures",
        ),
    ]  # fmt: skip


def _failure_by_task(entries: tuple[Entry, ...]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for entry in entries:
        if entry.kind is EntryKind.FAILURE and entry.task_id is not None:
            sums[entry.task_id] = sums.get(entry.task_id, 0.0) + entry.eur
    return sums


def _chance(reading: Reading, task: Task) -> str:
    return percent(task.failure_rate, reading.language) if task.failure_rate else "–"


def _moves(reading: Reading, task_id: str) -> str:
    alone = reading.baseline.works.get(task_id)
    together = reading.programme.works.get(task_id)
    if alone is None or together is None:
        return "–"
    moved = together.start - alone.start
    return shift(moved, reading.language) if moved else reading.say(N_("does not move"))


def _unsure(reading: Reading) -> list[Block]:
    """Return what is in the programme and not sure, by partner."""
    unsure = [
        task
        for task in reading.case.tasks
        if task.confidence is Confidence.LOW
        and task.id in reading.programme.works
        and not reading.is_private(task.id)
    ]
    if not unsure:
        return []
    points = tuple(
        f"{partner.short_name}: "
        + titles([t.title for t in unsure if t.partner_id == partner.id], reading.language)
        for partner in reading.case.partners
        if any(t.partner_id == partner.id for t in unsure)
    )
    intro = reading.count(
        len(unsure),
        N_("One task in the programme is marked by its owner as uncertain:"),
        N_("{number} tasks in the programme are marked by their owners as uncertain:"),
    )
    return [Paragraph(intro), Bullets(points)]
