# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which key figures a case uses, where each comes from, and what is missing or assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from koppelkans.case import LIBRARY, Case, KeyFigure, LibraryFigure
from koppelkans.language import N_, Message
from koppelkans.value.figures import PricedFigure, at_price_level
from koppelkans.value.key_figures import places_closed, week_needs
from koppelkans.value.types import ValuationError


class Origin(StrEnum):
    """Where the value of a key figure comes from."""

    OWN = "own"
    LIBRARY = "library"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class FigureUse:
    """A key figure of a case, as it counts and where it comes from."""

    priced: PricedFigure
    origin: Origin
    library: LibraryFigure | None
    reason: str

    @property
    def id(self) -> str:
        return self.priced.figure.id


def list_figures(case: Case) -> tuple[FigureUse, ...]:
    """Return every key figure of a case, in its order.

    Raises
    ------
    ValuationError
        When one cannot be brought to the price level of the case.
    """
    return tuple(_use(case, figure) for figure in case.key_figures)


def _use(case: Case, row: KeyFigure) -> FigureUse:
    priced = at_price_level(case, case.key_figure[row.id])
    if row.library_id is None:
        return FigureUse(priced, Origin.OWN, None, row.reason)
    origin = Origin.LIBRARY if row.value is None else Origin.OVERRIDDEN
    return FigureUse(priced, origin, LIBRARY[row.library_id], row.reason)


def missing_figures(case: Case) -> dict[str, tuple[str, ...]]:
    """Return the key figures that valuing needs and the case does not have, with who needs them."""
    needed: dict[str, list[str]] = {}
    for place in places_closed(case):
        for _, figure_id, _ in week_needs(place):
            if figure_id not in case.key_figure:
                needed.setdefault(figure_id, []).append(place.name)
    return {figure_id: tuple(names) for figure_id, names in needed.items()}


def review_figures(case: Case) -> Iterator[Message]:
    """Yield what a reader should know about the key figures before trusting a valuation."""
    for figure_id, names in missing_figures(case).items():
        text = N_("The key figure “{id}” is missing; a closed week of {name} cannot be valued.")
        if figure_id in LIBRARY:
            text = N_(
                "The key figure “{id}” is missing; a closed week of {name} cannot be valued. The "
                "library has it: add a row with that id as figure of the library."
            )
        yield Message(text, {"id": figure_id, "name": names[0]})
    for row in case.key_figures:
        yield from _remarks(case, row)


def _remarks(case: Case, row: KeyFigure) -> Iterator[Message]:
    figure = case.key_figure[row.id]
    known = LIBRARY[row.library_id] if row.library_id else None
    if figure.value is None:
        using = [row.id == effect.key_figure_id for effect in case.effects]
        using += [row.id == rule.key_figure_id for rule in case.opportunity_rules]
        yield Message(
            N_(
                "“{name}” has no value: what it counts is left out of the euros (effects "
                "concerned: {count})."
            ),
            {"name": row.name, "count": sum(using)},
        )
        return
    try:
        at_price_level(case, figure)
    except ValuationError as error:
        yield error.message
    if figure.price_year is None:
        yield Message(
            N_("“{name}” has no price year: it is taken to be in prices of {year}."),
            {"name": row.name, "year": case.area.price_level},
        )
    if known and row.value is not None and row.unit != known.unit:
        yield Message(
            N_("“{name}” has the unit {unit}; in the library it is {library}."),
            {"name": row.name, "unit": row.unit, "library": known.unit},
        )
