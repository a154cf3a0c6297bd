# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search for the best programme and prove how good it is, side by side."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from koppelkans.case import Case, Schedule, find_excesses
from koppelkans.language import N_, Message
from koppelkans.opportunity.types import JointEffect
from koppelkans.programme.errors import NoProgrammeFound
from koppelkans.programme.goal import LARGEST_VALUE, Aim
from koppelkans.programme.model.problem import Problem, make_aimed, simple_bound
from koppelkans.programme.proof.branching import Proof
from koppelkans.programme.proof.by_prices import ProofByPrices, ProofInTurn
from koppelkans.programme.proof.certificate import Certificate
from koppelkans.programme.questions.blocked import find_blocked
from koppelkans.programme.questions.conflict import find_conflict
from koppelkans.programme.questions.tell import nothing_fits
from koppelkans.programme.trying.cycles import Trying
from koppelkans.programme.trying.incumbent import ROUNDING, Incumbent
from koppelkans.programme.types import Progress, Report, SearchSettings, Solution, Status
from koppelkans.programme.wishes import NOTHING, Wishes

REPORT_SECONDS = 0.5
PRICED_FROM = 300
"""With fewer starts than this the exact model proves the optimum before prices tell anything."""
MOST_TASKS_TO_BRANCH = 60
"""With more tasks the relaxation of the whole and branching have nothing to add to prices."""
REASON_SECONDS = 10.0
MOST_REASONS = 20
"""A search of a large city that ends too soon could name thousands of tasks not planned yet."""


def find_programme(  # noqa: PLR0913, PLR0917  # what is asked, and how it is looked for
    case: Case,
    joint_effects: Sequence[JointEffect],
    settings: SearchSettings | None = None,
    report: Report | None = None,
    start: Schedule | None = None,
    wishes: Wishes = NOTHING,
    aim: Aim = LARGEST_VALUE,
    certificate: Certificate | None = None,
) -> Solution:
    """Find the programme with the largest net value that keeps every limit.

    Parameters
    ----------
    case
        What is on the table.
    joint_effects
        From ``koppelkans.opportunity.find_joint_effects``.
    report
        Called about twice a second; returning False stops the search with the best so far.
    start
        A programme to begin with; it need not keep all limits.
    wishes
        What is asked of the programme besides the case: pins, exclusions, orders.
    aim
        What is looked for, when it is not the largest net value: other goals, limits on them.
    certificate
        Of the solution of a case like this one: the proof then begins where that one ended.

    Returns
    -------
    Solution
        The programme, valued by ``koppelkans.value``, and a bound on any that grants the wishes.

    Raises
    ------
    WishError
        When a wish cannot be granted by itself.
    NoProgrammeFound
        When nothing keeps all limits, or was found in time; it names what would have to give.

    Notes
    -----
    A search that ends with an optimal programme gives the same objective every time; one that
    the clock ends may not, unless ``settings.turns`` ends it first.
    """
    settings = settings or SearchSettings()
    begun = time.monotonic()
    _refuse_what_plainly_cannot_be(case, wishes, settings)
    problem = make_aimed(case, joint_effects, aim, wishes)
    incumbent = Incumbent(joint_effects, simple_bound(problem), settings.gap, aim)
    proof = _make_proof(problem, incumbent, settings, begun, certificate)
    watch = _Watch(incumbent, settings, report, begun)
    trying = _make_trying(problem, incumbent, settings, start, proof)
    cycles = trying.cycles(watch.should_stop, watch.seconds_left)
    _work(cycles, proof, incumbent, watch, settings.turns)
    if incumbent.schedule is None:
        raise _no_programme(case, (aim, wishes), trying, incumbent, settings)
    watch.tell()
    return _solution(incumbent, incumbent.schedule, time.monotonic() - begun, proof.certificate)


def _refuse_what_plainly_cannot_be(case: Case, wishes: Wishes, settings: SearchSettings) -> None:
    if find_blocked(case, wishes):
        raise _nothing_fits(case, wishes, settings)


def _make_trying(
    problem: Problem,
    incumbent: Incumbent,
    settings: SearchSettings,
    start: Schedule | None,
    proof: "AnyProof",
) -> Trying:
    wait = settings.turns is not None
    trying = Trying(problem, incumbent, settings.seed, start, wait=wait, seconds=settings.seconds)
    trying.suggest = proof.suggest
    return trying


AnyProof = Proof | ProofByPrices | ProofInTurn


def _make_proof(
    problem: Problem,
    incumbent: Incumbent,
    settings: SearchSettings,
    begun: float,
    certificate: Certificate | None,
) -> AnyProof:
    branching = Proof(problem, incumbent, settings, begun + settings.seconds, certificate)
    if not problem.is_plain or problem.starts_columns < PRICED_FROM:
        return branching
    prices = ProofByPrices(problem, incumbent, certificate)
    if len(problem.options) > MOST_TASKS_TO_BRANCH:
        return prices
    return ProofInTurn(prices, branching)


