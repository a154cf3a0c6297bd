# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it is worth and to whom: entries, effects without a price, shares, limits, key figures."""

from collections import defaultdict
from typing import Any

from koppelkans.case import Case, Visibility
from koppelkans.case.labels import label, table_label
from koppelkans.exchange.account import (
    ALTERNATIVE,
    BENEFICIARY,
    PARTNER,
    PARTNER_ID,
    Alternative,
    Field,
    Table,
    alternatives,
)
from koppelkans.exchange.columns import Kind
from koppelkans.language import N_, translate
from koppelkans.plan.reading import Reading
from koppelkans.plan.worth import used_figures
from koppelkans.value.types import Entry, EntryKind, Unpriced

ENTRY_FIELDS = (
    ALTERNATIVE,
    Field("category", N_("Side"), Kind.CHOICE, width=14),
    Field("kind", N_("Kind"), Kind.CHOICE, width=30),
    Field("name", N_("What"), Kind.TEXT, width=44),
    PARTNER_ID,
    PARTNER,
    BENEFICIARY,
    Field("key_figure_id", N_("Key figure"), Kind.TEXT, width=26),
    Field("eur", N_("Present value"), Kind.NUMBER, "EUR", 18),
)


def entries(reading: Reading) -> Table:
    """Return the value of both alternatives by what, for whom and on whose account."""
    case = reading.case
    rows = []
    for alternative, outcome in alternatives(reading):
        sums: defaultdict[tuple[Any, ...], float] = defaultdict(float)
        for entry in outcome.entries:
            sums[
                entry.category, entry.kind, _entry_name(case, entry, reading.language),
                entry.partner_id, entry.beneficiary, entry.key_figure_id,
            ] += entry.eur  # fmt: skip
        for (category, kind, name, partner_id, beneficiary, figure), eur in sums.items():
            rows.append({
                "alternative": alternative, "category": category, "kind": kind, "name": name,
                "partner_id": partner_id, "partner": case.partner[partner_id].short_name,
                "beneficiary": beneficiary, "key_figure_id": figure, "eur": eur,
            })  # fmt: skip
    order = list(EntryKind)
    rows.sort(key=lambda r: (r["alternative"] is Alternative.BASELINE, order.index(r["kind"])))
    return Table(ENTRY_FIELDS, rows)


def _entry_name(case: Case, entry: Entry | Unpriced, language: str) -> str:
    """Return what an entry is called, unless that would tell of a task kept private."""
    task = case.task.get(entry.task_id) if entry.task_id else None
    kept = task is not None and task.visibility is Visibility.OWN
    if isinstance(entry, Entry) and (kept or entry.name == label(entry.kind)):
        return translate(label(entry.kind), language)
    return translate(N_("Effect of a task kept private"), language) if kept else entry.name


UNPRICED_FIELDS = (
    ALTERNATIVE,
    Field("name", N_("What"), Kind.TEXT, width=44),
    Field("quantity", N_("Quantity"), Kind.NUMBER, "quantity", 14),
    Field("unit", N_("Unit"), Kind.TEXT, width=20),
    PARTNER_ID,
    PARTNER,
    BENEFICIARY,
    Field("key_figure_id", N_("Key figure"), Kind.TEXT, width=26),
)


def unpriced(reading: Reading) -> Table:
    """Return the effects without a price: beside the euros, never as zero."""
    sums: defaultdict[tuple[Any, ...], float] = defaultdict(float)
    for alternative, outcome in alternatives(reading):
        for effect in outcome.unpriced:
            name = _entry_name(reading.case, effect, reading.language)
            # The unit of the value would be EUR per this; of the quantity, it is this.
            unit = effect.unit.removeprefix("EUR/")
            sums[
                alternative, name, unit, effect.partner_id, effect.beneficiary,
                effect.key_figure_id,
            ] += effect.quantity  # fmt: skip
    rows = [
        {
            "alternative": alternative, "name": name, "quantity": quantity, "unit": unit,
            "partner_id": partner_id, "partner": reading.case.partner[partner_id].short_name,
            "beneficiary": beneficiary, "key_figure_id": figure,
        }
        for (alternative, name, unit, partner_id, beneficiary, figure), quantity in sums.items()
    ]  # fmt: skip
    return Table(UNPRICED_FIELDS, rows)


SHARE_FIELDS = (
    PARTNER_ID,
    PARTNER,
    Field("alone_net_eur", N_("Alone"), Kind.NUMBER, "EUR", 18),
    Field("together_net_eur", N_("Together"), Kind.NUMBER, "EUR", 18),
    Field("payment_eur", N_("Payment received"), Kind.NUMBER, "EUR", 18),
    Field("net_eur", N_("Together, after payments"), Kind.NUMBER, "EUR", 20),
    Field("gain_eur", N_("Better off than alone"), Kind.NUMBER, "EUR", 18),
)


