# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions of partners tried out: do they fit together, and what does each cost the whole.

`read_rule` makes of a condition what the search understands, `try_out` tries a set of them, and
`hold_accepted` asks of a programme what was accepted.
"""

from koppelkans.programme.conditions.rules import (
    Rule,
    Trouble,
    add_rules,
    hold_accepted,
    is_held,
    read_rule,
)
from koppelkans.programme.conditions.try_out import TrySettings, try_out
from koppelkans.programme.conditions.types import Cost, Trial
from koppelkans.programme.conditions.worth import name_of_limit, price_giving

__all__ = [
    "Cost", "Rule", "Trial", "Trouble", "TrySettings", "add_rules", "hold_accepted", "is_held",
    "name_of_limit", "price_giving", "read_rule", "try_out",
]  # fmt: skip
