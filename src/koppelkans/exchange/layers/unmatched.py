# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows without a place as a layer that one can open on a map."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from koppelkans.case import Problem
from koppelkans.exchange.layers.gather import Unmatched
from koppelkans.exchange.layers.match import REASONS
from koppelkans.exchange.layers.plan import ImportPlan
from koppelkans.exchange.layers.types import LayerError
from koppelkans.exchange.layers.values import as_text
from koppelkans.exchange.whole import whole_file
from koppelkans.exchange.write_geopackage import gdal_settings, write_layer
from koppelkans.language import N_, Message

LAYER = "unmatched"
ROW, REASON = "row", "reason"


def reason_of(unmatched: Unmatched, plan: ImportPlan) -> Message:
    """Return why a row found no place."""
    buffer = plan.mapping.match.buffer_m if plan.mapping.match else 0
    return Message(REASONS[unmatched.reason], {"buffer_m": f"{buffer:g}"})


def write_unmatched(plan: ImportPlan, crs: str, path: Path, language: str) -> None:
    """Write the rows without a place to a GeoPackage, with all their columns and the reason.

    A file that is there already is replaced once the new one is complete.
    """
    if path.suffix.lower() != ".gpkg":
        message = Message(N_("expected a file name that ends in .gpkg"))
        raise LayerError([Problem(message, found=path.name)])
    rows: Sequence[Unmatched] = plan.gathered.unmatched
    taken = {"fid", "geometry", ROW, REASON}
    columns: dict[str, list[Any]] = {
        ROW: [found.feature.number for found in rows],
        REASON: [reason_of(found, plan).in_language(language) for found in rows],
    }
    for name in plan.layer.columns:
        # A column cannot have the name of another, in whatever case.
        header = name if name.casefold() not in taken else f"{name}_"
        taken.add(header.casefold())
        columns[header] = [as_text(found.feature.values[name]) or None for found in rows]
    with whole_file(path) as unfinished, gdal_settings():
        write_layer(
            unfinished, LAYER, columns, {ROW: "int64"}, [found.geometry for found in rows], crs
        )
