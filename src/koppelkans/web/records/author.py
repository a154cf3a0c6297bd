# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who changes something, and what that person may change."""

from collections.abc import Callable
from dataclasses import dataclass

from koppelkans.web.records.state import Tables
from koppelkans.web.records.values import Values


def _everything(table: str, values: Values, tables: Tables) -> bool:
    del table, values, tables
    return True


def _anywhere(table: str) -> bool:
    del table
    return True


def _nothing(table: str, before: Values, after: Values | None, tables: Tables) -> bool:
    del table, before, after, tables
    return False


@dataclass(frozen=True)
class Author:
    """Who changes something.

    Attributes
    ----------
    key, name
        What tells people apart, and what people call them.
    may_edit
        Whether a record (table, stored values) is one that the author may add, change or remove,
        among the other records as they are beside it.
    may_add
        Whether there is anything in a table that the author may add.
    forbids
        Whether a record (table, before, after or None, the other records then) is not the
        author's to change so, although it may be seen and edited.
    """

    key: str
    name: str
    may_edit: Callable[[str, Values, Tables], bool] = _everything
    may_add: Callable[[str], bool] = _anywhere
    forbids: Callable[[str, Values, Values | None, Tables], bool] = _nothing
