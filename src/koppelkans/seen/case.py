# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case with what its viewer may not know left out."""

from collections.abc import Callable
from typing import Any

from koppelkans.case import (
    TABLES,
    Case,
    PartnerKind,
    Record,
    Relation,
    Task,
    Theme,
    Variant,
    Visibility,
)
from koppelkans.language import N_, Message, translate
from koppelkans.seen.eyes import amounts_of
from koppelkans.seen.hidden import REMOVED, Hidden
from koppelkans.sharing.hide import two_digits

Row = dict[str, Any]

KEPT_PARTNER = "kept-costs"
"""Id of the partner that stands for all amounts together that are kept from the viewer."""

TABLE_ONLY = (
    "people", "conditions", "offers", "worths", "commitments", "voices", "judgements", "votes",
    "weights",
)  # fmt: skip
"""What is said at the table is not for everybody."""


def see_case(hidden: Hidden, language: str) -> Case:
    """Return the case as a viewer may see it, in the language that it reads.

    Of a hidden task remain where it is, when, and whose. Of who keeps its costs every amount is
    gone. In what is returned ``Visibility.OWN`` means that this viewer does not see it, so that
    whatever reads the case needs to know nothing of viewers.
    """
    tables = hidden.case.to_tables()
    see: dict[str, Callable[[Row], Row | None]] = {
        "areas": lambda row: row | {"notice": _notice(hidden, row["notice"], language)},
        "partners": lambda row: _partner(hidden, row),
        "tasks": lambda row: _task(hidden, row, language),
        "variants": lambda row: _variant(hidden, row, language),
        "effects": lambda row: None if row["variant_id"] in hidden.names else row,
        "relations": lambda row: _relation(hidden, row),
        "struggles": lambda row: _struggle(hidden, row),
        "conditions": lambda row: _agreed(hidden, row),
        "offers": lambda row: _offer(hidden, row),
        "decisions": lambda row: row | ({"reason": ""} if hidden.is_public else {}),
    }
    seen: dict[str, list[Row]] = {}
    for table in REMOVED:
        see[table] = lambda row, table=table: row if hidden.eyes(table, row) else None  # type: ignore[misc]
    for table in TABLES:
        rows = (see.get(table, _as_it_is)(row) for row in tables[table])
        seen[table] = [] if hidden.is_public and table in TABLE_ONLY else [r for r in rows if r]
    if seen == tables and not hidden:
        return hidden.case
    if hidden:
        seen["partners"].append(_kept_partner(language))
    return Case.model_validate({"crs": hidden.case.crs, **rename(seen, hidden.names)})


NAMING = frozenset(
    {"task_id", "task_ids", "other_task_id", "link_id", "starts", "stretch_quarters",
     "variant_id", "variant_ids", "other_variant_id"}
)  # fmt: skip
"""Fields that name tasks or variants, as values or as keys."""


