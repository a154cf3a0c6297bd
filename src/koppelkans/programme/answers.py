# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What questions about a programme yield: values that can be stored with a result.

Amounts are present values in EUR at the price level of the case, positive for a gain. Records
are named by table and id; `koppelkans.programme.tell` puts them in words.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from koppelkans.case import Choice, Quarter
from koppelkans.value import EntryKind


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Answer):
    """A limit by name: a task that must be done in its window, a relation, a boundary, a pin.

    ``id`` is that of the record; of a pin it is the number among the wishes, from 0.
    """

    table: Literal["tasks", "relations", "boundaries", "pins", "exclusions"]
    id: str


class Moved(_Answer):
    """A task that is done otherwise than before."""

    task_id: str
    before: Choice
    after: Choice

    @property
    def quarters(self) -> int | None:
        """How much later it starts (negative: earlier); None when it is not done in one of both."""
        if self.before.start is None or self.after.start is None:
            return None
        return self.after.start - self.before.start


class PartnerChange(_Answer):
    """What changes for one partner, by kind of entry."""

    partner_id: str
    eur: float
    kinds: dict[EntryKind, float]


class Comparison(_Answer):
    """Two programmes side by side: what moved, who gains, who loses, and what is proven.

    Attributes
    ----------
    eur
        Net value of the second minus that of the first.
    at_most_eur
        Proven: no programme of the second kind differs more from the first than this.
    moved
        In the order of the case.
    partners
        Those that see any change, who gains most first.
    """

    before_eur: float
    after_eur: float
    eur: float
    at_most_eur: float
    moved: tuple[Moved, ...]
    partners: tuple[PartnerChange, ...]
    kinds: dict[EntryKind, float]


class Give(_Answer):
    """By how much a limit would have to give, besides what it may stretch already.

    ``when`` is empty when it is not about one moment. ``amount`` is in the unit of the limit:
    quarters for tasks, relations and pins; for boundaries EUR in the year, crews, places,
    quarters of rest, or places in a season. None: it would have to go altogether.
    """

    limit: Limit
    amount: float | None
    when: Quarter | None = None


class Conflict(_Answer):
    """Limits that cannot all be kept, and what would have to give.

    Attributes
    ----------
    limits
        Proven: no programme keeps all of these. Empty when that was not proven in time.
    minimal
        Whether it is proven that all but any one of them can be kept.
    ways_out
        For limits in conflict: by how much it would have to give, if it alone did, for these
        limits to be kept together.
    repair
        What has to give for everything in the case to fit, as little as was found.
    """

    limits: tuple[Limit, ...]
    minimal: bool
    ways_out: tuple[tuple[Give, ...], ...]
    repair: tuple[Give, ...]
