# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every record of a case has in common."""

import re
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)
from pydantic_core import PydanticCustomError

Identifier = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=100,
        pattern=r"^[^;\s\x00-\x1f\x7f\ufffe\uffff]+$",
    ),
]
"""A text id: no blanks, no semicolon, no control characters."""

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What neither XML nor a C library carries."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_split)]
"""Several ids; in a table cell separated by semicolons."""

QuarterNumbers = Annotated[tuple[Annotated[int, Field(ge=1, le=4)], ...], BeforeValidator(_split)]
"""Numbers of quarters within a year, 1 to 4."""


class Record(BaseModel):
    """One row of one table of a case: immutable, without unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True
    )

    table: ClassVar[str]
    """Name of the layer, attribute table or sheet: English, snake_case, plural."""

    id: Identifier = Field(title="Id", description="Text that names this row and no other")

    @field_validator("*")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        if type(value) is not str:
            return value
        if CONTROL_CHARACTERS.search(value):
            raise PydanticCustomError(
                "control_characters", "expected text without control characters"
            )
        return value.replace("\r\n", "\n").replace("\r", "\n")


@cache
def reference_fields(record_type: type[Record]) -> dict[str, str]:
    """Return the fields of a record that hold ids, with the table that each refers to."""
    extras = {name: info.json_schema_extra for name, info in record_type.model_fields.items()}
    return {
        name: str(extra["refers_to"])
        for name, extra in extras.items()
        if isinstance(extra, dict) and "refers_to" in extra
    }


def about(
    title: str,
    description: str,
    *,
    default: Any = ...,
    unit: str | None = None,
    refers_to: str | None = None,
    **limits: Any,
) -> Any:
    """Describe a field for the people who fill it in.

    Parameters
    ----------
    title, description
        Header and explanation in English; marked for translation by this call.
    default
        Value when the cell is empty; without it the field is required.
    unit
        Unit of the value, such as "m" or "EUR".
    refers_to
        Table whose ``id`` the field holds.
    **limits
        Constraints of ``pydantic.Field``, such as ``ge=0``.
    """
    extra = {"unit": unit, "refers_to": refers_to}
    return Field(
        default,
        title=title,
        description=description,
        json_schema_extra={name: value for name, value in extra.items() if value},
        **limits,
    )
