# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything on the table: what is missing, the tables, and the records of one of them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from koppelkans.case import TABLES
from koppelkans.exchange.words import TABLE_HELP
from koppelkans.language import translate
from koppelkans.web.records.desk import Desk, at_desk, say_problem, show
from koppelkans.web.records.forms import name_problem
from koppelkans.web.records.layout import address_of, one_of
from koppelkans.web.records.steps import list_steps
from koppelkans.web.records.values import Values
from koppelkans.web.records.views.form import table_at
from koppelkans.web.records.wording import name_of, table_name
from koppelkans.web.store import shown_alternative

PARTS = (
    (gettext_noop("The work"), ("tasks", "boundaries", "places", "partners")),
    (gettext_noop("What it is worth"), ("key_figures", "effects", "opportunity_rules", "variants",
                                       "relations")),
    (gettext_noop("How it is weighed"), ("criteria", "preference_curves", "weights", "judgements",
                                        "votes", "curve_points")),
    (gettext_noop("The conversation"), ("struggles", "conditions", "commitments", "decisions",
                                       "people")),
    (gettext_noop("Money that was agreed"), ("agreed_payments", "agreed_shares",
                                            "payment_limits")),
    (gettext_noop("The area"), ("areas", "figures")),
)  # fmt: skip
MOST_GAPS = 30
OWNERLESS = "partner_id"


@dataclass(frozen=True)
class TableRow:
    """A table on the overview."""

    title: str
    address: str
    one_of: str
    help: str
    count: int
    may_add: bool


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and where to fill it in."""

    title: str
    text: str
    address: str


@require_GET
@at_desk
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what there is to fill in, and what is still missing."""
    known = {table for _title, tables in PARTS for table in tables}
    rest = (gettext_noop("More"), tuple(table for table in TABLES if table not in known))
    parts = [
        (_(title), [_row(desk, table) for table in tables])
        for title, tables in (*PARTS, rest)
        if tables
    ]
    gaps = list_gaps(desk)
    steps = list_steps(desk, len(gaps))
    return show(
        request, desk, "home", parts=parts, steps=steps,
        number=shown_alternative(desk.area).number,
        show_gaps=not steps or bool(desk.tables["tasks"]), gaps=gaps[:MOST_GAPS],
        more_gaps=max(0, len(gaps) - MOST_GAPS),
    )  # fmt: skip


def _row(desk: Desk, table: str) -> TableRow:
    return TableRow(
        table_name(table, desk.language), address_of(table), one_of(table),
        translate(TABLE_HELP[table], desk.language),
        sum(desk.sees(table, values) for values in desk.tables[table].values()),
        may_add(desk, table),
    )  # fmt: skip


def may_add(desk: Desk, table: str) -> bool:
    """Whether who works here may add a record to a table, one of its own at least."""
    return desk.may_add(table) and not (table == "areas" and bool(desk.tables["areas"]))


def list_gaps(desk: Desk) -> list[Gap]:
    """Return what keeps an area from being complete, as far as the reader may see it."""
    gaps = []
    for problem in desk.state.problems:
        if problem.table not in TABLES:
            gaps.append(Gap(problem.table, say_problem(problem, desk.language), ""))
            continue
        values = desk.tables[problem.table].get(problem.id)
        if values is not None and not desk.sees(problem.table, values):
            continue
        address = address_of(problem.table)
        if values is None:
            where = reverse("record_new", args=[desk.area.slug, address])
        else:
            where = reverse("record", args=[desk.area.slug, address, problem.id])
            if problem.field and problem.field != "id":
                where += f"#b0:{problem.field}"
        gaps.append(Gap(name_problem(desk, problem), say_problem(problem, desk.language), where))
    return gaps


@require_GET
@at_desk
def table(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """Show the records of a table."""
    name = table_at(address)
    rows = [
        {"key": key, "name": name_of(desk.tables, name, values), "detail": _detail(desk, values)}
        for key, values in desk.tables[name].items()
        if desk.sees(name, values)
    ]
    return show(
        request, desk, "table", rows=rows, table_address=address, one_of=one_of(name),
        table_name=table_name(name, desk.language), may_add=may_add(desk, name),
        help=translate(TABLE_HELP[name], desk.language),
    )  # fmt: skip


def _detail(desk: Desk, values: Values) -> str:
    owner = desk.tables["partners"].get(str(values.get(OWNERLESS) or ""))
    return name_of(desk.tables, "partners", owner) if owner else ""
