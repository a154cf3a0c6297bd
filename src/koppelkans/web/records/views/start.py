# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new area: a name and its years are enough to begin; open data fill in the streets."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koppelkans.case.case import DUTCH_CRS
from koppelkans.exchange.open_data import OpenDataError, Years, new_area
from koppelkans.opportunity.catalogue import default_rules
from koppelkans.value.price_index import LAST_KNOWN_YEAR
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.reader import reader_of
from koppelkans.web.models import Area
from koppelkans.web.records.change import RecordChange, RefusedError, change_records
from koppelkans.web.records.desk import say_problem
from koppelkans.web.records.who import author_of

FIELDS = ("name", "first_year", "last_year", "codes")
YEARS_AHEAD = 14


@require_http_methods(["GET", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Ask what the area is called, and begin it; who begins it is its facilitator."""
    typed = {name: request.POST.get(name, "").strip()[:200] for name in FIELDS}
    said: list[str] = []
    if request.method == "POST":
        try:
            area = _begin(request, typed)
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
        year = timezone.localdate().year
        typed |= {"first_year": str(year + 1), "last_year": str(year + YEARS_AHEAD)}
    return render(
        request, "records/start.html", {"typed": typed, "said": said}, status=422 if said else 200
    )


def _begin(request: HttpRequest, typed: dict[str, str]) -> Area:
    """Make the area.

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
    row = {
        **tables["areas"][0], "id": stem, "name": typed["name"], "first_year": first,
        "last_year": last, "price_level": min(today.year, LAST_KNOWN_YEAR),
    }  # fmt: skip
    return _keep(request, stem, {**tables, "areas": [row]})


@transaction.atomic
def _keep(request: HttpRequest, stem: str, tables: dict[str, Any]) -> Area:
    taken = set(Area.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add("nieuw")  # The address of this page.
    slug = next(s for n in range(1, len(taken) + 2)
                if (s := stem if n == 1 else f"{stem}-{n}") not in taken)  # fmt: skip
    area = Area.objects.create(slug=slug, name=tables["areas"][0]["name"], crs=DUTCH_CRS)
    assert isinstance(request.user, User)  # noqa: S101  # the door is for who signed in
    Membership.objects.create(user=request.user, area=area, role=Role.FACILITATOR)
    changes = [
        RecordChange(table, str(row["id"]), row) for table, rows in tables.items() for row in rows
    ]
    change_records(area, author_of(reader_of(request.user, area)), changes, based_on=area.version)
    return area
