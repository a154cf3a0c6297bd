# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what callers send, and what an alternative asks as far as a caller may see it."""

from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict, ValidationError

from koppelkans.seen.eyes import Eyes
from koppelkans.web.access.reader import Reader
from koppelkans.web.alternatives.asked import Asked, Change
from koppelkans.web.api.answers import ProblemError, read_json
from koppelkans.web.api.shapes import REF
from koppelkans.web.records.state import state_of


class Given(Schema):
    """What a caller sends: nothing that is not expected."""

    model_config = ConfigDict(extra="forbid")


def given_shapes() -> dict[str, Any]:
    """Return the schemas of everything that callers send, by name: bodies are read by hand."""
    found: dict[str, Any] = {}
    kinds = [Given]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        schema = kind.model_json_schema(ref_template=REF + "{model}")
        found |= schema.pop("$defs", {}) | {kind.__name__: schema}
    del found[Given.__name__]
    return found


GivenType = TypeVar("GivenType", bound=Schema)


def read(request: HttpRequest, shape: type[GivenType]) -> GivenType:
    """Return what a request carries.

    Raises
    ------
    ProblemError
        When it does not have the shape, with everything that is wrong.
    """
    given = read_json(request)
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        errors = [
            {"field": ".".join(str(part) for part in found["loc"]), "detail": found["msg"]}
            for found in error.errors()
        ]
        raise ProblemError(400, _("What you ask is not right."), errors=errors) from None


class Split:
    """Which of the things asked are about what a caller may see.

    What is not there (any more) counts as seen in what was asked before; nobody asks it anew.
    """

    def __init__(self, reader: Reader, *, is_new: bool = False) -> None:
        self._is_new = is_new
        self._tables = state_of(reader.area).tables
        self._eyes = Eyes(reader.viewer, self._tables)

    def sees(self, table: str, key: str) -> bool:
        values = self._tables.get(table, {}).get(key)
        if values is None:
            return not self._is_new
        return self._eyes(table, values)

    def part(self, asked: Asked, *, seen: bool) -> Asked:
        """Return what is asked about what the caller sees, or about what it does not see."""
        wishes = asked.wishes.model_copy(
            update={
                kind: tuple(
                    wish for wish in getattr(asked.wishes, kind)
                    if self.sees("tasks", wish.task_id) is seen
                )
                for kind in ("pins", "exclusions")
            } | {
                "relations": tuple(
                    relation for relation in asked.wishes.relations
                    if all(self.sees("tasks", key)
                           for key in (relation.task_id, relation.other_task_id)) is seen
                )
            }
        )  # fmt: skip
        changes = tuple(
            change for change in asked.changes
            if (self.sees(change.table, change.id) and self._sees_field(change)) is seen
        )  # fmt: skip
        return asked.model_copy(update={"wishes": wishes, "changes": changes})

    def _sees_field(self, change: Change) -> bool:
        values = self._tables.get(change.table, {}).get(change.id)
        return values is None or self._eyes.sees_field(change.table, values, change.field)


def all_visible(reader: Reader, asked: Asked) -> Asked:
    """Return what is asked, without what is about records that the caller may not see."""
    return Split(reader).part(asked, seen=True)


def whole_asked(reader: Reader, former: Asked, given: Asked) -> Asked:
    """Return what is asked from now on: what a caller asks, and what it cannot see as it was.

    Raises
    ------
    ProblemError
        When the caller asks something about what it cannot see.
    """
    if Split(reader, is_new=True).part(given, seen=True) != given:
        raise ProblemError(422, _("This names a task or variant that is not there for you."))
    kept = Split(reader).part(former, seen=False)
    wishes = given.wishes.model_copy(
        update={
            kind: (*getattr(given.wishes, kind), *getattr(kept.wishes, kind))
            for kind in ("pins", "exclusions", "relations")
        }
    )
    return given.model_copy(update={"wishes": wishes, "changes": (*given.changes, *kept.changes)})
