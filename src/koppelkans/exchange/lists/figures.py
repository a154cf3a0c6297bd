# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a closed week costs: key figures without which no programme can be valued.

A list of works does not bring them, and who starts with one should not have to know of them. They
come from the library, and follow it until somebody knows better.
"""

from collections.abc import Iterator

from koppelkans.case.library import LIBRARY
from koppelkans.exchange.lists.types import NewRecord, Tables

OF_A_WEEK = ("traffic_", "nuisance_")
"""Beginnings of their ids."""


def missing_figures(tables: Tables, row: int, language: str) -> Iterator[NewRecord]:
    """Yield the key figures of a closed week that an area does not have yet."""
    for figure in LIBRARY.values():
        if figure.id.startswith(OF_A_WEEK) and figure.id not in tables["key_figures"]:
            yield NewRecord("key_figures", figure.id, row, {
                "id": figure.id, "name": figure.called(language), "unit": figure.unit,
                "library_id": figure.id, "source": figure.source,
            })  # fmt: skip
