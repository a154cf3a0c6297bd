# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What workers do for people who sign in."""

from koppelkans.web.access import new_password
from koppelkans.web.jobs.registry import Running, handles


@handles(new_password.KIND)
def send_new_password(job: Running) -> None:
    """Send the mail with a link for a new password."""
    new_password.send(job.payload["email"], job.payload["language"])
