# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making, changing, marking and deciding on alternatives: all that writes them."""

from collections.abc import Callable
from itertools import chain, count

from django.db import transaction
from django.db.models import F, Max
from django.dispatch import Signal
from django.utils import timezone

from koppelkans.web.access.models import User
from koppelkans.web.alternatives.asked import Asked
from koppelkans.web.compute import ask_for, request_programme, stop_computing
from koppelkans.web.models import Alternative, Area, Programme
from koppelkans.web.store import coming_programme, latest_programme

alternative_marked = Signal()
"""Sent when one became the proposal or was decided on: ``alternative``, ``by``, ``decided``."""


class ChangedError(Exception):
    """Somebody else changed the alternative meanwhile."""


def asked_of(alternative: Alternative) -> Asked:
    """Return what an alternative asks."""
    return Asked.model_validate(alternative.asked)


def unused_name(area: Area, name: str) -> str:
    """Return a name for a new alternative: as it is, or with the first number that is free.

    A copy of a copy counts on: after "Samen" and "Samen 2" comes "Samen 3".
    """
    taken = {alternative.name for alternative in area.alternatives.all()}
    stem, _space, number = name.rpartition(" ")
    if not (number.isdecimal() and stem in taken):
        stem = name
    names = (f"{stem[:95]} {n}" for n in count(2))
    return next(free for free in chain((name[:100],), names) if free not in taken)


@transaction.atomic
def add_alternative(area: Area, name: str, source: Alternative | None = None) -> Alternative:
    """Keep a new alternative: a copy of what another asks, with its programme, or empty."""
    Area.objects.select_for_update().get(pk=area.pk)
    last = area.alternatives.aggregate(last=Max("number"))["last"] or 0
    made = Alternative.objects.create(
        area=area, number=last + 1, given_name=name, asked=source.asked if source else {}
    )
    programme = latest_programme(source) if source else None
    if programme is not None:
        copy = Programme.objects.get(pk=programme.pk)
        copy.pk, copy.alternative = None, made
        copy._state.adding = True
        copy.save()
    return made


def change_asked(
    alternative: Alternative, based_on: int, change: Callable[[Asked], Asked]
) -> Alternative:
    """Change what an alternative asks.

    Raises
    ------
    ChangedError
        When it is no longer the version that the change was based on, or is decided on.
    """
    asked = change(asked_of(alternative))
    found = Alternative.objects.filter(
        pk=alternative.pk, version=based_on, decided__isnull=True
    ).update(asked=asked.model_dump(mode="json"), version=F("version") + 1)
    if not found:
        raise ChangedError
    alternative.refresh_from_db()
    return alternative


def compute_alternative(alternative: Alternative, *, with_stretch: bool = False) -> Programme:
    """Ask for a programme of what an alternative asks now; the same is not computed twice."""
    coming = coming_programme(alternative)
    area = Area.objects.get(pk=alternative.area_id)
    if coming is not None and coming.state in ("waiting", "running"):
        same = coming.asked == alternative.asked and coming.area_version == area.version
        if same and coming.with_stretch == with_stretch:
            ask_for(coming)
            return coming
        stop_computing(coming)
    return request_programme(alternative, with_stretch=with_stretch)


@transaction.atomic
def propose(alternative: Alternative, by: User | None = None) -> None:
    """Mark an alternative as the proposal of its area, instead of another one."""
    if Alternative.objects.filter(pk=alternative.pk, is_proposal=True).exists():
        return
    others = Alternative.objects.filter(area_id=alternative.area_id)
    others.filter(is_proposal=True).update(is_proposal=False)
    others.filter(pk=alternative.pk).update(is_proposal=True)
    alternative_marked.send(Alternative, alternative=alternative, by=by, decided=False)


def decide(alternative: Alternative, user: User, text: str) -> bool:
    """Freeze an alternative with the programme it has now; return whether it could be."""
    programme = latest_programme(alternative)
    if programme is None:
        return False
    decided = bool(
        Alternative.objects.filter(pk=alternative.pk, decided__isnull=True).update(
            decided=timezone.now(), decided_by=user, decision=text, decided_on=programme,
            version=F("version") + 1,
        )
    )  # fmt: skip
    if decided:
        alternative_marked.send(Alternative, alternative=alternative, by=user, decided=True)
    return decided


def remove(alternative: Alternative) -> bool:
    """Remove an alternative that is not decided on and not the only one; return whether it was."""
    others = Alternative.objects.filter(area_id=alternative.area_id).exclude(pk=alternative.pk)
    if alternative.decided is not None or not others.exists():
        return False
    alternative.delete()
    return True
