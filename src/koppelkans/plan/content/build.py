# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole plan of approach as data."""

from collections.abc import Sequence
from dataclasses import replace

from koppelkans.case import Case
from koppelkans.language import N_
from koppelkans.plan.content.area import area, joint_task
from koppelkans.plan.content.costs import costs
from koppelkans.plan.content.limits import conversation, decisions, limits
from koppelkans.plan.content.method import annexes
from koppelkans.plan.content.opportunities import opportunities
from koppelkans.plan.content.pages import words
from koppelkans.plan.content.programme import programme
from koppelkans.plan.content.residents import residents
from koppelkans.plan.content.risks import risks
from koppelkans.plan.content.summary import summary
from koppelkans.plan.content.tasks import tasks_per_partner
from koppelkans.plan.content.value import value
from koppelkans.plan.content.weighing import weighing
from koppelkans.plan.reading import Reading
from koppelkans.plan.texts import NO_TEXTS, PlanTexts
from koppelkans.plan.types import Block, Plan, Section
from koppelkans.result import Result

SECTIONS = (
    summary, area, joint_task, tasks_per_partner, opportunities, value, weighing, programme,
    costs, limits, risks, conversation, decisions, residents, annexes,
)  # fmt: skip


def build_plan(case: Case, result: Result, language: str, texts: PlanTexts = NO_TEXTS) -> Plan:
    """Return the content of the plan of approach in a language ("nl" or "en").

    Parameters
    ----------
    texts
        What people wrote for it, by the key of a slot; a section is called as its function.
    """
    reading = Reading(case, result, language, texts)
    return Plan(
        title=reading.say(N_("Joint plan for {area}"), area=case.area.name),
        subtitle=reading.say(
            N_("What we will do together, {first} to {last}"),
            first=case.area.first_year,
            last=case.area.last_year,
        ),
        notice=reading.notice,
        names=reading.case.area.language,
        language=language,
        words=words(language),
        sections=tuple(
            _begin_with(section(reading), reading.written(section.__name__)) for section in SECTIONS
        ),
    )


def _begin_with(section: Section, written: Sequence[Block]) -> Section:
    return replace(section, blocks=(*written, *section.blocks)) if written else section
