# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader sees when there is nothing to see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page."""
    return render(request, "koppelkans/404.html", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong on our side; the page needs nothing that may be broken."""
    return render(request, "koppelkans/500.html", status=500)
