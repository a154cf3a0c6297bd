# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios that every area can start from: dearer, slower, without somebody, less from heat."""

from pydantic import BaseModel, ConfigDict, Field

from koppelkans.case import Case, Theme
from koppelkans.language import N_, Message
from koppelkans.programme.choices.scenarios import Scenario

AS_PLANNED = N_("as in the case")
DEARER = N_("works cost {percent} % more")
SLOWER = N_("every work takes {quarters} quarters longer")
LESS_HEAT = N_("what heat yields is {percent} % less")
WITHOUT = N_("{partner} withdraws")


class StandardScenarios(BaseModel):
    """What may go otherwise; zero or nothing leaves a scenario out.

    Attributes
    ----------
    dearer_percent
        How much more all investments are, %.
    longer_quarters
        How much longer every variant takes, quarters.
    less_heat_percent
        How much less the key figures are worth that tasks for heat bring effects of, %.
    without
        The partner that withdraws with all its tasks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dearer_percent: float = Field(default=20, ge=0, le=200)
    longer_quarters: int = Field(default=1, ge=0, le=20)
    less_heat_percent: float = Field(default=30, ge=0, le=100)
    without: str | None = None


def standard_scenarios(case: Case, asked: StandardScenarios, language: str) -> tuple[Scenario, ...]:
    """Return the case as it is and what was asked besides, each as likely as the others.

    A scenario in which nothing of this case differs is left out, as is the withdrawal of a
    partner that has no task in it.
    """

    def named(text: str, **values: object) -> str:
        return Message(text, values).in_language(language)

    found = [Scenario(name=named(AS_PLANNED))]
    if asked.dearer_percent and any(v.investment_eur for v in case.variants):
        factor = 1 + asked.dearer_percent / 100
        investments = {v.id: v.investment_eur * factor for v in case.variants}
        name = named(DEARER, percent=f"{asked.dearer_percent:g}")
        found.append(Scenario(name=name, investments=investments))
    heat = _heat_figures(case)
    if asked.less_heat_percent and heat:
        factor = 1 - asked.less_heat_percent / 100
        name = named(LESS_HEAT, percent=f"{asked.less_heat_percent:g}")
        figures = {id_: value * factor for id_, value in heat.items()}
        found.append(Scenario(name=name, key_figures=figures))
    if asked.longer_quarters:
        longer = {v.id: asked.longer_quarters for v in case.variants}
        found.append(Scenario(name=named(SLOWER, quarters=asked.longer_quarters), longer=longer))
    if any(task.partner_id == asked.without for task in case.tasks):
        name = named(WITHOUT, partner=case.partner[asked.without or ""].name)
        found.append(Scenario(name=name, without=asked.without))
    return tuple(found)


def _heat_figures(case: Case) -> dict[str, float]:
    """Return the values of the key figures that effects of tasks for heat refer to."""
    of_heat = {v.id for v in case.variants if case.task[v.task_id].theme is Theme.HEAT}
    named = {e.key_figure_id for e in case.effects if e.variant_id in of_heat}
    return {f.id: f.value for f in case.key_figures if f.id in named and f.value is not None}
