# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One row, as people or files give it, read into a record; what is wrong is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from koppelkans.case.check_ids import as_ids
from koppelkans.case.problems import Problem
from koppelkans.case.record import Record, reference_fields
from koppelkans.language import N_, Message


@dataclass(frozen=True)
class Doubtful:
    """A value that a reader of files could not make out: asked about, never guessed."""

    found: str
    expected: Message


@dataclass(frozen=True)
class Row:
    """Values of one row by field name, and the number by which its owner finds it.

    A value may be `Doubtful`: it becomes a problem.
    """

    number: int
    values: Mapping[str, Any]


def read_row(
    record_type: type[Record], values: Mapping[str, Any]
) -> tuple[Record | None, list[Problem]]:
    """Return the record that values make, and every problem of a field; None when there is one."""
    doubts = {key: value for key, value in values.items() if isinstance(value, Doubtful)}
    problems = [
        Problem(doubt.expected, field=key, found=doubt.found) for key, doubt in doubts.items()
    ]
    try:
        record = record_type.model_validate({k: v for k, v in values.items() if k not in doubts})
    except ValidationError as error:
        found = [explain(details) for details in error.errors()]
        return None, problems + [p for p in found if p.field not in doubts]
    return (None if problems else record), problems


@cache
def _field_reader(record_type: type[Record], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(record_type.model_fields[name].rebuild_annotation())


def read_references(
    record_type: type[Record], values: Mapping[str, Any]
) -> dict[str, tuple[str, ...]]:
    """Return the ids that values refer to, by field, as far as they can be read."""
    references = {}
    for name in reference_fields(record_type):
        try:
            references[name] = as_ids(
                _field_reader(record_type, name).validate_python(values[name])
            )
        except (KeyError, ValidationError):
            continue
    return references


def is_empty(value: object) -> bool:
    """Whether a value means: not filled in."""
    return value is None or (isinstance(value, str) and not value.strip())


EXPECTED = {
    "table": N_("expected one of the tables: {names}"),
    "taken": N_("this id is in the case already; choose another id"),
    "missing": N_("a value is required"),
    "extra_forbidden": N_("this field does not exist; expected a field of the template"),
    "enum": N_("expected one of: {expected}"),
    "quarter": N_("expected a quarter such as 2029-Q3"),
    "greater_than": N_("expected more than {gt}"),
    "greater_than_equal": N_("expected {ge} or more"),
    "less_than": N_("expected less than {lt}"),
    "less_than_equal": N_("expected {le} or less"),
    "float_type": N_("expected a number"),
    "float_parsing": N_("expected a number"),
    "finite_number": N_("expected a finite number"),
    "int_type": N_("expected a whole number"),
    "int_parsing": N_("expected a whole number"),
    "int_from_float": N_("expected a whole number"),
    "bool_type": N_("expected yes or no"),
    "bool_parsing": N_("expected yes or no"),
    "string_type": N_("expected text"),
    "string_too_short": N_("a value is required"),
    "string_too_long": N_("expected at most {max_length} characters"),
    "control_characters": N_("expected text without control characters"),
    "string_pattern_mismatch": N_("expected an id without blanks and semicolons"),
    "geometry": N_("expected a geometry"),
    "geometry_kind": N_("expected a geometry of kind {expected}"),
    "geometry_finite": N_("expected finite coordinates"),
    "geometry_valid": N_("expected a geometry that does not cross itself"),
    "date_from_datetime_parsing": N_("expected a date such as 2029-07-01"),
    "date_parsing": N_("expected a date such as 2029-07-01"),
    "date_type": N_("expected a date such as 2029-07-01"),
    "date_from_datetime_inexact": N_("expected a date such as 2029-07-01"),
}


def expect(kind: str, **values: object) -> Message:
    """Return what is expected, by the kind of mistake as pydantic names it."""
    return Message(EXPECTED[kind], values)


def explain(details: ErrorDetails) -> Problem:
    """Say what pydantic found in the words of the case."""
    text = EXPECTED.get(details["type"])
    context = {name: _whole(value) for name, value in details.get("ctx", {}).items()}
    found = "" if details["type"] == "missing" else _show(details["input"])
    message = Message(text, context) if text else Message("{message}", {"message": details["msg"]})
    field = str(details["loc"][0]) if details["loc"] else ""
    return Problem(message, field=field, found=found, is_gap=details["type"] == "missing")


def _whole(value: object) -> object:
    """Return 2.0 as 2: as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _show(value: object) -> str:
    text = value if isinstance(value, str) else repr(_whole(value))
    return text if len(text) <= 60 else text[:57] + "..."
