# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searching an area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.notices.search import search
from koppelkans.web.records.state import state_of
from koppelkans.web.scene import SHEETS

MOST = 40
LONGEST = 200


@require_GET
@for_readers
def find(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show what holds the words of a question; while typing, the list alone."""
    asked = request.GET.get("q", "")[:LONGEST]
    hits, number = search(reader, asked, get_language() or "nl", MOST)
    context = {"area": reader.area, "asked": asked, "hits": hits, "number": number,
               "more": number - len(hits)}  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "notices/found.html", context)
    context |= {"case": state_of(reader.area).case, "sheets": SHEETS, "sheet": "search"}
    return render(request, "notices/search.html", context)
