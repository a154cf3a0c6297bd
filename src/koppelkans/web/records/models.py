# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of every change: who, when, which record, which fields, from what to what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koppelkans.web.models import Area


class Kind(models.TextChoices):
    """How a change came about."""

    EDIT = "edit", _("Changed")
    UNDO = "undo", _("Undone")
    REDO = "redo", _("Done again")
    RESTORE = "restore", _("Put back")
    IMPORT = "import", _("Brought in from a file")


class ChangeSet(models.Model):
    """What one person did in one go; ``version`` is that of the area afterwards.

    Attributes
    ----------
    author, author_name
        Key and name of who did it; kept as text, so that it stays when the account goes.
    note
        What belongs to the kind: the name of the file, the version that was put back.
    undoes
        The change that this one takes back.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="change_sets")
    version = models.PositiveIntegerField()
    author = models.CharField(max_length=150)
    author_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.EDIT)
    note = models.CharField(max_length=200, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, related_name="undone_by"
    )
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("area", "-version")
        constraints = (
            models.UniqueConstraint(fields=["area", "version"], name="change_set_once_a_version"),
        )
        indexes = (
            models.Index(fields=["area", "author", "-version"], name="change_set_of_author"),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.version}: {self.author_name}"


class Change(models.Model):
    """What happened to one record: the fields that differ, from and to.

    A record that was added has all its fields in ``after`` and None in ``before``; one that was
    removed the other way round. A field that was or became empty is None. Geometry is the
    hexadecimal text of its WKB.
    """

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("change_set", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["change_set", "table", "key"], name="record_once_in_change_set"
            ),
        )
        indexes = (models.Index(fields=["table", "key"], name="changes_of_record"),)

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Origin(models.Model):
    """Which content of a case file an area came from, and its version just after that."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="origin")
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.area} {self.version}"


class Proposal(models.Model):
    """What an uploaded file would change, until somebody chooses what to take of it.

    ``own_list`` is what a partner's own list holds, of which the columns are asked first.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="proposals")
    author = models.CharField(max_length=150)
    file_name = models.CharField(max_length=200)
    area_version = models.PositiveIntegerField()
    rows = models.JSONField()
    problems = models.JSONField(default=list)
    own_list = models.JSONField(null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made",)

    def __str__(self) -> str:
        return f"{self.area}: {self.file_name}"
