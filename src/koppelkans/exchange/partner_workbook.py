# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workbook back to one partner: its own tasks, with what was found for them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from koppelkans.case import Case, Schedule, Task, find_occupations
from koppelkans.exchange import paper
from koppelkans.exchange.account import Field, Row, Table
from koppelkans.exchange.columns import Kind
from koppelkans.exchange.programme_workbook import write_list
from koppelkans.exchange.titles import title_for
from koppelkans.exchange.whole import whole_file
from koppelkans.language import N_, Message, translate
from koppelkans.opportunity import detect_opportunities, find_joint_effects
from koppelkans.opportunity.types import Opportunity
from koppelkans.result import Result
from koppelkans.value import value_opportunities

LONGEST_LIST = 2_000
"""Characters of titles and names in one cell; Excel holds no more than 32,767."""

TASK = Field("task", N_("Your task"), Kind.TEXT, width=48)
TASK_FIELDS = (
    TASK,
    Field("theme", N_("Theme"), Kind.CHOICE, width=18),
    Field("places", N_("Places"), Kind.TEXT, width=40),
    Field("preferred", N_("Preferred start"), Kind.QUARTER, width=14),
    Field("earliest", N_("Earliest start"), Kind.QUARTER, width=14),
    Field("latest", N_("Latest start"), Kind.QUARTER, width=14),
    Field("count", N_("Opportunities"), Kind.INTEGER, width=14),
    Field("partners", N_("With which partners"), Kind.TEXT, width=34),
    Field("gain_eur", N_("Gain of the best one, for all together"), Kind.NUMBER, "EUR", 20),
)
PROGRAMME_FIELDS = (
    Field("start", N_("Start together"), Kind.QUARTER, width=14),
    Field("shift_quarters", N_("Quarters later than preferred"), Kind.INTEGER, width=16),
    Field("variant", N_("Variant"), Kind.TEXT, width=34),
    Field("beside", N_("In the street at the same time"), Kind.TEXT, width=48),
)
OPPORTUNITY_FIELDS = (
    TASK,
    Field("kind", N_("Kind"), Kind.CHOICE, width=30),
    Field("others", N_("Together with"), Kind.TEXT, width=60),
    Field("partners", N_("With which partners"), Kind.TEXT, width=34),
    Field("places", N_("Places"), Kind.TEXT, width=40),
    Field("first", N_("From"), Kind.QUARTER, width=12),
    Field("last", N_("Up to and including"), Kind.QUARTER, width=14),
    Field("gives", N_("What your window must give"), Kind.TEXT, width=30),
    Field("others_give", N_("What others must give"), Kind.TEXT, width=48),
    Field("weeks_saved", N_("Weeks saved"), Kind.NUMBER, "weeks", 12),
    Field("gain_eur", N_("Gain, for all together"), Kind.NUMBER, "EUR", 18),
    Field("confidence", N_("Confidence"), Kind.CHOICE, width=18),
)
TAKEN = Field("taken", N_("In the programme"), Kind.YES_NO, width=14)


def write_partner_workbook(
    case: Case,
    partner_id: str,
    path: str | os.PathLike[str],
    language: str,
    result: Result | None = None,
) -> None:
    """Write what was found for the tasks of one partner, in Dutch ("nl") or English ("en").

    Each task with its opportunities: with whom, where, when, whose window must stretch how far,
    and the gain (present value in EUR at the price level of the case, for all partners together).
    With a result also what the programme does with it. What others keep to themselves has no
    title here; what the partner keeps to itself has.

    Raises
    ------
    KeyError
        When the case has no such partner.
    koppelkans.value.ValuationError
        When key figures that the gain needs are missing.
    """
    back = _Back(case, case.partner[partner_id].id, language, *_found(case, result), result)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = translate(N_("Your tasks"), language)
    write_list(sheet, back.tasks(), language)
    opportunities = book.create_sheet(translate(N_("Opportunities"), language))
    write_list(opportunities, back.opportunities(), language)
    with whole_file(Path(path)) as unfinished:
        paper.save(book, unfinished)


def _found(
    case: Case, result: Result | None
) -> tuple[Sequence[Opportunity], Mapping[str, float], frozenset[str]]:
    """Return the opportunities, what they gain, and those that the programme takes."""
    if result is not None:
        gains = {found.id: found.gain_eur for found in result.opportunities}
        return result.opportunities, gains, frozenset(o.id for o in result.opportunities if o.taken)
    joint_effects = find_joint_effects(case)
    opportunities = detect_opportunities(case, joint_effects)
    return opportunities, value_opportunities(case, opportunities, joint_effects), frozenset()


