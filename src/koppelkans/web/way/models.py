# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an area shares with others: without a name, and nothing that is kept."""

from django.conf import settings
from django.db import models

from koppelkans.web.models import Area


class Precedent(models.Model):
    """What one area shares as experience; ``facts`` is a `koppelkans.web.way.likeness.Situation`.

    It stays as it was shared until it is shared anew or withdrawn.
    """

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="precedent")
    title = models.CharField(max_length=120)
    ended = models.TextField()
    lessons = models.TextField()
    facts = models.JSONField()
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    shared = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-shared",)

    def __str__(self) -> str:
        return self.title
