# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who pays whom in which year: payments that settle what each owes, within everybody's limits."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from koppelkans.case import BoundaryKind, Case, Schedule, yearly_spending
from koppelkans.case.limits import applies_in
from koppelkans.sharing.agreed import due_payments, present_value
from koppelkans.sharing.fairness import HALF_A_CENT

SECONDS = 10.0
"""For the integer programme, at the most; the smallest set found then is not proven smallest."""


class Transfer(BaseModel):
    """What one partner pays another: amounts in EUR by year, at the price level of the case."""

    model_config = ConfigDict(frozen=True)

    from_partner_id: str
    to_partner_id: str
    years: dict[int, float]
    present_value_eur: float


class Settlement(BaseModel):
    """Payments between partners, by year.

    Attributes
    ----------
    transfers
        Payments: fewest pairs first, then the least money, then the earliest.
    short_eur
        By partner, what it should receive and no payment within the limits can bring: present
        value in EUR.
    proven_smallest
        Whether there is no set with fewer pairs.
    """

    model_config = ConfigDict(frozen=True)

    transfers: tuple[Transfer, ...] = ()
    short_eur: dict[str, float] = {}
    proven_smallest: bool = True


def settle(
    schedule: Schedule, pay: Mapping[str, float], receive: Mapping[str, float]
) -> Settlement:
    """Return payments that bring each receiver its amount.

    In each year within the limits of payer and receiver (`payment_limits`) and within what the
    budget of the payer leaves after the works of the schedule. Money received does not widen a
    budget: that is the careful side.

    Parameters
    ----------
    schedule
        The programme whose works the budgets pay first.
    pay
        The most that each partner may pay, present value in EUR; amounts of half a cent or less
        are left out.
    receive
        What each other partner is to receive, present value in EUR.
    """
    payers = {partner: eur for partner, eur in pay.items() if eur > HALF_A_CENT}
    receivers = {partner: eur for partner, eur in receive.items() if eur > HALF_A_CENT}
    if not receivers or not payers:
        return Settlement(short_eur=receivers)
    model = _Model(schedule, payers, receivers)
    return model.solve_transfers(model.solve_shortfall())


@dataclass(frozen=True)
class _Limit:
    """At most ``eur`` in all in these years, paid or received by a partner."""

    partner_id: str
    years: tuple[int, ...]
    eur: float


def find_limits(case: Case, schedule: Schedule) -> tuple[list[_Limit], list[_Limit]]:
    """Return what each may pay, and what each may receive, in which years."""
    years = range(case.area.first_year, case.area.last_year + 1)
    pay, receive = [], []
    due: defaultdict[tuple[str, int], float] = defaultdict(float)
    for payment in due_payments(case, schedule):
        if payment.from_partner_id is not None:
            due[payment.from_partner_id, payment.year] += payment.eur
    for limit in case.payment_limits:
        for year in years:
            if limit.pay_eur is not None:
                left = max(0.0, limit.pay_eur - due[limit.partner_id, year])
                pay.append(_Limit(limit.partner_id, (year,), left))
            if limit.receive_eur is not None:
                receive.append(_Limit(limit.partner_id, (year,), limit.receive_eur))
    return pay + _budget_limits(case, schedule, due), receive


def _budget_limits(
    case: Case, schedule: Schedule, due: dict[tuple[str, int], float]
) -> list[_Limit]:
    spent: defaultdict[tuple[str, int], float] = defaultdict(float, due)
    for work in schedule.works.values():
        for year, eur in yearly_spending(case, work).items():
            spent[work.task.partner_id, year] += eur
    limits = []
    for boundary in case.boundaries:
        if boundary.kind is not BoundaryKind.BUDGET or boundary.partner_id is None:
            continue
        years = [
            year
            for year in range(case.area.first_year, case.area.last_year + 1)
            if applies_in(boundary, year)
        ]
        room = [boundary.limit - spent[boundary.partner_id, year] for year in years]
        for number, year in enumerate(years):
            if boundary.carries_over:
                upto, eur = tuple(years[: number + 1]), sum(room[: number + 1])
            else:
                upto, eur = (year,), room[number]
            limits.append(_Limit(boundary.partner_id, upto, max(0.0, eur)))
    return limits


