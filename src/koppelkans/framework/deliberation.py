# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The conversation before the arithmetic: scores given alone, talked over, given again; votes.

What is shown of a group never lets a person be recognised: nothing is counted below four people,
and no count can be worked out from the others. Consensus is not asked for and not computed.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from koppelkans.case import Case, Judgement, Vote, VoteChoice
from koppelkans.framework.types import FrameworkError
from koppelkans.language import N_, Message

FEWEST = 4
"""Fewest people of whom something is shown together."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Spread:
    """How the scores of one round lie for one criterion and alternative.

    The figures are None, and the reasons empty, when fewer than four people gave a score.
    Reasons stand in alphabetical order: who said what, and who was first, does not show.
    """

    criterion_id: str
    alternative: str
    round: int
    people: int | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """What talking it over changed: from the first round to the last.

    ``closer`` is by how much the middle half of the scores became narrower (negative: wider).
    ``changed`` counts who gave another score, of those in both rounds; None when that would show
    what single people did.
    """

    criterion_id: str
    alternative: str
    before: Spread
    after: Spread
    closer: float | None
    changed: int | None


@dataclass(frozen=True)
class Tally:
    """Votes on one alternative; a count of None is too small to show."""

    alternative: str
    people: int | None
    counts: dict[VoteChoice, int | None]
    worries: tuple[str, ...]
    reservations: tuple[str, ...]
    wished_changes: tuple[str, ...]


def summarise_round(case: Case, number: int) -> tuple[Spread, ...]:
    """Return how the scores of a round lie, per criterion and alternative.

    Quartiles are interpolated straight between scores.

    Raises
    ------
    FrameworkError
        When somebody gave two scores for the same in one round.
    """
    return tuple(
        spread_scores(criterion_id, alternative, number, judgements)
        for (criterion_id, alternative), judgements in _by_subject(case, number).items()
    )


def spread_scores(
    criterion_id: str,
    alternative: str,
    number: int,
    judgements: Sequence[Judgement],
    *,
    named: bool = False,
) -> Spread:
    """Return how scores lie that people gave to one alternative on one criterion.

    Parameters
    ----------
    criterion_id, alternative, number
        What they are about, in which round.
    judgements
        One of each person.
    named
        Whether everybody agreed beforehand to be named; then nothing is hidden.
    """
    if len(judgements) < (1 if named else FEWEST):
        return Spread(criterion_id, alternative, number, None, None, None, None, ())
    scores = [judgement.score for judgement in judgements]
    low, middle, high = (float(q) for q in np.quantile(scores, (0.25, 0.5, 0.75)))
    reasons = _texts(judgements, "reason")
    return Spread(criterion_id, alternative, number, len(scores), low, middle, high, reasons)


def compare_rounds(case: Case) -> tuple[Shift, ...]:
    """Return what changed from the first round to the last, where there were two or more."""
    last = max((judgement.round for judgement in case.judgements), default=1)
    if last == 1:
        return ()
    before, after = _by_subject(case, 1), _by_subject(case, last)
    shifts = []
    for (criterion_id, alternative), first in before.items():
        second = after.get((criterion_id, alternative))
        if second is None:
            continue
        old = spread_scores(criterion_id, alternative, 1, first)
        new = spread_scores(criterion_id, alternative, last, second)
        then = {judgement.person_id: judgement.score for judgement in first}
        both = [j for j in second if j.person_id in then]
        changed = sum(judgement.score != then[judgement.person_id] for judgement in both)
        counts = hide_small({True: changed, False: len(both) - changed})
        width = [_width(old), _width(new)]
        closer = None if None in width else float(width[0] or 0.0) - float(width[1] or 0.0)
        shifts.append(Shift(criterion_id, alternative, old, new, closer, counts[True]))
    return tuple(shifts)


def count_votes(case: Case, alternative: str) -> Tally:
    """Return the votes on an alternative, with the worries, reservations and wished changes.

    Raises
    ------
    FrameworkError
        When somebody voted twice on it.
    """
    votes = [vote for vote in case.votes if vote.alternative == alternative]
    _once(case, ((vote.person_id, vote.alternative) for vote in votes))
    return tally_votes(alternative, votes)


def tally_votes(alternative: str, votes: Sequence[Vote], *, named: bool = False) -> Tally:
    """Return votes on one alternative, counted.

    Parameters
    ----------
    alternative
        What is voted on.
    votes
        One of each person.
    named
        Whether everybody agreed beforehand to be named; then nothing is hidden.
    """
    counts = {choice: sum(vote.choice is choice for vote in votes) for choice in VoteChoice}
    shown = votes if named or len(votes) >= FEWEST else []
    return Tally(
        alternative=alternative,
        people=len(votes) if shown else None,
        counts={**counts} if named else hide_small(counts),
        worries=_texts(shown, "worry"),
        reservations=_texts(shown, "reservation"),
        wished_changes=_texts(shown, "wished_change"),
    )


def find_score(
    case: Case, criterion_id: str, alternative: str, partner_id: str | None = None
) -> float | None:
    """Return the median of everybody's latest scores; of a partner's own people when it has some.

    None when nobody gave a score yet.
    """
    latest: dict[str, Judgement] = {}
    for judgement in sorted(case.judgements, key=lambda judgement: judgement.round):
        if (judgement.criterion_id, judgement.alternative) == (criterion_id, alternative):
            latest[judgement.person_id] = judgement
    partner_of = {person.id: person.partner_id for person in case.people}
    own = [j.score for j in latest.values() if partner_of[j.person_id] == partner_id]
    scores = own or [judgement.score for judgement in latest.values()]
    return float(np.median(scores)) if scores else None


def hide_small(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return counts of people without those that could tell about single persons.

    Counts of one to three are left out, and with them the next smallest, until at least two are
    left out that together count four people or more: so what is left out cannot be worked out
    from a total either.

    >>> hide_small({"for": 9, "against": 1, "no opinion": 5})
    {'for': 9, 'against': None, 'no opinion': None}
    >>> hide_small({"for": 9, "against": 0})
    {'for': 9, 'against': 0}
    """
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    if sum(counts.values()) < FEWEST:
        hidden = set(counts)
    for key in sorted(counts, key=lambda key: counts[key]):
        if not hidden or (len(hidden) > 1 and sum(counts[k] for k in hidden) >= FEWEST):
            break
        hidden.add(key)
    return {key: None if key in hidden else count for key, count in counts.items()}


def _by_subject(case: Case, number: int) -> dict[tuple[str, str], list[Judgement]]:
    found: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in case.judgements:
        if judgement.round == number:
            subject = (judgement.criterion_id, judgement.alternative)
            found.setdefault(subject, []).append(judgement)
    for (_, alternative), judgements in found.items():
        _once(case, ((judgement.person_id, alternative) for judgement in judgements))
    return found


def _once(case: Case, found: Iterable[tuple[str, str]]) -> None:
    names = {person.id: person.name for person in case.people}
    seen: set[str] = set()
    for person_id, alternative in found:
        if person_id in seen:
            text = N_("{person} judged “{alternative}” twice; once is enough")
            values = {"person": names[person_id], "alternative": alternative}
            raise FrameworkError(Message(text, values))
        seen.add(person_id)


def _width(spread: Spread) -> float | None:
    if spread.upper_quartile is None or spread.lower_quartile is None:
        return None
    return spread.upper_quartile - spread.lower_quartile


def _texts(rows: Iterable[Judgement | Vote], field: str) -> tuple[str, ...]:
    return tuple(sorted({str(getattr(row, field)) for row in rows} - {""}))
