# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The best programme so far and the bound, shared by those who search and those who prove."""

import math
import threading
import time
from collections.abc import Sequence

from koppelkans.case import Schedule, find_excesses
from koppelkans.language import N_, Message
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.errors import ProgrammeError
from koppelkans.programme.goal import LARGEST_VALUE, Aim
from koppelkans.value import value_schedule

ROUNDING = 1e-6
"""Part of the amount at stake by which two computations of the same euros may differ."""


class Incumbent:
    """The best programme so far, valued by the value room, and the bound on any programme.

    Nothing enters that breaks a limit.

    Attributes
    ----------
    schedule
        The best programme; None as long as there is none.
    bound_eur
        Proven: no programme is worth more.
    infeasible
        Proven: no programme keeps all limits.
    valuing_seconds
        How long it took to value the last programme: seconds of clock.
    """

    def __init__(
        self,
        joint_effects: Sequence[JointEffect],
        bound_eur: float,
        wanted_gap: float,
        aim: Aim = LARGEST_VALUE,
    ) -> None:
        self._aim = aim
        self._joint_effects = joint_effects
        self._wanted_gap = wanted_gap
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._objective_eur = -math.inf
        self._stake_eur = math.inf
        self.schedule: Schedule | None = None
        self.bound_eur = bound_eur
        self.infeasible = False
        self.valuing_seconds = 0.0

    def best_eur(self) -> float:
        """Return the net value of the best programme; minus infinity when there is none."""
        return self._objective_eur

    def stake(self) -> float:
        """Return cost and nuisance of the best programme, as they count, 1 EUR at the least."""
        return 1.0 if self.schedule is None else max(1.0, self._stake_eur)

    def gap(self) -> float:
        """Return (bound - net value) / (cost + nuisance); infinite when there is none."""
        if self.schedule is None:
            return math.inf
        return max(0.0, self.bound_eur - self._objective_eur) / self.stake()

    def is_enough(self) -> bool:
        """Whether the wanted gap is proven, or that there is no programme."""
        return self.infeasible or self.gap() <= max(self._wanted_gap, ROUNDING)

    def stop(self) -> None:
        """Ask everybody to stop."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether everybody should stop."""
        return self._stop.is_set()

    def offer(self, schedule: Schedule, *, at_least: float) -> bool:
        """Offer a schedule; it is kept when it breaks nothing and is better.

        Parameters
        ----------
        at_least
            What the one who offers it has computed that it is worth, in EUR.

        Raises
        ------
        ProgrammeError
            When the value room finds it worth less: the model and the valuation then disagree,
            and no bound can be trusted.
        """
        begun = time.monotonic()
        if any(excess.broken for excess in find_excesses(schedule)):
            return False
        valuation = value_schedule(schedule, self._joint_effects)
        self.valuing_seconds = time.monotonic() - begun
        if self._aim.shortfall(schedule, valuation) > 0:
            return False
        net = self._aim.value(schedule, valuation)
        stake = self._aim.goal.stake(schedule, valuation)
        if at_least > net + ROUNDING * max(1.0, stake, abs(net)) + 0.01:
            raise ProgrammeError(
                Message(
                    N_("The model and the valuation disagree: {model} and {value} euros."),
                    {"model": f"{at_least:.2f}", "value": f"{net:.2f}"},
                )
            )
        with self._lock:
            better = net > self._objective_eur
            if better:
                self.schedule, self._objective_eur, self._stake_eur = schedule, net, stake
            return better

    def prove(self, bound_eur: float) -> None:
        """Take over a bound that holds for every programme better than the best one so far."""
        with self._lock:
            self.bound_eur = min(self.bound_eur, max(bound_eur, self._objective_eur))

    def prove_none_better(self) -> None:
        """Take over that there is no better programme; without any there is none at all."""
        with self._lock:
            if self.schedule is None:
                self.infeasible = True
            else:
                self.bound_eur = self._objective_eur
