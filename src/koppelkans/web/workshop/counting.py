# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which answers count: the newest of each participant, and in private never fewer than four."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from koppelkans.framework import FEWEST
from koppelkans.web.workshop.models import Answer, Question, Session


def newest_answers(question: Question) -> list[Answer]:
    """Return the answers that the result counts, with who gave them, in a neutral order.

    By name: everybody's newest. Anonymous: everybody's newest of those up to what is shown; nobody
    sees the result change by one answer. The order tells nothing of who was first.
    """
    answers = _of(question)
    if not question.session.by_name:
        answers = answers.filter(pk__lte=question.shown_upto)
    newest = answers.values("participant").annotate(newest=Max("pk")).values_list("newest")
    found = Answer.objects.filter(pk__in=newest).select_related("participant")
    return sorted(found, key=lambda answer: (answer.participant.name, answer.key))


def count_answers(question: Question | None) -> int:
    """Return how many people answered a question."""
    if question is None:
        return 0
    return int(_of(question).aggregate(n=Count("participant", distinct=True))["n"])


def count_late(question: Question) -> int:
    """Return how many people answered, or answered anew, since the result was shown."""
    late = _of(question).filter(pk__gt=question.shown_upto)
    return int(late.aggregate(n=Count("participant", distinct=True))["n"])


@transaction.atomic
def move_on(question: Question) -> bool:
    """Let the result count all answers up to now; return whether it did.

    Only when that changes the answers of at least four people, so that no difference between two
    results tells what a single one answered.
    """
    # Locked: of two answers that arrive at once only one may move it on.
    locked = Question.objects.select_for_update().get(pk=question.pk)
    question.shown_upto = locked.shown_upto
    if count_late(locked) < FEWEST:
        return False
    question.shown_upto = _of(locked).aggregate(newest=Max("pk"))["newest"]
    question.save(update_fields=["shown_upto"])
    return True


def count_joined(session: Session) -> int:
    """Return how many take part."""
    return session.participants.filter(removed=False).count()


def has_answered(participant_ids: Sequence[int], question: Question) -> set[int]:
    """Return who of these answered a question."""
    found = _of(question).filter(participant__in=participant_ids)
    return set(found.values_list("participant", flat=True))


def _of(question: Question) -> QuerySet[Answer]:
    return Answer.objects.filter(question=question, participant__removed=False)