class _Model:
    """Payments by payer, receiver and year; whether a pair is used; what stays short.

    Amounts are present values, scaled by the largest amount; limits are turned into them by year.
    """

    def __init__(
        self, schedule: Schedule, payers: dict[str, float], receivers: dict[str, float]
    ) -> None:
        self.case = schedule.case
        self.payers, self.receivers = payers, receivers
        self.years = range(self.case.area.first_year, self.case.area.last_year + 1)
        self.pairs = [(payer, receiver) for payer in payers for receiver in receivers]
        self.scale = max(receivers.values())
        self.factor = {year: present_value(self.case, 1.0, year) for year in self.years}
        self.flows = [(i, j, year) for i, j in self.pairs for year in self.years]
        self.width = len(self.flows) + len(self.pairs) + len(receivers)
        self.rows: list[tuple[dict[int, float], float, float]] = []
        pay, receive = find_limits(self.case, schedule)
        self._add_accounts()
        self._add_limits(pay, 0)
        self._add_limits(receive, 1)

    def _used(self, pair: int) -> int:
        return len(self.flows) + pair

    def _short(self, receiver: int) -> int:
        return len(self.flows) + len(self.pairs) + receiver

    def _add_accounts(self) -> None:
        for number, (receiver, eur) in enumerate(self.receivers.items()):
            row = {at: 1.0 for at, (_, j, _) in enumerate(self.flows) if j == receiver}
            self.rows.append((row | {self._short(number): 1.0}, eur / self.scale, np.inf))
        for payer, eur in self.payers.items():
            row = {at: 1.0 for at, (i, _, _) in enumerate(self.flows) if i == payer}
            self.rows.append((row, -np.inf, eur / self.scale))
        for number, (payer, receiver) in enumerate(self.pairs):
            most = min(self.payers[payer], self.receivers[receiver]) / self.scale
            row = {
                at: 1.0 for at, (i, j, _) in enumerate(self.flows) if (i, j) == (payer, receiver)
            }
            self.rows.append((row | {self._used(number): -most}, -np.inf, 0.0))

    def _add_limits(self, limits: list[_Limit], side: int) -> None:
        for limit in limits:
            row = {
                at: 1.0 / self.factor[flow[2]]
                for at, flow in enumerate(self.flows)
                if flow[side] == limit.partner_id and flow[2] in limit.years
            }
            if row:
                self.rows.append((row, -np.inf, limit.eur / self.scale))

    def solve_shortfall(self) -> float:
        """Return the least that stays short, scaled: a linear programme."""
        objective = np.zeros(self.width)
        objective[self._short(0) :] = 1.0
        solved, _ = self._solve(objective, whole=False, short=np.inf)
        return max(0.0, float(solved[self._short(0) :].sum()))

    def solve_transfers(self, short: float) -> Settlement:
        """Return the fewest payments with which no more stays short than must."""
        objective = np.zeros(self.width)
        waits = np.array([year - self.years[0] for _, _, year in self.flows]) / len(self.years)
        objective[: len(self.flows)] = 1e-3 * (1 + waits) / len(self.receivers)
        objective[self._used(0) : self._short(0)] = 1.0
        objective[self._short(0) :] = 1e-2 / len(self.receivers)
        solved, proven = self._solve(objective, whole=True, short=short)
        left = solved[self._short(0) :] * self.scale
        return Settlement(
            transfers=tuple(self._transfers(solved)),
            short_eur={
                receiver: float(eur)
                for receiver, eur in zip(self.receivers, left, strict=True)
                if eur > HALF_A_CENT
            },
            proven_smallest=proven,
        )

    def _transfers(self, solved: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[Transfer]:
        found: defaultdict[tuple[str, str], dict[int, float]] = defaultdict(dict)
        for (payer, receiver, year), eur in zip(self.flows, solved, strict=False):
            if eur * self.scale > HALF_A_CENT:
                found[payer, receiver][year] = float(eur * self.scale / self.factor[year])
        return [
            Transfer(
                from_partner_id=payer,
                to_partner_id=receiver,
                years=years,
                present_value_eur=sum(eur * self.factor[year] for year, eur in years.items()),
            )
            for (payer, receiver), years in found.items()
        ]

    def _solve(
        self, objective: np.ndarray[tuple[int], np.dtype[np.float64]], *, whole: bool, short: float
    ) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], bool]:
        entries = [
            (number, at, value)
            for number, (row, _, _) in enumerate(self.rows)
            for at, value in row.items()
        ]
        index = np.array([(number, at) for number, at, _ in entries], dtype=np.int64).T
        matrix = csr_array(
            ([value for _, _, value in entries], (index[0], index[1])),
            shape=(len(self.rows), self.width),
        )
        limits = [LinearConstraint(matrix, [r[1] for r in self.rows], [r[2] for r in self.rows])]
        if np.isfinite(short):
            at = np.zeros((1, self.width))
            at[0, self._short(0) :] = 1.0
            limits.append(LinearConstraint(at, -np.inf, short + 1e-9))
        upper = np.full(self.width, np.inf)
        upper[self._used(0) : self._short(0)] = 1.0
        kinds = np.zeros(self.width, dtype=np.int64)
        kinds[self._used(0) : self._short(0)] = int(whole)
        solved = milp(
            objective,
            integrality=kinds,
            bounds=Bounds(0, upper),
            constraints=limits,
            options={"time_limit": SECONDS},
        )
        if solved.x is None:
            raise ArithmeticError(f"the programme of payments: {solved.message}")
        return np.asarray(solved.x), bool(solved.status == 0)
