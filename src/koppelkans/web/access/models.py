# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works with the product: people, organisations, and who belongs to which area as what.

Nothing that says who was there is ever removed: leaving ends a membership, it stays on record.
"""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from koppelkans.web.models import Area


def fresh_salt() -> str:
    """Return a new salt: every session that was made with the former one ends."""
    return secrets.token_hex(16)


class Organisation(models.Model):
    """An organisation that people work for, in however many areas."""

    name = models.CharField(_("Organisation"), max_length=200, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes and finds people by their e-mail address, in whatever case it is typed."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Keep somebody; without a password nobody can sign in with one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in with an e-mail address; what they may is in their memberships."""

    email = models.EmailField(_("E-mail address"), max_length=254, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    session_salt = models.CharField(max_length=32, default=fresh_salt)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "email")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)

    def __str__(self) -> str:
        if self.is_demo and not self.name:
            # Whoever tries out a role has no name but that of the role, as the reader knows it.
            return str(Role(self.email.partition(".")[0]).label)
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """Return what a session has to match: a new password or salt ends all others."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Any:
        """Return the same for secrets of the installation that were used before."""
        from django.conf import settings  # noqa: PLC0415  # as Django's own does

        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        return salted_hmac(
            "koppelkans.web.access.session", self.password + self.session_salt, secret=secret,
            algorithm="sha256",
        ).hexdigest()  # fmt: skip


class Role(models.TextChoices):
    """What somebody does in an area."""

    FACILITATOR = "facilitator", _("Facilitator")
    LEAD = "lead", _("Partner lead")
    CONTRIBUTOR = "contributor", _("Contributor")
    SPECIALIST = "specialist", _("Specialist")
    GUEST = "guest", _("Guest")

    @property
    def needs_partner(self) -> bool:
        return self in (Role.LEAD, Role.CONTRIBUTOR)


class Membership(models.Model):
    """Somebody's place in an area, from when to when; ``partner_id`` is the key in its case."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)
    partner_id = models.CharField(_("Partner"), max_length=100, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("area", "since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "area"], condition=Q(until__isnull=True), name="member_once"
            ),
        )
        indexes = (models.Index(fields=["area", "until"], name="members_of_area"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.area} · {self.role}"


class AreaDoor(models.Model):
    """How far an area stands open: the page for residents, and signing in without an account."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="door")
    public = models.BooleanField(_("Page for residents"), default=False)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.area)


class Invitation(models.Model):
    """A link by which one person joins an area once; only a digest of its secret is kept."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail address"), max_length=254)
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)
    partner_id = models.CharField(_("Partner"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="invitations_sent"
    )
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created", "-id")

    def __str__(self) -> str:
        return f"{self.email} · {self.area}"


class RecoveryCode(models.Model):
    """A code that replaces the second factor once; only a digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}"


class Identity(models.Model):
    """Somebody as an identity provider knows it; an account has one at each provider."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField(default=timezone.now)
    used = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(fields=["user", "issuer"], name="identity_of_user_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.issuer}"


class AuditEvent(models.Model):
    """Who did what, when and from where; written by `koppelkans.web.audit`, never changed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    action = models.CharField(max_length=60)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, related_name="+")
    address = models.GenericIPAddressField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["area", "-at"], name="events_of_area"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
