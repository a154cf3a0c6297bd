# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app within Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People and rights."""

    name = "koppelkans.web.access"
    label = "access"
