# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation: struggles, conditions, commitments and decisions."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from koppelkans.case.record import Identifier, Identifiers, Record, Text, about
from koppelkans.case.task import Visibility


class State(StrEnum):
    """Where a point of the conversation stands."""

    OPEN = "open"
    DISCUSSED = "discussed"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Struggle(Record):
    """What blocks a partner, and what it is really after."""

    table: ClassVar[str] = "struggles"

    partner_id: Identifier = about("Partner", "Whose struggle", refers_to="partners")
    text: Text = about("Struggle", "What blocks us", min_length=1)
    interest: Text = about("Interest", "The question behind the question", default="")
    task_ids: Identifiers = about("Tasks", "Tasks it is about", default=(), refers_to="tasks")
    boundary_id: Identifier | None = about(
        "Limit", "Limit behind it", default=None, refers_to="boundaries"
    )
    visibility: Visibility = about("Visible to", "Who may see it", default=Visibility.PARTNERS)
    state: State = about("State", "Where it stands", default=State.OPEN)


class Condition(Record):
    """Something a partner asks before it moves: "we move if ..."."""

    table: ClassVar[str] = "conditions"

    partner_id: Identifier = about("Partner", "Who asks it", refers_to="partners")
    text: Text = about("Condition", "We move if ...", min_length=1)
    task_ids: Identifiers = about("Tasks", "Tasks it is about", default=(), refers_to="tasks")
    state: State = about("State", "Where it stands", default=State.OPEN)


class Stance(StrEnum):
    """How a partner stands towards the joint task."""

    BEHIND_IT = "behind_it"
    BEHIND_IT_IF = "behind_it_if"
    NOT_YET = "not_yet"


class Commitment(Record):
    """Where a partner stands, and who said so."""

    table: ClassVar[str] = "commitments"

    partner_id: Identifier = about("Partner", "Who commits", refers_to="partners")
    stance: Stance = about("Stance", "Behind it, behind it if, or not yet")
    text: Text = about("Text", "In the partner's own words", min_length=1)
    mandate: Text = about("Mandate", "Who said so, with which mandate", default="")
    day: date | None = about("Date", "When", default=None)


class Decision(Record):
    """What is to be decided or was decided, and by whom."""

    table: ClassVar[str] = "decisions"

    text: Text = about("Decision", "What is decided", min_length=1)
    decided_by: Text = about("Decided by", "Who decides", default="")
    day: date | None = about("Date", "When; empty: still to be taken", default=None)
    state: State = about("State", "Where it stands", default=State.OPEN)
