# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What charts, maps and texts read from a case and its result: sums by year, place and partner."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from koppelkans.case import (
    Case,
    CaseLanguage,
    Quarter,
    Schedule,
    Task,
    Visibility,
    find_occupations,
    yearly_spending,
)
from koppelkans.language import N_
from koppelkans.plan.texts import PlanTexts, read_text
from koppelkans.plan.types import Bullets, Paragraph
from koppelkans.plan.words import count, name, say
from koppelkans.result import AlternativeResult, OccupationResult, Result
from koppelkans.sharing import RuleResult
from koppelkans.value.types import Entry

Key = TypeVar("Key", bound=Hashable)

YEARS_PER_PHASE = 5


@dataclass(frozen=True)
class Phase:
    """Some years of the programme that people look at together."""

    number: int
    first_year: int
    last_year: int

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    def __contains__(self, when: Quarter) -> bool:
        return when.year in self.years

    def __str__(self) -> str:
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"


@dataclass(frozen=True)
class Reading:
    """A case and its result, read for one language, with what people wrote themselves."""

    case: Case
    result: Result
    language: str
    texts: PlanTexts = field(default_factory=dict)

    def written(self, key: str) -> tuple[Paragraph | Bullets, ...]:
        """Return what people wrote in a slot of `koppelkans.plan.texts`; empty when nothing."""
        return read_text(self.texts.get(key, ""))

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The planned years in phases of five, the last as long as what is left."""
        area = self.case.area
        firsts = range(area.first_year, area.last_year + 1, YEARS_PER_PHASE)
        return tuple(
            Phase(number, first, min(first + YEARS_PER_PHASE - 1, area.last_year))
            for number, first in enumerate(firsts, start=1)
        )

    @property
    def years(self) -> range:
        return range(self.case.area.first_year, self.case.area.last_year + 1)

    @cached_property
    def baseline(self) -> Schedule:
        """What everybody does alone."""
        return _schedule(self.case, self.result.baseline)

    @cached_property
    def programme(self) -> Schedule:
        """What is done together."""
        return _schedule(self.case, self.result.programme)

    @cached_property
    def difference_eur(self) -> float:
        """Net value of the programme minus that of the baseline."""
        return self.result.programme.net_value_eur - self.result.baseline.net_value_eur

    def say(self, text: str, **values: Any) -> str:
        """Return an English text, marked with ``N_``, in the language of the reader."""
        return say(text, self.language, **values)

    def count(self, number: float, one: str, many: str, decimals: int = 0, **values: Any) -> str:
        """Return a number with what is counted."""
        return count(number, one, many, self.language, decimals, **values)

    def closed_weeks(self, *, together: bool) -> dict[int, float]:
        """Return the weeks that places are closed, by year, added up over places."""
        weeks = dict.fromkeys(self.years, 0.0)
        schedule = self.programme if together else self.baseline
        for occupation in find_occupations(schedule, shared=together):
            for offset, quarter in enumerate(occupation.weeks):
                weeks[(occupation.first + offset).year] += max(quarter.values())
        return weeks

    @cached_property
    def spending(self) -> dict[str, dict[int, float]]:
        """What the works of each partner cost in each year: as budgets count it, in EUR."""
        years = {partner.id: dict.fromkeys(self.years, 0.0) for partner in self.case.partners}
        for work in self.programme.works.values():
            for year, eur in yearly_spending(self.case, work).items():
                years[work.task.partner_id][year] += eur
        return years

    @property
    def has_foreign_words(self) -> bool:
        """Whether names and texts of the case are in another language than the document."""
        return self.case.area.language != self.language

    @property
    def notice(self) -> str:
        """What stands on every page."""
        area = self.case.area
        return complete_notice(area.notice, area.language, self.language)

    @property
    def rule(self) -> RuleResult | None:
        """The rule behind the payments with its tests; None where the tests are not told.

        Of whoever keeps something to itself they are not: see `koppelkans.seen`.
        """
        table = self.result.sharing
        if table is None:
            return None
        told = (r for r in table.rules if r.worst_off in table.players)
        return next((r for r in told if r.rule.value == self.result.sharing_rule), None)

    def occupations_at(
        self, alternative: AlternativeResult
    ) -> dict[str, tuple[OccupationResult, ...]]:
        """Return the occupations of each place, in order of time; none for a place left alone."""
        found: defaultdict[str, list[OccupationResult]] = defaultdict(list)
        for occupation in alternative.occupation_list:
            found[occupation.place_id].append(occupation)
        return {
            place.id: tuple(sorted(found[place.id], key=lambda o: (o.first, o.task_ids)))
            for place in self.case.places
        }

    def is_private(self, task_id: str) -> bool:
        """Whether a task is for the eyes of its owner only."""
        return self.case.task[task_id].visibility is Visibility.OWN

    def title(self, task_id: str) -> str:
        """Return the title of a task, or who owns it when that is all that others may see."""
        task = self.case.task[task_id]
        if self.is_private(task_id):
            owner = self.case.partner[task.partner_id].short_name
            return say(N_("Task that {partner} keeps to itself"), self.language, partner=owner)
        return task.title

    def tasks_of(self, partner_id: str) -> tuple[Task, ...]:
        """Return the tasks of a partner, in order of preferred start."""
        found = [task for task in self.case.tasks if task.partner_id == partner_id]
        return tuple(sorted(found, key=lambda task: (task.preferred_start, task.title, task.id)))

    def place_names(self, place_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the streets of some places, each once."""
        return tuple(dict.fromkeys(self.case.place[place_id].street for place_id in place_ids))


def complete_notice(notice: str, tongue: CaseLanguage, language: str) -> str:
    """Return a notice of an area; where the area's texts are in another language, it says so."""
    if tongue == language:
        return notice
    text = N_("The partners’ own words and names are left in {tongue}.")
    return f"{notice} {say(text, language, tongue=name(tongue, language))}".strip()


def sum_by(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, float]:
    """Return the sums of entries in EUR by a key."""
    sums: dict[Key, float] = {}
    for entry in entries:
        sums[key(entry)] = sums.get(key(entry), 0.0) + entry.eur
    return sums


def _schedule(case: Case, alternative: AlternativeResult) -> Schedule:
    return Schedule(case, {choice.task_id: choice for choice in alternative.tasks})
