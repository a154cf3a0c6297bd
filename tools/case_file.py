# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write docs/case-file.md, the format of a case file, from the records themselves.

Usage: python tools/case_file.py
"""

import inspect
from collections.abc import Iterator
from pathlib import Path

from koppelkans.case import TABLES, Record
from koppelkans.case.check_ids import REQUIRED_TABLES
from koppelkans.case.labels import table_label
from koppelkans.exchange.archive import MOST_BYTES_UNPACKED
from koppelkans.exchange.columns import Column, Kind, columns_of
from koppelkans.exchange.files import MOST_BYTES
from koppelkans.exchange.grid import MOST_ROWS
from koppelkans.exchange.tables import FORMAT_VERSION, META_FIELDS
from koppelkans.exchange.words import TABLE_HELP

TARGET = Path(__file__).parent.parent / "docs" / "case-file.md"
MEGABYTE = 1_000_000

INTRODUCTION = f"""# The case file

A case is one file: a GeoPackage (`.gpkg`), or an Excel workbook (`.xlsx`) for those who have no GIS. Both hold the same tables and go round without loss: what `koppelkans` writes, it reads back exactly. The same case gives the same bytes.

This page is made from the records in the code by `tools/case_file.py`; a test holds it up to date. Format version {FORMAT_VERSION}.

## What both formats share

- One layer, attribute table or sheet for each kind of record, named as below. Required: {", ".join(f"`{name}`" for name in REQUIRED_TABLES)}.
- `id` is a text without blanks and semicolons that names a row and no other row of its table. A field that refers holds such an id; a field that refers to several holds them with `;` in between.
- Quarters are `2029-Q3`, dates `2029-07-01`, choices one of the words listed. Empty means: the default.
- Geometries are in the coordinate system of the case, in metres, with two dimensions (height is left out), valid and not crossing themselves.
- The table `meta` has one row with {", ".join(f"`{name}`" for name in META_FIELDS)}. `crs` is a projected system such as `EPSG:28992`. A file of a newer version is refused with a message.

## GeoPackage

Tables with a geometry are layers with the geometry in the column `geometry`; the others are attribute tables. The column that GIS programs number rows by (`fid`) is no field. Every layer is in the coordinate system that `meta` names; a layer, or a single geometry, in another one is a mistake. What QGIS keeps for itself (`layer_styles`, `qgis_projects`) is left alone. A view in the place of a table is refused, not run. Changes that an open QGIS has saved beside the file (`-wal`) are read as well.

## Excel

`koppelkans template --lang nl -o FILE.xlsx` writes a workbook to fill in. Sheets, headers and choices may be in Dutch, in English, or as named below; the order of columns is free. The first row with something in it holds the headers. Rows that the column “Kind of row” (Dutch: “Soort rij”) calls explanation, unit or example are left out; without that column every row counts.

Geometries are WKT. One that is too long for a cell goes on in a column with the same header and a number: `geometry`, `geometry 2`.

What people write is understood when it can mean only one thing: `1.234,50`, `€ 12,-`, `2,25 %`, `Q3 2029`, `3e kwartaal 2029`, `31 december 2029`, `ja`. A date counts as the quarter it lies in. What can mean two things (`1.234`, `1-7-2029`) comes back as a question. A formula counts for its saved result.

## What is refused

Every mistake is named in one go, with sheet or layer, row, field, what was found and what is expected; the file stays as it is. Refused as a whole: a file over {MOST_BYTES // MEGABYTE} MB, a workbook over {MOST_BYTES_UNPACKED // MEGABYTE} MB unpacked or with more than {MOST_ROWS} rows in a sheet, workbooks with macros, a password or links to other files, and anything damaged.

## Tables
"""  # noqa: E501

KINDS = {
    Kind.TEXT: "text", Kind.INTEGER: "whole number", Kind.NUMBER: "number", Kind.YES_NO: "yes/no",
    Kind.DATE: "date", Kind.QUARTER: "quarter", Kind.CHOICE: "choice", Kind.GEOMETRY: "geometry",
    Kind.SEVERAL: "several, with `;`",
}  # fmt: skip
SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def case_file_page() -> str:
    """Return the text of the page."""
    return INTRODUCTION + "".join(_table(name, record) for name, record in TABLES.items())


def _table(name: str, record_type: type[Record]) -> str:
    lines = [f"\n### `{name}`: {table_label(name)}\n\n{TABLE_HELP[name]}\n"]
    _, _, explanation = inspect.cleandoc(record_type.__doc__ or "").partition("\n\n")
    if explanation:
        lines.append(f"\n{explanation.replace('``', '`')}\n")
    lines.append("\n| field | header | holds | unless filled in | explanation |\n")
    lines.append("|---|---|---|---|---|\n")
    lines += [_field(column) for column in columns_of(record_type)]
    return "".join(lines)


def _field(column: Column) -> str:
    holds = ", ".join(_holds(column))
    return (
        f"| `{column.name}` | {column.title} | {holds} | {_default(column)}"
        f" | {column.description.replace('|', '/')} |\n"
    )


def _holds(column: Column) -> Iterator[str]:
    if column.choices:
        yield " ".join(f"`{choice.value}`" for choice in column.choices)
    elif column.refers_to and column.kind is Kind.TEXT:
        yield f"id from `{column.refers_to}`"
    elif column.refers_to:
        yield f"ids from `{column.refers_to}`, with `;`"
    else:
        yield KINDS[column.kind]
    if column.unit:
        yield column.unit
    for bound, value in column.limits:
        yield f"{SIGNS[bound]} {value:g}"


def _default(column: Column) -> str:
    if column.required:
        return "**needed**"
    if column.default in (None, "", ()):
        return ""
    if isinstance(column.default, bool):
        return "yes" if column.default else "no"
    return f"`{column.default}`"


if __name__ == "__main__":
    TARGET.write_text(case_file_page(), encoding="utf-8")