def _joined(parts: Iterable[str]) -> str:
    """Return parts in one cell, cut where nobody would read on."""
    text = "; ".join(parts)
    return text if len(text) <= LONGEST_LIST else f"{text[: LONGEST_LIST - 1]}…"


class _Back:
    """What one partner gets back."""

    def __init__(
        self,
        case: Case,
        partner_id: str,
        language: str,
        opportunities: Sequence[Opportunity],
        gains: Mapping[str, float],
        taken: frozenset[str],
        result: Result | None,
    ) -> None:
        self.case, self.partner_id, self.language = case, partner_id, language
        self.own = [task for task in case.tasks if task.partner_id == partner_id]
        self.found = sorted(opportunities, key=lambda o: (-gains[o.id], o.id))
        self.gains, self.taken = gains, taken
        self.programme = (
            Schedule(case, {choice.task_id: choice for choice in result.programme.tasks})
            if result else None
        )  # fmt: skip

    def tasks(self) -> Table:
        """Return the own tasks, each with what was found in short."""
        rows = [self._task(task) for task in self.own]
        return Table(TASK_FIELDS + (PROGRAMME_FIELDS if self.programme else ()), rows)

    def opportunities(self) -> Table:
        """Return every opportunity of each own task, the most valuable first."""
        rows = [
            self._opportunity(task, opportunity)
            for task in self.own
            for opportunity in self.found
            if task.id in opportunity.task_ids
        ]
        return Table(OPPORTUNITY_FIELDS + ((TAKEN,) if self.programme else ()), rows)

    def _title(self, task_id: str) -> str:
        return title_for(self.case, task_id, self.language, self.partner_id)

    def _partners(self, partner_ids: Sequence[str]) -> str:
        names = [self.case.partner[p].short_name for p in partner_ids if p != self.partner_id]
        return _joined(dict.fromkeys(names))

    def _places(self, place_ids: Sequence[str]) -> str:
        return _joined(self.case.place[place_id].name for place_id in place_ids)

    def _task(self, task: Task) -> Row:
        found = [opportunity for opportunity in self.found if task.id in opportunity.task_ids]
        row: Row = {
            "task": task.title, "theme": task.theme, "places": self._places(task.place_ids),
            "preferred": task.preferred_start, "earliest": task.earliest_start,
            "latest": task.latest_start, "count": len(found),
            "partners": self._partners([p for o in found for p in o.partner_ids]),
            "gain_eur": self.gains[found[0].id] if found else None,
        }  # fmt: skip
        work = self.programme.works.get(task.id) if self.programme else None
        if self.programme is None:
            return row
        if work is None:
            return row | {"variant": translate(N_("not done"), self.language)}
        return row | {
            "start": work.start, "shift_quarters": work.start - task.preferred_start,
            "variant": work.variant.name, "beside": self._beside(self.programme, task),
        }  # fmt: skip

    def _beside(self, programme: Schedule, task: Task) -> str:
        others = [
            task_id
            for occupation in find_occupations(programme)
            if task.id in occupation.task_ids
            for task_id in occupation.task_ids
            if task_id != task.id
        ]
        return _joined(self._title(task_id) for task_id in dict.fromkeys(others))

    def _opportunity(self, task: Task, opportunity: Opportunity) -> Row:
        others = [task_id for task_id in opportunity.task_ids if task_id != task.id]
        return {
            "task": task.title, "kind": opportunity.kind,
            "others": _joined(self._title(task_id) for task_id in others),
            "partners": self._partners(opportunity.partner_ids),
            "places": self._places(opportunity.place_ids),
            "first": opportunity.first, "last": opportunity.last,
            "gives": self._stretch(opportunity.stretch_quarters.get(task.id, 0)),
            "others_give": _joined(
                f"{self._title(task_id)}: {self._stretch(opportunity.stretch_quarters[task_id])}"
                for task_id in others
                if opportunity.stretch_quarters.get(task_id)
            ),
            "weeks_saved": opportunity.weeks_saved, "gain_eur": self.gains[opportunity.id],
            "confidence": opportunity.confidence, "taken": opportunity.id in self.taken,
        }  # fmt: skip

    def _stretch(self, quarters: int) -> str:
        if not quarters:
            return translate(N_("nothing"), self.language)
        text = N_("{count} quarter") if quarters == 1 else N_("{count} quarters")
        return Message(text, {"count": quarters}).in_language(self.language)
