# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new area: a name and its years are enough to begin; open data fill in the streets."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.exchange.open_data import OpenDataError, Years, new_area
from koppelkans.opportunity.catalogue import default_rules
from koppelkans.web.access.models import User
from koppelkans.web.access.reader import may_begin
from koppelkans.web.models import Area
from koppelkans.web.records.begin import begin_area, first_row, years_to_plan
from koppelkans.web.records.change import RefusedError
from koppelkans.web.records.desk import say_problem

FIELDS = ("name", "first_year", "last_year", "codes")


@require_http_methods(["GET", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Ask what the area is called, and begin it; who begins it is its facilitator."""
    if not may_begin(request.user):
        return render(
            request, "koppelkans/access/message.html",
            {
                "title": _("Begin a new area"),
                "text": _(
                    "A new area is begun by whoever is facilitator of one already. Ask them, or"
                    " whoever runs Koppelkans in your organisation."
                ),
            },
            status=403,
        )  # fmt: skip
    typed = {name: request.POST.get(name, "").strip()[:200] for name in FIELDS}
    said: list[str] = []
    if request.method == "POST":
        try:
            area = begin(request, typed)
        except RefusedError as error:
            language = get_language() or "nl"
            said = [say_problem(problem, language) for problem in error.problems]
        except OpenDataError as error:
            said = [error.message.in_language(get_language() or "nl")]
        except ValueError as error:
            said = [str(error)]
        else:
            return redirect("records", area.slug)
    else:
        typed |= dict(zip(("first_year", "last_year"), map(str, years_to_plan()), strict=True))
    return render(
        request, "records/start.html", {"typed": typed, "said": said}, status=422 if said else 200
    )


def begin(request: HttpRequest, typed: dict[str, str]) -> Area:
    """Make the area; whoever asks is its facilitator.

    Raises
    ------
    ValueError
        With what is missing.
    RefusedError
        When the years do not fit.
    OpenDataError
        When the services do not know the neighbourhood, or do not answer.
    """
    if not typed["name"]:
        raise ValueError(_("Give the area a name."))
    if not (typed["first_year"].isdecimal() and typed["last_year"].isdecimal()):
        raise ValueError(_("Write years in four digits, such as 2027."))
    first, last = int(typed["first_year"]), int(typed["last_year"])
    if last < first:
        raise ValueError(_("The last year comes before the first."))
    today = timezone.localdate()
    language = get_language() or "nl"
    codes = typed["codes"].replace(",", " ").split()
    tables: dict[str, Any] = {"areas": [{}], **default_rules(language)}
    if codes:
        tables = dict(new_area(codes, Years(first, last, today), language).tables)
    stem = slugify(typed["name"])[:80] or "gebied"
    row = {**tables["areas"][0], **first_row(stem, typed["name"], first, last)}
    assert isinstance(request.user, User)  # noqa: S101  # the door is for who signed in
    return begin_area(stem, {**tables, "areas": [row]}, request.user)
