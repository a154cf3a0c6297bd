# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens where and when: tasks, occupations, opportunities and places of a result."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from koppelkans.case import Quarter, Visibility
from koppelkans.exchange.account import (
    ALTERNATIVE,
    FIRST_DAY,
    LAST_DAY,
    PARTNER_ID,
    Field,
    Row,
    Table,
    alternatives,
    first_day,
    last_day,
)
from koppelkans.exchange.columns import Kind
from koppelkans.language import N_
from koppelkans.plan.reading import Reading

TASK_FIELDS = (
    ALTERNATIVE,
    Field("task_id", N_("Task id"), Kind.TEXT, width=22),
    Field("title", N_("Task"), Kind.TEXT, width=48),
    PARTNER_ID,
    Field("partner", N_("Owner"), Kind.TEXT, width=24),
    Field("theme", N_("Theme"), Kind.CHOICE, width=18),
    Field("done", N_("Done"), Kind.YES_NO, width=11),
    Field("variant_id", N_("Variant id"), Kind.TEXT),
    Field("variant", N_("Variant"), Kind.TEXT, width=34),
    Field("start", N_("Start"), Kind.QUARTER, width=12),
    Field("end", N_("End"), Kind.QUARTER, width=12),
    Field("start_alone", N_("Start alone"), Kind.QUARTER, width=13),
    Field("shift_quarters", N_("Quarters later than alone"), Kind.INTEGER, width=16),
    FIRST_DAY,
    LAST_DAY,
    Field("streets", N_("Streets"), Kind.TEXT, width=40),
    Field("homes", N_("Homes"), Kind.INTEGER, width=11),
    Field("people", N_("People"), Kind.INTEGER, width=11),
    Field("investment_eur", N_("Investment"), Kind.NUMBER, "EUR", 16),
)  # fmt: skip


def tasks(reading: Reading) -> Table:
    """Return what happens with each task in each alternative."""
    alone = {choice.task_id: choice.start for choice in reading.result.baseline.tasks}
    rows = []
    for alternative, outcome in alternatives(reading):
        for choice in outcome.tasks:
            row = _task(reading, choice.task_id, choice.variant_id, choice.start)
            before = alone.get(choice.task_id)
            shift = choice.start - before if choice.start and before else None
            rows.append(
                row | {"alternative": alternative, "start_alone": before, "shift_quarters": shift}
            )
    return Table(TASK_FIELDS, rows)


def _task(reading: Reading, task_id: str, variant_id: str | None, start: Quarter | None) -> Row:
    task = reading.case.task[task_id]
    row: Row = {
        "task_id": task_id,
        "title": reading.title(task_id),
        "partner_id": task.partner_id,
        "partner": reading.case.partner[task.partner_id].short_name,
        "theme": task.theme,
        "done": start is not None,
        "streets": "; ".join(reading.place_names(task.place_ids)),
        "homes": task.homes,
        "people": task.people,
    }
    if variant_id is None or start is None:
        return row
    variant = reading.case.variant[variant_id]
    end = start + (variant.duration_quarters - 1)
    row |= {
        "start": start, "end": end, "first_day": first_day(start), "last_day": last_day(end)
    }  # fmt: skip
    if task.visibility is not Visibility.OWN:
        row |= {
            "variant_id": variant_id, "variant": variant.name,
            "investment_eur": variant.investment_eur,
        }  # fmt: skip
    return row


OCCUPATION_FIELDS = (
    ALTERNATIVE,
    Field("place_id", N_("Place id"), Kind.TEXT, width=20),
    Field("place", N_("Place"), Kind.TEXT, width=48),
    Field("street", N_("Street"), Kind.TEXT, width=24),
    Field("first", N_("From"), Kind.QUARTER, width=12),
    Field("last", N_("Up to and including"), Kind.QUARTER, width=14),
    FIRST_DAY,
    LAST_DAY,
    Field("partners", N_("Partners"), Kind.TEXT, width=34),
    Field("tasks", N_("Tasks"), Kind.TEXT, width=70),
    Field("closed_weeks", N_("Weeks closed"), Kind.NUMBER, "weeks", 12),
    Field("weeks_saved", N_("Weeks saved"), Kind.NUMBER, "weeks", 12),
    Field("opening_eur", N_("Opening and closing"), Kind.NUMBER, "EUR", 16),
    Field("opening_saved_eur", N_("Opening saved"), Kind.NUMBER, "EUR", 16),
)


