# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of fitting and of alternatives."""

from django.urls import path

from koppelkans.web.alternatives import pareto, views, what_if

urlpatterns = [
    path("", views.fitting, name="fitting"),
    path("vraag/", views.ask, name="fitting_ask"),
    path("wat-als/", what_if.what_if, name="what_if"),
    path("antwoord/", what_if.answer, name="fitting_answer"),
    path("uit/", views.drop, name="fitting_drop"),
    path("herplannen/", views.replan, name="fitting_replan"),
    path("reken/", views.compute, name="fitting_compute"),
    path("stop/", views.stop, name="fitting_stop"),
    path("alternatief/", views.change_alternative, name="alternative_change"),
    path("besluit/", views.decide, name="alternative_decide"),
    path("vergelijken/", views.compare, name="alternatives_compare"),
    path("keuzes/", pareto.pareto, name="pareto"),
    path("keuzes/reken/", pareto.compute, name="pareto_compute"),
    path("keuzes/voortgang/", pareto.progress, name="pareto_progress"),
    path("keuzes/bewaar/", pareto.keep_point, name="pareto_keep"),
]
