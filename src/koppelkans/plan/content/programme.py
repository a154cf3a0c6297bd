# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The programme: phases with a map, planning per partner, and what each street gets."""

from koppelkans.language import N_, show_number
from koppelkans.plan.charts.time import closed_weeks_per_year, gantt
from koppelkans.plan.content.amounts import totalled_table
from koppelkans.plan.content.reachability import reachability
from koppelkans.plan.content.streets import per_street
from koppelkans.plan.maps import phase_map
from koppelkans.plan.reading import Phase, Reading
from koppelkans.plan.rounding import round_to_total
from koppelkans.plan.types import Block, Paragraph, Picture, Section, Table
from koppelkans.plan.words import listing, weeks

ROWS_PER_CHART = 40


def programme(reading: Reading) -> Section:
    """Return what is done when and where."""
    case, result, language = reading.case, reading.result, reading.language
    intro = reading.say(
        N_("{done} of {all} in the programme. It is divided into phases of five years."),
        done=show_number(len(reading.programme.works), language),
        all=reading.count(len(case.tasks), N_("{number} task is"), N_("{number} tasks are")),
    )
    return Section(
        reading.say(N_("The programme")),
        blocks=(
            Paragraph(intro),
            Picture(closed_weeks_per_year(case, result, language)),
            _phases(reading),
        ),
        sections=(
            *(_phase(reading, phase) for phase in reading.phases),
            _planning(reading),
            per_street(reading),
            reachability(reading),
        ),
    )


def _phases(reading: Reading) -> Table:
    """Return what each phase holds, works counted in the phase in which they start."""
    occupations = reading.result.programme.occupation_list
    opened = [[o for o in occupations if o.first in phase] for phase in reading.phases]
    started = [
        sum(work.start in phase for work in reading.programme.works.values())
        for phase in reading.phases
    ]
    closed = round_to_total([sum(o.closed_weeks for o in found) for found in opened])
    spent = round_to_total(
        [
            sum(years[year] for years in reading.spending.values() for year in phase.years) / 1000
            for phase in reading.phases
        ]
    )
    columns = (started, [len(found) for found in opened], closed, spent)
    return totalled_table(
        reading,
        reading.say(N_("The phases in figures; costs in thousands of euros")),
        (
            reading.say(N_("Phase")),
            reading.say(N_("Tasks that start")),
            reading.say(N_("Times opened")),
            reading.say(N_("Weeks closed")),
            reading.say(N_("Costs")),
        ),
        [
            (f"{phase.number}. {phase}", figures)
            for phase, figures in zip(reading.phases, zip(*columns, strict=True), strict=True)
        ],
    )


def _phase(reading: Reading, phase: Phase) -> Section:
    language = reading.language
    title = reading.say(N_("Phase {number}: {years}"), number=phase.number, years=str(phase))
    started = [work for work in reading.programme.works.values() if work.start in phase]
    opened = [o for o in reading.result.programme.occupation_list if o.first in phase]
    if not started:
        return Section(title, (Paragraph(reading.say(N_("No task starts in these years."))),))
    text = reading.say(
        N_("{tasks} in this phase."),
        tasks=reading.count(len(started), N_("{number} task starts"), N_("{number} tasks start")),
    )
    if not opened:
        text += " " + reading.say(N_("No street is closed for them."))
        return Section(title, (Paragraph(text),))
    places = {occupation.place_id for occupation in opened}
    text += " " + reading.say(
        N_("{streets} opened, for {weeks} in all: {names}."),
        streets=reading.count(
            len(places), N_("{number} street section is"), N_("{number} street sections are")
        ),
        weeks=weeks(sum(occupation.closed_weeks for occupation in opened), language),
        names=listing(
            reading.place_names(p.id for p in reading.case.places if p.id in places), language
        ),
    )
    picture = Picture(phase_map(reading.case, reading.result, language, phase))
    return Section(title, (Paragraph(text), picture), new_page=True)


def _planning(reading: Reading) -> Section:
    blocks: list[Block] = [
        Paragraph(
            reading.say(
                N_(
                    "The bar is the work, the thin line is the window in which it may start, and "
                    "the diamond is the moment at which the partner would start alone."
                )
            )
        )
    ]
    for partner in reading.case.partners:
        ids = [task.id for task in reading.tasks_of(partner.id)]
        charts = -(-len(ids) // ROWS_PER_CHART)
        size = -(-len(ids) // charts) if charts else 0
        blocks += [
            Picture(
                gantt(
                    reading.case,
                    reading.result,
                    reading.language,
                    partner.id,
                    ids[number * size : (number + 1) * size],
                )
            )
            for number in range(charts)
        ]
    return Section(reading.say(N_("Schedule per partner")), tuple(blocks))
