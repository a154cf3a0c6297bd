# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mail with a link for a new password: made by a worker, whoever asked for it."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.utils import translation

from koppelkans.web.jobs import queue
from koppelkans.web.jobs.models import Job

KIND = "new-password"


def ask_for(email: str, language: str) -> None:
    """Ask for the mail; the same work, whether there is an account or not."""
    queue.ask(KIND, _key(email), {"email": email, "language": language})


def send(email: str, language: str) -> None:
    """Send the mail, if there is an account with a password; of the request nothing is kept."""
    site = urlsplit(settings.SITE_ADDRESS)
    form = PasswordResetForm({"email": email})
    try:
        if form.is_valid():
            with translation.override(language):
                form.save(
                    domain_override=site.netloc, use_https=site.scheme == "https",
                    email_template_name="koppelkans/access/mail_reset.txt",
                    subject_template_name="koppelkans/access/mail_reset_subject.txt",
                )  # fmt: skip
    finally:
        Job.objects.filter(key=_key(email)).delete()


def _key(email: str) -> str:
    return f"{KIND}-{hashlib.sha256(email.lower().encode()).hexdigest()}"
