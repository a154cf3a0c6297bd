# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maps of the area, of a phase of the programme and of the opportunities, with words beside."""

from koppelkans.case import Case, TrafficClass
from koppelkans.language import N_
from koppelkans.plan.map_sheet import Mark, draw_sheet
from koppelkans.plan.palette import BUS_ROUTE, LEFT, MAIN_STREET, TAKEN, YEARS
from koppelkans.plan.reading import Phase, Reading
from koppelkans.plan.types import Map
from koppelkans.plan.words import listing, say, streets
from koppelkans.result import Result


def area_map(case: Case, language: str) -> Map:
    """Return the area with its streets, main roads and bus routes."""
    main = Mark(MAIN_STREET, say(N_("Main or collector road"), language))
    bus = Mark(BUS_ROUTE, say(N_("Road with a bus"), language))
    marks = {
        place.id: bus if place.bus_route else main
        for place in case.places
        if place.bus_route or place.traffic_class is not TrafficClass.RESIDENTIAL
    }
    names = sorted({place.street for place in case.places})
    description = say(
        N_("{sections} of {streets}."),
        language,
        sections=streets(len(case.places), language),
        streets=listing(names, language),
    )
    unknown = sorted(place.name for place in case.places if not place.located)
    if unknown:
        description += " " + say(
            N_("Only the name is known of {streets}: on the map at a made-up spot."),
            language,
            streets=listing(unknown, language),
        )
    title = say(N_("{area} and its streets"), language, area=case.area.name)
    return Map(_draw(case, marks, language), title, description)


def phase_map(case: Case, result: Result, language: str, phase: Phase) -> Map:
    """Return where the street is broken up or closed in one phase, by year.

    A place that is occupied in more years of the phase is drawn in the first of them.
    """
    reading = Reading(case, result, language)
    years = {
        year: Mark(YEARS[number % len(YEARS)], str(year)) for number, year in enumerate(phase.years)
    }
    first: dict[str, int] = {}
    for place_id, occupations in reading.occupations_at(result.programme).items():
        starts = [o.first.year for o in occupations if o.first in phase]
        if starts:
            first[place_id] = min(starts)
    marks = {place_id: years[year] for place_id, year in first.items()}
    opened = {year: [p for p, y in first.items() if y == year] for year in phase.years}
    parts = [
        f"{year}: {listing(reading.place_names(place_ids), language)}"
        for year, place_ids in opened.items()
        if place_ids
    ]
    nothing = say(N_("No street is closed in these years."), language)
    title = say(
        N_("Phase {number}, {years}: where the street is opened, and in which year"),
        language,
        number=phase.number,
        years=str(phase),
    )
    svg = _draw(case, marks, language, [years[y] for y in phase.years if opened[y]])
    return Map(svg, title, "; ".join(parts) + "." if parts else nothing)


def opportunity_map(case: Case, result: Result, language: str) -> Map:
    """Return where opportunities lie: taken, or left."""
    taken = Mark(TAKEN, say(N_("Opportunity taken"), language))
    left = Mark(LEFT, say(N_("Opportunity left"), language))
    marks: dict[str, Mark] = {}
    for opportunity in result.opportunities:
        for place_id in opportunity.place_ids:
            if opportunity.taken or place_id not in marks:
                marks[place_id] = taken if opportunity.taken else left
    in_order = [mark for mark in (taken, left) if mark in marks.values()]
    description = say(
        N_("In {taken} at least one opportunity is taken, in {left} none of those there are."),
        language,
        taken=streets(sum(mark == taken for mark in marks.values()), language),
        left=streets(sum(mark == left for mark in marks.values()), language),
    )
    title = say(N_("Where tasks meet"), language)
    return Map(_draw(case, marks, language, in_order), title, description)


def _draw(
    case: Case, marks: dict[str, Mark], language: str, legend: list[Mark] | None = None
) -> str:
    return draw_sheet(
        case,
        marks,
        language,
        plain=say(N_("Other street"), language),
        boundary=say(N_("Boundary of the area"), language),
        unknown=say(N_("Only its name is known: made-up spot"), language),
        legend=legend or (),
    )
