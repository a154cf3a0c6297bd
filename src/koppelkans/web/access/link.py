# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which account belongs to somebody that a provider knows: an old link, or a first one.

A first link is made in three ways: by an address for which the provider vouches, with an
invitation in the hand, or from one's own account. None of them gives a right that was not there:
those come from memberships and invitations only.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from koppelkans.web.access.elsewhere import Told
from koppelkans.web.access.invite import InvitationError, accept, find_invitation
from koppelkans.web.access.models import Identity, Membership, User


class TakenError(Exception):
    """The account there is linked with somebody else here, or the other way round."""


def find_linked(told: Told) -> User | None:
    """Return the account that was linked before, and note that it was used."""
    found = Identity.objects.select_related("user").filter(
        issuer=told.issuer, subject=told.subject
    ).first()  # fmt: skip
    if found is None or not found.user.is_active:
        return None
    Identity.objects.filter(pk=found.pk).update(used=timezone.now())
    return found.user


def is_known(told: Told) -> bool:
    """Whether somebody was linked before, with an account that may be closed by now."""
    return Identity.objects.filter(issuer=told.issuer, subject=told.subject).exists()


def link(user: User, told: Told) -> None:
    """Link an account with somebody at the provider.

    Raises
    ------
    TakenError
        When either of them is linked with another.
    """
    try:
        with transaction.atomic():
            made, _fresh = Identity.objects.get_or_create(
                issuer=told.issuer, subject=told.subject, defaults={"user": user}
            )
    except IntegrityError:
        raise TakenError from None
    if made.user_id != user.pk:
        raise TakenError


def link_by_address(told: Told) -> User | None:
    """Link the account that has an address for which the provider vouches; None without one."""
    if not told.is_verified:
        return None
    user = User.objects.filter(email=told.email, is_active=True, is_demo=False).first()
    if user is not None:
        link(user, told)
    return user


@transaction.atomic
def join_by_invitation(told: Told, token: str) -> tuple[User, Membership]:
    """Make an account for whom an invitation is, let it in, and link it.

    Raises
    ------
    InvitationError
        When it lets nobody in any more, or is for somebody who has an account already: that one
        is linked from its own page.
    TakenError
        When whoever comes from the provider has another account.
    """
    found = find_invitation(token)
    if found is None or User.objects.filter(email=found.email).exists():
        raise InvitationError
    if is_known(told):
        raise TakenError
    user = User.objects.create_user(found.email, name=told.name)
    member = accept(found, user)
    link(user, told)
    return user, member
