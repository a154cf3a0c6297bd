# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept: areas, the records of their case, alternatives and the programmes for them.

A record of any table of the case is one row: its own pydantic class says which fields it has, so
no schema is written twice. Every change of a record raises the version of the record and of its
area; a programme remembers for which version it was computed, and the case itself.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
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


class Alternative(models.Model):
    """One way to plan an area that people keep beside others: what is asked of the programme.

    ``asked`` is a `koppelkans.web.alternatives.asked.Asked`. One alternative of an area may be
    the proposal; one that is decided on is frozen, with the programme that was decided on. The
    first one of an area has no name as long as nobody gave it one.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="alternatives")
    number = models.PositiveIntegerField()
    given_name = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    asked = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    is_proposal = models.BooleanField(default=False)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision = models.TextField(blank=True)
    decided_on = models.ForeignKey(
        "Programme", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("area", "number")
        constraints = (
            models.UniqueConstraint(fields=["area", "number"], name="alternative_number_once"),
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(is_proposal=True), name="proposal_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name that people gave it; without one what it is, in the language of the reader."""
        return self.given_name or gettext("Together")


class State(models.TextChoices):
    """How far a programme is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being computed")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class Programme(models.Model):
    """One run of the line for an alternative; ``message`` says by language why it failed.

    ``case`` is the case that it was computed for, packed: the records as they were at
    ``area_version`` with the changes that the alternative asked for. ``asked`` is what the
    alternative asked then, ``wishes`` what of it is no change of the case.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="programmes")
    alternative = models.ForeignKey(
        Alternative, on_delete=models.CASCADE, related_name="programmes"
    )
    area_version = models.PositiveIntegerField()
    case = models.BinaryField()
    asked = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    with_stretch = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    result = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created", "-id")
        indexes = (models.Index(fields=["alternative", "state"], name="programme_of_alternative"),)

    def __str__(self) -> str:
        return f"{self.area} {self.area_version} ({self.get_state_display()})"


class Study(models.Model):
    """Programmes to choose from, on what an alternative asked: a Pareto set.

    ``case`` and ``wishes`` are as with a programme; ``objectives`` is what is weighed;
    ``result`` is a `koppelkans.programme.choices.ParetoSet`.
    """

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="studies")
    area_version = models.PositiveIntegerField()
    case = models.BinaryField()
    asked = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    objectives = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    result = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created", "-id")

    def __str__(self) -> str:
        return f"{self.alternative}: {', '.join(self.objectives)}"


class Outlook(models.Model):
    """How the programmes of an area do when things go otherwise.

    ``asked`` is a `koppelkans.programme.choices.StandardScenarios` and ``result`` a
    `koppelkans.programme.choices.Robustness`; ``language`` is that of its names.
    """

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="outlooks")
    area_version = models.PositiveIntegerField()
    case = models.BinaryField()
    asked = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="nl")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.JSONField(default=dict)
    message = models.JSONField(default=dict)
    result = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created", "-id")

    def __str__(self) -> str:
        return f"{self.alternative} {self.area_version} ({self.get_state_display()})"
