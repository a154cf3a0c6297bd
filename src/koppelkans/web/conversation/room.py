# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page of the conversation starts from: the case as it is now, for one reader."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_noop

from koppelkans.case import Case, Partner
from koppelkans.seen import see
from koppelkans.seen.hidden import Hidden, find_hidden
from koppelkans.sharing.hide import two_digits
from koppelkans.web.access.gate import for_readers
from koppelkans.web.access.models import User
from koppelkans.web.access.reader import Reader
from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.change import RecordChange, change_records
from koppelkans.web.records.state import state_of
from koppelkans.web.scene import SHEETS, Scene, chosen_alternative, scene_of
from koppelkans.web.store import load_case

Parameters = ParamSpec("Parameters")

PARTS = (
    ("conversation", gettext_noop("Around the table")),
    ("conditions", gettext_noop("Conditions")),
    ("ledger", gettext_noop("Who gave what")),
    ("agreed", gettext_noop("What has been agreed")),
    ("decisions", gettext_noop("Decisions")),
    ("impasses", gettext_noop("Working it out together")),
)
"""The pages of the conversation: name of the route and title."""


@dataclass(frozen=True)
class Room:
    """An area as one reader sees what is said in it now."""

    request: HttpRequest
    reader: Reader
    whole: Case
    case: Case
    language: str

    @property
    def area(self) -> Area:
        return self.reader.area

    @property
    def mine(self) -> str:
        """Id of the partner for whom the reader speaks; empty for none."""
        return self.reader.partner_id

    @cached_property
    def hidden(self) -> Hidden:
        """What the reader may not see of the case."""
        return find_hidden(self.whole, self.reader.viewer)

    @cached_property
    def scene(self) -> Scene | None:
        """The programme that the reader looks at; None as long as there is none."""
        alternative = chosen_alternative(self.request, self.area)
        return scene_of(alternative, self.reader.viewer, self.language)

    @property
    def user(self) -> User:
        """Who the reader is; whoever does something here has signed in."""
        if self.reader.user is None:
            raise PermissionDenied
        return self.reader.user

    def partner(self, partner_id: str) -> Partner | None:
        return self.case.partner.get(partner_id)

    def amount(self, eur: float) -> float:
        """Return a total as this reader may know it: two digits when something in it is kept."""
        return two_digits(eur) if self.hidden else eur

    def keep(self, *changes: RecordChange) -> None:
        """Keep changes whose right was judged by what somebody does, not by whose record it is."""
        author = Author(str(self.user.pk), str(self.user))
        change_records(self.area, author, changes, based_on=state_of(self.area).version)


def in_room(
    view: Callable[Concatenate[HttpRequest, Room, Parameters], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, Parameters], HttpResponseBase]:
    """Make a page of an area from a view that takes a room."""

    @wraps(view)
    def page(
        request: HttpRequest, reader: Reader, *args: Parameters.args, **options: Parameters.kwargs
    ) -> HttpResponseBase:
        if state_of(reader.area).is_draft:
            return redirect("records", reader.area.slug)
        whole, language = load_case(reader.area), get_language() or "nl"
        case, _none = see(whole, None, reader.viewer, language)
        return view(request, Room(request, reader, whole, case, language), *args, **options)

    return for_readers(page)


def show(room: Room, part: str, template: str, **more: object) -> HttpResponse:
    """Return a page of the conversation."""
    context = {
        "area": room.area, "case": room.case, "reader": room.reader, "room": room,
        "sheet": "conversation", "sheets": SHEETS, "part": part, "parts": PARTS,
        "mine": room.mine, "may_manage": room.reader.may_manage(), **more,
    }  # fmt: skip
    return render(room.request, f"conversation/{template}.html", context)
