# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether every street stays within reach while it or its neighbours are closed."""

from koppelkans.language import N_
from koppelkans.plan.reach import closed_quarters, ways_around
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Paragraph, Section, Table
from koppelkans.plan.words import listing, period


def reachability(reading: Reading) -> Section:
    """Return where all ways in are closed for a part of the time, and what the bus meets."""
    closed = closed_quarters(reading)
    found = [
        (occupation, ways_around(reading, occupation, closed))
        for occupation in reading.result.programme.occupation_list
        if occupation.closed_weeks > 0
    ]
    known = [(o, ways) for o, ways in found if ways.open_ids or ways.closed_ids]
    cut = [(o, ways) for o, ways in known if ways.is_cut_off]
    title = reading.say(N_("Access during the works"))
    if not known:
        text = N_("The case does not say through which streets a street is reached.")
        return Section(title, (Paragraph(reading.say(text)),))
    blocks: list[Block] = [
        Paragraph(
            _intro(reading, len(known), len(cut)) + _not_known(reading, len(found), len(known))
        )
    ]
    if cut:
        blocks.append(
            Table(
                caption=reading.say(N_("Where every neighbouring street is closed for some time")),
                header=tuple(
                    reading.say(text)
                    for text in (N_("Street section"), N_("When"), N_("Neighbours"))
                ),
                rows=tuple(
                    (
                        reading.case.place[o.place_id].name,
                        period(o.first, o.last),
                        listing(reading.place_names(ways.closed_ids), reading.language),
                    )
                    for o, ways in cut
                ),
                widths=(3, 2, 4),
                key="cut-off",
            )
        )
    bus = [o for o, _ in found if reading.case.place[o.place_id].bus_route]
    if bus:
        text = reading.count(
            len(bus),
            N_("A street section with a bus is closed once: in {streets}."),
            N_("A street section with a bus is closed {number} times: in {streets}."),
            streets=listing(reading.place_names(o.place_id for o in bus), reading.language),
        )
        blocks.append(Paragraph(text))
    return Section(title, tuple(blocks))


def _not_known(reading: Reading, closures: int, known: int) -> str:
    """Return of how many closures the neighbours are not known, so that the counts add up."""
    if known == closures:
        return ""
    return " " + reading.count(
        closures - known,
        N_("For one other closure the case does not say which streets lie beside it."),
        N_("For {word} other closures the case does not say which streets lie beside them."),
    )


def _intro(reading: Reading, known: int, cut: int) -> str:
    if not cut:
        return reading.count(
            known,
            N_("The one time that a street is closed, a street beside it stays open throughout."),
            N_(
                "All {number} times that a street section is closed, at least one street beside "
                "it stays open throughout."
            ),
        )
    return reading.count(
        cut,
        N_(
            "In one of the {known} closures of a street section with known neighbours, every "
            "neighbouring street is closed too for part of the time, though perhaps not all at "
            "once. For each quarter it has to be arranged how people get through."
        ),
        N_(
            "In {number} of the {known} closures of a street section with known neighbours, "
            "every neighbouring street is closed too for part of the time, though perhaps not "
            "all at once. For each quarter it has to be arranged how people get through."
        ),
        known=known,
    )
