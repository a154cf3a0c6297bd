# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making, finding and revoking tokens."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from koppelkans.web.access.models import User
from koppelkans.web.api.models import ApiToken

PREFIX = "kk_"
"""So that programs that look for leaked secrets recognise one."""
LONGEST_DAYS = 366
USED_AGAIN = timedelta(minutes=5)
"""A token notes no more often than this that it is used: reading is not writing."""


def digest_of(secret: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(user: User, name: str, days: int) -> tuple[ApiToken, str]:
    """Keep a token and return it with its secret, which is nowhere else."""
    secret = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=min(days, LONGEST_DAYS))
    kept = ApiToken.objects.create(user=user, name=name, digest=digest_of(secret), expires=expires)
    return kept, secret


def find_token(secret: str) -> ApiToken | None:
    """Return the token of a secret; None when it is wrong, expired, revoked or of nobody active."""
    if not secret.startswith(PREFIX):
        return None
    now = timezone.now()
    found = ApiToken.objects.select_related("user").filter(
        digest=digest_of(secret), revoked=None, expires__gt=now, user__is_active=True
    ).first()  # fmt: skip
    if found is not None:
        # One that another request notes at the same time is noted once.
        long_ago = Q(used=None) | Q(used__lt=now - USED_AGAIN)
        if found.used is None or found.used < now - USED_AGAIN:
            ApiToken.objects.filter(long_ago, pk=found.pk).update(used=now)
    return found


def revoke(token: ApiToken) -> None:
    """Make a token worthless."""
    ApiToken.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now())
