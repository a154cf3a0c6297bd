# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the way, within an area."""

from django.urls import URLPattern, URLResolver, path

from koppelkans.web.way import views

of_area: list[URLPattern | URLResolver] = [
    path("weg/", views.way, name="way"),
    path("ervaring/", views.experience, name="experience"),
    path("ervaring/delen/", views.share, name="experience_share"),
]
