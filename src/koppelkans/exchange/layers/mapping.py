# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a layer is read, remembered in a file: which field of which record from which column."""

import codecs
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pyproj import CRS
from pyproj.exceptions import CRSError

from koppelkans.case import TABLES, Problem
from koppelkans.exchange.columns import columns_of
from koppelkans.exchange.layers.types import LayerError
from koppelkans.language import N_, Message

FORMAT_VERSION = 1
MOST_BYTES = 1_000_000
SOURCES = ("column", "value", "template", "fill_in")


class Part(BaseModel):
    """A part of a mapping file: nothing in it that is not understood."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Rule(Part):
    """Where the value of a field comes from: exactly one of column, value, template, fill_in.

    Attributes
    ----------
    column, value, template
        The name of a column; the same for every row; a text with ``{columns}`` in it.
    fill_in
        What somebody still has to find out; a mapping that has one cannot be used yet.
    values, otherwise
        What each value of the column means in the case; what every other value means.
    factor
        Multiplies a number, for another unit or a price for each metre.
    since
        The column with the first day: the field becomes the number of quarters up to and
        including the one of ``column``.
    add_years, in_quarter, shift_quarters
        For a quarter: years to add; the quarter of the year when the column holds only a year;
        quarters to move it.
    clip
        Moves a quarter outside the planned years to the nearest one within them.
    of
        How the rows of a group make one value; without it they must all say the same.
    """

    column: str | None = None
    value: str | int | float | bool | None = None
    template: str | None = None
    fill_in: str | None = None
    values: Mapping[str, str | int | float | bool] = Field(default_factory=dict)
    otherwise: str | int | float | bool | None = None
    factor: float | None = None
    since: str | None = None
    add_years: int | None = Field(default=None, ge=-500, le=500)
    in_quarter: int | None = Field(default=None, ge=1, le=4)
    shift_quarters: int | None = Field(default=None, ge=-400, le=400)
    clip: bool = False
    of: Literal["sum", "min", "max", "first"] | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum(getattr(self, name) is not None for name in SOURCES) != 1:
            raise PydanticCustomError("one_source", "one source")
        return self


class Match(Part):
    """How rows find their places.

    Attributes
    ----------
    name
        Column with the name of a place or street; it goes before the geometry.
    buffer_m
        How far a line may lie from a place.
    share
        Which part of the line, or of the place, must be covered for them to belong together.
    """

    name: str | None = None
    buffer_m: float = Field(default=15, gt=0, le=200)
    share: float = Field(default=0.3, gt=0, le=1)


class LayerMapping(Part):
    """Everything that a mapping file says.

    Attributes
    ----------
    layout
        How the file is built: an ordinary table with geometry, GWSW HydX or IMKL.
    layer, crs, encoding
        Which layer of the file; what the file itself does not say.
    group
        "place": all rows at one place make one record. Otherwise every row makes its own.
    only
        Values by column; rows with another value do not take part.
    records
        Rules by table and field.
    """

    format_version: int
    name: str = ""
    layout: Literal["table", "hydx", "imkl"] = "table"
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    group: Literal["place"] | None = None
    only: Mapping[str, list[str | int | float | bool]] = Field(default_factory=dict)
    match: Match | None = None
    records: Mapping[str, Mapping[str, Rule]]

    @field_validator("crs")
    @classmethod
    def _crs(cls, value: str | None) -> str | None:
        try:
            return value if value is None else CRS.from_user_input(value).to_string()
        except CRSError:
            raise PydanticCustomError("crs", "crs") from None

    @field_validator("encoding")
    @classmethod
    def _encoding(cls, value: str | None) -> str | None:
        try:
            return value if value is None else codecs.lookup(value).name
        except LookupError:
            raise PydanticCustomError("encoding", "encoding") from None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.records:
            raise PydanticCustomError("no_records", "no records")
        if self.group and self.match is None:
            raise PydanticCustomError("no_match", "no match")
        return self


EXPECTED = {
    "one_source": N_("expected exactly one of: column, value, template, fill_in"),
    "crs": N_("expected a coordinate system such as EPSG:28992"),
    "encoding": N_("expected the name of a character set, such as UTF-8 or CP1252"),
    "no_records": N_("expected at least one record, for example [tasks]"),
    "no_match": N_("grouping by place needs [match]"),
    "extra_forbidden": N_("this is not known in a mapping file"),
    "literal_error": N_("expected one of: {expected}"),
    "missing": N_("a value is required"),
}


def read_mapping(path: Path) -> LayerMapping:
    """Read a mapping file.

    Raises
    ------
    LayerError
        With everything that is wrong with it, or what is still to be filled in.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _error(path.name, Message(N_("this file is too big for a mapping")))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _error(path.name, Message(N_("expected a text file in UTF-8"))) from None
    except OSError as error:
        raise _error(path.name, Message(
            N_("this file cannot be read: {reason}"), {"reason": error.strerror or str(error)}
        )) from None  # fmt: skip
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str) -> LayerMapping:
    """Read the text of a mapping file; ``name`` is what problems call it."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _error(name, Message(
            N_("expected a mapping in TOML; {reason}"), {"reason": str(error)[:200]}
        )) from None  # fmt: skip
    version = document.get("format_version")
    if version != FORMAT_VERSION or isinstance(version, bool):
        newer = isinstance(version, int) and version > FORMAT_VERSION
        message = Message(
            N_("this mapping is made for a newer Koppelkans; this one reads up to {version}")
            if newer else N_("expected format_version = {version}"), {"version": FORMAT_VERSION}
        )  # fmt: skip
        raise _error(name, message, field="format_version", found=str(version or ""))
    records = {table: document.pop(table) for table in TABLES if table in document}
    if "records" in document:
        unknown = EXPECTED["extra_forbidden"]
        raise _error(name, Message(unknown), field="records")
    try:
        mapping = LayerMapping.model_validate(document | {"records": records})
    except ValidationError as error:
        raise LayerError([
            Problem(
                Message(EXPECTED.get(details["type"], "{message}"),
                        {**details.get("ctx", {}), "message": details["msg"]}),
                sheet=name, field=".".join(str(p) for p in details["loc"] if p != "records"),
            )
            for details in error.errors()
        ]) from None  # fmt: skip
    problems = _check_fields(mapping, name)
    if problems:
        raise LayerError(problems)
    return mapping


def _error(name: str, message: Message, field: str = "", found: str = "") -> LayerError:
    return LayerError([Problem(message, sheet=name, field=field, found=found)])


def _check_fields(mapping: LayerMapping, name: str) -> list[Problem]:
    problems = []
    for table, rules in mapping.records.items():
        columns = {column.name for column in columns_of(TABLES[table])}
        for field, rule in rules.items():
            if field not in columns:
                message = Message(
                    N_("this field does not exist; expected one of: {expected}"),
                    {"expected": ", ".join(sorted(columns))},
                )
            elif rule.fill_in is not None:
                message = Message(N_("still to be filled in: {what}"), {"what": rule.fill_in})
            else:
                continue
            problems.append(Problem(message, sheet=name, field=f"{table}.{field}"))
        if "id" not in rules:
            message = Message(N_("every record needs a rule for its id"))
            problems.append(Problem(message, sheet=name, field=table))
    return problems


def plain_names(columns: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the columns by their name without case, blanks and underscores.

    >>> plain_names({"datum_start": 1, "datumStart": 2})
    {'datumstart': ['datum_start', 'datumStart']}
    """
    found: dict[str, list[str]] = {}
    for column in columns:
        found.setdefault(plain(column), []).append(column)
    return found


def plain(name: str) -> str:
    """Return a name without what differs between formats: case, blanks, underscores."""
    return "".join(name.replace("_", "").replace("-", "").split()).casefold()
