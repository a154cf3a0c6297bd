# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mappings to start from: ready for a known layout, or empty with the columns of a layer."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from koppelkans.case import TABLES
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.exchange.layers import Feature, LayerMapping
from koppelkans.exchange.layers.mapping import FORMAT_VERSION
from koppelkans.exchange.layers.values import as_text
from koppelkans.exchange.layouts.open import open_layer
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, translate

LAYOUTS = ("wior", "hydx", "imkl")
RECORDS = ("tasks", "variants")
EXAMPLE_ROWS = 200
MOST_EXAMPLES = 5
LONGEST_EXAMPLE = 40
HOW = N_(
    "How a layer is read into a case. Every line with fill_in still needs a value: a column, the"
    " same value for all, or a text with columns in it."
)
NO_CRS = N_("The file does not say in which coordinate system it is.")
MAY_NAME = N_("The column with the name of the place or street may stand here, as name.")


def ready_mapping(layout: str) -> str:
    """Return the mapping for a known layout, as text to fill in further.

    >>> "typeWerkzaamheden" in ready_mapping("wior")
    True
    """
    return files("koppelkans.exchange.layouts").joinpath(f"{layout}.toml").read_text("utf-8")


def start_mapping(
    path: Path, language: str, *, layer: str | None = None, encoding: str | None = None
) -> str:
    """Return a mapping for any layer: its columns with examples, and every field to fill in.

    Raises
    ------
    LayerError
        When the layer cannot be read.
    """
    reading = LayerMapping(format_version=FORMAT_VERSION, layer=layer, encoding=encoding, records={
        "tasks": {}
    })  # fmt: skip
    with open_layer(path, reading) as opened:
        features = list(islice(opened.features, EXAMPLE_ROWS))
        columns, crs = list(opened.columns), opened.crs
    lines = [
        *_comment(HOW, language),
        *_comment(N_("Columns of {name}, with examples:"), language, name=path.name),
        *(f"#   {name}: {_examples(name, features)}" for name in columns),
        "",
        f"format_version = {FORMAT_VERSION}",
        f"name = {_quoted(path.stem)}",
    ]
    lines += [f"layer = {_quoted(layer)}"] if layer else []
    lines += [f"encoding = {_quoted(encoding)}"] if encoding else []
    if not crs:
        lines += [*_comment(NO_CRS, language), 'crs = "EPSG:28992"']
    lines += ["", *_comment(MAY_NAME, language), "[match]", "buffer_m = 15", "share = 0.3"]
    for table in RECORDS:
        lines += ["", f"[{table}]", *_rules(table, language)]
    return "\n".join(lines) + "\n"


def write_mapping(text: str, path: Path) -> None:
    """Write the text of a mapping to a file, whole or not at all."""
    with whole_file(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def _rules(table: str, language: str) -> Iterator[str]:
    """Yield a line for each field: those that a record needs open, the others as a remark."""
    for column in columns_of(TABLES[table]):
        if column.kind is Kind.GEOMETRY or column.name == "place_ids":
            continue
        what = _explained(column, language)
        if column.name == "id" or column.required:
            yield f"{column.name} = {{ fill_in = {_quoted(what)} }}"
        else:
            yield f'# {column.name} = {{ column = "..." }}  # {what}'


def _explained(column: Column, language: str) -> str:
    parts = [translate(column.description, language)]
    if column.unit:
        parts.append(f"({column.unit})")
    if column.choices:
        parts.append(": " + ", ".join(choice.value for choice in column.choices))
    return " ".join(parts).replace(" : ", ": ")


def _examples(name: str, features: list[Feature]) -> str:
    found: Mapping[str, Any] = dict.fromkeys(
        as_text(feature.values.get(name))[:LONGEST_EXAMPLE] for feature in features
    )
    known = [" ".join(text.split()) for text in found if text.strip()]
    return ", ".join(known[:MOST_EXAMPLES]) + (", ..." if len(known) > MOST_EXAMPLES else "")


def _comment(text: str, language: str, **values: str) -> Iterator[str]:
    yield "# " + translate(text, language).format(**values)


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: its basic strings escape as those of JSON do."""
    return json.dumps(text, ensure_ascii=False)
