# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work in the background."""

    name = "koppelkans.web.jobs"
    label = "jobs"
