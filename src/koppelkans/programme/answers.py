# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What questions about a programme yield: values that can be stored with a result.

Amounts are present values in EUR at the price level of the case, positive for a gain. Records
are named by table and id; `koppelkans.programme.questions.tell` puts them in words.
"""

from enum import StrEnum
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
    anyway
        The second is worth more and keeps to all that was asked of the first: it could be had
        without asking anything else, so what differs is not what the question does.
    moved
        In the order of the case.
    partners
        Those that see any change, who gains most first.
    """

    before_eur: float
    after_eur: float
    eur: float
    at_most_eur: float
    anyway: bool = False
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


class Side(StrEnum):
    """On which side a window opens."""

    EARLIER = "earlier"
    LATER = "later"


class Stretch(_Answer):
    """A limit that is asked to give, and how far.

    ``by`` is in the unit of the limit: quarters for windows and lags, EUR a year, crews, places,
    years of rest. None: it is lifted.
    """

    limit: Limit
    side: Side | None = None
    by: float | None = None


class Yield(_Answer):
    """What it yields when one limit gives, or two together.

    Attributes
    ----------
    at_least_eur
        A programme was found that is worth this much more than the present one.
    at_most_eur
        Proven: no programme is worth more than this above the present one. None: not known.
    estimate_eur
        By how much the bound rises, or what was found when that is more: what the limit is worth
        if both programmes are as far from their bound. An estimate. None: not known.
    exact
        Whether both programmes are proven optimal.
    searched
        Whether there was time to look for a programme.
    asked_of
        Partners whose limit it is.
    moved, partners
        What is done otherwise in the programme found, and who gains and loses by it.
    """

    stretches: tuple[Stretch, ...]
    at_least_eur: float
    at_most_eur: float | None
    estimate_eur: float | None
    exact: bool
    searched: bool
    asked_of: tuple[str, ...]
    moved: tuple[Moved, ...]
    partners: tuple[PartnerChange, ...]


class StretchTable(_Answer):
    """What every limit would yield if it gave: ask the first one first.

    Attributes
    ----------
    present_eur, bound_eur
        Net value of the present programme, and the proven bound on it.
    found_better
        While looking, a better programme within the present limits may turn up; then this is it,
        and everything is compared with it.
    yields
        Every limit by itself, best first: by what was found, then by estimate.
    pairs
        The best combinations of two.
    seconds
        Clock time that it took.
    """

    present_eur: float
    bound_eur: float
    found_better: tuple[Choice, ...] | None
    yields: tuple[Yield, ...]
    pairs: tuple[Yield, ...]
    seconds: float


class MoveAlone(_Answer):
    """What it means when one task goes elsewhere and nothing else moves.

    ``gives`` are limits that would then be broken and are not now.
    """

    choice: Choice
    eur: float
    kinds: dict[EntryKind, float]
    partners: tuple[PartnerChange, ...]
    gives: tuple[Give, ...]


class Hold(_Answer):
    """Another task that makes it dearer to go elsewhere, and by how much."""

    task_id: str
    eur: float


class Start(_Answer):
    """A possible start of a task: what it is worth compared with the present one, alone."""

    variant_id: str
    start: Quarter
    eur: float
    fits: bool
    """Whether no limit is broken by it."""


class Explanation(_Answer):
    """Why a task is where it is.

    Attributes
    ----------
    to_preferred
        What moving it alone to its preferred start would mean; None when it is there.
    holds
        Other tasks that hold it back from there, those that hold most first.
    starts
        Every start that it could have, in the order of variants and quarters.
    """

    task_id: str
    choice: Choice
    preferred_start: Quarter
    to_preferred: MoveAlone | None
    holds: tuple[Hold, ...]
    starts: tuple[Start, ...]


class WhyLeft(StrEnum):
    """Why an opportunity is not taken."""

    TOO_FAR = "too_far"
    """Its tasks cannot be brought together by the wishes."""
    LIMIT = "limit"
    LOSES = "loses"
    NOT_LOOKED_AT = "not_looked_at"
    """It would gain: the search has not come to it."""


class Left(_Answer):
    """An opportunity that a programme leaves.

    Attributes
    ----------
    eur, kinds, moved
        What the best way to take it would change, all other tasks staying where they are.
    gives
        Limits that are in the way.
    """

    opportunity_id: str
    why: WhyLeft
    eur: float | None = None
    kinds: dict[EntryKind, float] = {}
    moved: tuple[Moved, ...] = ()
    gives: tuple[Give, ...] = ()
