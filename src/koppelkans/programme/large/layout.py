# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a programme that compiled code changes is laid out in packed arrays."""

import numpy as np

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.programme.large.packed import Packed, pack
from koppelkans.programme.large.tables import Tables

WHOLE = ("option", "start", "at_work", "closed", "touched", "list_touched", "count", "scratch")
OTHERS = ("place", "used", "spent", "budget", "total", "kept", "weeks")
(
    S_OPTION, S_START, S_AT_WORK, S_CLOSED, S_TOUCHED, S_LIST_TOUCHED, S_COUNT, S_SCRATCH,
) = range(len(WHOLE))  # fmt: skip
S_PLACE, S_USED, S_SPENT, S_BUDGET, S_TOTAL, S_KEPT, S_WEEKS = range(
    len(WHOLE), len(WHOLE) + len(OTHERS)
)


def empty_state(tables: Tables) -> Packed:
    """Return the programme in which nothing is done.

    ``option`` and ``start`` by task (-1: not done); ``total`` holds EUR and how far limits are
    broken; ``touched`` and ``kept`` what a move has changed, and what that cost before.
    """
    places, quarters = tables.week_eur.shape
    budgets, tasks = len(tables.b_limit), len(tables.t_optional)
    marks = places + budgets
    sizes = {
        "option": tasks, "start": tasks, "at_work": places * quarters,
        "closed": len(tables.g_size) * quarters, "touched": marks, "list_touched": marks,
        "count": 1, "scratch": int(np.diff(tables.p_visitor).max(initial=0)),
        "place": 2 * places, "used": len(tables.c_limit) * quarters,
        "spent": budgets * (quarters // QUARTERS_PER_YEAR), "budget": 2 * budgets, "total": 2,
        "kept": 2 * marks, "weeks": quarters,
    }  # fmt: skip
    arrays = {name: np.zeros(size) for name, size in sizes.items()}
    arrays["option"] -= 1
    arrays["total"][0] = -tables.t_not_done.sum()
    return pack(arrays, WHOLE, OTHERS)
