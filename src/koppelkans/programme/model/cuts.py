# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that every programme keeps but a relaxation may break: they make the bound sharp.

*Openings.* A task that starts between quarters ``s`` and ``e`` finds the place opened before
``s`` by an occupation that goes on, or opened in between: the starts of one task in ``s..e``
are at most ``carried[s - 1] + opened[s..e]``. Without it a start spread thinly over many
quarters would pay its opening only once in part.

*Meetings.* Meetings whose later start lies in ``s..e`` are at most the starts of either task
in ``s - within .. e``.

For each ``s`` the worst ``e`` is found with one running maximum, so separation is linear.
"""

from collections.abc import Iterable, Iterator
from typing import cast

import numpy as np

from koppelkans.programme.model.build import Model
from koppelkans.programme.model.gains import GAINS, Meeting, meeting_cut
from koppelkans.programme.model.matrix import INFINITY, STRUCTURE, Floats, Key, Row, Term
from koppelkans.programme.model.occupations import OPENINGS, Chain
from koppelkans.programme.model.problem import Option

VIOLATION = 1e-3
CUT = "cut"
"""First in the key of a row that is a cut."""


def find_cuts(model: Model, columns: Floats) -> list[Row]:
    """Return the rows that the values of the columns break most, for each pair of users."""
    cuts: list[Row] = []
    for chain in model.chains:
        for options in chain.users:
            cuts += _opening_cuts(chain, options, columns)
    for meeting in model.meetings:
        for task in (0, 1):
            cuts += _meeting_cuts(meeting, task, columns)
    return cuts


def find_again(model: Model, keys: Iterable[Key]) -> list[Row]:
    """Return the cuts with these keys, as they read in this model; what it lacks is left out.

    A model that looks at time more finely has the same cuts, over the same quarters.
    """
    chains = {chain.key: chain for chain in model.chains}
    meetings = {meeting.key: meeting for meeting in model.meetings}
    cuts = []
    for key in keys:
        *owner, which, s, e = key[2:]
        chain, meeting = chains.get(tuple(owner)), meetings.get(tuple(owner))
        thing = chain if key[1] == OPENINGS else meeting
        if thing is None:
            continue
        number = {quarter: n for n, bucket in enumerate(thing.buckets) for quarter in bucket}
        if s not in number or e not in number:
            continue
        run = number[cast("int", s)], number[cast("int", e)]
        if chain is not None and key[1] == OPENINGS:
            users = [options for options in chain.users if options[0].task_id == which]
            cuts += [_opening_cut(chain, options, *run) for options in users]
        elif meeting is not None:
            cuts.append(_meeting_cut(meeting, cast("int", which), *run))
    return cuts


def _at_most_zero(terms: list[Term], key: Key) -> Row:
    kept = tuple((run, factor) for run, factor in terms if len(run))
    return Row(kept, -INFINITY, 0.0, STRUCTURE, key=key)


def _opening_cut(chain: Chain, options: tuple[Option, ...], s: int, e: int) -> Row:
    first, last = chain.buckets[s], chain.buckets[e]
    terms: list[Term] = [(o.starting_in(range(first.start, last.stop)), 1.0) for o in options]
    terms.append((chain.opened[s : e + 1], -1.0))
    if s:
        terms.append((chain.carried[s - 1 : s], -1.0))
    key = (CUT, OPENINGS, *chain.key, options[0].task_id, first.start, last[-1])
    return _at_most_zero(terms, key)


def _meeting_cut(meeting: Meeting, task: int, s: int, e: int) -> Row:
    first, last = meeting.buckets[s].start, meeting.buckets[e][-1]
    key = (CUT, GAINS, *meeting.key, task, first, last)
    return _at_most_zero(meeting_cut(meeting, task, s, e), key)


def _starts(options: tuple[Option, ...], first: int, stop: int, columns: Floats) -> Floats:
    """Return by quarter how much of the task starts in it."""
    starts = np.zeros(stop - first)
    for option in options:
        run = option.starting(first, stop - 1)
        if len(run):
            offset = max(option.first, first) - first
            starts[offset : offset + len(run)] += columns[run.start : run.stop]
    return starts


def _worst(gain: Floats, level: Floats) -> Iterator[tuple[int, int]]:
    """Yield (s, e) with e >= s for which ``gain[e] - level[s]`` is largest and too large.

    Of neighbouring s only the worst is kept.
    """
    best = np.maximum.accumulate(gain[::-1])[::-1]
    excess = best - level
    for s in np.flatnonzero(excess > VIOLATION):
        left = excess[s - 1] if s else -1.0
        right = excess[s + 1] if s + 1 < len(excess) else -1.0
        if excess[s] >= max(left, right) - 1e-12:
            e = int(s + np.argmax(gain[s:] >= best[s] - 1e-12))
            yield int(s), e


def _opening_cuts(chain: Chain, options: tuple[Option, ...], columns: Floats) -> Iterator[Row]:
    buckets = chain.buckets
    first, stop = buckets[0].start, buckets[-1].stop
    opened = columns[chain.opened.start : chain.opened.stop]
    carried = columns[chain.carried.start : chain.carried.stop]
    by_quarter = _starts(options, first, stop, columns)
    starts = np.add.reduceat(by_quarter, [b.start - first for b in buckets])
    unmet = np.concatenate([[0.0], np.cumsum(starts - opened)])
    level = unmet[:-1] + np.concatenate([[0.0], carried[:-1]])
    for s, e in _worst(unmet[1:], level):
        yield _opening_cut(chain, options, s, e)


def _meeting_cuts(meeting: Meeting, task: int, columns: Floats) -> Iterator[Row]:
    buckets = meeting.buckets
    met = sum(columns[run.start : run.stop] for run in meeting.met)
    first = buckets[0].start - meeting.within
    starts = _starts(meeting.options[task], first, buckets[-1].stop, columns)
    so_far = np.concatenate([[0.0], np.cumsum(starts)])
    meetings = np.concatenate([[0.0], np.cumsum(met)])
    gain = meetings[1:] - so_far[[b.stop - first for b in buckets]]
    level = meetings[:-1] - so_far[[b.start - meeting.within - first for b in buckets]]
    for s, e in _worst(gain, level):
        if e > s:
            yield _meeting_cut(meeting, task, s, e)
