# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of workshops: within an area, and those for phones."""

from django.urls import URLPattern, URLResolver, path

from koppelkans.web.workshop.views import lead, phone, results

of_area: list[URLPattern | URLResolver] = [
    path("workshop/", lead.sessions, name="workshops"),
    path("workshop/openen/", lead.begin, name="workshop_begin"),
    path("workshop/<int:number>/", lead.session, name="workshop"),
    path("workshop/<int:number>/stap/", lead.step, name="workshop_step"),
    path("workshop/<int:number>/vraag/", lead.plan, name="workshop_plan"),
    path("workshop/<int:number>/mensen/", lead.people, name="workshop_people"),
    path("workshop/<int:number>/scherm/", lead.screen, name="workshop_screen"),
    path("workshop/<int:number>/stand/", lead.board, name="workshop_board"),
    path("workshop/<int:number>/live/", lead.live, name="workshop_live"),
    path("workshop/<int:number>/afwegingskader/", results.propose, name="workshop_propose"),
    path("workshop/<int:number>/verslag/<slug:language>/<slug:suffix>/", results.minutes,
         name="workshop_minutes"),
]  # fmt: skip

urlpatterns = [
    path("w/", phone.enter, name="workshop_enter"),
    path("w/<str:code>/", phone.take_part, name="workshop_join"),
    path("w/<str:code>/nu/", phone.card, name="workshop_card"),
    path("w/<str:code>/live/", phone.live, name="workshop_phone_live"),
    path("w/<str:code>/antwoord/<int:number>/", phone.answer, name="workshop_answer"),
]
