# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first rows of an area: a name and its years are enough."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from koppelkans.case.case import DUTCH_CRS
from koppelkans.value.price_index import LAST_KNOWN_YEAR
from koppelkans.web.access.models import Membership, Role, User
from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Area
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.who import author_of

YEARS_AHEAD = 14
Row = Mapping[str, Any]


def years_to_plan() -> tuple[int, int]:
    """Return the years that an area plans for, unless somebody says otherwise."""
    year = timezone.localdate().year
    return year + 1, year + YEARS_AHEAD


def first_row(stem: str, name: str, first_year: int, last_year: int) -> dict[str, Any]:
    """Return the row of an area that is only a name and its years."""
    return {"id": stem, "name": name, "first_year": first_year, "last_year": last_year,
            "price_level": min(timezone.localdate().year, LAST_KNOWN_YEAR)}  # fmt: skip


@transaction.atomic
def begin_area(stem: str, tables: Mapping[str, Sequence[Row]], by: User | None) -> Area:
    """Keep a new area; who begins it is its facilitator.

    Raises
    ------
    RefusedError
        When the rows are not right.
    """
    taken = set(Area.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add("nieuw")  # The address of the page that asks for its name.
    slug = next(s for n in range(1, len(taken) + 2)
                if (s := stem if n == 1 else f"{stem}-{n}") not in taken)  # fmt: skip
    area = Area.objects.create(slug=slug, name=tables["areas"][0]["name"], crs=DUTCH_CRS)
    if by is not None:
        Membership.objects.create(user=by, area=area, role=Role.FACILITATOR)
    changes = [
        RecordChange(table, str(row["id"]), dict(row))
        for table, rows in tables.items()
        for row in rows
    ]
    author = author_of(Reader(area, by, Role.FACILITATOR))
    change_records(area, author, changes, based_on=area.version)
    return area
