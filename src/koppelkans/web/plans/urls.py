# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the plan, within an area."""

from django.urls import path

from koppelkans.web.plans.views import documents, since, template, texts

urlpatterns = [
    path("", documents.plan, name="plan"),
    path("bestand/<slug:kind>/<slug:language>/<slug:suffix>/", documents.document,
         name="plan_document"),
    path("sinds-het-besluit/", since.since, name="plan_since"),
    path("teksten/", texts.texts, name="plan_texts"),
    path("teksten/<slug:language>/<slug:key>/", texts.text, name="plan_text"),
    path("sjabloon/", template.change, name="plan_template"),
    path("sjabloon/ophalen/", template.fetch, name="plan_template_file"),
]  # fmt: skip
