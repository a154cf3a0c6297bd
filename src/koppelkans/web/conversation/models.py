# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of the conversation beside the records of the case."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from koppelkans.web.models import Alternative, Area, State


class Recognition(models.Model):
    """That somebody recognises a struggle: in the name of a partner, or without a name.

    ``who`` is a keyed digest of the person, so that each counts once and nobody can be read back
    from it; ``partner_id`` is empty for who did it without a name.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    struggle = models.CharField(max_length=100)
    who = models.CharField(max_length=64)
    partner_id = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["area", "struggle", "who"], name="recognised_once"),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.struggle}"


class Trial(models.Model):
    """A set of conditions tried out on what an alternative asks.

    ``case`` and ``wishes`` are as with a programme, without the conditions; ``result`` is a
    `koppelkans.agree.Tried`.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="trials")
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="trials")
    number = models.PositiveIntegerField()
    area_version = models.PositiveIntegerField()
    case = models.BinaryField()
    case_sha256 = models.CharField(max_length=64)
    asked = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    conditions = models.JSONField(default=list)
    by = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    result = models.TextField(blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("area", "-number")
        constraints = (
            models.UniqueConstraint(fields=["area", "number"], name="trial_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.number}"


class Impasse(models.Model):
    """Two partners that are stuck: what a page brings together before anybody escalates.

    ``talked`` is the day on which they spoke about it with this page before them.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="impasses")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    first_partner = models.CharField(max_length=100)
    second_partner = models.CharField(max_length=100)
    next_talk = models.CharField(max_length=300, blank=True)
    talked = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ("area", "-number")
        constraints = (
            models.UniqueConstraint(fields=["area", "number"], name="impasse_number_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def partners(self) -> tuple[str, str]:
        """Ids of both partners."""
        return self.first_partner, self.second_partner


class Side(models.Model):
    """One version of what one of both says; rows are added, never changed."""

    impasse = models.ForeignKey(Impasse, on_delete=models.CASCADE, related_name="sides")
    partner_id = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    interest = models.TextField()
    facts = models.TextField(blank=True)
    way_out = models.TextField(blank=True)
    author_name = models.CharField(max_length=200)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("impasse", "partner_id", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["impasse", "partner_id", "version"], name="side_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.impasse} {self.partner_id} {self.version}"
