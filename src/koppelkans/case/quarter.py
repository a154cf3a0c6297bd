# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Time is counted in quarters of a year."""

import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

QUARTERS_PER_YEAR = 4
WEEKS_PER_QUARTER = 13


@total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, written "2029-Q3".

    Adding a whole number moves it; subtracting two quarters counts between them.

    >>> Quarter.parse("2029-Q3") + 2
    Quarter.parse('2030-Q1')
    >>> Quarter.of(2030, 1) - Quarter.of(2029, 3)
    2
    """

    index: int
    """Quarters since the first quarter of the year 0."""

    @classmethod
    def of(cls, year: int, number: int) -> "Quarter":
        """Return quarter ``number`` (1 to 4) of a year."""
        if not 1 <= number <= QUARTERS_PER_YEAR:
            raise ValueError(f"quarter number is {number}, expected 1 to 4")
        return cls(year * QUARTERS_PER_YEAR + number - 1)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read "2029-Q3"; raise ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})-Q([1-4])", text)
        if match is None:
            raise ValueError(f"{text!r} is not a quarter such as 2029-Q3")
        return cls.of(int(match[1]), int(match[2]))

    @property
    def year(self) -> int:
        return self.index // QUARTERS_PER_YEAR

    @property
    def number(self) -> int:
        return self.index % QUARTERS_PER_YEAR + 1

    def __add__(self, quarters: int) -> "Quarter":
        return Quarter(self.index + quarters)

    def __sub__(self, other: "Quarter") -> int:
        return self.index - other.index

    def __lt__(self, other: "Quarter") -> bool:
        return self.index < other.index

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"

    @property
    def shown(self) -> str:
        r"""As people read it on pages and in documents, while ``str`` is what files hold.

        >>> Quarter.of(2029, 3).shown
        'Q3\xa02029'
        """
        return f"Q{self.number}\N{NO-BREAK SPACE}{self.year}"

    def __repr__(self) -> str:
        return f"Quarter.parse({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read_quarter,
            serialization=core_schema.to_string_ser_schema(),
            json_schema_input_schema=core_schema.str_schema(pattern=r"^\d{4}-Q[1-4]$"),
        )


def _read_quarter(value: object) -> Quarter:
    if isinstance(value, Quarter):
        return value
    try:
        return Quarter.parse(value)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        raise PydanticCustomError("quarter", "expected a quarter such as 2029-Q3") from None
