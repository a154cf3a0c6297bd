# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table as a sheet: typed in, pasted into, checked before it is kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koppelkans.case import Problem
from koppelkans.web.records.blocks import Decisions, read_decisions
from koppelkans.web.records.change import (
    ClashError,
    RecordChange,
    RefusedError,
    change_records,
    preview_changes,
)
from koppelkans.web.records.desk import Desk, at_desk, say_problem, show
from koppelkans.web.records.forms import say_elsewhere, view_clash
from koppelkans.web.records.layout import address_of, one_of
from koppelkans.web.records.merging import WHOLE
from koppelkans.web.records.sheet import Sheet, SheetRow, read_rows
from koppelkans.web.records.views.form import table_at
from koppelkans.web.records.views.tables import may_add
from koppelkans.web.records.wording import table_name

Wrong = Mapping[int, Mapping[str, Sequence[str]]]
"""Texts by the number of the row that was sent, and field."""


def sheet_of(desk: Desk, table: str) -> Sheet:
    """Return a table as a sheet for who works here."""
    return Sheet(desk.tables, table, desk.language, desk.sees, desk.sees.sees_field)


@require_http_methods(["GET", "POST"])
@at_desk
def sheet(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """Show a table as a sheet, and keep what was changed in it."""
    table = table_at(address)
    if request.method == "POST":
        return _keep(request, desk, table)
    return _show(request, desk, table, desk.area.version)


@require_POST
@at_desk
def check(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """Say what is wrong with changed rows, without keeping them."""
    table = table_at(address)
    try:
        rows = read_rows(request.POST.get("rows", ""), table)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponseBadRequest()
    changes = sheet_of(desk, table).changes(rows)
    wrong: Wrong = {}
    other: Sequence[str] = ()
    try:
        preview_changes(desk.area, desk.author, changes, based_on=_version(request, "based_on"))
    except RefusedError as error:
        wrong, other = _sort(desk, error.problems, changes)
    except ClashError:
        pass  # It is asked when it is kept.
    except PermissionDenied:
        other = [_("Among these are records that are not yours to change.")]
    return JsonResponse({"wrong": wrong, "other": other})


def _keep(request: HttpRequest, desk: Desk, table: str) -> HttpResponse:
    text = request.POST.get("rows", "")
    try:
        rows = read_rows(text, table)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponseBadRequest()
    based_on = _version(request, "based_on")
    decisions = read_decisions(request.POST)
    changes = sheet_of(desk, table).changes(rows)
    try:
        outcome = change_records(
            desk.area, desk.author, _decided(changes, decisions), based_on=based_on,
            seen=_version(request, "seen"), allow_gaps=request.POST.get("allow_gaps") == "1",
        )  # fmt: skip
    except RefusedError as error:
        wrong, other = _sort(desk, error.problems, changes)
        return _show(request, desk, table, based_on, rows, wrong, other, gaps=error.only_gaps)
    except ClashError as error:
        return _ask(request, desk, changes, error, text)
    except PermissionDenied:
        other = [_("Among these are records that are not yours to change.")]
        return _show(request, desk, table, based_on, rows, {}, other)
    address = reverse("record_sheet", args=[desk.area.slug, address_of(table)])
    return redirect(f"{address}?bewaard={outcome.version}" if outcome.change_set
                    else f"{address}?gelijk=1")  # fmt: skip


def _decided(changes: Sequence[RecordChange], decisions: Decisions) -> list[RecordChange]:
    found = []
    for number, change in enumerate(changes):
        theirs = decisions.theirs.get(str(number), frozenset())
        if WHOLE in theirs:
            continue
        values = {k: v for k, v in (change.values or {}).items() if k not in theirs}
        settled = decisions.mine.get(str(number), frozenset())
        found.append(RecordChange(change.table, change.key, values, settled))
    return found


def _version(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _sort(
    desk: Desk, problems: Iterable[Problem], changes: Sequence[RecordChange]
) -> tuple[dict[int, dict[str, list[str]]], list[str]]:
    """Return what is wrong by row and field, and what is wrong elsewhere."""
    numbers = {change.key: number for number, change in enumerate(changes)}
    wrong: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    other = []
    for problem in problems:
        if changes and problem.table == changes[0].table and problem.id in numbers:
            field = problem.field or "id"
            wrong[numbers[problem.id]][field].append(say_problem(problem, desk.language))
        else:
            other.append(say_elsewhere(desk, problem))
    return {number: dict(fields) for number, fields in wrong.items()}, other


def _ask(
    request: HttpRequest,
    desk: Desk,
    changes: Sequence[RecordChange],
    error: ClashError,
    text: str,
) -> HttpResponse:
    desk.area.refresh_from_db()
    numbers = {change.key: str(number) for number, change in enumerate(changes)}
    clashes = [view_clash(desk, clash, numbers[clash.key]) for clash in error.clashes]
    asked = {clash.html_name for clash in clashes}
    kept = [(n, str(v)) for n, v in request.POST.items()
            if n.startswith("choose:") and n not in asked]  # fmt: skip
    based_on = _version(request, "based_on")
    changed_by = desk.area.change_sets.filter(version__gt=based_on).exclude(author=desk.author.key)
    return show(
        request, desk, "merge", 409, clashes=clashes, seen=error.version,
        typed=[*kept, ("rows", text), ("based_on", str(based_on))],
        names=sorted(set(changed_by.values_list("author_name", flat=True))),
    )  # fmt: skip


def _starts(heads: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the fields of the cells after the first, each with how its cells begin as HTML."""
    return [
        (head["field"],
         f'<td data-field="{escape(head["field"])}"{NUMBER if head["number"] else ""}')
        for head in heads[1:]
    ]  # fmt: skip


NUMBER = ' class="kk-number"'


def _cells(starts: Sequence[tuple[str, str]], texts: Mapping[str, str]) -> SafeString:
    """Return the cells of a row after the first, as HTML: there are thousands on a sheet."""
    cells = [
        f'{start} tabindex="-1">{escape(texts[field])}</td>' if field in texts
        else f'{start} data-hidden tabindex="-1"></td>'
        for field, start in starts
    ]  # fmt: skip
    return SafeString("".join(cells))


def _show(  # noqa: PLR0913  # a page with all that came back
    request: HttpRequest,
    desk: Desk,
    table: str,
    based_on: int,
    pending: Sequence[SheetRow] = (),
    wrong: Wrong | None = None,
    other: Sequence[str] = (),
    *,
    gaps: bool = False,
) -> HttpResponse:
    view = sheet_of(desk, table)
    heads = view.heads()
    starts = _starts(heads)
    rows = []
    for key, values in desk.tables[table].items():
        if desk.sees(table, values):
            texts = view.texts(values)
            rows.append(
                {"key": key, "first": texts.get(heads[0]["field"], ""),
                 "cells": _cells(starts, texts), "is_editable": desk.may_edit(table, values)}
            )  # fmt: skip
    data = {
        "heads": heads,
        "pending": [
            {"key": row.key, "cells": {name: {"text": cell.text, "pasted": cell.is_pasted}
                                       for name, cell in row.cells.items()}}
            for row in pending
        ],
        "wrong": wrong or {}, "other": other,
    }  # fmt: skip
    return show(
        request, desk, "sheet", 422 if wrong or other else 200, rows=rows, heads=heads, data=data,
        based_on=based_on, table_name=table_name(table, desk.language), other=other, gaps=gaps,
        table_address=address_of(table), may_add=may_add(desk, table), one_of=one_of(table),
    )  # fmt: skip
