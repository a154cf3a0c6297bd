# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The area and its people, the joint task, and who stands behind it."""

from koppelkans.language import N_, show_number
from koppelkans.plan.maps import area_map
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Paragraph, Picture, Section, Table, Tone
from koppelkans.plan.words import day, figure, listing, name, streets


def area(reading: Reading) -> Section:
    """Return what the area is like, with figures and their sources."""
    blocks: list[Block] = []
    written = reading.written("area_intro")
    if written:
        blocks.extend(written)
    elif reading.case.area.description:
        blocks.append(Paragraph(reading.case.area.description))
    blocks.append(Paragraph(_streets(reading)))
    blocks.append(Picture(area_map(reading.case, reading.language)))
    if reading.case.figures:
        blocks += _figures(reading)
    return Section(reading.say(N_("The area and its people")), tuple(blocks), new_page=True)


def _streets(reading: Reading) -> str:
    places, language = reading.case.places, reading.language
    kilometres = show_number(sum(place.length_m for place in places) / 1000, language, 1)
    text = reading.say(
        N_(
            "The plan covers {streets}, {kilometres} kilometres in all, with {addresses} and "
            "{businesses}."
        ),
        streets=streets(len(places), language),
        kilometres=kilometres,
        addresses=reading.count(
            sum(p.addresses for p in places), N_("{number} address"), N_("{number} addresses")
        ),
        businesses=reading.count(
            sum(p.businesses for p in places), N_("{number} business"), N_("{number} businesses")
        ),
    )
    bus = reading.place_names(place.id for place in places if place.bus_route)
    if bus:
        text += " " + reading.say(
            N_("The bus runs along {streets}."), streets=listing(bus, language)
        )
    return text


def _figures(reading: Reading) -> list[Block]:
    """Return the figures of the area; a source that all of them share stands below, once."""
    figures = reading.case.figures
    sources = {(f.source, f.year) for f in figures}
    shared = len(sources) == 1 < len(figures)
    columns = [N_("What"), N_("Value"), N_("Unit"), *(() if shared else (N_("Year"), N_("Source")))]
    table = Table(
        caption=reading.say(N_("Figures of the area")),
        header=tuple(reading.say(column) for column in columns),
        rows=tuple(
            (
                f.name,
                figure(f.value, reading.language),
                f.unit,
                *(() if shared else (str(f.year) if f.year else "", f.source)),
            )
            for f in figures
        ),
        widths=(5.6, 1.6, 2) if shared else (3.2, 1.2, 1.4, 0.8, 4),
        figures=frozenset({1}),
    )
    source, year = next(iter(sources))
    if not shared or not source:
        return [table]
    text = reading.say(N_("Source of all these figures: {source}."), source=source)
    if year and str(year) not in source:
        text = reading.say(
            N_("Source of all these figures: {source}, {year}."), source=source, year=year
        )
    return [table, Paragraph(text, Tone.NOTE)]


def joint_task(reading: Reading) -> Section:
    """Return the partners, what they are after, and where they stand."""
    case = reading.case
    core = [p.short_name for p in case.partners if p.core]
    blocks: list[Block] = [
        Paragraph(
            reading.say(
                N_(
                    "The partners see the area as one task that they own together. Nobody’s own "
                    "task comes first: what counts is what the area gains, and what it costs all "
                    "of them together."
                )
            )
        ),
        Paragraph(
            reading.count(
                len(core),
                N_("Core partner: {partners}."),
                N_("Core partners: {partners}."),
                partners=listing(core, reading.language),
            )
        ),
        _partners(reading),
    ]
    if case.commitments:
        blocks.append(_commitments(reading))
    spoken = {c.partner_id for c in case.commitments}
    silent = [p.short_name for p in case.partners if p.id not in spoken]
    if silent:
        blocks.append(
            Paragraph(
                reading.say(
                    N_("No commitment has been written down yet for {partners}."),
                    partners=listing(silent, reading.language),
                )
            )
        )
    return Section(reading.say(N_("The joint task and who stands behind it")), tuple(blocks))


def _partners(reading: Reading) -> Table:
    people = {
        partner.id: "; ".join(
            f"{person.name} ({person.role})" if person.role else person.name
            for person in reading.case.people
            if person.partner_id == partner.id and person.left_on is None
        )
        for partner in reading.case.partners
    }
    return Table(
        caption=reading.say(N_("The partners and what they are really after")),
        header=(
            reading.say(N_("Partner")),
            reading.say(N_("Kind")),
            reading.say(N_("What it is really after")),
            reading.say(N_("Who speaks for it")),
        ),
        rows=tuple(
            (p.name, name(p.kind, reading.language), p.interest or "–", people[p.id] or "–")
            for p in reading.case.partners
        ),
        widths=(2, 1.3, 3.4, 3.3),
    )


def _commitments(reading: Reading) -> Table:
    language = reading.language
    return Table(
        caption=reading.say(N_("Where the partners stand")),
        header=(
            reading.say(N_("Partner")),
            reading.say(N_("Stance")),
            reading.say(N_("In its own words")),
            reading.say(N_("Said by")),
        ),
        rows=tuple(
            (
                reading.case.partner[c.partner_id].short_name,
                name(c.stance, language),
                c.text,
                ", ".join(
                    part for part in (c.mandate, day(c.day, language) if c.day else "") if part
                )
                or "–",
            )
            for c in reading.case.commitments
        ),
        widths=(1.6, 1.6, 4.4, 2.4),
    )
