# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of OGC API Features: one service for each area."""

from django.urls import path

from koppelkans.web.features import views

app_name = "features"
urlpatterns = [
    path("<slug:slug>", views.landing, name="landing"),
    path("<slug:slug>/", views.landing),
    path("<slug:slug>/api", views.description, name="description"),
    path("<slug:slug>/conformance", views.conformance, name="conformance"),
    path("<slug:slug>/collections", views.collections, name="collections"),
    path("<slug:slug>/collections/<slug:name>", views.collection, name="collection"),
    path("<slug:slug>/collections/<slug:name>/items", views.items, name="items"),
    path("<slug:slug>/collections/<slug:name>/items/<path:key>", views.item, name="item"),
]
