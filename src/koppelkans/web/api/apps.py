# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app of the API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Keeps the tokens by which programs come in."""

    name = "koppelkans.web.api"
    label = "api"
