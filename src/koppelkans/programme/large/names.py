# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where each array of a problem stands in the packed ones."""

from koppelkans.case import QUARTERS_PER_YEAR
from koppelkans.programme.large.packed import Packed, pack
from koppelkans.programme.large.tables import Tables

WHOLE = (
    "o_task", "o_first", "o_count", "o_column", "o_quarters", "o_repaves", "o_bit", "o_opening",
    "t_option", "t_optional", "t_partner", "t_visit", "v_place", "p_visitor", "visitor_task",
    "visitor_visit", "c_applies", "crew_ptr", "crew_counter", "closure_ptr", "closure_counter",
    "g_size", "g_counter", "around_ptr", "around_group", "b_carries", "b_applies", "budget_ptr",
    "budget", "r_rest", "r_applies", "rest_ptr", "rest", "m_ptr", "m_other", "m_mine",
    "m_others", "m_within", "m_worth", "l_kind", "l_first", "l_second", "l_mine", "l_others",
    "l_lag", "l_ptr", "related", "near_ptr", "near",
)  # fmt: skip
OTHERS = (
    "o_weeks", "o_crews", "o_per_quarter_eur", "o_at_start_eur", "opening_eur", "cost",
    "t_not_done", "week_eur", "factor", "c_limit", "c_stretch", "c_price", "g_count", "b_limit",
    "b_stretch", "b_price", "r_stretch", "r_price", "worth", "l_saving",
)  # fmt: skip
(
    O_TASK,
    O_FIRST,
    O_COUNT,
    O_COLUMN,
    O_QUARTERS,
    O_REPAVES,
    O_BIT,
    O_OPENING,
    T_OPTION,
    T_OPTIONAL,
    T_PARTNER,
    T_VISIT,
    V_PLACE,
    P_VISITOR,
    VISITOR_TASK,
    VISITOR_VISIT,
    C_APPLIES,
    CREW_PTR,
    CREW_COUNTER,
    CLOSURE_PTR,
    CLOSURE_COUNTER,
    G_SIZE,
    G_COUNTER,
    AROUND_PTR,
    AROUND_GROUP,
    B_CARRIES,
    B_APPLIES,
    BUDGET_PTR,
    BUDGET,
    R_REST,
    R_APPLIES,
    REST_PTR,
    REST,
    M_PTR,
    M_OTHER,
    M_MINE,
    M_OTHERS,
    M_WITHIN,
    M_WORTH,
    L_KIND,
    L_FIRST,
    L_SECOND,
    L_MINE,
    L_OTHERS,
    L_LAG,
    L_PTR,
    RELATED,
    NEAR_PTR,
    NEAR,
) = range(len(WHOLE))
(
    O_WEEKS,
    O_CREWS,
    O_PER_QUARTER_EUR,
    O_AT_START_EUR,
    OPENING_EUR,
    COST,
    T_NOT_DONE,
    WEEK_EUR,
    FACTOR,
    C_LIMIT,
    C_STRETCH,
    C_PRICE,
    G_COUNT,
    B_LIMIT,
    B_STRETCH,
    B_PRICE,
    R_STRETCH,
    R_PRICE,
    WORTH,
    L_SAVING,
) = range(len(WHOLE), len(WHOLE) + len(OTHERS))
QUARTERS, YEARS, PLACES, TASKS = range(len(WHOLE) + len(OTHERS), len(WHOLE) + len(OTHERS) + 4)


def pack_tables(tables: Tables) -> Packed:
    """Return the arrays of a problem as compiled code takes them."""
    places, quarters = tables.week_eur.shape
    years = quarters // QUARTERS_PER_YEAR
    sizes = (quarters, years, places, len(tables.t_optional))
    return pack(tables._asdict(), WHOLE, OTHERS, sizes)
