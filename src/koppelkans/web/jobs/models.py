# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One request for work, from waiting to done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being computed")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


ACTIVE = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """Work that was asked for, once for each key as long as it is not over.

    A worker that runs it shows that it is alive by ``beat``; when that grows old, another takes
    the job up again. ``attempt`` counts who has it: only the one with the last number may write.
    ``breaks`` counts the workers that died with it.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    slow = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stop_wanted = models.BooleanField(default=False)
    progress = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    attempt = models.PositiveIntegerField(default=0)
    breaks = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state__in=ACTIVE), name="job_active_once"
            ),
        )
        indexes = (models.Index(fields=["state", "slow"], name="job_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.get_state_display()})"
