# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Alternatives for the page: what each yields, what is asked, what follows from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koppelkans.case import TABLES, Case, Partner, Quarter
from koppelkans.language import translate
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import quarter
from koppelkans.programme.answers import Limit, Moved
from koppelkans.programme.questions.compare import find_moved
from koppelkans.programme.questions.consequences import Room, find_narrowed
from koppelkans.programme.questions.tell import tell_limit
from koppelkans.programme.questions.tell_answers import tell_stretch
from koppelkans.programme.wishes import Wishes
from koppelkans.web.alternatives.asked import Asked, Change, apply_asked
from koppelkans.web.models import Alternative, Programme


@dataclass(frozen=True)
class Row:
    """An alternative with what it yields; no reading: there is no programme yet."""

    alternative: Alternative
    reading: Reading | None
    programme: Programme | None
    is_dated: bool

    @property
    def better_eur(self) -> float | None:
        """Present value better than everybody alone, EUR."""
        return None if self.reading is None else self.reading.difference_eur


@dataclass(frozen=True)
class Item:
    """One thing that is asked, in words, and how to take it back."""

    kind: str
    number: int
    text: str


def list_asked(case: Case, asked: Asked, language: str) -> list[Item]:
    """Return what an alternative asks, for somebody who sees this much of the case."""
    wishes, items = asked.wishes, []
    for kind in ("pins", "exclusions"):
        for number, wish in enumerate(getattr(wishes, kind)):
            if wish.task_id in case.task and (
                wish.variant_id is None or wish.variant_id in case.variant
            ):
                limit = Limit(table=kind, id=str(number))
                text = tell_limit(case, limit, wishes).in_language(language)
                text = text.removeprefix("wens: ").removeprefix("wish: ")
            else:
                text = _("Something about a task that its owner keeps to itself")
            items.append(Item(kind, number, text))
    items += [
        Item("changes", number, _change(case, change, language))
        for number, change in enumerate(asked.changes)
    ]
    items += [Item("later", n, _later(case, x.partner_id, x.quarters))
              for n, x in enumerate(asked.later)]  # fmt: skip
    return items


def _change(case: Case, change: Change, language: str) -> str:
    record = next((r for r in getattr(case, change.table) if r.id == change.id), None)
    if record is None:
        return _("Something about a record that its owner keeps to itself")
    name = getattr(record, "title", None) or getattr(record, "name", change.id)
    title = TABLES[change.table].model_fields[change.field].title
    field = translate(title, language) if title else change.field
    was, value = getattr(record, change.field), change.value
    if isinstance(was, Quarter):
        was, value = quarter(was), quarter(Quarter.parse(str(value)))
    return _("“%(name)s”: %(field)s %(value)s instead of %(was)s") % {
        "name": name, "field": field.lower(), "value": _shown(value), "was": _shown(was),
    }  # fmt: skip


def _shown(value: object) -> str:
    return f"{value:n}" if isinstance(value, float) else str(value)


def _later(case: Case, partner_id: str, quarters: int) -> str:
    return ngettext(
        "%(partner)s starts everything %(quarters)s quarter later",
        "%(partner)s starts everything %(quarters)s quarters later",
        quarters,
    ) % {"partner": case.partner[partner_id].name, "quarters": quarters}


def list_consequences(case: Case, asked: Asked) -> list[str]:
    """Return for which tasks less is possible because of what is asked, in sentences."""
    changed, wishes = apply_asked(case, asked)
    asked_for = {wish.task_id for wish in wishes.of_tasks()}
    told = []
    for found in find_narrowed(changed, wishes):
        if found.task_id in asked_for:
            continue
        values = {"task": changed.task[found.task_id].title, **_room(found.after)}
        if found.after.first is None:
            told.append(_("“%(task)s” can then no longer be done.") % values)
        elif found.after.first == found.after.last:
            told.append(_("“%(task)s” can then only start in %(first)s.") % values)
        else:
            told.append(_("“%(task)s” can then only start from %(first)s to %(last)s.") % values)
    return told


def _room(room: Room) -> dict[str, str]:
    return {
        "first": quarter(room.first) if room.first else "",
        "last": quarter(room.last) if room.last else "",
    }


@dataclass(frozen=True)
class Move:
    """A task that is done otherwise in the second of two alternatives, in words."""

    task_id: str
    title: str
    partner: Partner
    before: str
    after: str


def list_moves(before: Reading, after: Reading) -> list[Move]:
    """Return the tasks that are done otherwise, in the order in which they start."""
    moved = find_moved(before.programme, after.programme)
    moves = [move for move in moved if move.task_id in after.case.task]
    moves.sort(key=lambda move: str(move.after.start or move.before.start))
    return [show_move(before.case, after, move) for move in moves]


