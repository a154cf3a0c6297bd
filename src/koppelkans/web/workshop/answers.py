# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading an answer from what a phone sends, and keeping it: once, however often it is sent."""

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from koppelkans.case import VoteChoice
from koppelkans.case.record import CONTROL_CHARACTERS
from koppelkans.web.workshop.counting import move_on
from koppelkans.web.workshop.models import (
    Answer,
    Kind,
    Participant,
    Question,
    QuestionState,
    Stage,
)

KEY = re.compile(r"[A-Za-z0-9-]{8,40}")
LONGEST = 600
HIGHEST_SCORE, FULL = 10, 100
MOST_TRIES = 50
"""Answers of one person to one question: changing one's mind is welcome, filling the disk not."""

Values = dict[str, Any]


class NotKeptError(Exception):
    """Why an answer is not kept, to be told."""


class ClosedError(NotKeptError):
    """The session is over."""


def keep_answer(participant: Participant, question: Question, key: str, values: Values) -> Answer:
    """Keep an answer; one with a key that was kept before is the same answer.

    A question that was answered while the connection was lost still counts when the facilitator
    has gone on meanwhile, as long as the session is not closed.

    Raises
    ------
    ClosedError
        When the session is closed.
    NotKeptError
        When the question was taken back, or the key is none.
    """
    if not KEY.fullmatch(key):
        raise NotKeptError(_("Something went wrong on this phone. Load the page anew."))
    earlier = Answer.objects.filter(participant=participant, question=question)
    kept = earlier.filter(key=key).first()
    if kept:
        return kept
    if question.session.stage == Stage.CLOSED:
        raise ClosedError(
            _("The session was closed before this answer arrived. It does not count any more.")
        )
    if question.state == QuestionState.PLANNED:
        raise NotKeptError(_("The facilitator took this question back. It may come again."))
    if earlier.count() >= MOST_TRIES:
        raise NotKeptError(_("You changed this answer many times; the last one stays."))
    try:
        with transaction.atomic():
            kept = Answer.objects.create(
                participant=participant, question=question, key=key, values=values
            )
    except IntegrityError:
        # The same answer arrived twice at the same moment.
        return earlier.get(key=key)
    if question.state == QuestionState.SHOWN and not question.session.by_name:
        move_on(question)
    return kept


def read_answer(question: Question, sent: QueryDict) -> Values:
    """Return what a phone sent as an answer to a question.

    Raises
    ------
    NotKeptError
        When nothing was filled in, or a value is none that the question has.
    """
    values = READ[Kind(question.kind)](question.subject, sent)
    if not values:
        raise NotKeptError(_("Fill in something first."))
    return values


def latest_of(participant: Participant, question: Question) -> Values:
    """Return what somebody answered last; empty when nothing yet."""
    found = Answer.objects.filter(participant=participant, question=question).last()
    return found.values if found else {}


def _read_text(subject: Values, sent: QueryDict) -> Values:
    del subject
    text = _words(sent, "text")
    return {"text": text} if text else {}


def _read_scores(subject: Values, sent: QueryDict) -> Values:
    scores = []
    for c, criterion in enumerate(subject["criteria"]):
        for a, alternative in enumerate(subject["alternatives"]):
            score = _number(sent.get(f"score-{c}-{a}", ""), HIGHEST_SCORE)
            if score is not None:
                reason = _words(sent, f"reason-{c}-{a}")
                scores.append({"criterion": criterion["id"], "alternative": alternative["key"],
                               "score": score, "reason": reason})  # fmt: skip
    return {"scores": scores} if scores else {}


def _read_weights(subject: Values, sent: QueryDict) -> Values:
    points = {
        criterion["id"]: _number(sent.get(f"points-{c}", ""), FULL) or 0
        for c, criterion in enumerate(subject["criteria"])
    }
    return {"points": points} if any(points.values()) else {}


def _read_votes(subject: Values, sent: QueryDict) -> Values:
    votes = []
    for a, alternative in enumerate(subject["alternatives"]):
        choice = sent.get(f"choice-{a}", "")
        if choice in list(VoteChoice):
            said = {name: _words(sent, f"{name}-{a}") for name in VOTE_WORDS}
            votes.append({"alternative": alternative["key"], "choice": choice, **said})
    return {"votes": votes} if votes else {}


VOTE_WORDS = ("worry", "reservation", "wished_change")

READ = {
    Kind.TEXT: _read_text, Kind.SCORES: _read_scores, Kind.WEIGHTS: _read_weights,
    Kind.VOTE: _read_votes,
}  # fmt: skip


def _words(sent: QueryDict, name: str) -> str:
    return CONTROL_CHARACTERS.sub("", " ".join((sent.get(name) or "").split()))[:LONGEST].strip()


def _number(text: str, most: int) -> int | None:
    """Return a whole number from 0 to the most.

    Raises
    ------
    NotKeptError
        When it is another one.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text[:4]) <= most):
        raise NotKeptError(_("Choose a number from 0 to %(most)s.") % {"most": most})
    return int(text)
