# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The library of key figures: what a case may refer to instead of bringing its own.

It is read from ``library.toml`` beside this module, once, when the package is loaded: a constant
that people can read and add to.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from koppelkans.case.task import Confidence
from koppelkans.case.worth import Distribution, KeyFigure


class LibraryFigure(BaseModel):
    """A key figure of the library; without a value it is known to be missing.

    ``changes`` says what a value would change, for one that is missing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    name_nl: str
    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    distribution: Distribution = Distribution.TRIANGULAR
    price_year: int | None = None
    confidence: Confidence = Confidence.MEDIUM
    applicability: str = ""
    source: str
    changes: str = ""
    changes_nl: str = ""

    def called(self, language: str) -> str:
        """Return its name in a language ("nl" or "en")."""
        return self.name_nl if language == "nl" else self.name

    def would_change(self, language: str) -> str:
        """Return what a value would change, for one that is missing; otherwise nothing."""
        return self.changes_nl if language == "nl" else self.changes


def _read() -> Mapping[str, LibraryFigure]:
    text = files("koppelkans.case").joinpath("library.toml").read_text(encoding="utf-8")
    figures = tomllib.loads(text).items()
    return MappingProxyType({id_: LibraryFigure(id=id_, **values) for id_, values in figures})


LIBRARY = _read()
"""Key figures by id."""

TAKEN = ("value", "low", "high", "distribution", "price_year", "confidence")
"""What comes from the library together, as one number with its range and its year."""


def resolve(figure: KeyFigure) -> KeyFigure:
    """Return a key figure as it counts: with what it takes from the library filled in.

    Examples
    --------
    >>> row = KeyFigure(id="co2", name="CO2", unit="EUR/kg", source="library", library_id="co2")
    >>> resolve(row).value, resolve(row).price_year
    (0.13, 2021)
    """
    if figure.library_id is None or figure.value is not None:
        return figure
    known = LIBRARY[figure.library_id]
    return figure.model_copy(update={name: getattr(known, name) for name in TAKEN})