def show_move(case: Case, after: Reading, moved: Moved) -> Move:
    """Return in words how a task is done otherwise; ``case`` is the one it was done in before."""

    def told(of: Case, start: Quarter | None, variant_id: str | None) -> str:
        if start is None or variant_id is None:
            return _("not done")
        several = len(of.variants_of[moved.task_id]) > 1
        name = f" · {of.variant[variant_id].name}" if several and variant_id in of.variant else ""
        return quarter(start) + name

    return Move(
        moved.task_id,
        after.title(moved.task_id),
        after.case.partner[after.case.task[moved.task_id].partner_id],
        told(case, moved.before.start, moved.before.variant_id),
        told(after.case, moved.after.start, moved.after.variant_id),
    )


@dataclass(frozen=True)
class Difference:
    """What a partner has more (or less) in the second of two alternatives; EUR."""

    partner: Partner
    before_payments: float
    after_payments: float


def list_differences(before: Reading, after: Reading) -> list[Difference]:
    """Return who gains and who loses, the largest gain first."""
    old = {share.partner_id: share for share in before.result.partners}
    found = [
        Difference(
            after.case.partner[share.partner_id],
            share.together_net_eur - old[share.partner_id].together_net_eur,
            share.net_eur - old[share.partner_id].net_eur,
        )
        for share in after.result.partners
        if share.partner_id in old
    ]
    return sorted(found, key=lambda difference: -difference.before_payments)


@dataclass(frozen=True)
class Measure:
    """One figure of two alternatives side by side."""

    title: str
    before: float
    after: float
    is_money: bool = False


def list_measures(before: Reading, after: Reading) -> Sequence[Measure]:
    """Return the figures by which people compare two programmes."""
    return tuple(_measures(before, after))


def _measures(before: Reading, after: Reading) -> Iterator[Measure]:
    old, new = before.result.programme, after.result.programme
    yield Measure(_("Net value"), old.net_value_eur, new.net_value_eur, is_money=True)
    yield Measure(_("Benefits"), old.benefit_eur, new.benefit_eur, is_money=True)
    yield Measure(_("Costs"), old.cost_eur, new.cost_eur, is_money=True)
    yield Measure(_("Nuisance"), old.nuisance_eur, new.nuisance_eur, is_money=True)
    yield Measure(_("Times a street is broken up"), old.occupations, new.occupations)
    yield Measure(_("Weeks of closed streets"), old.closed_weeks, new.closed_weeks)
    yield Measure(_("Homes on new heat"), old.homes.get("heat", 0), new.homes.get("heat", 0))
    yield Measure(_("People helped"), old.people, new.people)


@dataclass(frozen=True)
class YieldRow:
    """What a limit, or two together, would yield; EUR, and how sure that is."""

    asked: str
    partners: tuple[Partner, ...]
    at_least: float
    at_most: float | None
    is_proven: bool
    gainers: tuple[tuple[Partner, float], ...]


@dataclass(frozen=True)
class LimitsAsked:
    """How many limits were asked to give, searched for a better programme, and proven a most."""

    limits: int
    searched: int
    bounded: int


def count_asked(reading: Reading) -> LimitsAsked | None:
    """Return how far every limit was asked; None when that was not done."""
    table = reading.result.stretch
    if table is None:
        return None
    return LimitsAsked(
        limits=len(table.yields),
        searched=sum(one.searched for one in table.yields),
        bounded=sum(one.exact or one.at_most_eur is not None for one in table.yields),
    )


MOST_YIELDS = 15


def list_yields(reading: Reading, programme: Programme) -> list[YieldRow]:
    """Return whom to ask first: limits and pairs that yield something, best first."""
    table, case = reading.result.stretch, reading.case
    if table is None:
        return []
    wishes = Wishes.model_validate(programme.wishes)
    found = sorted((*table.yields, *table.pairs), key=lambda one: -one.at_least_eur)
    return [
        YieldRow(
            "; ".join(
                tell_stretch(case, stretch, wishes).in_language(reading.language)
                for stretch in one.stretches
            ),
            tuple(case.partner[partner_id] for partner_id in one.asked_of),
            one.at_least_eur,
            one.at_most_eur,
            one.exact,
            tuple((case.partner[c.partner_id], c.eur) for c in one.partners[:3]),
        )
        for one in found[:MOST_YIELDS]
        if one.at_least_eur > 1
    ]
