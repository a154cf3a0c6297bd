# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail: at once or once a day, in somebody's own language, of what that person may see then.

A mail is planned, marked as being sent, and sent: see `Mail` for what a crash does to each.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from koppelkans.web.access.models import User
from koppelkans.web.notices.models import Frequency, Mail, MailChoice, MailState, Notice
from koppelkans.web.notices.reading import Told, read_notices

LOG = logging.getLogger(__name__)

HOUR_OF_DAY = 7
"""Once a day is in the morning, so that it is there when people begin."""
MOST_TRIES = 5
BETWEEN_TRIES = timedelta(minutes=5)
MOST_IN_MAIL = 50
SALT = "koppelkans.notices.no-mail"


def send_due(now: datetime | None = None) -> None:
    """Plan the mails that are due, and send those that are planned."""
    moment = now or timezone.now()
    waiting = Notice.objects.filter(read=None, mail=None, user__is_active=True,
                                    user__is_demo=False)  # fmt: skip
    for user in User.objects.filter(pk__in=waiting.values("user")):
        if is_due(user, moment):
            _plan(user)
    due = Mail.objects.filter(state=MailState.PLANNED, not_before__lte=moment)
    for mail in due.select_related("user"):
        _send(mail, moment)


def choice_of(user: User) -> MailChoice:
    """Return how somebody wants to be mailed."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user)


def is_due(user: User, moment: datetime) -> bool:
    """Whether somebody who has news is to be mailed now."""
    frequency = choice_of(user).frequency
    if frequency != Frequency.DAILY:
        return frequency == Frequency.AT_ONCE
    here = timezone.localtime(moment)
    morning = here.replace(hour=HOUR_OF_DAY, minute=0, second=0, microsecond=0)
    return here >= morning and not Mail.objects.filter(user=user, made__gte=morning).exists()


@transaction.atomic
def _plan(user: User) -> None:
    """Make one mail of all that somebody was not mailed yet; two workers make one."""
    User.objects.select_for_update().get(pk=user.pk)
    waiting = Notice.objects.filter(user=user, read=None, mail=None)
    if waiting.exists():
        waiting.update(mail=Mail.objects.create(user=user))


def _send(mail: Mail, moment: datetime) -> None:
    own = Mail.objects.filter(pk=mail.pk, state=MailState.PLANNED)
    if not own.update(state=MailState.SENDING, tries=F("tries") + 1):
        return
    mail.refresh_from_db()
    choice = choice_of(mail.user)
    with translation.override(choice.language):
        told = read_notices(mail.user, mail.notices.filter(read=None).select_related("area"))
        if not told or choice.frequency == Frequency.NEVER:
            _end(mail, MailState.EMPTY)
            return
        message = compose(mail, told)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        LOG.warning("Mail %s was not sent: %s", mail.pk, type(error).__name__)
        given_up = mail.tries >= MOST_TRIES
        _end(mail, MailState.GIVEN_UP if given_up else MailState.PLANNED, moment + BETWEEN_TRIES)
    else:
        _end(mail, MailState.SENT)


def _end(mail: Mail, state: MailState, not_before: datetime | None = None) -> None:
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING).update(
        state=state, not_before=not_before or mail.not_before
    )


def compose(mail: Mail, told: list[Told]) -> EmailMessage:
    """Return the mail that tells notices, in the present language."""
    stop = urljoin(settings.SITE_ADDRESS, reverse("no_mail", args=[token_of(mail.user)]))
    number = len(told)
    subject = ngettext("%(number)s notice in Koppelkans", "%(number)s notices in Koppelkans",
                       number) % {"number": number}  # fmt: skip
    areas: dict[str, list[Told]] = {}
    for notice in told[:MOST_IN_MAIL]:
        areas.setdefault(notice.area_name, []).append(notice)
    text = render_to_string(
        "notices/mail.txt",
        {"user": mail.user, "areas": areas, "more": max(0, number - MOST_IN_MAIL), "stop": stop,
         "all": urljoin(settings.SITE_ADDRESS, reverse("notices")),
         "site": settings.SITE_ADDRESS.rstrip("/")},
    )  # fmt: skip
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    headers = {
        "Message-ID": f"<koppelkans-{mail.pk}-{int(mail.made.timestamp())}@{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, text.strip() + "\n", to=[mail.user.email], headers=headers)


def token_of(user: User) -> str:
    """Return what stands in the link by which somebody wants no mail any more."""
    return signing.dumps(user.pk, salt=SALT)


def user_of(token: str) -> User | None:
    """Return whose link this is; None when nobody made it."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def choose(user: User, **fields: str) -> None:
    """Keep how somebody wants to be mailed."""
    MailChoice.objects.update_or_create(user=user, defaults=fields)
