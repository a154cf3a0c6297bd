# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of works per year, as a BLVC plan and the register of works ask for it."""

from koppelkans.case import Case, Quarter
from koppelkans.language import N_, show_number
from koppelkans.plan.content.pages import short_document
from koppelkans.plan.reach import closed_quarters, ways_around
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Block, Bullets, Paragraph, Plan, Section, Table
from koppelkans.plan.words import listing, name, period, weeks
from koppelkans.result import OccupationResult, Result

Closed = dict[str, set[Quarter]]

TO_FILL_IN = (
    N_("exact dates, working hours and the order of the sections;"),
    N_("contractor, person on site and telephone number, day and night;"),
    N_("drawings with road signs, diversions and parking;"),
    N_("agreements with ambulance, fire brigade, police, bus company and refuse collection;"),
    N_("the KLIC notification, soil, noise and vibration, trees and protected species;"),
    N_("routes and storage for building traffic, and cranes."),
)
"""What no programme knows and every application asks."""


def build_permits(case: Case, result: Result, language: str, texts: PlanTexts = NO_TEXTS) -> Plan:
    """Return the works per year with what permits, the BLVC plan and the register ask for."""
    reading = Reading(case, result, language, texts)
    occupations = sorted(
        result.programme.occupation_list,
        key=lambda o: (o.first, case.place[o.place_id].name, o.place_id),
    )
    years = list(dict.fromkeys(o.first.year for o in occupations))
    numbers = {id(o): number for number, o in enumerate(occupations, start=1)}
    closed = closed_quarters(reading)
    return short_document(
        reading,
        reading.say(N_("List of works for permits: {area}"), area=case.area.name),
        (
            Section("", tuple(_intro(reading, len(occupations)))),
            *(
                Section(
                    str(year),
                    (
                        _table(
                            reading,
                            str(year),
                            [(numbers[id(o)], o) for o in occupations if o.first.year == year],
                            closed,
                        ),
                    ),
                )
                for year in years
            ),
            Section(reading.say(N_("Who to ask")), (_contacts(reading),)),
        ),
        landscape=True,
    )


def _intro(reading: Reading, number: int) -> list[Block]:
    if not number:
        return [Paragraph(reading.say(N_("No street is opened or closed.")))]
    text = reading.count(
        number,
        N_("One work that opens or closes a street section, by the year in which it starts."),
        N_("{number} works that open or close a street section, by the year in which they start."),
    )
    after = reading.say(
        N_(
            "This list holds what the programme knows, for the BLVC plan (reachability,"
            " liveability, safety, communication) and for the register of works. For each"
            " application must be added:"
        )
    )
    return [
        *reading.written("permits"),
        Paragraph(f"{text} {after}"),
        Bullets(tuple(reading.say(text) for text in TO_FILL_IN)),
    ]


def _table(
    reading: Reading, year: str, works: list[tuple[int, OccupationResult]], closed: Closed
) -> Table:
    return Table(
        caption=reading.say(N_("Works that start in {year}"), year=year),
        header=tuple(
            reading.say(text)
            for text in (
                N_("No."), N_("Street section"), N_("Works and on whose behalf"), N_("From and to"),
                N_("Weeks closed"), N_("Kind of road"), N_("Bus"), N_("Addresses"),
                N_("Businesses"), N_("Diversion and reachability"),
            )
        ),
        rows=tuple(_row(reading, number, found, closed) for number, found in works),
        widths=(0.6, 2.3, 4.4, 1.6, 1, 1.5, 0.7, 1.25, 1.35, 3.2),
        figures=frozenset({0, 4, 7, 8}),
    )  # fmt: skip


def _row(reading: Reading, number: int, found: OccupationResult, closed: Closed) -> tuple[str, ...]:
    place, language = reading.case.place[found.place_id], reading.language
    return (
        str(number),
        place.name,
        _works(reading, found),
        period(found.first, found.last),
        show_number(found.closed_weeks, language),
        name(place.traffic_class, language),
        reading.say(N_("yes")) if place.bus_route else reading.say(N_("no")),
        show_number(place.addresses, language),
        show_number(place.businesses, language),
        _reached(reading, found, closed),
    )


def _works(reading: Reading, found: OccupationResult) -> str:
    by_owner: dict[str, list[str]] = {}
    for task_id in found.task_ids:
        owner = reading.case.partner[reading.case.task[task_id].partner_id].short_name
        by_owner.setdefault(owner, []).append(reading.title(task_id))
    return "; ".join(
        f"{owner}: {', '.join(dict.fromkeys(titles))}" for owner, titles in by_owner.items()
    )


def _reached(reading: Reading, found: OccupationResult, closed: Closed) -> str:
    ways = ways_around(reading, found, closed)
    if found.closed_weeks <= 0:
        return reading.say(N_("stays open"))
    if ways.open_ids:
        names = listing(reading.place_names(ways.open_ids), reading.language)
        return reading.say(N_("through {places}"), places=names)
    if ways.is_cut_off:
        text = N_("to be arranged: {places} closed too for part of the time")
        names = listing(reading.place_names(ways.closed_ids), reading.language)
        return reading.say(text, places=names)
    return reading.say(N_("not in the case"))


def _contacts(reading: Reading) -> Table:
    people = reading.case.people
    works = reading.result.programme.occupation_list
    owners = {partner_id for found in works for partner_id in found.partner_ids}
    closed = {
        partner_id: sum(o.closed_weeks for o in works if partner_id in o.partner_ids)
        for partner_id in owners
    }
    return Table(
        caption=reading.say(N_("On whose behalf, and who speaks for it")),
        header=tuple(
            reading.say(text)
            for text in (
                N_("Partner"), N_("Times at work in a street section"),
                N_("Closed while it is at work"), N_("Who to ask"),
            )
        ),
        rows=tuple(
            (
                partner.name,
                show_number(sum(partner.id in o.partner_ids for o in works), reading.language),
                weeks(closed[partner.id], reading.language),
                "; ".join(
                    f"{p.name} ({p.role})" if p.role else p.name
                    for p in people
                    if p.partner_id == partner.id
                )
                or reading.say(N_("to be filled in")),
            )
            for partner in reading.case.partners
            if partner.id in owners
        ),
        widths=(3, 2, 2, 5),
        figures=frozenset({1, 2}),
    )  # fmt: skip
