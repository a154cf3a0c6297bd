# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which records a page shows together, and how the fields of a record are grouped."""

from collections.abc import Mapping

from django.utils.text import slugify
from django.utils.translation import get_language, gettext, gettext_noop

from koppelkans.case import TABLES
from koppelkans.case.labels import table_label
from koppelkans.exchange.columns import columns_of
from koppelkans.language import translate

CHILDREN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "tasks": (("variants", "task_id"), ("relations", "task_id")),
    "variants": (("effects", "variant_id"),),
    "partners": (("people", "partner_id"),),
    "criteria": (("preference_curves", "criterion_id"), ("weights", "criterion_id")),
    "preference_curves": (("curve_points", "curve_id"),),
}
"""Tables whose records are filled in along with another, and the field that refers to it."""

PARENT_FIELD = {child: field for children in CHILDREN.values() for child, field in children}

ONE_OF = {
    "areas": gettext_noop("area"), "figures": gettext_noop("figure"),
    "places": gettext_noop("place"), "partners": gettext_noop("partner"),
    "people": gettext_noop("person"), "tasks": gettext_noop("task"),
    "variants": gettext_noop("variant"), "relations": gettext_noop("relation"),
    "boundaries": gettext_noop("limit"), "key_figures": gettext_noop("key figure"),
    "effects": gettext_noop("effect"), "opportunity_rules": gettext_noop("opportunity rule"),
    "criteria": gettext_noop("criterion"), "weights": gettext_noop("weight"),
    "preference_curves": gettext_noop("preference curve"),
    "curve_points": gettext_noop("point of a curve"), "judgements": gettext_noop("judgement"),
    "votes": gettext_noop("vote"), "struggles": gettext_noop("struggle"),
    "conditions": gettext_noop("condition"), "commitments": gettext_noop("commitment"),
    "offers": gettext_noop("offer"), "worths": gettext_noop("worth"),
    "voices": gettext_noop("voice"),
    "decisions": gettext_noop("decision"), "agreed_payments": gettext_noop("agreed payment"),
    "agreed_shares": gettext_noop("line of the own rule"),
    "payment_limits": gettext_noop("limit on payments"),
    "price_changes": gettext_noop("price change"), "income_groups": gettext_noop("income group"),
    "correlations": gettext_noop("correlation"),
}  # fmt: skip
"""What one record of a table is called."""


def one_of(table: str) -> str:
    """Return what one record of a table is called, in the language of the reader."""
    if table in ONE_OF:
        return gettext(ONE_OF[table])
    return translate(table_label(table), get_language() or "nl").lower()


MORE = gettext_noop("More")

GROUPS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "tasks": (
        (gettext_noop("What"), ("title", "partner_id", "theme", "reason", "interest")),
        (gettext_noop("Where and for whom"), ("place_ids", "geometry", "homes", "people")),
        (gettext_noop("When"), ("preferred_start", "earliest_start", "latest_start",
                               "stretch_before", "stretch_after", "stretch_eur_per_quarter",
                               "optional")),
        (gettext_noop("If it has to wait"), ("failure_rate", "failure_growth", "failure_eur")),
        (gettext_noop("How sure, and for whose eyes"), ("confidence", "visibility")),
    ),
    "partners": (
        ("", ("name", "short_name", "kind", "core", "interest")),
        (gettext_noop("Money, and who sees it"), ("has_budget", "costs_visible", "discount_rate",
                                                 "reclaims_vat", "regulated")),
    ),
    "variants": (
        ("", ("name", "is_baseline")),
        (gettext_noop("Time"), ("duration_quarters", "closed_weeks", "crews", "repaves")),
        (gettext_noop("Cost"), ("investment_eur", "investment_low_eur", "investment_high_eur",
                               "operation_eur_per_year", "opening_eur_per_m", "life_years")),
        (MORE, ("tags",)),
    ),
    "effects": (
        ("", ("name", "key_figure_id", "quantity", "years", "delay_quarters")),
        (gettext_noop("For whom"), ("partner_id", "beneficiary")),
        (MORE, ("overlap_group", "overlap_factor")),
    ),
    "places": (
        ("", ("name", "street", "district")),
        (gettext_noop("On the map"), ("geometry", "located")),
        (gettext_noop("The street"), ("length_m", "width_m", "pavement", "pavement_year",
                                     "traffic_class", "bus_route")),
        (gettext_noop("Who lives and works here"), ("addresses", "businesses", "reachable_via")),
    ),
    "struggles": (
        ("", ("partner_id", "text", "interest")),
        (gettext_noop("What it is about"), ("task_ids", "boundary_id", "alternative")),
        (gettext_noop("Who may read it"), ("visibility", "shown_to")),
        (gettext_noop("How it stands"), ("state",)),
    ),
    "conditions": (
        ("", ("partner_id", "text", "asked_of", "due")),
        (gettext_noop("What it is about"), ("task_ids",)),
        (gettext_noop("A rule to compute with"), ("kind", "first", "last", "variant_id",
                                                 "amount")),
        (gettext_noop("How it stands"), ("state", "accepted_on", "worth_low_eur",
                                        "worth_high_eur", "source")),
    ),
    "offers": (
        ("", ("partner_id", "text", "for_partner_ids")),
        (gettext_noop("What it answers"), ("struggle_id", "condition_id")),
        (gettext_noop("What gives for it"), ("boundary_id", "task_id")),
        (gettext_noop("How it stands"), ("state", "accepted_on", "worth_low_eur",
                                        "worth_high_eur", "source")),
    ),
    "commitments": (
        ("", ("partner_id", "stance", "text", "condition_ids")),
        (gettext_noop("Who said so"), ("person_id", "mandate", "day")),
        (gettext_noop("Time"), ("hours", "return_on")),
    ),
    "areas": (
        ("", ("name", "description", "notice")),
        (gettext_noop("Years and prices"), ("first_year", "last_year", "price_level",
                                           "discount_rate")),
        (gettext_noop("On the map"), ("geometry",)),
    ),
}  # fmt: skip


def groups_of(table: str) -> list[tuple[str, list[str]]]:
    """Return the fields of a table in groups with their titles; every field once, not the id.

    What a table does not group itself is split in what has to be filled in, and the rest.
    """
    names = [column.name for column in columns_of(TABLES[table]) if column.name != "id"]
    grouped = [(title, list(fields)) for title, fields in GROUPS.get(table, ())]
    placed = {name for _, fields in grouped for name in fields}
    rest = [name for name in names if name not in placed]
    if not grouped:
        return [("", rest)]
    return [*grouped, (MORE, rest)] if rest else grouped


def address_of(table: str) -> str:
    """Return what a table is called in an address: Dutch, because people read them."""
    return slugify(translate(table_label(table), "nl"))


TABLE_AT = {address_of(table): table for table in TABLES}
