# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How residents are told: when each street gets a letter, about what, and who else to reach."""

from koppelkans.language import N_, show_number
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Bullets, Paragraph, Section, Table
from koppelkans.plan.words import quarter, weeks

AHEAD_QUARTERS = 1
"""How long before the first works a street gets its letter: the proposal of this plan."""


def residents(reading: Reading) -> Section:
    """Return per street when its people hear what."""
    title = reading.say(N_("How residents are informed"))
    rows = _rows(reading)
    if not rows:
        text = N_("No street is opened, so no letter about that is needed.")
        return Section(title, (Paragraph(reading.say(text)),))
    intro = reading.say(
        N_(
            "There is a letter for every street, made from this programme, that says what "
            "happens, when, and how people get home. The proposal is that all partners sign it "
            "together, and that nobody first hears of the works from a digger at the door:"
        )
    )
    agreements = (
        N_("a letter from all partners in the quarter before the first works;"),
        N_(
            "a second one at least four weeks ahead, with the exact days and the name of somebody "
            "to call;"
        ),
        N_("somebody calls in person at businesses and at homes where people receive care;"),
        N_("when the schedule for a street changes, that street gets a new letter."),
    )
    blocks: list[Block] = [
        Paragraph(intro),
        Bullets(tuple(reading.say(text) for text in agreements)),
        Table(
            caption=reading.say(N_("When each street gets its letter, and for whom")),
            header=tuple(
                reading.say(text)
                for text in (
                    N_("Street"), N_("Letter in"), N_("First works"), N_("Times opened"),
                    N_("Closed, all sections"), N_("Addresses"), N_("Businesses"),
                )
            ),
            rows=rows,
            widths=(3, 1.4, 1.4, 1.3, 1.6, 1.3, 1.4),
            figures=frozenset({3, 5, 6}),
            key="letters",
        ),
    ]  # fmt: skip
    return Section(title, tuple(blocks))


def _rows(reading: Reading) -> tuple[tuple[str, ...], ...]:
    street = {place.id: place.street for place in reading.case.places}
    rows = []
    for name in sorted(set(street.values())):
        found = [o for o in reading.result.programme.occupation_list if street[o.place_id] == name]
        if not found:
            continue
        first = min(o.first for o in found)
        ahead = max(first + -AHEAD_QUARTERS, reading.case.first_quarter)
        places = [p for p in reading.case.places if p.street == name]
        rows.append(
            (
                name,
                quarter(ahead),
                quarter(first),
                show_number(len(found), reading.language),
                weeks(sum(o.closed_weeks for o in found), reading.language),
                show_number(sum(p.addresses for p in places), reading.language),
                show_number(sum(p.businesses for p in places), reading.language),
            )
        )
    return tuple(rows)
