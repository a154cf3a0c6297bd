# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of everything about people."""

from django.urls import URLPattern, URLResolver, path

from koppelkans.web.access.views import (
    account,
    elsewhere,
    invitations,
    people,
    second_step,
    sign_in,
    streets,
)

of_area: list[URLPattern | URLResolver] = [
    path("mensen/", people.people, name="people"),
    path("mensen/uitnodigen/", people.invite_somebody, name="invite"),
    path("mensen/uitnodiging/<int:number>/intrekken/", people.withdraw, name="withdraw"),
    path("mensen/<int:number>/rol/", people.change_place, name="change_place"),
    path("mensen/<int:number>/vertrek/", people.leave, name="leave"),
    path("bewonerspagina/", people.open_to_residents, name="open_to_residents"),
]

urlpatterns = [
    path("inloggen/", sign_in.SignInPage.as_view(), name="login"),
    path("inloggen/code/", second_step.take, name="second_step"),
    path("inloggen/organisatie/", elsewhere.go, name="elsewhere"),
    path("inloggen/organisatie/terug/", elsewhere.back, name="elsewhere_back"),
    path("inloggen/organisatie/sleutels/", elsewhere.keys, name="elsewhere_keys"),
    path("inloggen/organisatie/loskoppelen/", elsewhere.unlink, name="elsewhere_unlink"),
    path("uitgelogd/", elsewhere.goodbye, name="goodbye"),
    path("uitloggen/", sign_in.sign_out, name="logout"),
    path("account/", account.account, name="account"),
    path("account/wachtwoord/", account.ChangePassword.as_view(), name="password_change"),
    path("account/tweede-stap/", second_step.set_up, name="second_step_setup"),
    path("account/herstelcodes/", second_step.renew_codes, name="recovery_codes"),
    path("account/overal-uitloggen/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("wachtwoord-vergeten/", account.ForgotPassword.as_view(), name="password_reset"),
    path("wachtwoord-vergeten/verstuurd/", account.link_is_sent, name="password_reset_done"),
    path("nieuw-wachtwoord/<uidb64>/<token>/", account.ChoosePassword.as_view(),
         name="password_reset_confirm"),
    path("uitnodiging/<str:token>/", invitations.invitation, name="invitation"),
    path("buurt/<slug:slug>/", streets.street_calendar, name="street_calendar"),
    path("buurt/<slug:slug>/brief/<slug:language>/<slug:suffix>/", streets.street_letter,
         name="street_letter"),
    path("proberen/<slug:slug>/<path:key>/", sign_in.try_out, name="try_out"),
]  # fmt: skip
