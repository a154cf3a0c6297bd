# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an alternative asks: wishes, and limits that are other than in the case."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from koppelkans.case import Case, CaseError, Problem
from koppelkans.language import N_, Message
from koppelkans.programme.vary import with_record
from koppelkans.programme.wishes import Wishes, find_troubles

SECONDS = 45.0


class Change(BaseModel):
    """One field of one record of the case that is otherwise in this alternative."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    id: str
    field: str
    value: JsonValue


class Asked(BaseModel):
    """Everything that decides a programme besides the case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wishes: Wishes = Wishes()
    changes: tuple[Change, ...] = ()
    seconds: float = SECONDS
    seed: int = 1

    def with_change(self, change: Change) -> "Asked":
        """Return the same with one more change; an earlier one of the same field gives way."""
        place = (change.table, change.id, change.field)
        kept = tuple(c for c in self.changes if (c.table, c.id, c.field) != place)
        return self.model_copy(update={"changes": (*kept, change)})


def asked_case(case: Case, asked: Asked) -> Case:
    """Return the case with the changes that an alternative asks for.

    Raises
    ------
    CaseError
        When a changed record is not there any more, or the case is not correct with it.
    """
    for change in asked.changes:
        case = with_record(case, change.table, change.id, {change.field: change.value})
    return case


def find_trouble(case: Case, asked: Asked) -> Iterator[Message | Problem]:
    """Yield what of the asked is not possible, each by itself, without a search."""
    try:
        changed = asked_case(case, asked)
    except KeyError as error:
        yield Message(N_("This is no longer in the case: {id}."), {"id": str(error.args[0])})
    except ValidationError as error:
        for found in error.errors():
            yield Message(N_("{value} is not possible here."), {"value": str(found["input"])})
    except CaseError as error:
        yield from error.problems
    else:
        yield from find_troubles(changed, asked.wishes)
