# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works, and what that person may see and change: asked of the accounts in one place."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from koppelkans.web.models import Area
from koppelkans.web.records.author import Author
from koppelkans.web.records.state import State
from koppelkans.web.records.values import Values


def author_of(request: HttpRequest, area: Area, state: State) -> Author:
    """Return who changes something through a request."""
    del area, state
    key = request.COOKIES.get("koppelkans_author", "facilitator")[:100]
    return Author(key, _("Facilitator") if key == "facilitator" else key)


def may_see(request: HttpRequest, area: Area, state: State) -> Callable[[str, Values], bool]:
    """Return what tells whether a record may be shown to who asks."""
    del request, area, state
    return lambda _table, _values: True
