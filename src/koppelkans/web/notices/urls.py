# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of finding, discussing and following."""

from django.urls import URLPattern, URLResolver, path

from koppelkans.web.notices.views import finding, notices, talking

of_area: list[URLPattern | URLResolver] = [
    path("zoeken/", finding.find, name="search"),
    path("volgen/", talking.follow_area, name="follow_area"),
    path("volgen/<slug:word>/<path:key>/", talking.follow, name="follow"),
    path("opmerking/<int:number>/", talking.change_comment, name="comment"),
    path("bijlage/<int:number>/", talking.attachment, name="attachment"),
    path("bijlage/<int:number>/weg/", talking.remove_attachment, name="attachment_remove"),
    path("bijlagen/<slug:word>/<path:key>/", talking.attach, name="attach"),
    path("opmerkingen/<slug:word>/<path:key>/", talking.talk, name="talk"),
]

urlpatterns = [
    path("meldingen/", notices.notices, name="notices"),
    path("meldingen/gelezen/", notices.all_read, name="notices_read"),
    path("meldingen/mail/", notices.choose_mail, name="mail_choice"),
    path("meldingen/<int:number>/", notices.open_notice, name="notice"),
    path("geen-mail/<str:token>/", notices.no_mail, name="no_mail"),
]
