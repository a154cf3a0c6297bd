# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes out of a question, for the shared screen, the phones and the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from koppelkans.case import Judgement, Vote
from koppelkans.framework import (
    FEWEST,
    Spread,
    Tally,
    WeightSpread,
    agree_weights,
    spread_group,
    spread_scores,
    tally_votes,
    weigh_spans,
)
from koppelkans.web.workshop.counting import count_answers, count_late, newest_answers
from koppelkans.web.workshop.models import Answer, Kind, Question, QuestionState
from koppelkans.web.workshop.swings import alternative_name, criterion_name, tell_swing

Said = tuple[tuple[str, str], ...]
"""Names with what they said; without names, the texts with an empty one."""


@dataclass(frozen=True)
class ScoreRow:
    """The scores of one alternative on one criterion, with those of the round before."""

    criterion: str
    alternative: str
    spread: Spread
    before: Spread | None
    named: tuple[tuple[str, float, str], ...]
    """By name: who gave which score, and why."""


@dataclass(frozen=True)
class WeightRow:
    """What a criterion matters to the group."""

    criterion: str
    swing: str
    spread: WeightSpread
    agreed: float | None
    named: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class VoteRow:
    """The votes on an alternative.

    Attributes
    ----------
    worries, reservations, wished_changes
        Who said what; without names the name is empty.
    """

    alternative: str
    tally: Tally
    named: tuple[tuple[str, Vote], ...]
    worries: Said
    reservations: Said
    wished_changes: Said


@dataclass(frozen=True)
class Outcome:
    """The result of a question; ``is_kept`` when too few answered to show anything of it.

    Attributes
    ----------
    people
        How many answered.
    late
        Anonymous: how many answers wait until there are four of them.
    """

    people: int
    late: int
    is_kept: bool
    texts: Said = ()
    scores: tuple[ScoreRow, ...] = ()
    weights: tuple[WeightRow, ...] = ()
    votes: tuple[VoteRow, ...] = ()


def find_outcome(question: Question) -> Outcome:
    """Return what came out of a question, as everybody in the room may see it."""
    answers = newest_answers(question)
    by_name = question.session.by_name
    waiting = 0 if by_name or question.state != QuestionState.SHOWN else count_late(question)
    people = count_answers(question)
    if len(answers) < (1 if by_name else FEWEST):
        return Outcome(people, 0, is_kept=True)
    if question.kind == Kind.TEXT:
        texts = sorted((_name(a), a.values["text"]) for a in answers)
        # Without names the order would tell nothing, and neither may which of two equal texts.
        texts = texts if by_name else sorted(set(texts))
        return Outcome(people, waiting, is_kept=False, texts=tuple(texts))
    if question.kind == Kind.SCORES:
        rows = tuple(_scores(question, answers))
        return Outcome(people, waiting, is_kept=False, scores=rows)
    if question.kind == Kind.WEIGHTS:
        rows_of_weights = _weights(question, answers)
        return Outcome(people, waiting, is_kept=False, weights=rows_of_weights)
    return Outcome(people, waiting, is_kept=False, votes=_votes(question, answers))


def _name(answer: Answer) -> str:
    return answer.participant.name


def judgements_of(question: Question, answers: Sequence[Answer]) -> list[Judgement]:
    """Return the scores of answers as judgements, each person by the number of the participant."""
    return [
        Judgement(
            id=f"{answer.pk}-{n}", person_id=str(answer.participant_id),
            criterion_id=score["criterion"] or "all", alternative=score["alternative"],
            round=min(question.round, 9), score=score["score"], reason=score["reason"],
        )
        for answer in answers
        for n, score in enumerate(answer.values["scores"])
    ]  # fmt: skip


def _scores(question: Question, answers: Sequence[Answer]) -> list[ScoreRow]:
    named = question.session.by_name
    names = {str(a.participant_id): _name(a) for a in answers}
    now = judgements_of(question, answers)
    former = former_round(question)
    then = judgements_of(former, newest_answers(former)) if former else []
    rows = []
    for criterion in question.subject["criteria"]:
        for alternative in question.subject["alternatives"]:
            where = (criterion["id"] or "all", alternative["key"])
            own, old = ([j for j in found if (j.criterion_id, j.alternative) == where]
                        for found in (now, then))  # fmt: skip
            before = spread_scores(*where, question.round - 1, old, named=named) if old else None
            told = tuple((names[j.person_id], j.score, j.reason) for j in own) if named else ()
            rows.append(ScoreRow(
                criterion_name(criterion), alternative_name(alternative),
                spread_scores(*where, question.round, own, named=named), before, told,
            ))  # fmt: skip
    return rows


def former_round(question: Question) -> Question | None:
    """Return the round of scores before this one, if its result was shown."""
    return question.session.questions.filter(
        kind=Kind.SCORES, round__lt=question.round, state=QuestionState.SHOWN
    ).last()


def weights_of(question: Question, answer: Answer) -> dict[str, float]:
    """Return the weights that somebody's swings make, of whole curves."""
    spans = {criterion["id"]: criterion["span"] for criterion in question.subject["criteria"]}
    points = {name: p for name, p in answer.values["points"].items() if name in spans}
    return weigh_spans(points, spans)


def _weights(question: Question, answers: Sequence[Answer]) -> tuple[WeightRow, ...]:
    named = question.session.by_name
    # What people say of the jumps themselves: that is what they saw and talk about.
    given = [_shares(answer.values["points"]) for answer in answers]
    spreads = {spread.criterion_id: spread for spread in spread_group(given, named=named)}
    agreed = agree_weights(list(spreads.values()))
    return tuple(
        WeightRow(
            criterion_name(criterion), tell_swing(criterion), spreads[criterion["id"]],
            agreed.get(criterion["id"]),
            tuple((_name(a), part.get(criterion["id"], 0.0)) for a, part in zip(
                answers, given, strict=True)) if named else (),
        )
        for criterion in question.subject["criteria"]
        if criterion["id"] in spreads
    )  # fmt: skip


def _shares(points: dict[str, Any]) -> dict[str, float]:
    total = sum(points.values())
    return {name: value / total for name, value in points.items()}


def votes_of(answers: Sequence[Answer], alternative: str) -> list[tuple[Answer, Vote]]:
    """Return the votes on one alternative, with the answer that they stand in."""
    return [
        (answer, Vote(id=str(answer.pk), person_id=str(answer.participant_id), **vote))
        for answer in answers
        for vote in answer.values["votes"]
        if vote["alternative"] == alternative
    ]


def _votes(question: Question, answers: Sequence[Answer]) -> tuple[VoteRow, ...]:
    named = question.session.by_name
    rows = []
    for alternative in question.subject["alternatives"]:
        found = votes_of(answers, alternative["key"])
        tally = tally_votes(alternative["key"], [vote for _, vote in found], named=named)
        told = tuple((_name(answer), vote) for answer, vote in found) if named else ()
        rows.append(VoteRow(
            alternative_name(alternative), tally, told,
            worries=_said(tally.worries, [(name, vote.worry) for name, vote in told]),
            reservations=_said(tally.reservations, [(n, vote.reservation) for n, vote in told]),
            wished_changes=_said(tally.wished_changes, [(n, v.wished_change) for n, v in told]),
        ))  # fmt: skip
    return tuple(rows)


def _said(texts: Sequence[str], named: Sequence[tuple[str, str]]) -> Said:
    """Return texts with the names of who said them, as far as there are names."""
    return tuple((name, text) for name, text in named if text) or tuple(("", t) for t in texts)
