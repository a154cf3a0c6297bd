# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of works per year, as a BLVC plan and the register of works ask for it."""

from koppelkans.case import Case, Quarter
from koppelkans.language import N_, show_number
from koppelkans.plan.content.pages import short_document
from koppelkans.plan.content.street_works import JointWork, sections_of, street_works
from koppelkans.plan.reach import closed_quarters, ways_around
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Block, Bullets, Paragraph, Plan, Section, Table
from koppelkans.plan.words import listing, name, period, weeks
from koppelkans.result import Result

Closed = dict[str, set[Quarter]]

TO_FILL_IN = (
    N_("exact dates, working hours and the order of the sections;"),
    N_("contractor, person on site and telephone number, day and night;"),
    N_("drawings with road signs, diversions and parking;"),
    N_(
        "agreements with the ambulance service, fire brigade, police, bus company and refuse "
        "collection;"
    ),
    N_("the KLIC notification, soil, noise and vibration, trees and protected species;"),
    N_("routes and storage for building traffic, and cranes."),
)
"""What no programme knows and every application asks."""


def build_permits(case: Case, result: Result, language: str, texts: PlanTexts = NO_TEXTS) -> Plan:
    """Return the works per year with what permits, the BLVC plan and the register ask for."""
    reading = Reading(case, result, language, texts)
    works = list(enumerate(street_works(reading, result.programme.occupation_list), start=1))
    years = list(dict.fromkeys(work.first.year for _, work in works))
    closed = closed_quarters(reading)
    return short_document(
        reading,
        reading.say(N_("List of works for permits: {area}"), area=case.area.name),
        (
            Section("", tuple(_intro(reading, len(works)))),
            *(
                Section(
                    str(year),
                    (
                        _table(
                            reading,
                            str(year),
                            [(n, work) for n, work in works if work.first.year == year],
                            closed,
                        ),
                    ),
                )
                for year in years
            ),
            Section(reading.say(N_("Whom to ask")), (_contacts(reading),)),
        ),
        landscape=True,
    )


def _intro(reading: Reading, number: int) -> list[Block]:
    if not number:
        return [Paragraph(reading.say(N_("No street is opened or closed.")))]
    text = reading.count(
        number,
        N_("One work that opens or closes a street, by the year in which it starts."),
        N_(
            "{number} works that open or close a street, by the year in which they start. The "
            "same work in several sections of a street is listed once."
        ),
    )
    after = reading.say(
        N_(
            "This list holds what the programme knows, for the BLVC plan (accessibility, "
            "liveability, safety, communication) and for the register of works. The following "
            "must be added for each application:"
        )
    )
    return [
        *reading.written("permits"),
        Paragraph(f"{text} {after}"),
        Bullets(tuple(reading.say(text) for text in TO_FILL_IN)),
    ]


def _table(
    reading: Reading, year: str, works: list[tuple[int, JointWork]], closed: Closed
) -> Table:
    return Table(
        caption=reading.say(N_("Works that start in {year}"), year=year),
        header=tuple(
            reading.say(text)
            for text in (
                N_("No."), N_("Street and sections"), N_("Works and on whose behalf"),
                N_("From and to"),
                N_("Weeks closed"), N_("Kind of road"), N_("Bus"), N_("Addresses"),
                N_("Businesses"), N_("Diversion and access"),
            )
        ),
        rows=tuple(_row(reading, number, found, closed) for number, found in works),
        widths=(0.6, 2.3, 4.4, 1.6, 1, 1.5, 0.7, 1.25, 1.35, 3.2),
        figures=frozenset({0, 4, 7, 8}),
        has_tall_rows=True,
    )  # fmt: skip


def _row(reading: Reading, number: int, found: JointWork, closed: Closed) -> tuple[str, ...]:
    language = reading.language
    classes = dict.fromkeys(name(place.traffic_class, language) for place in found.places)
    bus = any(place.bus_route for place in found.places)
    return (
        str(number),
        _where(reading, found),
        _works(reading, found),
        period(found.first, found.last),
        show_number(found.closed_weeks, language),
        ", ".join(classes),
        reading.say(N_("yes")) if bus else reading.say(N_("no")),
        show_number(sum(place.addresses for place in found.places), language),
        show_number(sum(place.businesses for place in found.places), language),
        _reached(reading, found, closed),
    )


def _where(reading: Reading, found: JointWork) -> str:
    whole = sum(place.street == found.street for place in reading.case.places)
    if len(found.places) == whole:
        return found.street
    return f"{found.street}: {'; '.join(sections_of(found))}"


def _works(reading: Reading, found: JointWork) -> str:
    by_owner: dict[str, list[str]] = {}
    for task_id in found.task_ids:
        owner = reading.case.partner[reading.case.task[task_id].partner_id].short_name
        by_owner.setdefault(owner, []).append(reading.title(task_id))
    return "; ".join(
        f"{owner}: {', '.join(dict.fromkeys(titles))}" for owner, titles in by_owner.items()
    )


def _reached(reading: Reading, found: JointWork, closed: Closed) -> str:
    if found.closed_weeks <= 0:
        return reading.say(N_("stays open"))
    ways = [ways_around(reading, o, closed) for o in found.occupations]
    around = [place_id for way in ways for place_id in way.open_ids]
    shut = [place_id for way in ways if way.is_cut_off for place_id in way.closed_ids]
    told = []
    if around:
        told.append(reading.say(N_("through {places}"), places=_ways(reading, found, around)))
    if shut:
        text = N_("to be arranged: {places} closed too for part of the time")
        told.append(reading.say(text, places=_ways(reading, found, shut)))
    return "; ".join(told) or reading.say(N_("not in the case"))


def _ways(reading: Reading, found: JointWork, place_ids: list[str]) -> str:
    """Return streets; of the street itself its sections: "through Mosveld" says nothing there."""
    places = (reading.case.place[place_id] for place_id in place_ids)
    names = dict.fromkeys(p.name if p.street == found.street else p.street for p in places)
    return listing(list(names), reading.language)


def _contacts(reading: Reading) -> Table:
    people = [person for person in reading.case.people if person.left_on is None]
    works = reading.result.programme.occupation_list
    owners = {partner_id for found in works for partner_id in found.partner_ids}
    closed = {
        partner_id: sum(o.closed_weeks for o in works if partner_id in o.partner_ids)
        for partner_id in owners
    }
    return Table(
        caption=reading.say(N_("On whose behalf, and who speaks for them")),
        header=tuple(
            reading.say(text)
            for text in (
                N_("Partner"), N_("Times at work in a street section"),
                N_("Closed while at work"), N_("Whom to ask"),
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
