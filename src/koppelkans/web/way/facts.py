# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far an area is on the way: what is ready, what is missing, for whom is waited.

Only whether something is there is looked at, never what it says: so this page is the same for
everybody at the table, and tells nothing that a partner keeps.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koppelkans.case import PartnerKind, Stance
from koppelkans.case import State as Stand
from koppelkans.web.access.models import Membership, Role
from koppelkans.web.models import Area, State
from koppelkans.web.records.state import Tables, state_of
from koppelkans.web.records.values import Values
from koppelkans.web.workshop.models import QuestionState


@dataclass
class Progress:
    """How far one step is; ``waiting`` names partners."""

    ready: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return "done", "busy" or "to come"."""
        if not self.missing and not self.waiting:
            return "done"
        return "busy" if self.ready else "to come"


@dataclass(frozen=True)
class Facts:
    """What there is of an area."""

    area: Area
    tables: Tables
    problems: int
    at_table: frozenset[str]
    """Partners with a member, or a person on the list."""
    has_leader: bool
    programmes: int
    decided: int
    proposals: int
    sessions: int
    """In which a result was shown."""

    @property
    def partners(self) -> dict[str, Values]:
        return dict(self.tables["partners"])

    @property
    def core(self) -> dict[str, Values]:
        return {key: p for key, p in self.partners.items() if p.get("core", True)}

    def names(self, keys: Iterable[str]) -> list[str]:
        """Return what partners are called for short."""
        return [str(self.partners[key].get("short_name") or key) for key in keys]

    def without(self, table: str, among: Iterable[str] | None = None) -> list[str]:
        """Return the partners that have no record in a table."""
        have = {values.get("partner_id") for values in self.tables[table].values()}
        return [key for key in (self.partners if among is None else among) if key not in have]

    def stances(self) -> dict[str, Values]:
        """Return the newest commitment of each partner."""
        found: dict[str, Values] = {}
        for values in sorted(
            self.tables["commitments"].values(), key=lambda values: values.get("day") or ""
        ):
            found[str(values["partner_id"])] = values
        return found


def gather(area: Area) -> Facts:
    """Return what there is of an area now."""
    state = state_of(area)
    members = Membership.objects.filter(area=area, until__isnull=True)
    speaking = {str(p["partner_id"]) for p in state.tables["people"].values()
                if p.get("partner_id") and not p.get("left_on")}  # fmt: skip
    alternatives = area.alternatives.all()
    shown = area.sessions.filter(questions__state=QuestionState.SHOWN).distinct()
    return Facts(
        area, state.tables, len(state.problems),
        frozenset(speaking | set(members.values_list("partner_id", flat=True))),
        members.filter(role=Role.FACILITATOR).exists(),
        area.programmes.filter(state=State.DONE).count(),
        alternatives.filter(decided__isnull=False).count(),
        alternatives.filter(is_proposal=True).count(),
        shown.count(),
    )  # fmt: skip


def _choose(facts: Facts) -> Progress:
    found = Progress()
    if facts.has_leader:
        found.ready.append(_("somebody leads it"))
    else:
        found.missing.append(_("nobody leads it"))
    places = len(facts.tables["places"])
    if places:
        found.ready.append(ngettext("%(n)s place", "%(n)s places", places) % {"n": places})
    else:
        found.missing.append(_("the streets of the area"))
    if not facts.partners:
        found.missing.append(_("the partners"))
    found.waiting = facts.names(k for k in facts.core if k not in facts.at_table)
    return found


def _inventory(facts: Facts) -> Progress:
    found = Progress(waiting=facts.names(facts.without("tasks", _with_budget(facts))))
    tasks = len(facts.tables["tasks"])
    if tasks:
        found.ready.append(ngettext("%(n)s task", "%(n)s tasks", tasks) % {"n": tasks})
    else:
        found.missing.append(_("the first task"))
    if facts.problems:
        text = ngettext("%(n)s thing to fill in", "%(n)s things to fill in", facts.problems)
        found.missing.append(text % {"n": facts.problems})
    return found


def _with_budget(facts: Facts) -> list[str]:
    """Return the partners that do something themselves; residents only gain or lose."""
    return [key for key, p in facts.partners.items() if p.get("has_budget", True)]


def _analysis(facts: Facts) -> Progress:
    found = Progress()
    if facts.programmes:
        found.ready.append(_("a programme was computed"))
    else:
        found.missing.append(_("a first programme"))
    return found


def _ambition(facts: Facts) -> Progress:
    found = Progress()
    told = [key for key, p in facts.partners.items() if p.get("interest")]
    if told:
        text = ngettext("%(n)s partner said what it is after",
                        "%(n)s partners said what they are after", len(told))  # fmt: skip
        found.ready.append(text % {"n": len(told)})
    if not facts.partners:
        found.missing.append(_("the partners"))
    found.waiting = facts.names(key for key in facts.partners if key not in told)
    return found


def _commitment(facts: Facts) -> Progress:
    stances = facts.stances()
    behind = [k for k in facts.core if stances.get(k, {}).get("stance") == Stance.BEHIND_IT]
    found = Progress(waiting=facts.names(k for k in facts.core if k not in behind))
    if behind:
        text = ngettext("%(n)s core partner stands behind it",
                        "%(n)s core partners stand behind it", len(behind))  # fmt: skip
        found.ready.append(text % {"n": len(behind)})
    still = (Stand.OPEN, Stand.DISCUSSED)
    open_ones = [c for c in facts.tables["conditions"].values() if c.get("state") in still]
    if open_ones:
        text = ngettext("%(n)s condition is still open", "%(n)s conditions are still open",
                        len(open_ones))  # fmt: skip
        found.missing.append(text % {"n": len(open_ones)})
    if not facts.partners:
        found.missing.append(_("the partners"))
    return found


def _value(facts: Facts) -> Progress:
    found = Progress()
    effects = len(facts.tables["effects"])
    if effects:
        found.ready.append(ngettext("%(n)s effect", "%(n)s effects", effects) % {"n": effects})
    else:
        found.missing.append(_("what tasks yield: their effects"))
    if facts.programmes:
        found.ready.append(_("the programme is valued"))
    else:
        found.missing.append(_("a programme to value"))
    return found


def _weighing(facts: Facts) -> Progress:
    found = Progress()
    criteria = len(facts.tables["criteria"])
    if criteria:
        text = ngettext("%(n)s criterion", "%(n)s criteria", criteria)
        found.ready.append(text % {"n": criteria})
        found.waiting = facts.names(facts.without("weights"))
    else:
        found.missing.append(_("criteria"))
    if facts.sessions:
        text = ngettext("%(n)s session held", "%(n)s sessions held", facts.sessions)
        found.ready.append(text % {"n": facts.sessions})
    else:
        found.missing.append(_("a session in which you weigh together"))
    return found


def _plan(facts: Facts) -> Progress:
    found = Progress()
    if facts.proposals:
        found.ready.append(_("there is a proposal"))
    else:
        found.missing.append(_("an alternative that is the proposal"))
    if facts.decided:
        found.ready.append(_("decided"))
    else:
        found.missing.append(_("the decision"))
    return found


def _execution(facts: Facts) -> Progress:
    if facts.decided:
        return Progress(ready=[_("what was decided stands")])
    return Progress(missing=[_("comes after the decision")])


PROGRESS: dict[str, Callable[[Facts], Progress]] = {
    "choose": _choose, "inventory": _inventory, "analysis": _analysis, "ambition": _ambition,
    "commitment": _commitment, "value": _value, "weighing": _weighing, "plan": _plan,
    "execution": _execution,
}  # fmt: skip


def checked(facts: Facts) -> dict[str, bool]:
    """Return which points of the list for a first area are met."""
    stances = facts.stances()
    return {
        "leader": facts.has_leader,
        "partners": len(facts.partners) >= 3,
        "social": any(p.get("kind") == PartnerKind.SOCIAL_DOMAIN for p in facts.partners.values()),
        "places": bool(facts.tables["places"]),
        "people": bool(facts.partners) and facts.at_table >= set(facts.partners),
        "tasks": bool(facts.partners) and not facts.without("tasks", _with_budget(facts)),
        "time": bool(facts.core) and all(stances.get(k, {}).get("hours") for k in facts.core),
        "met": bool(facts.sessions),
        "programme": bool(facts.programmes),
    }  # fmt: skip
