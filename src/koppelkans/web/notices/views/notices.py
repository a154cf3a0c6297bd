# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""One's own notices, and how one wants to be told."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koppelkans.web.access.models import User
from koppelkans.web.access.reader import areas_of
from koppelkans.web.notices import mailing
from koppelkans.web.notices.models import AreaFollow, Frequency, Level
from koppelkans.web.notices.reading import mark_read, notices_of, read_notices

ON_A_PAGE = 40


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the door is for who signed in
    return request.user


@require_GET
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Show what one was told, and how one wants to be."""
    user = _me(request)
    page = Paginator(notices_of(user), ON_A_PAGE).get_page(request.GET.get("blad"))
    chosen = dict(AreaFollow.objects.filter(user=user).values_list("area", "level"))
    context = {
        "told": read_notices(user, page.object_list), "page": page,
        "areas": [(area, chosen.get(area.pk, Level.MAIN)) for area in areas_of(user)],
        "levels": Level.choices, "frequencies": Frequency.choices,
        "choice": mailing.choice_of(user), "languages": settings.LANGUAGES,
    }  # fmt: skip
    return render(request, "notices/notices.html", context)


@require_POST
@login_required
def all_read(request: HttpRequest) -> HttpResponse:
    """Note that one has read everything."""
    mark_read(_me(request))
    return redirect("notices")


@require_GET
@login_required
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Go to what a notice is about; that reads it."""
    user = _me(request)
    notice = get_object_or_404(notices_of(user), pk=number)
    told = read_notices(user, [notice])
    if not told:
        raise Http404(_("This record is not there (any more)."))
    mark_read(user, number)
    return redirect(told[0].address)


@require_POST
@login_required
def choose_mail(request: HttpRequest) -> HttpResponse:
    """Choose how often one is mailed, and in which language."""
    frequency, language = request.POST.get("frequency", ""), request.POST.get("language", "")
    if frequency in Frequency.values:
        known = dict(settings.LANGUAGES)
        mailing.choose(
            _me(request), frequency=frequency,
            language=language if language in known else get_language() or "nl",
        )  # fmt: skip
        messages.success(request, _("Kept."))
    return redirect("notices")


# The programme of the receiver presses the button for them (RFC 8058) and has no cookie of ours;
# the link itself is signed.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def no_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mailing whoever has this link; a look at it by a mail scanner changes nothing."""
    user = mailing.user_of(token)
    if user is None:
        raise Http404(_("There is no such page."))
    if request.method == "POST":
        mailing.choose(user, frequency=Frequency.NEVER)
    return render(request, "notices/no_mail.html", {"stopped": request.method == "POST"})
