# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One's own account: name, password, second step, and where one belongs."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import (
    PasswordChangeView,
    PasswordResetConfirmView,
    PasswordResetView,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koppelkans.web import audit
from koppelkans.web.access import guessing, new_password, second_step
from koppelkans.web.access.forms import About
from koppelkans.web.access.models import User, fresh_salt
from koppelkans.web.access.partners import partners_of


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show what is known of the reader, to change what may be changed."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required
    organisation = user.organisation.name if user.organisation else ""
    form = About(request.POST or None, initial={"name": user.name, "organisation": organisation})
    if request.method == "POST" and not user.is_demo and form.is_valid():
        form.keep(user)
        audit.note("account.changed", request)
        messages.success(request, _("Kept."))
        return redirect("account")
    context = {
        "form": form, "device": second_step.device_of(user),
        "codes": user.recovery_codes.count(),
        "elsewhere": settings.OIDC, "linked": user.identities.exists(),
        "memberships": [
            (m, partners_of(m.area).get(m.partner_id))
            for m in user.memberships.select_related("area")
        ],
    }  # fmt: skip
    return render(request, "koppelkans/access/account.html", context)


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the reader, this one as well."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required
    user.session_salt = fresh_salt()
    user.save(update_fields=["session_salt"])
    audit.note("sign_out.everywhere", request)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("login")


@method_decorator(never_cache, "dispatch")
class ChangePassword(PasswordChangeView):
    """A new password, for whoever knows the old one; every other session ends."""

    template_name = "koppelkans/access/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form):  # noqa: ANN001, ANN201
        audit.note("password.changed", self.request)
        messages.success(self.request, _("Your password is changed; you are signed out elsewhere."))
        return super().form_valid(form)


class ForgotPassword(PasswordResetView):
    """A link by e-mail; the answer is the same whether there is such an account."""

    template_name = "koppelkans/access/forgot.html"
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form):  # noqa: ANN001, ANN201
        name = f"reset:{form.cleaned_data['email'].lower()}"[:254]
        if guessing.is_locked(self.request, name):
            return redirect(self.success_url)  # Nobody's mailbox is filled from here.
        guessing.count_wrong(self.request, name)
        audit.note("password.forgotten", self.request)
        # A worker looks whether there is such an account: the time of this answer tells nothing.
        new_password.ask_for(form.cleaned_data["email"], self.request.LANGUAGE_CODE)
        return redirect(self.success_url)


class ChoosePassword(PasswordResetConfirmView):
    """A new password, for whoever has the link."""

    template_name = "koppelkans/access/choose.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form):  # noqa: ANN001, ANN201
        audit.note("password.chosen", self.request, actor=self.user)
        messages.success(self.request, _("Your new password works. Sign in with it."))
        return super().form_valid(form)


def link_is_sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way, if there is such an account."""
    text = _(
        "If there is an account with this address, a link is on its way. It works for two hours."
    )
    return render(
        request, "koppelkans/access/message.html", {"title": _("Look in your mail"), "text": text}
    )
