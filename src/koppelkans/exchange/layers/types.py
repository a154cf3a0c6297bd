# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every reader of layers yields: features as they stand, in the words of their file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from koppelkans.case import CaseError, Problem
from koppelkans.language import Message


@dataclass(frozen=True)
class Feature:
    """One row of a layer.

    Attributes
    ----------
    number
        Counted from 1 in the order of the file (in a GeoPackage: the number that GIS shows).
    values
        By the name that the layer gives its columns; None is empty.
    wkb
        The geometry in the coordinate system of the layer, not yet looked at; empty: none.
    """

    number: int
    values: Mapping[str, Any]
    wkb: bytes = b""


@dataclass
class Layer:
    """A layer that is being read; ``features`` can be gone through once.

    Attributes
    ----------
    name
        What people call it: the file, and the layer when the file holds several.
    crs
        As pyproj understands it; empty when the file does not say.
    notices
        What the reader wants to say; complete once the features have been gone through.
    """

    name: str
    columns: Sequence[str]
    crs: str
    features: Iterator[Feature]
    notices: list[Message] = field(default_factory=list)


class LayerError(CaseError):
    """A layer or mapping cannot be used; ``problems`` says why. Nothing was brought in."""


def refusal(where: str, text: str, /, **values: Any) -> LayerError:
    """Return the error that says why a file or layer cannot be read at all."""
    return LayerError([Problem(Message(text, values), sheet=where)])
