# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader sees when there is nothing to see."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from koppelkans.web.api.answers import ProblemError, say_problem
from koppelkans.web.logs import REQUEST
from koppelkans.web.trouble import Trouble, trouble_of

SECONDS_TO_COME_BACK = 30
STATUS = {None: 500, Trouble.DATABASE_AWAY: 503, Trouble.DISK_FULL: 507}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page."""
    return render(request, "koppelkans/404.html", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong on our side; the page needs nothing that may be broken.

    Django calls this while it handles the error, so that is still at hand: a database that is
    away comes back, and then nobody has to do anything.
    """
    trouble = trouble_of(sys.exception())
    status = STATUS[trouble]
    if request.path.startswith("/v1/"):
        response = say_problem(ProblemError(status, *_words(trouble)))
    else:
        context = {"trouble": trouble, "status": status, "number": REQUEST.get()}
        response = render(request, "koppelkans/500.html", context, status=status)
    if trouble is Trouble.DATABASE_AWAY:
        response.headers["Retry-After"] = str(SECONDS_TO_COME_BACK)
    return response


def _words(trouble: Trouble | None) -> tuple[str, str]:
    if trouble is Trouble.DATABASE_AWAY:
        return _("The database does not answer"), _("Try again in half a minute.")
    if trouble is Trouble.DISK_FULL:
        return _("The disk of the server is full"), _("Nothing was kept. Tell who runs it.")
    return _("Something went wrong on our side"), ""
