# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The result of the whole line on a case: what ``result.json`` holds."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from koppelkans.case import Choice, Quarter
from koppelkans.framework.types import Weighing
from koppelkans.opportunity.types import Opportunity
from koppelkans.programme.answers import StretchTable
from koppelkans.programme.choices import Reached, Wanted
from koppelkans.programme.types import Status
from koppelkans.programme.wishes import NOTHING, Wishes
from koppelkans.sharing.compensate import Compensation
from koppelkans.sharing.groups import GroupsTable
from koppelkans.sharing.settle import Settlement
from koppelkans.sharing.table import RuleResult, SharingTable
from koppelkans.sharing.types import Share
from koppelkans.value.types import Entry, Unpriced
from koppelkans.value.uncertainty import Uncertainty

SCHEMA: Literal["koppelkans-result/1"] = "koppelkans-result/1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseReference(_Part):
    """Which case the result is about."""

    id: str
    name: str
    notice: str
    price_level: int
    discount_rate: float
    sha256: str
    """Digest of the records of the case in canonical JSON."""


class Settings(_Part):
    """Everything besides the case that decides the result."""

    seconds: float
    gap: float
    seed: int
    turns: int | None = None
    version: str
    """Version of Koppelkans."""
    wishes: Wishes = NOTHING
    """What was asked of the programme besides the case."""
    wanted: Wanted = Wanted()
    """What was looked for instead of the largest net value, or within which limits."""


class OccupationResult(_Part):
    """One period in which one place is broken up or closed."""

    place_id: str
    first: Quarter
    last: Quarter
    task_ids: tuple[str, ...]
    partner_ids: tuple[str, ...]
    closed_weeks: float
    weeks_saved: float
    """Weeks that the tasks apart would have closed the place more."""
    opening_eur: float
    opening_saved_eur: float


class ExcessResult(_Part):
    """A limit that is stretched or broken."""

    table: str
    id: str
    when: Quarter
    over: float
    broken: bool
    eur: float
    place_id: str = ""
    """Where, when the limit holds for each place by itself; else empty."""


class AlternativeResult(_Part):
    """A schedule, valued: present values in EUR at the price level of the case."""

    net_value_eur: float
    benefit_eur: float
    cost_eur: float
    """Positive: what it costs."""
    nuisance_eur: float
    """Positive: what the nuisance costs society."""
    occupations: int
    """How often a place is broken up or closed."""
    closed_weeks: float
    """Weeks that places are closed, added up over places."""
    tasks: tuple[Choice, ...]
    homes: dict[str, int]
    """Homes reached by the tasks that are done, by theme; within a theme each home once."""
    people: int
    """People helped by the social tasks that are done; who takes part in two counts twice."""
    entries: tuple[Entry, ...]
    unpriced: tuple[Unpriced, ...]
    occupation_list: tuple[OccupationResult, ...]
    excesses: tuple[ExcessResult, ...]


class ProgrammeResult(AlternativeResult):
    """The joint programme, with the proof of how good it is."""

    bound_eur: float
    gap: float
    """(bound - net value) / (cost + nuisance), as a fraction."""
    status: Status
    seconds: float
    reached: Reached | None = None
    """Of the goal, when something else than the largest net value was wanted."""


class OpportunityResult(Opportunity):
    """An opportunity, valued, and whether the programme takes it."""

    gain_eur: float
    """Present value of the openings, traffic, nuisance and joint effects gained."""
    taken: bool


class Result(_Part):
    """What the whole line says about a case."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: Literal["koppelkans-result/1"] = Field(default=SCHEMA, alias="schema")
    case: CaseReference
    settings: Settings
    seconds: float
    """Clock time of the whole run."""
    baseline: AlternativeResult
    programme: ProgrammeResult
    opportunities: tuple[OpportunityResult, ...]
    partners: tuple[Share, ...]
    sharing_rule: str
    sharing: SharingTable | None = None
    """All rules side by side with their tests; empty in results of before there were any."""
    compensation: Compensation | None = None
    """The smallest set of payments that leaves nobody with a budget worse off than alone."""
    groups: GroupsTable | None = None
    """What groups of partners would reach by plans of their own, when that was asked."""
    payments: Settlement | None = None
    """Who pays whom in which year under the rule behind the payments."""
    weighing: Weighing
    stretch: StretchTable | None = None
    """What limits would yield if they gave; only when that was asked."""
    uncertainty: Uncertainty | None = None
    """How sure the values and their order are; empty in results of before it was computed."""

    def to_json(self) -> str:
        """Return the text of ``result.json``."""
        return self.model_dump_json(by_alias=True, indent=1)


def chosen_rule(result: Result) -> RuleResult:
    """Return the rule behind the payments, with its tests; ValueError when the result has none."""
    for rule in result.sharing.rules if result.sharing else ():
        if rule.rule.value == result.sharing_rule:
            return rule
    raise ValueError(f"no rule {result.sharing_rule} in this result")
