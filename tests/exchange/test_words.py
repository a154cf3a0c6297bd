# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every table, field and choice has a name of its own in every language."""

from collections.abc import Iterable
from enum import StrEnum

import pytest

from koppelkans.case import TABLES, Record
from koppelkans.case.labels import LABELS, TABLE_LABELS, label
from koppelkans.exchange.account import Alternative
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.words import ROW_KIND, TABLE_HELP, UNITS, simplify, spellings
from koppelkans.opportunity.types import Certainty, ConflictKind, OpportunityKind
from koppelkans.programme.types import Status
from koppelkans.value.review import Origin
from koppelkans.value.types import Category, EntryKind


def all_differ(names: Iterable[tuple[str, Iterable[str]]]) -> bool:
    """Whether no spelling belongs to two keys."""
    owner: dict[str, str] = {}
    return all(owner.setdefault(text, key) == key for key, texts in names for text in texts)


def test_tables_are_named_and_explained() -> None:
    assert set(TABLE_LABELS) == set(TABLE_HELP) == set(TABLES)
    assert all_differ((name, {name, *spellings(text)}) for name, text in TABLE_LABELS.items())


@pytest.mark.parametrize("record_type", TABLES.values())
def test_headers_of_a_sheet_differ(record_type: type[Record]) -> None:
    columns = columns_of(record_type)
    names = [(c.name, {simplify(c.name), *spellings(c.title)}) for c in columns]
    assert all_differ([*names, ("row kind", spellings(ROW_KIND))])


def test_choices_are_named_and_differ() -> None:
    used: set[type[StrEnum]] = {Alternative, OpportunityKind, Status, Category, EntryKind}
    used |= {ConflictKind, Certainty, Origin}
    for record_type in TABLES.values():
        used |= {type(c.choices[0]) for c in columns_of(record_type) if c.choices}
    for choices in used:
        assert LABELS[choices.__name__].keys() == {choice.value for choice in choices}
        assert all_differ((c.value, {c.value, *spellings(label(c))}) for c in choices)
    assert LABELS.keys() == {choices.__name__ for choices in used}


def test_units_are_translated() -> None:
    used = {c.unit for record_type in TABLES.values() for c in columns_of(record_type) if c.unit}
    assert used <= {*UNITS, "%"}