def rename(value: Any, names: dict[str, str], *, naming: bool = False) -> Any:
    """Return plain values in which ids that tell something are replaced wherever they are named.

    >>> rename({"task_ids": ("a", "b"), "starts": {"a": 1}, "theme": "a"}, {"a": "kept-1"})
    {'task_ids': ('kept-1', 'b'), 'starts': {'kept-1': 1}, 'theme': 'a'}
    """
    if isinstance(value, str):
        return names.get(value, value) if naming else value
    if isinstance(value, dict):
        return {
            (names.get(k, k) if naming else k): rename(v, names, naming=naming or k in NAMING)
            for k, v in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(rename(item, names, naming=naming) for item in value)
    return value


def _as_it_is(row: Row) -> Row:
    return row


def _notice(hidden: Hidden, notice: str, language: str) -> str:
    if not hidden:
        return notice
    names = ", ".join(hidden.case.partner[p].short_name for p in sorted(hidden.owners))
    told = Message(
        N_(
            "{names} keeps something to itself. It counts in every sum; here it stands under"
            " “kept”, and totals with it are rounded to two digits, so that it cannot be worked out"
            " more closely than that."
        ),
        {"names": names},
    )
    return f"{notice} {told.in_language(language)}".strip()


def _partner(hidden: Hidden, row: Row) -> Row:
    shown = Visibility.OWN if row["id"] in hidden.owners else Visibility.PARTNERS
    seen = row | {"costs_visible": shown}
    return seen | ({"interest": "", "discount_rate": None} if hidden.is_public else {})


def _kept_partner(language: str) -> Row:
    return {
        "id": KEPT_PARTNER, "name": translate(N_("Kept amounts, rounded"), language),
        "short_name": translate(N_("Kept"), language), "kind": PartnerKind.OTHER, "core": False,
        "has_budget": False,
    }  # fmt: skip


def _task(hidden: Hidden, row: Row, language: str) -> Row:
    if row["id"] not in hidden.task_ids:
        costs = without_amounts(Task) if row["partner_id"] in hidden.kept else {}
        return row | {"visibility": Visibility.PARTNERS} | costs
    owner = hidden.case.partner[row["partner_id"]].short_name
    title = Message(N_("Task that {partner} keeps to itself"), {"partner": owner})
    return row | without_amounts(Task) | {
        "id": hidden.names[row["id"]],
        "title": title.in_language(language), "reason": "", "interest": "", "theme": Theme.OTHER,
        "geometry": None, "homes": 0, "people": 0, "failure_rate": 0, "failure_growth": 0,
        "stretch_before": 0, "stretch_after": 0, "visibility": Visibility.OWN,
    }  # fmt: skip


def without_amounts(record: type[Record]) -> Row:
    """Return every field of a kind of record that is in euros, as nothing.

    >>> without_amounts(Relation)
    {'saving_eur': 0}
    """
    return {
        name: None if record.model_fields[name].default is None else 0
        for name in sorted(amounts_of(record))
    }


def _variant(hidden: Hidden, row: Row, language: str) -> Row:
    if not hidden.hides_costs_of_task(row["task_id"]):
        return row
    seen = row | without_amounts(Variant)
    if row["task_id"] in hidden.task_ids:
        seen |= {"id": hidden.names[row["id"]], "name": translate(N_("Kept"), language), "tags": ()}
    return seen


def _relation(hidden: Hidden, row: Row) -> Row:
    tasks = {row["task_id"], row["other_task_id"]}
    if tasks & hidden.task_ids:
        gone = {"variant_id": None, "other_variant_id": None, "reason": ""}
        return row | gone | without_amounts(Relation)
    amounts = without_amounts(Relation)
    return row | {field: nothing for field, nothing in amounts.items()
                  if not hidden.eyes.sees_field("relations", row, field)}  # fmt: skip


def _struggle(hidden: Hidden, row: Row) -> Row | None:
    if row["id"] not in hidden.struggle_ids:
        return row | {"boundary_id": _known_limit(hidden, row)}
    return None


def _known_limit(hidden: Hidden, row: Row) -> str | None:
    """Return the limit that a record names, unless it is a budget that is kept."""
    gone = {b.id for b in hidden.case.boundaries if not hidden.eyes("boundaries", vars(b))}
    return None if row["boundary_id"] in gone else row["boundary_id"]


def _offer(hidden: Hidden, row: Row) -> Row | None:
    """Return an offer; one that answers a hidden struggle would tell of it."""
    if not hidden.eyes("offers", row):
        return None
    seen = _agreed(hidden, row) | {"boundary_id": _known_limit(hidden, row)}
    return seen | {"struggle_id": None} if row["struggle_id"] in hidden.struggle_ids else seen


def _agreed(hidden: Hidden, row: Row) -> Row:
    """Return something with what it was worth to all, from which no kept amount follows."""
    if not hidden:
        return row
    ends = ("worth_low_eur", "worth_high_eur")
    return row | {end: None if row[end] is None else two_digits(row[end]) for end in ends}
