# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation: struggles, conditions, offers, commitments and decisions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar, cast

from koppelkans.case.problems import Problem
from koppelkans.case.quarter import Quarter
from koppelkans.case.record import Identifier, Identifiers, Record, Text, about
from koppelkans.case.weighing import VoteChoice
from koppelkans.language import N_, Message


class State(StrEnum):
    """Where a point of the conversation stands."""

    OPEN = "open"
    DISCUSSED = "discussed"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Circle(StrEnum):
    """For whom a struggle is, besides the partner whose it is: from few to everybody."""

    OWN = "own"
    FACILITATOR = "facilitator"
    CHOSEN = "chosen"
    """The partners in ``shown_to``, and not the facilitator."""
    PARTNERS = "partners"
    PUBLIC = "public"

    @property
    def is_for_the_table(self) -> bool:
        """Whether everybody at the table may know it: only then it stands in documents."""
        return self in (Circle.PARTNERS, Circle.PUBLIC)


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
    alternative: int | None = about(
        "Alternative", "Number of the alternative that it is about", default=None, ge=1
    )
    visibility: Circle = about("Visible to", "Who may see it", default=Circle.PARTNERS)
    shown_to: Identifiers = about(
        "Chosen partners", "Who may see it, when it is for chosen partners", default=(),
        refers_to="partners",
    )  # fmt: skip
    state: State = about("State", "Where it stands", default=State.OPEN)


class ConditionKind(StrEnum):
    """What a condition asks, in a way that can be computed with."""

    WORDS = "words"
    WINDOW = "window"
    BUDGET = "budget"
    TOGETHER = "together"
    BEFORE = "before"
    VARIANT = "variant"
    SHARE = "share"


class Condition(Record):
    """Something a partner asks before it moves: "we move if ...".

    - words: only what the text says; nothing is computed with it.
    - window: each of ``task_ids`` starts from ``first`` to ``last`` (empty: as it is).
    - budget: the works of ``partner_id`` cost at most ``amount`` EUR in each year from ``first``
      to ``last``, counted as a boundary of kind budget does, nothing carried over.
    - together: ``task_ids`` start in the same quarter, or none of them is done.
    - before: each of ``task_ids`` has ended before the next one in the list starts.
    - variant: the task of ``variant_id`` is done in that variant.
    - share: ``partner_id`` bears at most ``amount`` (0 to 1) of all costs, after payments.
    """

    table: ClassVar[str] = "conditions"

    partner_id: Identifier = about("Partner", "Who asks it", refers_to="partners")
    text: Text = about("Condition", "We move if ...", min_length=1)
    task_ids: Identifiers = about("Tasks", "Tasks it is about", default=(), refers_to="tasks")
    state: State = about("State", "Where it stands", default=State.OPEN)
    asked_of: Identifiers = about(
        "Asked of", "Partners who can meet it", default=(), refers_to="partners"
    )
    due: date | None = about("Before", "Until when it holds", default=None)
    kind: ConditionKind = about(
        "Rule",
        "words, window, budget, together, before, variant or share",
        default=ConditionKind.WORDS,
    )
    first: Quarter | None = about("From", "First quarter that it is about", default=None)
    last: Quarter | None = about("Until", "Last quarter that it is about", default=None)
    variant_id: Identifier | None = about(
        "Variant", "Variant that it asks for", default=None, refers_to="variants"
    )
    amount: float | None = about(
        "Amount", "EUR per year with budget; part of all costs, 0 to 1, with share", default=None,
        ge=0,
    )  # fmt: skip
    accepted_on: date | None = about("Accepted on", "When it was accepted", default=None)
    worth_low_eur: float | None = about(
        "Worth at least", "Proven when it was accepted: what it changes for all, at least",
        default=None, unit="EUR",
    )  # fmt: skip
    worth_high_eur: float | None = about(
        "Worth at most", "Proven when it was accepted: what it changes for all, at most",
        default=None, unit="EUR",
    )  # fmt: skip
    source: Text = about("Source", "With which computation its worth was found", default="")


