# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions and what comes of trying them out, in the words of the reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from koppelkans.agree import ShareCheck, Tried
from koppelkans.case import Case, Condition, ConditionKind, Partner, Quarter
from koppelkans.language import show_euros, show_number
from koppelkans.plan.words import quarter
from koppelkans.programme.conditions import Cost, Trouble, add_rules, read_rule
from koppelkans.programme.conditions.rules import Rule
from koppelkans.programme.questions.tell import tell_conflict
from koppelkans.web.conversation.models import Trial
from koppelkans.web.conversation.room import Room
from koppelkans.web.store import unpack_case

TROUBLES = {
    Trouble.WORDS: gettext_noop("In words only: we talk about it, nothing is computed."),
    Trouble.INCOMPLETE: gettext_noop(
        "Something is missing in the rule, or the task or variant that it named has been removed"
        " since. Say anew what it asks."
    ),
    Trouble.EMPTY: gettext_noop(
        "By itself this leaves a task no moment to start: it lies outside its window."
    ),
    Trouble.SHARING: gettext_noop("About who bears what: see below."),
}


def say_rule(case: Case, condition: Condition, language: str) -> str:
    """Return what a condition asks, as the search understands it; empty for words only."""
    titles = [case.task[t].title for t in condition.task_ids if t in case.task]
    values = {
        "tasks": ", ".join(f"“{title}”" for title in titles),
        "order": " → ".join(titles),
        "when": _when(condition.first, condition.last),
        "amount": show_euros(condition.amount or 0.0, language),
        "percent": show_number(100 * (condition.amount or 0.0), language, 0),
        "variant": case.variant[condition.variant_id].name
        if condition.variant_id in case.variant
        else "…",
    }  # fmt: skip
    return _(_RULES[condition.kind]) % values if condition.kind in _RULES else ""


_RULES = {
    ConditionKind.WINDOW: gettext_noop("%(tasks)s: start %(when)s"),
    ConditionKind.BUDGET: gettext_noop("At most %(amount)s a year, %(when)s"),
    ConditionKind.TOGETHER: gettext_noop("%(tasks)s: start together"),
    ConditionKind.BEFORE: gettext_noop("In this order: %(order)s"),
    ConditionKind.VARIANT: gettext_noop("In the variant “%(variant)s”"),
    ConditionKind.SHARE: gettext_noop("Bears at most %(percent)s %% of all costs"),
}


def _when(first: Quarter | None, last: Quarter | None) -> str:
    values = {"first": quarter(first) if first else "", "last": quarter(last) if last else ""}
    if first and last:
        return _("from %(first)s to %(last)s") % values
    if first:
        return _("from %(first)s on") % values
    return _("until %(last)s") % values if last else _("at any moment")


@dataclass(frozen=True)
class Price:
    """What a condition costs the whole, EUR, and for whom it changes how much."""

    condition: Condition | None
    name: str
    eur: float
    at_least: float
    at_most: float
    partners: tuple[tuple[Partner, float], ...]


@dataclass(frozen=True)
class Share:
    """What a partner would bear of all costs, beside what it asks."""

    condition: Condition
    part: float
    asked: float
    short: float

    @property
    def is_met(self) -> bool:
        return self.short <= 0


@dataclass(frozen=True)
class Outcome:
    """What came of a trial, for one reader."""

    trial: Trial
    fits: bool | None
    names: tuple[str, ...]
    whole: Price | None
    prices: tuple[Price, ...]
    troubles: tuple[tuple[str, str], ...]
    impossible: tuple[str, ...]
    clashes: tuple[tuple[str, str], ...]
    drop: tuple[str, ...]
    reasons: tuple[str, ...]
    shares: tuple[Share, ...]
    beside_others: bool


def read_outcome(room: Room, trial: Trial, tried: Tried) -> Outcome:
    """Return what came of a trial in words, with what the reader may know."""
    found = tried.trial
    known = {c.id: c for c in room.case.conditions}

    def name(id_: str) -> str:
        return known[id_].text if id_ in known else _("A condition that has been removed since")

    def names(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(name, ids))

    def price(cost: Cost) -> Price:
        only = cost.condition_ids[0] if len(cost.condition_ids) == 1 else ""
        return Price(
            known.get(only), name(only) if only else _("All together"), room.amount(cost.eur),
            room.amount(cost.at_least_eur), room.amount(cost.at_most_eur),
            tuple(_partners(room, cost)),
        )  # fmt: skip

    return Outcome(
        trial, found.fits, names(found.condition_ids),
        price(found.whole) if found.whole and len(found.whole.condition_ids) > 1 else None,
        tuple(map(price, found.costs)),
        tuple((name(id_), _(TROUBLES[t])) for id_, t in found.troubles.items()
              if t is not Trouble.SHARING),
        names(found.impossible), tuple((name(a), name(b)) for a, b in found.clashes),
        names(found.drop), tuple(_reasons(room, trial, tried)),
        tuple(_share(room, known[s.condition_id], s) for s in tried.shares
              if s.condition_id in known),
        bool(found.fits),
    )  # fmt: skip


def _partners(room: Room, cost: Cost) -> Iterator[tuple[Partner, float]]:
    for change in cost.partners:
        partner = room.partner(change.partner_id)
        if partner is not None and change.partner_id not in room.hidden.owners:
            yield partner, change.eur


def _share(room: Room, condition: Condition, found: ShareCheck) -> Share:
    part = round(found.part, 2) if room.hidden else found.part
    return Share(condition, part, found.asked, room.amount(found.short_eur))


def _reasons(room: Room, trial: Trial, tried: Tried) -> Iterator[str]:
    """Yield which limits are in the way; they may be of tasks that not everybody sees."""
    conflict = tried.trial.conflict
    if conflict is None or not (conflict.limits or conflict.repair):
        return
    if room.hidden:
        yield _("Which limits are in the way, the facilitator can see.")
        return
    case = unpack_case(bytes(trial.case))
    rules = [read_rule(case, c) for c in case.conditions if c.id in trial.conditions]
    asked = add_rules(case, [rule for rule in rules if isinstance(rule, Rule)])
    wishes = tried.trial.conflict_wishes
    for told in tell_conflict(asked.case, wishes, conflict):
        yield told.in_language(room.language)