def shares(reading: Reading) -> Table:
    """Return what each partner gains alone, together and after payments."""
    rows = [
        share.model_dump()
        | {
            "partner": reading.case.partner[share.partner_id].short_name,
            "gain_eur": share.gain_eur,
        }
        for share in reading.result.partners
    ]
    return Table(SHARE_FIELDS, rows)


EXCESS_FIELDS = (
    ALTERNATIVE,
    Field("sort", N_("Kind"), Kind.TEXT, width=24),
    Field("id", N_("Id"), Kind.TEXT, width=24),
    Field("name", N_("Limit"), Kind.TEXT, width=44),
    Field("when", N_("When"), Kind.QUARTER, width=12),
    Field("over", N_("How far over"), Kind.NUMBER, "quantity", 14),
    Field("place_id", N_("Place"), Kind.TEXT, width=16),
    Field("eur", N_("What that costs"), Kind.NUMBER, "EUR", 16),
    Field("broken", N_("Further than it can stretch"), Kind.YES_NO, width=16),
)


def excesses(reading: Reading) -> Table:
    """Return the limits that are stretched or broken."""
    boundaries = {boundary.id: boundary for boundary in reading.case.boundaries}
    rows = []
    for alternative, outcome in alternatives(reading):
        for excess in outcome.excesses:
            boundary = boundaries.get(excess.id) if excess.table == "boundaries" else None
            sort = label(boundary.kind) if boundary else table_label(excess.table)
            name = excess.id
            if boundary:
                name = boundary.name
            elif excess.table == "tasks":
                name = reading.title(excess.id)
            rows.append(
                excess.model_dump(exclude={"table"})
                | {
                    "alternative": alternative, "sort": translate(sort, reading.language),
                    "name": name, "when": excess.when,
                }
            )  # fmt: skip
    return Table(EXCESS_FIELDS, rows)


KEY_FIGURE_FIELDS = (
    Field("id", N_("Id"), Kind.TEXT, width=30),
    Field("name", N_("Name"), Kind.TEXT, width=48),
    Field("value", N_("Value"), Kind.NUMBER, "quantity", 14),
    Field("low", N_("Low"), Kind.NUMBER, "quantity", 12),
    Field("high", N_("High"), Kind.NUMBER, "quantity", 12),
    Field("unit", N_("Unit"), Kind.TEXT, width=22),
    Field("price_year", N_("Price year"), Kind.INTEGER, "year", 12),
    Field("index", N_("Index to the price level"), Kind.NUMBER, "quantity", 14),
    Field("counted", N_("Value at the price level"), Kind.NUMBER, "quantity", 16),
    Field("origin", N_("Origin"), Kind.CHOICE, width=26),
    Field("reason", N_("Reason"), Kind.TEXT, width=40),
    Field("confidence", N_("Confidence"), Kind.CHOICE, width=18),
    Field("source", N_("Source"), Kind.TEXT, width=60),
)


def key_figures(reading: Reading) -> Table:
    """Return the key figures that the valuations use: as they stand, and as they count."""
    rows = [
        use.priced.original.model_dump()
        | {
            "confidence": use.priced.original.confidence, "index": use.priced.index,
            "counted": use.priced.figure.value, "origin": use.origin, "reason": use.reason,
        }
        for use in used_figures(reading)
    ]  # fmt: skip
    return Table(KEY_FIGURE_FIELDS, rows)


ABOUT_FIELDS = (
    Field("area", N_("Area"), Kind.TEXT),
    Field("notice", N_("Notice"), Kind.TEXT),
    Field("price_level", N_("Price level"), Kind.INTEGER, "year"),
    Field("discount_rate", N_("Discount rate"), Kind.NUMBER, "share"),
    Field("net_value_eur", N_("Net value"), Kind.NUMBER, "EUR"),
    Field("bound_eur", N_("No programme can be worth more than"), Kind.NUMBER, "EUR"),
    Field("gap", N_("Proven gap"), Kind.NUMBER, "share"),
    Field("status", N_("How the search ended"), Kind.CHOICE),
    Field("search_seconds", N_("Seconds of search"), Kind.NUMBER, "seconds"),
    Field("seed", N_("Seed"), Kind.INTEGER, "year"),
    Field("version", N_("Version of Koppelkans"), Kind.TEXT),
    Field("sha256", N_("Digest of the case"), Kind.TEXT),
)


def about(reading: Reading) -> Table:
    """Return what the result was computed from, in one row."""
    result = reading.result
    row = {
        "area": result.case.name, "notice": result.case.notice,
        "price_level": result.case.price_level, "discount_rate": result.case.discount_rate,
        "net_value_eur": result.programme.net_value_eur,
        "bound_eur": result.programme.bound_eur, "gap": result.programme.gap,
        "status": result.programme.status, "search_seconds": result.programme.seconds,
        "seed": result.settings.seed, "version": result.settings.version,
        "sha256": result.case.sha256,
    }  # fmt: skip
    return Table(ABOUT_FIELDS, [row])
