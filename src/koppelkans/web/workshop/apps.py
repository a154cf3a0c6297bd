# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app within Django."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """Sessions, what is asked in them, and what people answer."""

    name = "koppelkans.web.workshop"
    label = "workshop"
