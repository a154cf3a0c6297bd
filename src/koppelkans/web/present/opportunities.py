# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opportunities: where tasks meet, what that yields, and what has to give for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from koppelkans.case import Partner, Visibility
from koppelkans.opportunity import OpportunityKind, PairGain, count_by_partners
from koppelkans.plan.reading import Reading
from koppelkans.plan.words import amount, listing, period, quarters, sentence, weeks
from koppelkans.result import OpportunityResult


@dataclass(frozen=True)
class Giving:
    """A task of an opportunity, and what it has to give for it."""

    task_id: str
    title: str
    words: str
    stretches: bool


@dataclass(frozen=True)
class Chance:
    """An opportunity as the list shows it."""

    number: int
    opportunity: OpportunityResult
    title: str
    partners: tuple[Partner, ...]
    why: str
    when: str
    gives: tuple[Giving, ...]

    @property
    def stretches(self) -> int:
        """Return how many windows have to stretch."""
        return sum(giving.stretches for giving in self.gives)


def list_chances(reading: Reading) -> list[Chance]:
    """Return all opportunities, the largest gain first."""
    return [
        _chance(reading, number, opportunity)
        for number, opportunity in enumerate(reading.result.opportunities, start=1)
    ]


def chances_of(reading: Reading, task_id: str) -> list[Chance]:
    """Return the opportunities of a task, the largest gain first."""
    return [
        _chance(reading, number, opportunity)
        for number, opportunity in enumerate(reading.result.opportunities, start=1)
        if task_id in opportunity.task_ids
    ]


def _chance(reading: Reading, number: int, found: OpportunityResult) -> Chance:
    case = reading.case
    streets = reading.place_names(found.place_ids)
    shown = streets if len(streets) <= 3 else (*streets[:3], _("more streets"))
    return Chance(
        number,
        found,
        listing(shown, reading.language) or _("In the whole neighbourhood"),
        tuple(case.partner[partner_id] for partner_id in found.partner_ids),
        sentence("; ".join(_why(reading, found))) + ".",
        period(found.first, found.last),
        tuple(_gives(reading, found)),
    )


def _why(reading: Reading, found: OpportunityResult) -> list[str]:
    language = reading.language
    reasons = []
    if found.link_id:
        reasons.append(
            _("“%(task)s” links the other tasks, street by street")
            % {"task": reading.title(found.link_id)}
        )
    if found.opening_saved_eur >= 500:
        reasons.append(
            _("%(amount)s less for opening and closing the street")
            % {"amount": amount(found.opening_saved_eur, language)}
        )
    if found.weeks_saved >= 0.5:
        reasons.append(
            _("%(weeks)s less of a closed street") % {"weeks": weeks(found.weeks_saved, language)}
        )
    names = {
        rule.name
        for effect_id in found.joint_effect_ids
        for rule in reading.case.opportunity_rules
        if effect_id.startswith(f"{rule.id}:")
    }
    reasons += sorted(names)
    if not reasons and found.kind is OpportunityKind.SHARED_OCCUPATION:
        reasons.append(_("the street opens once instead of several times"))
    return reasons


def _gives(reading: Reading, found: OpportunityResult) -> Iterator[Giving]:
    """Yield what each task has to give: a window that stretches, a preferred moment."""
    language, case = reading.language, reading.case
    for task_id in found.task_ids:
        task, start = case.task[task_id], found.starts.get(task_id)
        stretch = found.stretch_quarters.get(task_id, 0)
        moved = 0 if start is None else start - task.preferred_start
        if stretch:
            words = _("stretches its window by %(quarters)s") % {
                "quarters": quarters(stretch, language)
            }
        elif not moved or task.visibility is Visibility.OWN:
            words = ""
        elif moved > 0:
            words = _("%(quarters)s later than preferred") % {"quarters": quarters(moved, language)}
        else:
            words = _("%(quarters)s earlier than preferred") % {
                "quarters": quarters(-moved, language)
            }
        yield Giving(task_id, reading.title(task_id), words, stretch > 0)


def gains_by_place(reading: Reading) -> dict[str, dict[str, Any]]:
    """Return what can be gained at each place, and whether any of it is taken.

    Chains are left out: they are made of opportunities that count already.
    """
    gains: dict[str, dict[str, Any]] = {}
    for number, found in enumerate(reading.result.opportunities, start=1):
        if found.kind is OpportunityKind.CHAIN:
            continue
        for place_id in found.place_ids:
            at_place = gains.setdefault(
                place_id, {"eur": 0.0, "taken": False, "numbers": [], "text": ""}
            )
            at_place["eur"] += found.gain_eur / max(1, len(found.place_ids))
            at_place["taken"] = at_place["taken"] or found.taken
            at_place["numbers"].append(number)
    for at_place in gains.values():
        at_place["text"] = amount(at_place["eur"], reading.language)
        at_place["eur"] = round(at_place["eur"])
    return gains


@dataclass(frozen=True)
class Meeting:
    """How often a partner meets another, and its part of the gain in EUR; None: itself."""

    partner: Partner
    cells: tuple[PairGain | None, ...]


def list_meetings(reading: Reading) -> list[Meeting]:
    """Return for each partner how often it meets each other one; both ways the same."""
    opportunities = reading.result.opportunities
    pairs = count_by_partners(
        reading.case, opportunities, {found.id: found.gain_eur for found in opportunities}
    )
    both = {**pairs, **{(other, one): pair for (one, other), pair in pairs.items()}}
    partners = reading.case.partners
    return [
        Meeting(partner, tuple(both.get((partner.id, other.id)) for other in partners))
        for partner in partners
    ]
