# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses: Dutch words, because people read them and send them to each other."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from koppelkans.web.access.urls import of_area as people_of_area
from koppelkans.web.notices.urls import of_area as notices_of_area
from koppelkans.web.records.views import start
from koppelkans.web.views import area, errors, results, sharing, tasks, whom, worth
from koppelkans.web.way.urls import of_area as way_of_area
from koppelkans.web.workshop.urls import of_area as workshops_of_area
from koppelkans.web.workshop.urls import urlpatterns as workshop_urls

of_area: list[URLPattern | URLResolver] = [
    path("", area.area, name="area"),
    path("voortgang/", area.progress, name="progress"),
    path("opgaven/", tasks.tasks, name="tasks"),
    path("waarom/<path:task_id>/", tasks.why, name="task_why"),
    path("opgaven/<path:task_id>/", tasks.task, name="task"),
    path("koppelkansen/", results.opportunities, name="opportunities"),
    path("voor-en-na/", results.compare, name="compare"),
    path("waarde/", worth.value, name="value"),
    path("waarde/posten/<str:alternative>/", worth.entries, name="value_entries"),
    path("waarde/posten/<str:alternative>/<int:number>/", worth.entry, name="value_entry"),
    path("waarde/voor-wie/<str:alternative>/", whom.whom, name="value_whom"),
    path("waarde/keten/<str:alternative>/<path:task_id>/", whom.chain, name="value_chain"),
    path("afwegen/", results.weighing, name="weighing"),
    path("verdeling/", sharing.sharing, name="sharing"),
    path("verdeling/groepen/", sharing.groups, name="sharing_groups"),
    path("verdeling/groepen/voortgang/", sharing.groups_progress, name="groups_progress"),
    path("verdeling/<str:partner_id>/", sharing.partner, name="partner_share"),
    path("plan/", include("koppelkans.web.plans.urls")),
    path("gesprek/", include("koppelkans.web.conversation.urls")),
    path("passen-en-meten/", include("koppelkans.web.alternatives.urls")),
    path("invullen/", include("koppelkans.web.records.urls")),
]

urlpatterns = [
    path("", area.areas, name="areas"),
    path("gebieden/nieuw/", start.start, name="new_area"),
    path(
        "gebieden/<slug:slug>/",
        include(of_area + people_of_area + notices_of_area + workshops_of_area + way_of_area),
    ),
    path("taal/", set_language, name="set_language"),
    path("", include("koppelkans.web.access.urls")),
    path("", include("koppelkans.web.api.urls")),
    path("", include("koppelkans.web.notices.urls")),
    path("", include(workshop_urls)),
    path("ogc/", include("koppelkans.web.features.urls")),
]

handler404 = errors.not_found
handler500 = errors.went_wrong
