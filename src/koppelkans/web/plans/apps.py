# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's view of this room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Texts and templates of plans, with tables of their own."""

    name = "koppelkans.web.plans"
    label = "plans"
