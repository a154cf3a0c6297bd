# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an alternative asks: wishes, and limits that are other than in the case."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from koppelkans.case import Case, CaseError, Choice
from koppelkans.framework import FrameworkError, weights_of
from koppelkans.programme import WishError, withdraw
from koppelkans.programme.choices import Wanted
from koppelkans.programme.choices.replan import keep_agreement
from koppelkans.programme.conditions import hold_accepted
from koppelkans.programme.questions.what_if import start_later
from koppelkans.programme.vary import with_record
from koppelkans.programme.wishes import NOTHING, Wishes, find_troubles

SECONDS = 45.0


class Change(BaseModel):
    """One field of one record of the case that is otherwise in this alternative."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    id: str
    field: str
    value: JsonValue


class Later(BaseModel):
    """A partner that starts everything so many quarters later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    partner_id: str
    quarters: int = Field(ge=1, le=40)


class Asked(BaseModel):
    """Everything that decides a programme besides the case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wishes: Wishes = NOTHING
    changes: tuple[Change, ...] = ()
    later: tuple[Later, ...] = ()
    without: tuple[str, ...] = ()
    """Partners that do nothing here any more."""
    leaves_out: tuple[str, ...] = ()
    """Accepted conditions that do not hold here: to see what they cost, or what else there is."""
    wanted: Wanted = Wanted()
    begin: tuple[Choice, ...] = ()
    """Where the search begins as long as there is no programme."""
    seconds: float = Field(default=SECONDS, ge=1, le=600)
    seed: int = 1

    def with_change(self, change: Change) -> "Asked":
        """Return the same with one more change; an earlier one of the same field gives way."""
        place = (change.table, change.id, change.field)
        kept = tuple(c for c in self.changes if (c.table, c.id, c.field) != place)
        return self.model_copy(update={"changes": (*kept, change)})


def apply_asked(case: Case, asked: Asked) -> tuple[Case, Wishes]:
    """Return the case with the changes that an alternative asks for, and the wishes besides.

    Conditions that were accepted hold in every alternative, unless it leaves them out.

    Raises
    ------
    KeyError, ValidationError, CaseError, WishError
        When a changed record is not there any more, or the case is not correct with it; see
        `find_trouble` for all that is wrong in words.
    """
    for change in asked.changes:
        case = with_record(case, change.table, change.id, {change.field: change.value})
    wishes = asked.wishes
    for later in asked.later:
        question = start_later(case, later.partner_id, later.quarters, wishes)
        case, wishes = question.case, question.wishes
    for partner_id in asked.without:
        wishes = withdraw(case, partner_id, wishes).wishes
    if asked.wanted.agreed is not None:
        case, wishes = keep_agreement(case, asked.wanted.agreed, wishes)
    held = hold_accepted(case, wishes, asked.leaves_out)
    return held.case, held.wishes


def find_trouble(case: Case, asked: Asked, language: str) -> Iterator[str]:
    """Yield what of the asked is not possible, each by itself, without a search."""
    try:
        changed, wishes = apply_asked(case, asked)
    except KeyError:
        yield _("Something that was changed here is no longer in the case.")
    except ValidationError as error:
        for found in error.errors():
            yield _("%(value)s is not possible here.") % {"value": found["input"]}
    except CaseError as error:
        yield from (problem.in_language(language) for problem in error.problems)
    except WishError as error:
        yield from (trouble.in_language(language) for trouble in error.troubles)
    else:
        yield from _without_weights(changed, asked, language)
        yield from (found.in_language(language) for found in find_troubles(changed, wishes))


def _without_weights(case: Case, asked: Asked, language: str) -> Iterator[str]:
    if asked.wanted.weighed_by is not None:
        try:
            weights_of(case, asked.wanted.weighed_by or None)
        except FrameworkError as error:
            yield error.in_language(language)