def _work(
    trying: Iterator[None],
    proof: AnyProof,
    incumbent: Incumbent,
    watch: "_Watch",
    turns: int | None,
) -> None:
    if turns is None:
        _work_side_by_side(trying, proof, incumbent, watch)
    else:
        _take_turns(trying, proof.steps(), turns, watch)


def _work_side_by_side(
    trying: Iterator[None], proof: AnyProof, incumbent: Incumbent, watch: "_Watch"
) -> None:
    worker = _Worker(proof.run, incumbent)
    worker.start()
    try:
        for _ in trying:
            pass
        while worker.is_alive() and not watch.should_stop():
            time.sleep(0.01)
    finally:
        incumbent.stop()
        proof.stop()
        worker.join()
    worker.raise_if_failed()


def _take_turns(
    trying: Iterator[None], proving: Iterator[None], turns: int, watch: "_Watch"
) -> None:
    over = object()
    for _ in range(turns):
        # No short-cut: both get their turn.
        ended = [next(both, over) is over for both in (trying, proving)]
        if all(ended) or watch.should_stop():
            return


def _solution(
    incumbent: Incumbent, schedule: Schedule, seconds: float, certificate: Certificate | None
) -> Solution:
    gap = incumbent.gap()
    return Solution(
        schedule=schedule,
        objective_eur=incumbent.best_eur(),
        bound_eur=max(incumbent.bound_eur, incumbent.best_eur()),
        gap=gap,
        status=Status.OPTIMAL if gap <= ROUNDING else Status.FEASIBLE,
        seconds=seconds,
        certificate=certificate,
    )


class _Worker(threading.Thread):
    """A thread whose failure is not lost."""

    def __init__(self, work: Callable[[], None], incumbent: Incumbent) -> None:
        super().__init__(name="koppelkans-proof", daemon=True)
        self._work, self._incumbent = work, incumbent
        self._failure: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as failure:  # noqa: BLE001 - raised again by the one who waits
            self._failure = failure
            self._incumbent.stop()

    def raise_if_failed(self) -> None:
        if self._failure is not None:
            raise self._failure


class _Watch:
    """Looks at the clock, tells how far the search is, and says when it is over."""

    def __init__(
        self,
        incumbent: Incumbent,
        settings: SearchSettings,
        report: Report | None,
        begun: float,
    ) -> None:
        self._incumbent, self._settings = incumbent, settings
        self._report, self._begun, self._told = report, begun, begun

    def should_stop(self) -> bool:
        now = time.monotonic()
        if now - self._told >= REPORT_SECONDS:
            self._told = now
            if self.tell() is False:
                self._incumbent.stop()
        over = self.seconds_left() <= 0
        return over or self._incumbent.stopped() or self._incumbent.is_enough()

    def seconds_left(self) -> float:
        """Return how long may be searched: the last programme found is still to be valued."""
        closing = self._incumbent.valuing_seconds
        return self._settings.seconds - (time.monotonic() - self._begun) - closing

    def tell(self) -> bool | None:
        """Report how far the search is, as soon as there is a programme."""
        if self._report is None or self._incumbent.schedule is None:
            return None
        best = self._incumbent.best_eur()
        seconds = time.monotonic() - self._begun
        return self._report(
            Progress(
                best_eur=best,
                bound_eur=max(self._incumbent.bound_eur, best),
                gap=self._incumbent.gap(),
                seconds=seconds,
                seconds_left=max(0.0, self._settings.seconds - seconds),
            )
        )


def _nothing_fits(
    case: Case, wishes: Wishes, settings: SearchSettings, aim: Aim = LARGEST_VALUE
) -> NoProgrammeFound:
    conflict = find_conflict(case, wishes, seconds=REASON_SECONDS, seed=settings.seed)
    if not conflict.limits and aim.has_limits:
        told = Message(N_("No programme within the limits reaches what is asked besides."))
        return NoProgrammeFound(told, (), proven=True)
    return nothing_fits(case, wishes, conflict)


def _no_programme(
    case: Case,
    asked: tuple[Aim, Wishes],
    trying: Trying,
    incumbent: Incumbent,
    settings: SearchSettings,
) -> NoProgrammeFound:
    aim, wishes = asked
    if incumbent.infeasible:
        return _nothing_fits(case, wishes, settings, aim)
    message = Message(
        N_("No programme was found in {seconds} seconds. What was closest breaks:"),
        {"seconds": f"{settings.seconds:g}"},
    )
    excesses = find_excesses(trying.annealer.schedule_now())
    reasons = [excess.message for excess in excesses if excess.broken]
    shown = reasons[:MOST_REASONS]
    if len(reasons) > MOST_REASONS:
        shown.append(Message(N_("{number} more"), {"number": str(len(reasons) - MOST_REASONS)}))
    return NoProgrammeFound(message, tuple(shown), proven=False)
