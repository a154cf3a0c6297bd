# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What trying out conditions yields: values that can be kept.

Amounts are present values in EUR at the price level of the case.
"""

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Choice
from koppelkans.programme.answers import Conflict, PartnerChange
from koppelkans.programme.conditions.rules import Trouble
from koppelkans.programme.wishes import NOTHING, Wishes


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cost(_Part):
    """What one condition, or all of them, cost the whole: less value than without it.

    Attributes
    ----------
    eur
        Between the programmes that were found.
    at_least_eur, at_most_eur
        Proven: however one plans, it costs not less and not more than this.
    partners
        What it changes for each partner: positive for who gains by the condition.
    """

    condition_ids: tuple[str, ...]
    eur: float
    at_least_eur: float
    at_most_eur: float
    partners: tuple[PartnerChange, ...]


class Trial(_Part):
    """A set of conditions, tried out.

    Attributes
    ----------
    troubles
        By condition: why nothing was computed with it.
    fits
        Whether all others fit together: True when a programme was found that meets them all,
        False when it is proven that there is none, None when neither was found in time.
    whole
        What all of them together cost; None unless they fit.
    costs
        What each costs: beside the others when they fit together, otherwise by itself.
    impossible
        Conditions that, each by itself, cannot be met (proven).
    clashes
        Pairs of the others that cannot both be met (proven).
    drop
        The smallest set of conditions without which the others fit, as far as found.
    conflict, conflict_wishes
        Which limits are in each other's way, and the wishes by whose numbers it names them.
    tasks
        The programme that meets all conditions; empty unless they fit.
    """

    condition_ids: tuple[str, ...]
    troubles: dict[str, Trouble]
    fits: bool | None
    whole: Cost | None = None
    costs: tuple[Cost, ...] = ()
    impossible: tuple[str, ...] = ()
    clashes: tuple[tuple[str, str], ...] = ()
    drop: tuple[str, ...] = ()
    conflict: Conflict | None = None
    conflict_wishes: Wishes = NOTHING
    tasks: tuple[Choice, ...] = ()
