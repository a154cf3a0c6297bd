# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses: Dutch words, because people read them and send them to each other."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from koppelkans.web.views import area, errors, plan, results, sharing, tasks

of_area: list[URLPattern | URLResolver] = [
    path("", area.area, name="area"),
    path("voortgang/", area.progress, name="progress"),
    path("opgaven/", tasks.tasks, name="tasks"),
    path("opgaven/<path:task_id>/", tasks.task, name="task"),
    path("koppelkansen/", results.opportunities, name="opportunities"),
    path("voor-en-na/", results.compare, name="compare"),
    path("waarde/", results.value, name="value"),
    path("afwegen/", results.weighing, name="weighing"),
    path("verdeling/", sharing.sharing, name="sharing"),
    path("verdeling/<str:partner_id>/", sharing.partner, name="partner_share"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<str:kind>/", plan.download, name="download"),
    path("plan/<str:kind>/<str:language>/", plan.download, name="download"),
    path("gesprek/", results.conversation, name="conversation"),
    path("passen-en-meten/", include("koppelkans.web.alternatives.urls")),
    path("invullen/", include("koppelkans.web.records.urls")),
]

urlpatterns = [
    path("", area.areas, name="areas"),
    path("gebieden/<slug:slug>/", include(of_area)),
    path("taal/", set_language, name="set_language"),
    path("", include("koppelkans.web.access.urls")),
]

handler404 = errors.not_found
handler500 = errors.went_wrong