class Offer(Record):
    """Something a partner gives, or would give, so that others can move."""

    table: ClassVar[str] = "offers"

    partner_id: Identifier = about("Partner", "Who gives", refers_to="partners")
    text: Text = about("Offer", "What is given", min_length=1)
    for_partner_ids: Identifiers = about(
        "For", "Partners it is meant for; empty: everybody", default=(), refers_to="partners"
    )
    struggle_id: Identifier | None = about(
        "Struggle", "Struggle that it answers", default=None, refers_to="struggles"
    )
    condition_id: Identifier | None = about(
        "Condition", "Condition that it meets", default=None, refers_to="conditions"
    )
    boundary_id: Identifier | None = about(
        "Limit", "Limit that gives", default=None, refers_to="boundaries"
    )
    task_id: Identifier | None = about(
        "Task", "Task whose window gives", default=None, refers_to="tasks"
    )
    state: State = about("State", "Where it stands", default=State.OPEN)
    accepted_on: date | None = about("Accepted on", "When it was accepted", default=None)
    worth_low_eur: float | None = about(
        "Worth at least", "Proven when it was accepted: what it changes for all, at least",
        default=None, unit="EUR",
    )  # fmt: skip
    worth_high_eur: float | None = about(
        "Worth at most", "Proven when it was accepted: what it changes for all, at most",
        default=None, unit="EUR",
    )  # fmt: skip
    source: Text = about("Source", "With which computation its worth was found", default="")


class Worth(Record):
    """What an accepted condition or offer changes for one partner, as it was computed then.

    A present value at the price level of the case, positive for a gain; over all partners they
    add up to what it changes for the whole.
    """

    table: ClassVar[str] = "worths"

    partner_id: Identifier = about("Partner", "For whom", refers_to="partners")
    condition_id: Identifier | None = about(
        "Condition", "Condition that was accepted", default=None, refers_to="conditions"
    )
    offer_id: Identifier | None = about(
        "Offer", "Offer that was accepted", default=None, refers_to="offers"
    )
    eur: float = about("Worth", "What it changes, as a present value", unit="EUR")


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
    person_id: Identifier | None = about(
        "Said by", "Who said so, when at the table", default=None, refers_to="people"
    )
    condition_ids: Identifiers = about(
        "Conditions", "Behind it, if these are met", default=(), refers_to="conditions"
    )
    hours: float | None = about(
        "Hours", "Time that may be spent on working together", default=None, ge=0,
        unit="hours/week",
    )  # fmt: skip
    return_on: date | None = about("Return to it on", "When to speak of it again", default=None)


class Decision(Record):
    """What is to be decided or was decided, and by whom."""

    table: ClassVar[str] = "decisions"

    text: Text = about("Decision", "What is decided", min_length=1)
    decided_by: Text = about("Decided by", "Who decides", default="")
    day: date | None = about("Date", "When; empty: still to be taken", default=None)
    state: State = about("State", "Where it stands", default=State.OPEN)
    reason: Text = about("Reason", "Why, and what was known then", default="")
    alternative: int | None = about(
        "Alternative", "Number of the alternative that was decided on", default=None, ge=1
    )
    case_sha256: Text = about(
        "Digest of the case", "By which the case of that day is known", default="", max_length=64
    )


class Voice(Record):
    """How one partner stands towards a decision, in its own words; also who does not agree."""

    table: ClassVar[str] = "voices"

    decision_id: Identifier = about("Decision", "Which decision", refers_to="decisions")
    partner_id: Identifier = about("Partner", "Who says so", refers_to="partners")
    choice: VoteChoice = about("Vote", "For, for if, against, or no opinion")
    text: Text = about("Text", "In the partner's own words", default="")


def check_conversation(tables: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Yield what is wrong with conditions by themselves.

    A rule that misses a task or variant (they may have been removed since) is no mistake: the
    condition is then words only, and says so where it is tried out.
    """
    for condition in cast(Sequence[Condition], tables.get("conditions", ())):
        first, last, amount = condition.first, condition.last, condition.amount
        if first is not None and last is not None and last < first:
            yield _problem(condition, "last", last, N_("expected {first} or later"), first=first)
        if condition.kind is ConditionKind.SHARE and amount is not None and amount > 1:
            yield _problem(condition, "amount", amount, N_("expected a part, from 0 to 1"))


def _problem(record: Record, field: str, found: object, text: str, **values: object) -> Problem:
    told = Message(text, {name: str(value) for name, value in values.items()})
    return Problem(told, table=record.table, id=record.id, field=field, found=str(found))
