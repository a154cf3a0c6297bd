# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app within Django."""

from django.apps import AppConfig


class WayConfig(AppConfig):
    """The steps of the process, and precedents."""

    name = "koppelkans.web.way"
    label = "way"
