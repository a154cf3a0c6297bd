# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accepting what is asked or offered, recorded with what it was worth."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from koppelkans.case import Condition, Offer, State
from koppelkans.programme.answers import PartnerChange
from koppelkans.seen import Sight, Viewer
from koppelkans.web.access.models import Role
from koppelkans.web.conversation.behind import yield_of
from koppelkans.web.conversation.models import Trial
from koppelkans.web.conversation.room import Room
from koppelkans.web.conversation.trials import load_tried
from koppelkans.web.models import State as Done
from koppelkans.web.records.change import RecordChange
from koppelkans.web.scene import chosen_alternative, scene_of

FACILITATOR = Viewer(Sight.ALL)


def may_accept(room: Room, given: Condition | Offer) -> bool:
    """Whether the reader may say that this is accepted: the facilitator, or who it is asked of."""
    if room.reader.may_manage():
        return True
    asked = given.asked_of if isinstance(given, Condition) else given.for_partner_ids
    return room.reader.role is Role.LEAD and room.mine in asked


def accept_condition(room: Room, condition: Condition) -> None:
    """Record that a condition is accepted, with what the latest trial of it found.

    Raises
    ------
    PermissionDenied
        When it is not the reader's to accept.
    """
    if not may_accept(room, condition):
        raise PermissionDenied
    fields: dict[str, Any] = {"state": State.ACCEPTED, "accepted_on": timezone.localdate()}
    changes: tuple[PartnerChange, ...] = ()
    for trial in room.area.trials.filter(state=Done.DONE):
        tried = load_tried(trial)
        costs = tried.trial.costs if tried else ()
        cost = next((c for c in costs if c.condition_ids == (condition.id,)), None)
        if cost is None:
            continue
        changes = cost.partners
        fields |= {
            "worth_low_eur": -cost.at_most_eur, "worth_high_eur": -cost.at_least_eur,
            "source": _source(trial),
        }  # fmt: skip
        break
    room.keep(
        RecordChange("conditions", condition.id, fields),
        *_worths(room, "condition_id", condition.id, changes),
    )


def _source(trial: Trial) -> str:
    words = {"number": trial.number, "digest": trial.case_sha256[:12]}
    return _("Trial %(number)s on the case %(digest)s") % words


def accept_offer(room: Room, offer: Offer) -> None:
    """Record that an offer is accepted, with what the stretch of its limit would yield.

    Raises
    ------
    PermissionDenied
        When it is not the reader's to accept.
    """
    if not may_accept(room, offer):
        raise PermissionDenied
    fields: dict[str, Any] = {"state": State.ACCEPTED, "accepted_on": timezone.localdate()}
    found = None
    # What was computed with everything: what each reader sees of it is another matter.
    alternative = chosen_alternative(room.request, room.area)
    scene = scene_of(alternative, FACILITATOR, room.language)
    if scene is not None:
        found = yield_of(scene, offer, room.whole)
    if found is not None and scene is not None:
        words = {"name": alternative.name, "digest": scene.result.case.sha256[:12]}
        fields |= {
            "worth_low_eur": found.at_least_eur, "worth_high_eur": found.at_most_eur,
            "source": _("Stretch in “%(name)s” on the case %(digest)s") % words,
        }  # fmt: skip
    room.keep(
        RecordChange("offers", offer.id, fields),
        *_worths(room, "offer_id", offer.id, found.partners if found else ()),
    )


def _worths(
    room: Room, field: str, key: str, changes: Iterable[PartnerChange]
) -> Iterable[RecordChange]:
    """Yield the rows that say what it was worth; earlier ones of the same go."""
    for old in room.whole.worths:
        if getattr(old, field) == key:
            yield RecordChange("worths", old.id, None)
    taken = {worth.id for worth in room.whole.worths}
    for change in changes:
        number, stem = 1, f"{key}-{change.partner_id}"[:90]
        while f"{stem}-{number}" in taken:
            number += 1
        yield RecordChange(
            "worths", f"{stem}-{number}",
            {"partner_id": change.partner_id, field: key, "eur": round(change.eur, 2)},
        )  # fmt: skip
