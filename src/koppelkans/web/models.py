# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept: areas, the records of their case, and the programmes computed for them.

A record of any table of the case is one row: its own pydantic class says which fields it has, so
no schema is written twice. Every change of a record raises the version of the record and of its
area; a programme remembers for which version it was computed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A neighbourhood that is planned: the records of one case."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    crs = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name", "slug")

    def __str__(self) -> str:
        return self.name


class Record(models.Model):
    """One record of one table of a case, as its pydantic class writes it; geometry apart."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="records")
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    data = models.JSONField()
    geometry = models.BinaryField(null=True)
    min_x = models.FloatField(null=True)
    min_y = models.FloatField(null=True)
    max_x = models.FloatField(null=True)
    max_y = models.FloatField(null=True)

    class Meta:
        ordering = ("area", "table", "position")
        constraints = (
            models.UniqueConstraint(fields=["area", "table", "key"], name="record_once_in_area"),
        )
        indexes = (
            models.Index(fields=["area", "table", "position"], name="record_in_order"),
            models.Index(
                fields=["area", "min_x", "max_x", "min_y", "max_y"], name="record_bounding_box"
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class State(models.TextChoices):
    """How far a programme is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being computed")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class Programme(models.Model):
    """One run of the line on one version of an area; ``message`` says by language why it failed."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="programmes")
    area_version = models.PositiveIntegerField()
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    result = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created", "-id")
        indexes = (models.Index(fields=["area", "state"], name="programme_of_area"),)

    def __str__(self) -> str:
        return f"{self.area} {self.area_version} ({self.get_state_display()})"
