# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where tasks get in each other's way: as everybody prefers, or at worst within the windows."""

from koppelkans.case import Case
from koppelkans.opportunity.cut_off import find_cut_off
from koppelkans.opportunity.new_pavement import find_new_pavement
from koppelkans.opportunity.types import Certainty, Conflict, ConflictKind


def find_conflicts(case: Case) -> tuple[Conflict, ...]:
    """Return all conflicts between works in the street.

    Each task is taken in the variant its owner takes alone, or the first one that closes the
    street. Three kinds of conflict are found: a street opened while its new pavement must rest;
    opened later, but before that pavement is worn; and a street whose every way out is closed at
    once. Each is unavoidable (whatever moments within the windows, stretched), there at the
    preferred moments, or only possible.

    Returns
    -------
    tuple of Conflict
        The surest first, then by kind and time; the same case gives the same ids.
    """
    found = [*find_new_pavement(case), *find_cut_off(case)]
    sure, kinds = list(Certainty), list(ConflictKind)
    return tuple(
        sorted(found, key=lambda c: (sure.index(c.certainty), kinds.index(c.kind), c.when, c.id))
    )
