# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which limits were stretched, and what blocks or binds the partners."""

from koppelkans.case import BoundaryKind
from koppelkans.language import N_, show_number
from koppelkans.plan.content.stretch import would_help
from koppelkans.plan.reading import Reading
from koppelkans.plan.rounding import round_half_up
from koppelkans.plan.types import Block, Paragraph, Section, Table
from koppelkans.plan.words import OVER, day, name, quarter
from koppelkans.result import ExcessResult


def limits(reading: Reading) -> Section:
    """Return the limits that the programme stretches, and those that would help if they gave."""
    return Section(
        reading.say(N_("Limits that stretch")), sections=(_stretched(reading), would_help(reading))
    )


def _stretched(reading: Reading) -> Section:
    title = reading.say(N_("What is stretched in this programme"))
    excesses = reading.result.programme.excesses
    if not excesses:
        text = reading.say(
            N_("The programme fits within everybody’s limits: nothing has to stretch.")
        )
        return Section(title, (Paragraph(text),))
    broken = [excess for excess in excesses if excess.broken]
    text = reading.count(
        len(excesses),
        N_("In one place the programme goes over a limit, but no further than its owner allows."),
        N_(
            "In {word} places the programme goes over a limit, but no further than its owner "
            "allows."
        ),
    )
    if broken:
        text = reading.count(
            len(broken),
            N_("Please note: one limit is exceeded by more than its owner allows."),
            N_("Please note: {word} limits are exceeded by more than their owners allow."),
        )
    table = Table(
        caption=reading.say(N_("Limits stretched in the programme, price in euros")),
        header=(
            reading.say(N_("Limit")),
            reading.say(N_("When")),
            reading.say(N_("How far")),
            reading.say(N_("Price")),
        ),
        rows=tuple(
            (
                limit_name(reading, excess),
                limit_moment(reading, excess),
                how_far(reading, excess),
                show_number(round_half_up(excess.eur), reading.language),
            )
            for excess in sorted(excesses, key=lambda e: (e.when, e.table, e.id))
        ),
        widths=(4.4, 1.4, 3.2, 1.4),
        figures=frozenset({3}),
    )
    return Section(title, (Paragraph(text), table))


def limit_name(reading: Reading, excess: ExcessResult) -> str:
    """Return what people call the limit that something goes over."""
    if excess.table == "boundaries":
        name_of = next(b.name for b in reading.case.boundaries if b.id == excess.id)
        place = reading.case.place.get(excess.place_id)
        return f"{name_of}: {place.name}" if place else name_of
    if excess.table == "relations":
        relation = next(r for r in reading.case.relations if r.id == excess.id)
        return (
            relation.reason
            or f"{reading.title(relation.task_id)} – {reading.title(relation.other_task_id)}"
        )
    return reading.say(N_("Window of “{task}”"), task=reading.title(excess.id))


def _kind(reading: Reading, excess: ExcessResult) -> BoundaryKind | None:
    if excess.table != "boundaries":
        return None
    return next(b.kind for b in reading.case.boundaries if b.id == excess.id)


def limit_moment(reading: Reading, excess: ExcessResult) -> str:
    """Return the year or quarter of an excess: budgets are per year."""
    yearly = _kind(reading, excess) is BoundaryKind.BUDGET
    return str(excess.when.year) if yearly else quarter(excess.when)


def how_far(reading: Reading, excess: ExcessResult) -> str:
    """Return how far over its limit an excess is, in words."""
    kind = _kind(reading, excess)
    if kind is None:
        return reading.count(
            excess.over, N_("{number} quarter outside it"), N_("{number} quarters outside it")
        )
    decimals = (
        0 if abs(excess.over - round(excess.over)) < 1e-6 or kind is BoundaryKind.BUDGET else 1
    )
    return reading.count(excess.over, *OVER[kind], decimals=decimals)


def conversation(reading: Reading) -> Section:
    """Return the struggles that may be shared, and the conditions that partners set."""
    struggles = [s for s in reading.case.struggles if s.visibility.is_for_the_table]
    blocks: list[Block] = []
    if struggles:
        blocks.append(
            Table(
                caption=reading.say(N_("What partners struggle with, and what is behind it")),
                header=(
                    reading.say(N_("Partner")),
                    reading.say(N_("Struggle")),
                    reading.say(N_("What is behind it")),
                    reading.say(N_("State")),
                ),
                rows=tuple(
                    (
                        reading.case.partner[s.partner_id].short_name,
                        s.text,
                        s.interest or "–",
                        name(s.state, reading.language),
                    )
                    for s in struggles
                ),
                widths=(1.6, 4, 3.4, 1.2),
            )
        )
    if reading.case.conditions:
        blocks.append(
            Table(
                caption=reading.say(N_("We move if ...: the conditions of the partners")),
                header=(
                    reading.say(N_("Partner")),
                    reading.say(N_("Condition")),
                    reading.say(N_("About")),
                    reading.say(N_("State")),
                ),
                rows=tuple(
                    (
                        reading.case.partner[c.partner_id].short_name,
                        c.text,
                        "; ".join(reading.title(task_id) for task_id in c.task_ids) or "–",
                        name(c.state, reading.language),
                    )
                    for c in reading.case.conditions
                ),
                widths=(1.6, 4.4, 3, 1.2),
            )
        )
    if not blocks:
        blocks.append(Paragraph(reading.say(N_("No struggles or conditions have been shared."))))
    return Section(reading.say(N_("What still blocks, and on which conditions")), tuple(blocks))


def decisions(reading: Reading) -> Section:
    """Return what is to be decided and what was decided."""
    title = reading.say(N_("Decisions"))
    if not reading.case.decisions:
        return Section(
            title, (Paragraph(reading.say(N_("No decision has been asked for or taken yet."))),)
        )
    table = Table(
        caption=reading.say(N_("Decisions asked for and taken")),
        header=(
            reading.say(N_("Decision")),
            reading.say(N_("Who decides")),
            reading.say(N_("State")),
            reading.say(N_("Date")),
        ),
        rows=tuple(
            (
                d.text,
                d.decided_by or "–",
                name(d.state, reading.language),
                day(d.day, reading.language) if d.day else reading.say(N_("to be taken")),
            )
            for d in reading.case.decisions
        ),
        widths=(5, 2.4, 1.2, 1.6),
    )
    return Section(title, (table,))
