# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people add to the documents of a plan: texts in versions, and a template for Word."""

from django.db import models

from koppelkans.web.models import Alternative, Area


class PlanText(models.Model):
    """One version of one text; rows are added, never changed, so that no version is lost.

    The text with the highest version counts. Two people who write the same version at once cannot
    both: the constraints let the first one in.

    Attributes
    ----------
    alternative
        Whose text it is; None: of every alternative that has no text of its own there.
    key
        A slot of `koppelkans.plan.texts`.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="plan_texts")
    alternative = models.ForeignKey(
        Alternative, on_delete=models.CASCADE, null=True, related_name="plan_texts"
    )
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.CharField(max_length=150)
    author_name = models.CharField(max_length=200)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("area", "language", "key", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "language", "key", "version"],
                condition=models.Q(alternative__isnull=True),
                name="plan_text_version_once_in_area",
            ),
            models.UniqueConstraint(
                fields=["alternative", "language", "key", "version"],
                condition=models.Q(alternative__isnull=False),
                name="plan_text_version_once_in_alternative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.language} {self.key} {self.version}"


class Template(models.Model):
    """The Word template of an area: the house style of the organisation that sends the plan."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="plan_template")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    author_name = models.CharField(max_length=200)
    made = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.area}: {self.name}"
