# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of everything about people."""

from django.urls import path

from koppelkans.web.access.views import sign_in, streets

urlpatterns = [
    path("inloggen/", sign_in.SignInPage.as_view(), name="login"),
    path("uitloggen/", sign_in.sign_out, name="logout"),
    path("buurt/<slug:slug>/", streets.street_calendar, name="street_calendar"),
    path("buurt/<slug:slug>/brief/<slug:language>/<slug:suffix>/", streets.street_letter,
         name="street_letter"),
    path("proberen/<slug:slug>/<path:key>/", sign_in.try_out, name="try_out"),
]  # fmt: skip
