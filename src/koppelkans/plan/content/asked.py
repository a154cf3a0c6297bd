# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of each director: to move, to pay, to give room, to take a stand, to decide."""

from koppelkans.case import Partner, Stance, State
from koppelkans.language import N_
from koppelkans.plan.content.limits import how_far, limit_moment, limit_name
from koppelkans.plan.reading import Reading
from koppelkans.plan.types import Block, Bullets, Paragraph, Table
from koppelkans.plan.words import amount, sentence, signed
from koppelkans.result import ExcessResult

HALF_A_THOUSAND = 500.0


def asked_per_partner(reading: Reading) -> Table:
    """Return what each partner gains after payments, and what is asked of it."""
    gains = {share.partner_id: share.gain_eur for share in reading.result.partners}
    return Table(
        caption=reading.say(
            N_("What it means for each partner, after payments, and what is asked of it")
        ),
        header=(
            reading.say(N_("Partner")),
            reading.say(N_("Better than alone")),
            reading.say(N_("What is asked")),
        ),
        rows=tuple(
            (
                partner.short_name,
                signed(gains[partner.id], reading.language),
                " ".join(asked_of(reading, partner)) or reading.say(N_("Nothing more.")),
            )
            for partner in reading.case.partners
            if partner.id in gains
        ),
        widths=(1.7, 1.5, 6),
        figures=frozenset({1}),
        key="asked",
    )


def asked_of(reading: Reading, partner: Partner) -> tuple[str, ...]:
    """Return what is asked of one partner, each as a short sentence."""
    return (
        *_moves(reading, partner),
        *_pays(reading, partner),
        *_gives_room(reading, partner),
        *_stands(reading, partner),
    )


def asked_here(reading: Reading, partner: Partner) -> tuple[str, ...]:
    """Return the same for the page of that partner: its limits by name, its conditions apart."""
    return (
        *_moves(reading, partner),
        *_pays(reading, partner),
        *(
            reading.say(
                N_("Stretch a limit: {limit}, {far} ({when})."),
                limit=limit_name(reading, excess),
                far=how_far(reading, excess),
                when=limit_moment(reading, excess),
            )
            for excess in sorted(_given(reading, partner), key=lambda e: (e.when, e.table, e.id))
        ),
        *_stance(reading, partner),
    )


def decisions_asked(reading: Reading) -> list[Block]:
    """Return the decisions that are still to be taken, and by whom."""
    asked = [decision for decision in reading.case.decisions if decision.day is None]
    if not asked:
        return []
    points = [f"{d.text.rstrip('.')} ({d.decided_by})." if d.decided_by else d.text for d in asked]
    intro = reading.count(
        len(asked), N_("One decision is asked for:"), N_("{word} decisions are asked for:")
    )
    return [Paragraph(sentence(intro)), Bullets(tuple(points))]


def moved_tasks(reading: Reading, partner: Partner) -> tuple[str, ...]:
    """Return the tasks of a partner that start at another moment than they would alone."""
    alone, together = reading.baseline.works, reading.programme.works
    return tuple(
        task.id
        for task in reading.tasks_of(partner.id)
        if task.id in alone
        and task.id in together
        and alone[task.id].start != together[task.id].start
    )


def _moves(reading: Reading, partner: Partner) -> list[str]:
    own = reading.tasks_of(partner.id)
    moved = len(moved_tasks(reading, partner))
    if not moved:
        return []
    if moved == len(own) > 1:
        return [reading.say(N_("Start all {all} tasks at a different time than alone."), all=moved)]
    return [
        reading.count(
            moved,
            N_("Start {number} of the {all} tasks at a different time than alone."),
            N_("Start {number} of the {all} tasks at a different time than alone."),
            all=len(own),
        )
    ]


def _pays(reading: Reading, partner: Partner) -> list[str]:
    transfers = reading.result.payments.transfers if reading.result.payments else ()
    years = sorted({y for t in transfers if t.from_partner_id == partner.id for y in t.years})
    paid = sum(t.present_value_eur for t in transfers if t.from_partner_id == partner.id)
    if paid < HALF_A_THOUSAND:
        return []
    return [
        reading.say(
            N_("Pay {amount} in today’s euros to other partners ({years})."),
            amount=amount(paid, reading.language),
            years=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
        )
    ]


def _given(reading: Reading, partner: Partner) -> list[ExcessResult]:
    """Return where the programme goes over a limit of a partner."""
    limits = {b.id for b in reading.case.boundaries if b.partner_id == partner.id}
    own = {task.id for task in reading.tasks_of(partner.id)}
    return [
        e
        for e in reading.result.programme.excesses
        if (e.table == "boundaries" and e.id in limits) or (e.table == "tasks" and e.id in own)
    ]


def _gives_room(reading: Reading, partner: Partner) -> list[str]:
    given = {(e.table, e.id) for e in _given(reading, partner)}
    if not given:
        return []
    return [
        reading.count(
            len(given),
            N_("Stretch one of its own limits."),
            N_("Stretch {word} of its own limits."),
        )
    ]


def _stance(reading: Reading, partner: Partner) -> list[str]:
    stances = [c.stance for c in reading.case.commitments if c.partner_id == partner.id]
    if partner.core and (not stances or stances[-1] is Stance.NOT_YET):
        return [reading.say(N_("Say where it stands."))]
    return []


def _stands(reading: Reading, partner: Partner) -> list[str]:
    conditions = sum(
        c.partner_id == partner.id and c.state in {State.OPEN, State.DISCUSSED}
        for c in reading.case.conditions
    )
    asked = _stance(reading, partner)
    if conditions:
        asked.append(
            reading.count(
                conditions,
                N_("Settle one condition."),
                N_("Settle {word} conditions."),
            )
        )
    return asked
