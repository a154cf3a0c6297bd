# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a session: what is asked, who takes part, what they answer, who led it how.

Answers are added, never changed: the newest of each person counts, so that one sent twice counts
once and nothing is lost. In an anonymous session nothing tells who a participant is: no name, no
account, no partner, no address.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koppelkans.web.models import Area


class Stage(models.TextChoices):
    """Where a session stands."""

    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Session(models.Model):
    """One meeting about an area, around a table or on everybody's own screen.

    Attributes
    ----------
    code
        What participants type; unique, and never used again.
    by_name
        Whether people take part by name, as agreed before the start; it never changes.
    most
        How many can take part.
    door_open
        Whether others can still join.
    current
        What is asked, or shown, now.
    version
        Raised by every step of the facilitator; answers do not raise it.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    by_name = models.BooleanField()
    most = models.PositiveIntegerField()
    door_open = models.BooleanField(default=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.OPEN)
    current = models.ForeignKey(
        "Question", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    version = models.PositiveIntegerField(default=1)
    opened = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened", "-id")

    def __str__(self) -> str:
        return self.title


class Kind(models.TextChoices):
    """What is asked."""

    TEXT = "text", _("A question to answer in words")
    SCORES = "scores", _("Scores")
    WEIGHTS = "weights", _("What matters how much")
    VOTE = "vote", _("Vote")


class QuestionState(models.TextChoices):
    """How far a question is."""

    PLANNED = "planned", _("To come")
    ASKED = "asked", _("Being answered")
    SHOWN = "shown", _("Result shown")


class Question(models.Model):
    """One thing that is asked of everybody.

    Attributes
    ----------
    round
        Of scores: 1 before talking it over, 2 after that.
    text
        What is asked, where the facilitator chose the words.
    subject
        What it is about, as it was when it was asked: alternatives, criteria, figures.
    shown_upto
        In an anonymous session: the last answer that the result on the screen counts. It moves on
        by four people or more at a time, so that no single answer can be seen to arrive.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    round = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=300, blank=True)
    subject = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=QuestionState.choices, default=QuestionState.PLANNED
    )
    shown_upto = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("session", "position")
        constraints = (
            models.UniqueConstraint(fields=["session", "position"], name="question_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.session} {self.position}: {self.kind}"


class Participant(models.Model):
    """Somebody who takes part, on one phone or screen; name and partner only by name."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(max_length=60, blank=True)
    partner_id = models.CharField(max_length=100, blank=True)
    removed = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("session", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["session", "name"],
                condition=~models.Q(name="") & models.Q(removed=False),
                name="participant_name_once",
            ),
        )

    def __str__(self) -> str:
        return self.name or f"{self.session_id}-{self.pk}"


class Answer(models.Model):
    """What one participant answered to a question; ``key`` is chosen by the phone, once a try."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    values = models.JSONField()
    given = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["participant", "question", "key"], name="answer_counts_once"
            ),
        )
        indexes = (models.Index(fields=["question", "participant", "id"], name="answers_newest"),)

    def __str__(self) -> str:
        return f"{self.question_id} {self.participant_id}"


class Step(models.Model):
    """What the facilitator did, so that it can be taken back and stands in the minutes.

    Attributes
    ----------
    before
        What it was before: stage, door and question of the session, state of the question.
    undone
        When it was taken back.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(max_length=20)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, related_name="+")
    before = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.session}: {self.action}"
