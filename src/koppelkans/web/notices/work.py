# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What workers do for notices: tell what changed, and send mail."""

from typing import Any

from koppelkans.web.jobs.registry import Running, handles
from koppelkans.web.models import Area
from koppelkans.web.notices import changes, mailing
from koppelkans.web.notices.listen import CHANGES


@handles(CHANGES)
def tell_changes(job: Running) -> dict[str, Any] | None:
    """Tell whom a change concerns."""
    area = Area.objects.filter(pk=job.payload["area"]).first()
    if area is not None:
        changes.tell_changes(area, int(job.payload["version"]))
    return None


@handles("mail", every=60)
def send_mail(job: Running) -> dict[str, Any] | None:
    """Send the mail that is due."""
    del job
    mailing.send_due()
    return None
