# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where somebody works in an area: its present state, who works, in which language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from koppelkans.case import Problem
from koppelkans.seen.eyes import Eyes
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.models import ChangeSet
from koppelkans.web.records.state import State, Tables, state_of
from koppelkans.web.records.then import Walk
from koppelkans.web.records.undo import last_to_redo, last_to_undo
from koppelkans.web.records.values import Values
from koppelkans.web.records.who import author_of
from koppelkans.web.scene import SHEETS

Parameters = ParamSpec("Parameters")


@dataclass(frozen=True)
class Desk:
    """Somebody at work in an area."""

    area: Area
    state: State
    author: Author
    language: str
    reader: Reader
    sees: Eyes

    @property
    def tables(self) -> Tables:
        return self.state.tables

    @cached_property
    def walk(self) -> Walk:
        """The way back through the versions of the area."""
        return Walk(self.area)

    @cached_property
    def alternatives(self) -> dict[int, str]:
        """The names of the alternatives of the area by their number."""
        return {one.number: one.name for one in self.area.alternatives.all()}

    def may_add(self, table: str) -> bool:
        """Whether the one who works here may add a record to a table."""
        return self.author.may_add(table)

    def may_edit(self, table: str, values: Values) -> bool:
        """Whether the one who works here may change a record."""
        return self.author.may_edit(table, values, self.tables)


def desk_of(reader: Reader) -> Desk:
    """Return the desk of a reader."""
    state = state_of(reader.area)
    return Desk(
        reader.area, state, author_of(reader), get_language() or "nl", reader,
        Eyes(reader.viewer, state.tables),
    )  # fmt: skip


def at_desk(
    view: Callable[Concatenate[HttpRequest, Desk, Parameters], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, Parameters], HttpResponseBase]:
    """Make a page of an area from a view that takes a desk."""

    @wraps(view)
    def page(
        request: HttpRequest, reader: Reader, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponseBase:
        return view(request, desk_of(reader), *args, **options)

    return for_readers(page)


def show(
    request: HttpRequest, desk: Desk, template: str, status: int = 200, **more: object
) -> HttpResponse:
    """Return a page for working in an area, with what was just kept and can be taken back."""
    saved = None
    asked = request.GET.get("bewaard", "")
    if asked.isdecimal():
        saved = ChangeSet.objects.filter(
            area=desk.area, version=int(asked), author=desk.author.key
        ).first()
    context = {
        "area": desk.area, "case": desk.state.case, "desk": desk, "state": desk.state,
        "sheet": "records", "sheets": SHEETS, "saved": saved,
        "to_undo": last_to_undo(desk.area, desk.author),
        "to_redo": last_to_redo(desk.area, desk.author), **more,
    }  # fmt: skip
    return render(request, f"records/{template}.html", context, status=status)


def say_problem(problem: Problem, language: str) -> str:
    """Return what is wrong, without where: that is where it is shown."""
    return Problem(problem.expected, found=problem.found).in_language(language)
