# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the conversation."""

from django.urls import URLPattern, URLResolver, path

from koppelkans.web.conversation.views import agreed, conditions, decisions, impasses, table

urlpatterns: list[URLPattern | URLResolver] = [
    path("", table.conversation, name="conversation"),
    path("worsteling/<path:key>/herkennen/", table.recognise_struggle, name="struggle_recognise"),
    path("worsteling/<path:key>/aanbieden/", table.offer, name="struggle_offer"),
    path("worsteling/<path:key>/stand/", table.struggle_state, name="struggle_state"),
    path("worsteling/<path:key>/", table.struggle, name="struggle"),
    path("aanbod/<path:key>/aannemen/", table.offer_accept, name="offer_accept"),
    path("voorwaarden/", conditions.conditions, name="conditions"),
    path("voorwaarden/proberen/", conditions.try_conditions, name="conditions_try"),
    path("voorwaarden/proef/<int:number>/", conditions.trial_progress, name="trial_progress"),
    path("voorwaarden/proef/<int:number>/stop/", conditions.trial_stop, name="trial_stop"),
    path("voorwaarden/<path:key>/aannemen/", conditions.condition_accept, name="condition_accept"),
    path("wie-gaf-wat/", conditions.ledger, name="ledger"),
    path("wie-gaf-wat/waarde/", conditions.given_worth, name="given_worth"),
    path("afgesproken/", agreed.agreed, name="agreed"),
    path("afgesproken/opgave/", agreed.joint_task, name="joint_task"),
    path("besluiten/", decisions.decisions, name="decisions"),
    path("besluiten/<path:key>/stem/", decisions.voice, name="decision_voice"),
    path("besluiten/<path:key>/nemen/", decisions.take, name="decision_take"),
    path("besluiten/<path:key>/opnieuw/", decisions.run_again, name="decision_run_again"),
    path("besluiten/<path:key>/nagerekend/", decisions.decision_again, name="decision_again"),
    path("samen-uitkomen/", impasses.impasses, name="impasses"),
    path("samen-uitkomen/<int:number>/", impasses.impasse, name="impasse"),
    path("samen-uitkomen/<int:number>/kant/", impasses.side, name="impasse_side"),
    path("samen-uitkomen/<int:number>/gesprek/", impasses.talk, name="impasse_talk"),
    path("samen-uitkomen/<int:number>/memo/<str:suffix>/", impasses.memo, name="impasse_memo"),
]
