# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept beside the records: remarks, files, who follows what, and what they were told.

A notice holds only references. What it says is made when somebody reads it, of what that person
may see at that moment, so that nothing that was hidden since is told after all.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koppelkans.web.models import Area


class Audience(models.TextChoices):
    """For whom a remark or a file is."""

    TABLE = "table", _("Everybody at the table")
    OWN = "own", _("My own organisation only")


class AboutRecord(models.Model):
    """Something about one record, or one alternative, of an area.

    ``partner_id`` is the organisation of the author in the area at that time: "own" means its.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    partner_id = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.TABLE)
    made = models.DateTimeField(default=timezone.now)
    removed = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("made", "pk")

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Comment(AboutRecord):
    """What somebody says about a record; one that was removed leaves its place and no text."""

    text = models.TextField()
    changed = models.DateTimeField(null=True)

    class Meta(AboutRecord.Meta):
        indexes = (models.Index(fields=["area", "table", "key"], name="comment_of_record"),)


class Attachment(AboutRecord):
    """A file with a record: kept in a folder of its own under a name that nobody chose."""

    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    place = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta(AboutRecord.Meta):
        indexes = (models.Index(fields=["area", "table", "key"], name="attachment_of_record"),)


class Level(models.TextChoices):
    """How much of an area somebody wants to be told."""

    ALL = "all", _("Everything that changes")
    MAIN = "main", _("What I follow, my own tasks, programmes and decisions")
    FEW = "few", _("Only when somebody mentions me")


class AreaFollow(models.Model):
    """What somebody chose to be told of an area; without it, the main things."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.MAIN)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "area"], name="area_follow_once"),)

    def __str__(self) -> str:
        return f"{self.user} {self.area} {self.level}"


class RecordFollow(models.Model):
    """Whether somebody follows a record, other than goes without saying."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    wanted = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "area", "table", "key"], name="record_follow_once"
            ),
        )
        indexes = (models.Index(fields=["area", "table", "key"], name="follow_of_record"),)

    def __str__(self) -> str:
        return f"{self.user} {self.table} {self.key}"


class Kind(models.TextChoices):
    """What a notice is about."""

    CHANGE = "change", _("Changed")
    COMMENT = "comment", _("Remark")
    MENTION = "mention", _("You were mentioned")
    FILE = "file", _("File")
    OVERLAP = "overlap", _("Meets yours")
    READY = "ready", _("Programme ready")
    FAILED = "failed", _("No programme")
    PROPOSED = "proposed", _("Proposal")
    DECIDED = "decided", _("Decision")
    JOINED = "joined", _("Joined")


class MailState(models.TextChoices):
    """How far a mail is."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    EMPTY = "empty"
    GIVEN_UP = "given-up"


class Mail(models.Model):
    """One mail to one person.

    It is marked as being sent before it is handed over. When the process dies in between, nobody
    knows whether it arrived; it is then not sent again, and what it says is in the product.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in MailState], default=MailState.PLANNED
    )
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["state", "not_before"], name="mail_by_state"),)

    def __str__(self) -> str:
        return f"{self.user} {self.state}"


class Notice(models.Model):
    """That something happened which one person wants to know.

    Attributes
    ----------
    once
        What tells the happening: nobody is told the same twice, also after a crash.
    facts
        Numbers and ids that say more; never what a record says.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    table = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=100, blank=True)
    by = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    once = models.CharField(max_length=200)
    made = models.DateTimeField(default=timezone.now)
    read = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="notices")

    class Meta:
        ordering = ("-made", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "once"], name="notice_once"),)
        indexes = (models.Index(fields=["user", "read", "-made"], name="notices_of_user"),)

    def __str__(self) -> str:
        return f"{self.user} {self.once}"


class Frequency(models.TextChoices):
    """How often somebody wants mail."""

    DAILY = "daily", _("Once a day, when there is news")
    AT_ONCE = "at_once", _("At once")
    NEVER = "never", _("Never")


class MailChoice(models.Model):
    """How somebody wants to be mailed; without it, once a day in Dutch."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice"
    )
    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.DAILY)
    language = models.CharField(max_length=5, default="nl")

    def __str__(self) -> str:
        return f"{self.user} {self.frequency}"


class Reached(models.Model):
    """Up to which version of an area everybody has been told what changed."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.area} {self.version}"
