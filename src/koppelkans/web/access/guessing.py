# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guessing is stopped: of passwords, codes and invitations, all with the same count.

django-axes counts what went wrong per name and address; here are the names that are not accounts.
"""

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from koppelkans.web import audit


def is_locked(request: HttpRequest, name: str) -> bool:
    """Whether there were too many wrong guesses at something of late."""
    return not AxesProxyHandler.is_allowed(request, {"username": name})


def count_wrong(request: HttpRequest, name: str) -> None:
    """Count a wrong guess."""
    AxesProxyHandler.user_login_failed(None, {"username": name}, request)


def forget(name: str) -> None:
    """Forget wrong guesses once the right answer was given."""
    AxesProxyHandler.reset_attempts(username=name)


def locked_out(
    request: HttpRequest, *_args: object, credentials: dict[str, str] | None = None,
    **_options: object,
) -> HttpResponse:  # fmt: skip
    """Say that there were too many guesses, and what to do; the same whether the name exists."""
    audit.note("sign_in.locked", request, name=(credentials or {}).get("username", "")[:254])
    return render(
        request, "koppelkans/access/message.html",
        {
            "title": _("Too many attempts"),
            "text": _(
                "To keep guessers out, this stays closed for fifteen minutes. Forgotten your"
                " password? You can choose a new one by e-mail."
            ),
        },
        status=429,
    )  # fmt: skip


def username_of(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Return the name that somebody tries, written in one way."""
    given = credentials.get("username") if credentials else request.POST.get("username")
    return (given or "").strip().lower()[:254]
