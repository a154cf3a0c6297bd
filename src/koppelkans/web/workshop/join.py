# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking part: a signed cookie on the phone says which participant it is, and nothing else."""

from django.conf import settings
from django.core.signing import BadSignature
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koppelkans.case.record import CONTROL_CHARACTERS
from koppelkans.web.workshop.counting import count_joined
from koppelkans.web.workshop.models import Participant, Session, Stage
from koppelkans.web.workshop.subject import room_case

SALT = "koppelkans.web.workshop"
COOKIE_SECONDS = 30 * 24 * 3600
"""A session on people's own screens may take weeks."""

ELSEWHERE = "-"
"""Partner of somebody who sits there for none of the partners."""


class CannotJoinError(Exception):
    """Why somebody cannot take part, to be told."""


def cookie_name(session: Session) -> str:
    """Return the name of the cookie of a session."""
    return f"koppelkans_workshop_{session.pk}"


def participant_of(request: HttpRequest, session: Session) -> Participant | None:
    """Return who this phone is in a session."""
    try:
        value = request.get_signed_cookie(cookie_name(session), salt=SALT)
    except (KeyError, BadSignature):
        return None
    if value is None or not value.isdecimal():
        return None
    return Participant.objects.filter(session=session, pk=int(value), removed=False).first()


def remember(response: HttpResponse, session: Session, participant: Participant) -> None:
    """Let a phone remember who it is; no script can read it, and no other page gets it."""
    response.set_signed_cookie(
        cookie_name(session), str(participant.pk), salt=SALT, max_age=COOKIE_SECONDS, path="/w/",
        httponly=True, samesite="Lax", secure=settings.PRODUCTION,
    )  # fmt: skip


def join(session: Session, name: str, partner_id: str) -> Participant:
    """Let somebody take part.

    Parameters
    ----------
    name, partner_id
        By name: who it is and for whom; ignored in an anonymous session.

    Raises
    ------
    CannotJoinError
        When the session is closed, its door is shut, it is full, or the name is missing or taken.
    """
    name = CONTROL_CHARACTERS.sub("", " ".join(name.split()))[:60] if session.by_name else ""
    with transaction.atomic():
        # Locked, so that two who come at once do not both get the last place.
        locked = Session.objects.select_for_update().select_related("area").get(pk=session.pk)
        refuse(locked)
        partner_id = _read_partner(locked, partner_id)
        if locked.by_name and not name:
            raise CannotJoinError(_("Tell us your name: in this session we know who says what."))
        try:
            with transaction.atomic():
                return Participant.objects.create(
                    session=locked, name=name, partner_id=partner_id
                )  # fmt: skip
        except IntegrityError:
            raise CannotJoinError(
                _(
                    "There is somebody called %(name)s already. Add a letter, so that we can tell"
                    " you apart. Were you here before on another phone? Ask the facilitator to"
                    " take that one out, so that you do not count twice."
                )
                % {"name": name}
            ) from None


def refuse(session: Session) -> None:
    """Say why nobody can join now.

    Raises
    ------
    CannotJoinError
        When that is so.
    """
    if session.stage == Stage.CLOSED:
        raise CannotJoinError(_("This session is over. Thank you for coming."))
    if not session.door_open:
        raise CannotJoinError(
            _("The facilitator lets nobody else in for now. Ask for the door to be opened.")
        )
    if count_joined(session) >= session.most:
        raise CannotJoinError(
            _("All %(most)s places are taken. Ask the facilitator to make room.")
            % {"most": session.most}
        )


def _read_partner(session: Session, partner_id: str) -> str:
    case = room_case(session.area, "nl") if session.by_name else None
    if case is None or partner_id == ELSEWHERE:
        return ""
    if partner_id not in case.partner:
        raise CannotJoinError(_("Choose for whom you are here."))
    return partner_id
