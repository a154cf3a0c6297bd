# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running an installation: check, upgrade, serve, back up and restore."""

import os

import django
from django.core.exceptions import ImproperlyConfigured

from koppelkans.language import N_, Message


class SiteError(Exception):
    """Something that whoever runs the installation has to mend."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def wake() -> None:
    """Make Django ready.

    Raises
    ------
    SiteError
        With everything that is wrong in the environment.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koppelkans.web.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        text = N_("These settings are not right:\n{wrong}")
        raise SiteError(Message(text, {"wrong": str(error)})) from None
