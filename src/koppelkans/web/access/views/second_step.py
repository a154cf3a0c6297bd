# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the second step: setting it up, taking it, and codes for when the phone is lost."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from koppelkans.web import audit
from koppelkans.web.access import guessing, second_step
from koppelkans.web.access.forms import Code
from koppelkans.web.access.models import User


def _name(user: User) -> str:
    return f"code:{user.pk}"


@never_cache
@login_required
def take(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the phone, or one that was kept on paper."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required
    device = second_step.device_of(user)
    if device is None:
        return redirect("second_step_setup")
    if guessing.is_locked(request, _name(user)):
        return guessing.locked_out(request, credentials={"username": _name(user)})
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        by_phone = code.replace(" ", "").isdecimal() and device.verify_token(code.replace(" ", ""))
        if by_phone or second_step.use_code(user, code):
            guessing.forget(_name(user))
            second_step.take(request, device)
            audit.note("sign_in.second_step", request, by="phone" if by_phone else "recovery code")
            return redirect("areas")
        guessing.count_wrong(request, _name(user))
        audit.note("sign_in.wrong_code", request)
        form.add_error("code", _("This code is not right, or no longer. Wait for the next one."))
    return render(request, "koppelkans/access/second_step.html", {"form": form})


@never_cache
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the code to scan, and take the phone into use once it gives the right answer."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required
    if second_step.device_of(user) and not second_step.has_taken(request):
        return redirect("second_step")
    if guessing.is_locked(request, _name(user)):
        return guessing.locked_out(request, credentials={"username": _name(user)})
    device, form = second_step.device_to_confirm(user), Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_step.confirm(request, device, form.cleaned_data["code"].replace(" ", "")):
            audit.note("second_step.set_up", request)
            return _show_codes(request, user)
        guessing.count_wrong(request, _name(user))
        form.add_error("code", _("This code is not right, or no longer. Wait for the next one."))
    context = {
        "form": form, "drawing": second_step.draw_code(device), "address": device.config_url,
        "secret": _in_fours(device.config_url.split("secret=")[1].split("&")[0]),
    }  # fmt: skip
    return render(request, "koppelkans/access/second_step_setup.html", context)


@never_cache
@login_required
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Give new recovery codes."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  # login_required
    audit.note("second_step.new_codes", request)
    return _show_codes(request, user)


def _show_codes(request: HttpRequest, user: User) -> HttpResponse:
    context = {"codes": second_step.fresh_codes(user)}
    return render(request, "koppelkans/access/recovery_codes.html", context)


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
