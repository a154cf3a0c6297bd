# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in and out, and trying out by one click."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koppelkans.web import audit
from koppelkans.web.access.demo import become, is_demo, personas
from koppelkans.web.access.forms import SignIn
from koppelkans.web.access.views import elsewhere
from koppelkans.web.models import Area
from koppelkans.web.store import load_case


class SignInPage(LoginView):
    """E-mail address and password."""

    template_name = "koppelkans/access/sign_in.html"
    authentication_form = SignIn
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(elsewhere=settings.OIDC, **more)

    def form_valid(self, form: SignIn) -> HttpResponse:  # type: ignore[override]
        response = super().form_valid(form)
        audit.note("sign_in.password", self.request)
        return response

    def form_invalid(self, form: SignIn) -> HttpResponse:  # type: ignore[override]
        audit.note("sign_in.refused", self.request, name=form.data.get("username", "")[:254])
        return super().form_invalid(form)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        audit.note("sign_out", request)
    id_token = request.session.get(elsewhere.ID_TOKEN, "")
    logout(request)
    return elsewhere.say_goodbye(request, id_token) or redirect("areas")


@require_POST
def try_out(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """Sign in to a demo area as one of its personas."""
    area = Area.objects.filter(slug=slug).first()
    if area is None or not is_demo(area):
        raise Http404(_("There is no such page."))
    persona = next((p for p in personas(load_case(area)) if p.key == key), None)
    if persona is None:
        raise Http404(_("There is no such page."))
    if request.user.is_authenticated:
        logout(request)
    user = become(area, persona)
    login(request, user, backend="koppelkans.web.access.backends.AccountBackend")
    audit.note("sign_in.demo", request, area=area, role=persona.role.value)
    return redirect("area", slug)
