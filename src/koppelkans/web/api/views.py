# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page on which people make tokens for their programs, and take them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from koppelkans.web import audit
from koppelkans.web.api.door import user_of
from koppelkans.web.api.forms import NewToken
from koppelkans.web.api.tokens import make_token, revoke

MOST_TOKENS = 50


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the tokens of the reader; make one, and show its secret this once."""
    user, form, secret = user_of(request), NewToken(request.POST or None), ""
    own = user.api_tokens.filter(revoked=None, expires__gt=timezone.now())
    if request.method == "POST" and form.is_valid():
        if own.count() >= MOST_TOKENS:
            messages.error(request, _("You have very many tokens. First take some back."))
        else:
            made, secret = make_token(user, form.cleaned_data["name"], form.cleaned_data["days"])
            audit.note("token.made", request, token=made.pk, name=made.name)
            form = NewToken()
    context = {"form": form, "tokens": own.all(), "secret": secret}
    status = 422 if form.errors else 200
    return render(request, "koppelkans/api/tokens.html", context, status=status)


@login_required
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Make a token worthless."""
    found = get_object_or_404(user_of(request).api_tokens, pk=number)
    revoke(found)
    audit.note("token.revoked", request, token=found.pk, name=found.name)
    messages.success(request, _("“%(name)s” no longer works.") % {"name": found.name})
    return redirect("tokens")
