# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner's own list of works, as it comes out of a drawer: any headers, one work on a row.

``read_list`` finds the list in a workbook, ``guess_columns`` what its columns are, and
``make_records`` turns its rows into tasks with their variants, and into the streets they name.
What the list does not say is assumed as `Assumptions` has it, and shown as such.
"""

from koppelkans.exchange.lists.guess import FIELDS, ListField, guess_columns
from koppelkans.exchange.lists.make import Made, make_records
from koppelkans.exchange.lists.read import is_case_workbook, read_list
from koppelkans.exchange.lists.types import Assumptions, ListChoice, NewRecord, OwnList, Tables

__all__ = [
    "FIELDS", "Assumptions", "ListChoice", "ListField", "Made", "NewRecord", "OwnList", "Tables",
    "guess_columns", "is_case_workbook", "make_records", "read_list",
]  # fmt: skip
