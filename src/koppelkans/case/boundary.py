# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Limits, and how far they can give."""

from enum import StrEnum
from typing import ClassVar

from koppelkans.case.record import Identifier, Identifiers, QuarterNumbers, Record, Text, about


class BoundaryKind(StrEnum):
    """What a boundary limits."""

    BUDGET = "budget"
    CREWS = "crews"
    CLOSURES = "closures"
    REACHABILITY = "reachability"
    REST = "rest"
    CLOSED_SEASON = "closed_season"


class Boundary(Record):
    """A limit that holds from ``first_year`` to ``last_year`` (empty: all years).

    - budget: the works of ``partner_id`` cost at most ``limit`` EUR in each year, counted as
      investment plus what opening and closing would cost alone; what is not spent is carried
      over to later years within the period when ``carries_over``.
    - crews: at most ``limit`` crews of ``partner_id`` at work in each quarter.
    - closures: at most ``limit`` places of ``district`` (empty: of the area) closed in each
      quarter; with ``place_ids`` only those count. A route for emergency services has a limit of
      0 on its places; of two such routes with one place each a limit of 1 keeps one open.
    - reachability: in each quarter at least one of the places in ``reachable_via`` is open, for
      every place (or only for ``place_ids``).
    - rest: no work with closed weeks within ``limit`` years after a variant that repaves has
      ended there (all places, or only ``place_ids``).
    - closed_season: no closed weeks at ``place_ids`` in the quarters ``quarters`` of a year.

    ``stretch`` says how far the limit can give, in its own unit (EUR per year, crews, places,
    quarters of rest, place-quarters in a season); each unit over the limit costs
    ``stretch_eur``. A boundary without stretch is hard.
    """

    table: ClassVar[str] = "boundaries"

    kind: BoundaryKind = about("Kind", "What it limits")
    name: Text = about("Name", "Name that everybody recognises", min_length=1)
    partner_id: Identifier | None = about(
        "Partner", "Whose budget or crews", default=None, refers_to="partners"
    )
    district: Text = about("Part", "Part of the neighbourhood", default="")
    place_ids: Identifiers = about("Places", "Only these places", default=(), refers_to="places")
    limit: float = about("Limit", "How much at most", default=0, ge=0)
    first_year: int | None = about("First year", "From this year", default=None)
    last_year: int | None = about("Last year", "Up to and including this year", default=None)
    quarters: QuarterNumbers = about("Quarters", "Quarters of the closed season", default=())
    carries_over: bool = about(
        "Carries over", "Whether unspent budget stays available", default=False
    )
    stretch: float = about("Stretch", "How far it can give", default=0, ge=0)
    stretch_eur: float = about(
        "Price of stretch", "What each unit over the limit costs", default=0, ge=0, unit="EUR"
    )
    reason: Text = about("Reason", "Where the limit comes from", default="")