def occupations(reading: Reading) -> Table:
    """Return the periods in which places are broken up or closed."""
    short = {partner.id: partner.short_name for partner in reading.case.partners}
    rows = [
        {
            "alternative": alternative,
            "place_id": found.place_id,
            "place": reading.case.place[found.place_id].name,
            "street": reading.case.place[found.place_id].street,
            "first": found.first,
            "last": found.last,
            "first_day": first_day(found.first),
            "last_day": last_day(found.last),
            "partners": "; ".join(short[partner_id] for partner_id in found.partner_ids),
            "tasks": "; ".join(reading.title(task_id) for task_id in found.task_ids),
            "closed_weeks": found.closed_weeks,
            "weeks_saved": found.weeks_saved,
            "opening_eur": found.opening_eur,
            "opening_saved_eur": found.opening_saved_eur,
        }
        for alternative, outcome in alternatives(reading)
        for found in outcome.occupation_list
    ]
    return Table(OCCUPATION_FIELDS, rows)


OPPORTUNITY_FIELDS = (
    Field("id", N_("Id"), Kind.TEXT, width=18),
    Field("kind", N_("Kind"), Kind.CHOICE, width=30),
    Field("tasks", N_("Tasks"), Kind.TEXT, width=70),
    Field("partners", N_("Partners"), Kind.TEXT, width=34),
    Field("streets", N_("Streets"), Kind.TEXT, width=40),
    Field("first", N_("From"), Kind.QUARTER, width=12),
    Field("last", N_("Up to and including"), Kind.QUARTER, width=14),
    Field("stretch_quarters", N_("Quarters that windows must stretch"), Kind.INTEGER, width=18),
    Field("weeks_saved", N_("Weeks saved"), Kind.NUMBER, "weeks", 12),
    Field("gain_eur", N_("Gain"), Kind.NUMBER, "EUR", 16),
    Field("taken", N_("In the programme"), Kind.YES_NO, width=14),
)


def opportunities(reading: Reading) -> Table:
    """Return the opportunities, the most valuable first."""
    short = {partner.id: partner.short_name for partner in reading.case.partners}
    found = sorted(reading.result.opportunities, key=lambda o: (-o.gain_eur, o.id))
    rows = [
        {
            "id": opportunity.id,
            "kind": opportunity.kind,
            "tasks": "; ".join(reading.title(task_id) for task_id in opportunity.task_ids),
            "partners": "; ".join(short[partner_id] for partner_id in opportunity.partner_ids),
            "streets": "; ".join(reading.place_names(opportunity.place_ids)),
            "first": opportunity.first,
            "last": opportunity.last,
            "stretch_quarters": sum(opportunity.stretch_quarters.values()),
            "weeks_saved": opportunity.weeks_saved,
            "gain_eur": opportunity.gain_eur,
            "taken": opportunity.taken,
            "place_ids": opportunity.place_ids,
        }
        for opportunity in found
    ]
    return Table(OPPORTUNITY_FIELDS, rows)


def places(reading: Reading) -> Table:
    """Return the places with how often and how long they are closed, alone and together."""
    apart = reading.occupations_at(reading.result.baseline)
    together = reading.occupations_at(reading.result.programme)
    rows = list(_places(reading, apart, together))
    return Table(PLACE_FIELDS, rows)


PLACE_FIELDS = (
    Field("id", N_("Id"), Kind.TEXT, width=20),
    Field("name", N_("Name"), Kind.TEXT, width=34),
    Field("street", N_("Street"), Kind.TEXT, width=24),
    Field("district", N_("Part"), Kind.TEXT, width=18),
    Field("traffic_class", N_("Traffic class"), Kind.CHOICE, width=18),
    Field("length_m", N_("Length"), Kind.NUMBER, "m", 12),
    Field("times_alone", N_("Times opened alone"), Kind.INTEGER, width=14),
    Field("times_together", N_("Times opened together"), Kind.INTEGER, width=14),
    Field("weeks_alone", N_("Weeks closed alone"), Kind.NUMBER, "weeks", 14),
    Field("weeks_together", N_("Weeks closed together"), Kind.NUMBER, "weeks", 14),
)


def _places(
    reading: Reading, apart: Mapping[str, Sequence[Any]], together: Mapping[str, Sequence[Any]]
) -> Iterator[Row]:
    for place in reading.case.places:
        alone, joint = apart[place.id], together[place.id]
        yield {
            "id": place.id, "name": place.name, "street": place.street,
            "district": place.district, "traffic_class": place.traffic_class,
            "length_m": place.length_m, "times_alone": len(alone), "times_together": len(joint),
            "weeks_alone": sum(found.closed_weeks for found in alone),
            "weeks_together": sum(found.closed_weeks for found in joint),
        }  # fmt: skip
