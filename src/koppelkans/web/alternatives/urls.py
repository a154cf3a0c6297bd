# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of fitting and of alternatives."""

from django.urls import path

from koppelkans.web.alternatives import views

urlpatterns = [
    path("", views.fitting, name="fitting"),
    path("vraag/", views.ask, name="fitting_ask"),
    path("uit/", views.drop, name="fitting_drop"),
    path("herplannen/", views.replan, name="fitting_replan"),
    path("reken/", views.compute, name="fitting_compute"),
    path("stop/", views.stop, name="fitting_stop"),
    path("alternatief/", views.change_alternative, name="alternative_change"),
    path("besluit/", views.decide, name="alternative_decide"),
    path("vergelijken/", views.compare, name="alternatives_compare"),
]
